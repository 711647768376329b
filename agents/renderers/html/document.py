"""A document as HTML: title, contents with links, headings, text, lists, figures and tables."""

from __future__ import annotations

from html import escape

from agents.core.words import word
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.html.figures import View, chart_html, table_html
from agents.renderers.html.text import checked
from agents.specs.document import DocumentBlock, DocumentSpec

WIDTH = 640.0


def document_html(spec: DocumentSpec, ledger: Ledger) -> str:
    """One HTML fragment. Raises EvidenceError for an unbound number or a false claim."""
    checked(spec, ledger, spec.language, spec.names)
    view = View(ledger, spec.language, spec.names)
    subtitle = f'<p class="paper-subtitle">{view.words(spec.subtitle)}</p>' if spec.subtitle else ""
    counts = {"chart": 0, "table": 0}
    blocks = []
    for position, block in enumerate(spec.blocks):
        if block.kind in counts:
            counts[block.kind] += 1
        blocks.append(_block(position, block, view, counts))
    title = f'<h2 class="paper-title">{view.words(spec.title)}</h2>'
    return f'<article class="paper">{title}{subtitle}{_contents(spec, view)}{"".join(blocks)}</article>'


def _contents(spec: DocumentSpec, view: View) -> str:
    entries = [(position, block) for position, block in enumerate(spec.blocks) if block.kind == "heading"]
    if not entries:
        return ""
    items = "".join(
        f'<li class="level-{block.level}"><a href="#part-{position}">{_plain(block.text, view)}</a></li>' for position, block in entries
    )
    return f'<nav class="paper-contents"><h3>{escape(word("contents", view.language))}</h3><ol>{items}</ol></nav>'


def _plain(text: str, view: View) -> str:
    """Words without links of their own, for use inside a link."""
    return escape(rendered(text, view.ledger, view.language))


def _block(position: int, block: DocumentBlock, view: View, counts: dict[str, int]) -> str:
    if block.kind == "heading":
        return f'<h{block.level + 2} id="part-{position}">{view.words(block.text)}</h{block.level + 2}>'
    if block.kind in ("bullets", "numbered"):
        tag = "ul" if block.kind == "bullets" else "ol"
        lead = f"<p>{view.words(block.text)}</p>" if block.text else ""
        return f"{lead}<{tag}>{''.join(f'<li>{view.words(item)}</li>' for item in block.items)}</{tag}>"
    if block.chart:
        return chart_html(block.chart, view, WIDTH, label=_label("figure", counts["chart"], view), results=block.results)
    if block.table:
        return table_html(block.table, view, label=_label("table", counts["table"], view), results=block.results)
    if block.kind == "page_break":
        return '<hr class="paper-break">'
    return f"<p{' class=callout' if block.kind == 'callout' else ''}>{view.words(block.text)}</p>"


def _label(key: str, number: int, view: View) -> str:
    stop = ". " if view.language == "en" else "　"
    return f'<span class="figure-label">{escape(word(key, view.language))} {number}{stop}</span>'
