"""A document as HTML: title, contents with links, headings, text, lists, figures and tables."""

from __future__ import annotations

from html import escape

from agents.core.words import word
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.html.figures import View, chart_html, table_html
from agents.renderers.html.text import checked
from agents.specs.document import DocumentBlock, DocumentSpec

WIDTH = 540.0
CAPTIONED = {"chart": "figure", "table": "table"}
PAGE_BREAK = "<!-- page -->"  # no text of a spec can hold it: texts are escaped
Numbers = dict[int, tuple[str, int]]  # by the position of a block


def document_html(spec: DocumentSpec, ledger: Ledger) -> str:
    """One HTML fragment. Raises EvidenceError for an unbound number or a false claim."""
    checked(spec, ledger, spec.language, spec.names)
    view = View(ledger, spec.language, spec.names)
    subtitle = f'<p class="paper-subtitle">{view.words(spec.subtitle)}</p>' if spec.subtitle else ""
    title = f'<h2 class="paper-title">{view.words(spec.title)}</h2>'
    numbers = _numbers(spec)
    blocks = (_block(position, block, view, numbers) for position, block in enumerate(spec.blocks))
    pages = "".join(blocks).split(PAGE_BREAK)
    sheets = "".join(f'<div class="paper-page">{page}</div>' for page in (title + subtitle + pages[0], *pages[1:]))
    return f'<div class="document">{_contents(spec, view)}<article class="paper">{sheets}</article></div>'


def _numbers(spec: DocumentSpec) -> Numbers:
    """What each block with a caption is called: ("figure", 2)."""
    counts = dict.fromkeys(CAPTIONED.values(), 0)
    found: Numbers = {}
    for position, block in enumerate(spec.blocks):
        if key := CAPTIONED.get(block.kind):
            counts[key] += 1
            found[position] = (key, counts[key])
    return found


def _contents(spec: DocumentSpec, view: View) -> str:
    entries = [(position, block) for position, block in enumerate(spec.blocks) if block.kind == "heading"]
    if not entries:
        return ""
    items = "".join(
        f'<li class="level-{block.level}"><a href="#part-{position}">{_plain(block.text, view)}</a></li>' for position, block in entries
    )
    heading = escape(word("contents", view.language))
    return (
        f'<nav class="paper-contents" aria-label="{heading}"><details open><summary>{heading} <span class="paper-at"></span></summary>'
        f"<ol>{items}</ol></details></nav>"
    )


def _plain(text: str, view: View) -> str:
    """Words without links of their own, for use inside a link."""
    return escape(rendered(text, view.ledger, view.language))


def _block(position: int, block: DocumentBlock, view: View, numbers: Numbers) -> str:
    if block.kind == "heading":
        return f'<h{block.level + 2} id="part-{position}">{view.words(block.text)}</h{block.level + 2}>'
    if block.kind in ("bullets", "numbered"):
        return _list(block, view, _references(position, view, numbers))
    if block.chart:
        chart = block.chart.model_copy(update={"title": block.text or block.chart.title})
        return chart_html(chart, view, WIDTH, label=_label(numbers[position], view), results=block.results)
    if block.table:
        table = block.table.model_copy(update={"title": block.text or block.table.title})
        return table_html(table, view, label=_label(numbers[position], view), results=block.results)
    if block.kind == "page_break":
        return PAGE_BREAK
    kind = " class=callout" if block.kind == "callout" else ""
    return f"<p{kind}>{view.words(block.text)}{_references(position, view, numbers)}</p>"


def _list(block: DocumentBlock, view: View, references: str) -> str:
    tag = "ul" if block.kind == "bullets" else "ol"
    lead = f"<p>{view.words(block.text)}</p>" if block.text else ""
    items = "</li><li>".join(view.words(item) for item in block.items)
    return f"{lead}<{tag}><li>{items}{references}</li></{tag}>"


def _references(position: int, view: View, numbers: Numbers) -> str:
    """ "(Figure 2, Table 1)" after the words that lead up to figures and tables, as in the file."""
    following = []
    while (position := position + 1) in numbers:
        following.append(numbers[position])
    if not following:
        return ""
    opening, joint, closing = ("（", "、", "）") if view.language == "zh" else (" (", ", ", ")")
    shown = [f'<a class="reference" href="#{key}-{number}">{_name((key, number), view)}</a>' for key, number in following]
    return opening + joint.join(shown) + closing


def _name(number: tuple[str, int], view: View) -> str:
    return f"{escape(word(number[0], view.language))} {number[1]}"


def _label(number: tuple[str, int], view: View) -> str:
    stop = ". " if view.language == "en" else "　"
    return f'<span class="figure-label" id="{number[0]}-{number[1]}">{_name(number, view)}{stop}</span>'
