"""The blocks of a document as XML, in reading order: title, contents, headings, text, lists, call-outs, figures, tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml

from agents.core.words import word
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.chart.data import read_chart
from agents.renderers.docx.charts import figure_xml
from agents.renderers.docx.styles import NUMBERS
from agents.renderers.docx.tables import table_xml
from agents.renderers.docx.words import NO_BREAK, runs
from agents.renderers.docx.xml import NAMESPACES, bookmark, field, link, paragraph, run
from agents.renderers.source_line import source_line
from agents.specs.document import DocumentBlock, DocumentSpec
from agents.specs.theme import Theme

CAPTIONED = {"chart": "figure", "table": "table"}
LABELS = {"figure": "Figure", "table": "Table"}  # names of the SEQ counters
CONTENTS_LEVELS = 2
KEEP, PAGE_BREAK = "<w:keepNext/>", "<w:pageBreakBefore/>"


class Writer:
    """Writes the blocks of one document; counts its headings, figures, tables and lists."""

    def __init__(self, spec: DocumentSpec, ledger: Ledger, theme: Theme, part: Any) -> None:
        self.spec, self.ledger, self.theme, self.part = spec, ledger, theme, part
        self.language = spec.language
        self.marks = 0
        self.lists = 0
        self.break_next = False
        self.numbers = _caption_numbers(spec)

    def everything(self) -> Iterator[Any]:
        """Title, contents and all blocks as elements of the body."""
        parts = [paragraph("Title", self._runs(self.spec.title))]
        if self.spec.subtitle:
            parts.append(paragraph("Subtitle", self._runs(self.spec.subtitle)))
        parts += self._contents()
        for position, block in enumerate(self.spec.blocks):
            parts += self._block(position, block)
        yield from parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}</w:body>")

    # -- contents ------------------------------------------------------------------------------------------------------

    def _contents(self) -> list[str]:
        """The contents list: a field whose entries already stand in it, each a link to its heading."""
        headings = ((position, block) for position, block in enumerate(self.spec.blocks) if block.kind == "heading")
        entries = [(position, block) for position, block in headings if block.level <= CONTENTS_LEVELS]
        if not entries:
            return []
        lines = []
        for index, (position, block) in enumerate(entries):
            begin = _open_field('TOC \\o "1-2" \\h \\z \\u') if index == 0 else ""
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if index == len(entries) - 1 else ""
            lines.append(paragraph(f"TOC{block.level}", begin + link(f"_Toc{position}", self._runs(block.text)) + end))
        self.break_next = True
        return [paragraph("TOCHeading", run(word("contents", self.language))), *lines]

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _block(self, position: int, block: DocumentBlock) -> list[str]:
        if block.kind == "page_break":
            self.break_next = True
            return []
        before, self.break_next = (PAGE_BREAK if self.break_next else ""), False
        if block.kind == "heading":
            return [paragraph(f"Heading{block.level}", self._mark(f"_Toc{position}", self._runs(block.text)), before)]
        if block.kind in ("bullets", "numbered"):
            return self._list(position, block, before)
        if block.kind in CAPTIONED:
            return self._captioned(position, block, before)
        style = "Callout" if block.kind == "callout" else "Normal"
        return [paragraph(style, self._runs(block.text) + self._references(position), before)]

    def _list(self, position: int, block: DocumentBlock, before: str) -> list[str]:
        style, number = "ListBullet", ""
        if block.kind == "numbered":
            style, number = "ListNumber", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERS + self.lists}"/></w:numPr>'
            self.lists += 1
        lead = [paragraph("Normal", self._runs(block.text), KEEP + before)] if block.text else []
        items = []
        for index, item in enumerate(block.items):
            tail = self._references(position) if index == len(block.items) - 1 else ""
            items.append(paragraph(style, self._runs(item) + tail, (before if index == 0 and not lead else "") + number))
        return lead + items

    def _captioned(self, position: int, block: DocumentBlock, before: str) -> list[str]:
        chart, table = block.chart, block.table
        title, note = (chart.title, chart.note) if chart else (table.title, table.note) if table else ("", "")
        subtitle = chart.subtitle if chart else ""
        parts = [paragraph("Caption", self._caption(position, block.kind) + self._runs(block.text or title), before)]
        if subtitle:
            parts.append(paragraph("Subcaption", self._runs(subtitle)))
        if chart:
            self.marks += 1
            parts += figure_xml(read_chart(chart, self.ledger, self.language, names=None), self.part, self.marks)
        elif table:
            parts.append(table_xml(table, self.ledger, self.language, self.theme))
        results = block.results or (chart.results if chart else table.results if table else ())
        source = source_line(results, self.ledger, self.language)
        words = [text for text in (rendered(note, self.ledger, self.language), source) if text]
        return [*parts, paragraph("Source", run(" ".join(words)))]

    # -- pieces --------------------------------------------------------------------------------------------------------

    def _caption(self, position: int, kind: str) -> str:
        """ "Figure 2. " with a counter field inside a bookmark that references lead to."""
        key, number = self.numbers[position]
        label = run(word(key, self.language) + NO_BREAK) + field(f"SEQ {LABELS[key]} \\* ARABIC", str(number))
        return self._mark(f"_{LABELS[key]}{number}", label) + run(". " if self.language == "en" else "　")

    def _references(self, position: int) -> str:
        """ "(Figure 2, Table 1)" after the words that lead up to figures and tables."""
        following = []
        for later in range(position + 1, len(self.spec.blocks)):
            if later not in self.numbers:
                break
            following.append(self.numbers[later])
        if not following:
            return ""
        opening, joint, closing = ("（", "、", "）") if self.language == "zh" else (" (", ", ", ")")
        shown = [field(f"REF _{LABELS[key]}{number} \\h", f"{word(key, self.language)}{NO_BREAK}{number}") for key, number in following]
        return run(opening) + run(joint).join(shown) + run(closing)

    def _runs(self, text: str) -> str:
        return runs(text, self.ledger, self.language)

    def _mark(self, name: str, content: str) -> str:
        self.marks += 1
        return bookmark(self.marks, name, content)


def _caption_numbers(spec: DocumentSpec) -> dict[int, tuple[str, int]]:
    """The counter and the number of each block that has a caption."""
    counts = {"figure": 0, "table": 0}
    numbers = {}
    for position, block in enumerate(spec.blocks):
        if key := CAPTIONED.get(block.kind):
            counts[key] += 1
            numbers[position] = (key, counts[key])
    return numbers


def _open_field(instruction: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
