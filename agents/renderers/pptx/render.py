"""The deck's renderer: every text is checked, every slide is laid out by measurement, the file is written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from agents.core.errors import GateError
from agents.evidence.ledger import Ledger
from agents.evidence.text import check, rendered
from agents.renderers.drawingml import TAGS
from agents.renderers.pptx.alt import notes_text
from agents.renderers.pptx.canvas import Canvas
from agents.renderers.pptx.chart_slides import chart_slide, segment_slide, two_charts_slide
from agents.renderers.pptx.desk import Desk
from agents.renderers.pptx.layouts import Layout
from agents.renderers.pptx.table_slides import table_slide
from agents.renderers.pptx.template import NS, empty_deck
from agents.renderers.pptx.text_slides import NewSlide, cards_slide, text_slide, title_slide
from agents.specs.deck import DeckSpec, Slide, SlideKind
from agents.specs.theme import THEME, Theme
from agents.specs.walk import texts

MAKERS: dict[SlideKind, Callable[[NewSlide, Slide, Desk], None]] = {
    "title": title_slide,
    "summary": text_slide,
    "text": text_slide,
    "kpis": cards_slide,
    "chart": chart_slide,
    "full_chart": chart_slide,
    "two_charts": two_charts_slide,
    "table": table_slide,
    "actions": table_slide,
    "sources": table_slide,
    "segment": segment_slide,
}
AUTHOR = "Threeday"


def render_deck(spec: DeckSpec, ledger: Ledger, path: Path, theme: Theme = THEME) -> None:
    """Write the deck as pptx.

    Raises EvidenceError for a text with an unbound number or a claim that does not hold, and GateError (with `where`, the
    slide) for words that do not fit at the smallest size allowed. Nothing is written then.
    """
    for text in texts(spec):
        check(text, ledger, spec.language, spec.names)
    deck = empty_deck(theme, spec.language)
    desk = Desk(ledger, spec.language, theme, spec.names)
    for number, slide in enumerate(spec.slides, start=1):
        try:
            _make(deck, slide, desk)
        except GateError as error:
            raise GateError(error.message, where=f"slide {number}") from error
    _describe(deck, spec, ledger)
    deck.save(str(path))


def _make(deck: Any, slide: Slide, desk: Desk) -> None:
    """One slide of the spec; it may take several in the file, which all carry its id."""

    def new(layout: Layout) -> Canvas:
        canvas = Canvas(deck, layout, desk.language)
        canvas.slide._element.cSld.set("name", slide.id)
        _write_notes(canvas.slide, notes_text(slide, desk), desk)
        return canvas

    MAKERS[slide.kind](new, slide, desk)


def _write_notes(slide: Any, text: str, desk: Desk) -> None:
    from pptx.oxml import parse_xml

    body = slide.notes_slide.notes_text_frame._txBody
    for paragraph in body.p_lst:
        body.remove(paragraph)
    for line in text.split("\n"):
        body.append(parse_xml(f"<a:p {NS}><a:r><a:rPr {TAGS[desk.language]}/><a:t>{escape(line)}</a:t></a:r></a:p>"))


def _describe(deck: Any, spec: DeckSpec, ledger: Ledger) -> None:
    """Core properties: title, subject, author, language, and the time of the newest data."""
    properties = deck.core_properties
    properties.title = rendered(spec.title, ledger, spec.language)
    properties.subject = rendered(spec.subtitle, ledger, spec.language)
    properties.author = properties.last_modified_by = AUTHOR
    properties.language = "zh-CN" if spec.language == "zh" else "en-US"
    properties.keywords, properties.comments = "", ""
    taken = [result.taken_at for result in ledger.results.values()]
    if taken:
        properties.created = properties.modified = max(taken).replace(tzinfo=None)
