"""What a speaker reads beside a slide: the notes of the spec, and what each figure in its words is."""

from __future__ import annotations

from html import escape

from agents.core.brief import Language
from agents.evidence.facts import Fact
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.text import refs
from agents.renderers.html.text import checked, fact_link
from agents.renderers.html.view import View
from agents.specs.deck import DeckSpec, Slide
from agents.specs.walk import texts

FIGURES: dict[Language, str] = {"en": "Figures on this slide", "zh": "本页的数字"}


def notes_html(spec: DeckSpec, ledger: Ledger) -> list[str]:
    """The notes of each slide as HTML, "" where there are none. Raises EvidenceError as `deck_html` does."""
    checked(spec, ledger, spec.language, spec.names)
    view = View(ledger, spec.language, spec.names)
    return [_notes(slide, view) for slide in spec.slides]


def _notes(slide: Slide, view: View) -> str:
    said = "".join(f"<p>{view.words(line)}</p>" for line in slide.notes.splitlines() if line.strip())
    lines = "".join(_line(fact, view) for fact in map(view.ledger.fact, _said(slide)) if isinstance(fact.value, (int, float)))
    return said + (f"<p><b>{FIGURES[view.language]}</b></p><ul>{lines}</ul>" if lines else "")


def _said(slide: Slide) -> list[str]:
    """The facts in the slide's words; those of charts and tables stand in them with their names."""
    parts = (slide.title, slide.lead, slide.message, slide.kpis, slide.takeaways)
    return list(dict.fromkeys(ref for text in texts(parts) for ref in refs(text)))


def _line(fact: Fact, view: View) -> str:
    shown = write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=view.language)
    return f"<li>{fact_link(fact.id, shown)} {escape(fact.name)}</li>"
