"""A document spec as a .docx file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.shared import Mm

from agents.evidence.ledger import Ledger
from agents.evidence.text import check, rendered
from agents.renderers.docx.blocks import Writer
from agents.renderers.docx.styles import numbering_xml, settings_xml, styles_xml, themed
from agents.renderers.docx.xml import NAMESPACES, field, paragraph, run
from agents.specs.document import DocumentSpec
from agents.specs.theme import THEME, Theme
from agents.specs.walk import texts

PAGE = {"en": ("Page ", " of ", ""), "zh": ("第 ", " 页，共 ", " 页")}
LEGACY = ("stylesWithEffects", "customXml", "thumbnail", "webSettings")  # parts of the default template that say nothing of ours


def render_document(spec: DocumentSpec, ledger: Ledger, path: Path, theme: Theme = THEME) -> None:
    """Write the document to `path`. Raises EvidenceError for an unbound number or a false claim in any of its texts."""
    for text in texts(spec):
        check(text, ledger, spec.language, spec.names)
    document = docx.Document()
    _own_parts(document, spec, theme)
    _page(document, spec, ledger)
    writer = Writer(spec, ledger, theme, document.part)
    body = document.element.body
    section = body.sectPr
    for block in writer.everything():
        section.addprevious(block)
    _properties(document, spec, ledger)
    document.save(str(path))


def _own_parts(document: docx.document.Document, spec: DocumentSpec, theme: Theme) -> None:
    """Our styles, numbering, settings and theme in place of the template's."""
    part = document.part
    lists = sum(block.kind == "numbered" for block in spec.blocks)
    part._styles_part._element = parse_xml(styles_xml(theme, spec.language))
    part.numbering_part._element = parse_xml(numbering_xml(theme, max(1, lists)))
    part._settings_part._element = parse_xml(settings_xml(spec.language))
    theme_part = part.part_related_by(RELATION.THEME)
    theme_part._blob = themed(theme_part.blob, theme)
    for owner in (part, part.package):
        for id, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in LEGACY:
                del owner.rels[id]


def _page(document: docx.document.Document, spec: DocumentSpec, ledger: Ledger) -> None:
    """A4, the title at the head of all pages but the first, the page number at the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    section.different_first_page_header_footer = True
    _only(section.header, paragraph("Header", run(rendered(spec.title, ledger, spec.language))))
    before, between, after = PAGE[spec.language]
    numbers = run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)
    for foot in (section.footer, section.first_page_footer):
        _only(foot, paragraph("Footer", numbers))
    _only(section.first_page_header, paragraph("Footer", ""))


def _only(story: docx.section._Header | docx.section._Footer, xml: str) -> None:
    """Make one paragraph the whole of a header or footer."""
    story.is_linked_to_previous = False
    element = story._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(xml.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))


def _properties(document: docx.document.Document, spec: DocumentSpec, ledger: Ledger) -> None:
    core = document.core_properties
    core.title = rendered(spec.title, ledger, spec.language)[:255]
    core.subject = rendered(spec.subtitle, ledger, spec.language)[:255]
    core.author = core.last_modified_by = "Threeday"
    core.comments = core.keywords = ""
    core.language = {"en": "en-US", "zh": "zh-CN"}[spec.language]
    core.created = core.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
