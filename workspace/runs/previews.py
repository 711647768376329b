"""Previews of files, drawn from the specs that the files were made of."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from django.core.cache import caches
from django.urls import reverse

from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers import html
from agents.specs.charts import ChartsSpec
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.workbook import WorkbookSpec
from workspace.runs import evidence
from workspace.runs.models import Run, Step

log = logging.getLogger(__name__)
KEPT = 3600  # seconds
CHART = re.compile(r'href="#chart-([^"]+)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a preview: a slide with its notes, a chart, or a whole document. `html` and `notes` are finished."""

    id: str
    title: str
    html: str
    notes: str = ""


def pieces(run: Run, kind: str, *, linked: bool = True) -> list[Piece]:
    """The parts of a deliverable, their numbers linked to their evidence or (for strangers) plain; none where there is nothing to draw.

    Text of the data is escaped by the renderers; there are classes in it, and neither styles nor scripts.
    """
    step = Step.objects.filter(run=run, spec_kind=kind, status="done").exclude(spec=None).first()
    if step is None:
        return []
    key = f"preview-{step.pk}-{step.attempt}-{linked}"
    drawn: list[Piece] | None = caches["previews"].get(key)
    if drawn is None:
        drawn = [finished(piece, run, linked=linked) for piece in _drawn(run, kind, step.spec)]
        caches["previews"].set(key, drawn, KEPT)
    return drawn


def preview(run: Run, kind: str, *, linked: bool = True) -> str:
    """The HTML of a whole deliverable, "" where there is nothing to draw."""
    return "".join(piece.html for piece in pieces(run, kind, linked=linked))


def _drawn(run: Run, kind: str, spec: object) -> list[Piece]:
    try:
        return DRAWS[kind](spec, evidence.ledger(run))
    except EvidenceError as error:
        log.warning("preview_refused run=%s kind=%s why=%s", run.pk, kind, error.message)
        return []


def finished(piece: Piece, run: Run, *, linked: bool = True) -> Piece:
    """A piece as the renderers drew it, with the addresses of this run."""
    return Piece(piece.id, piece.title, _addressed(piece.html, run, linked), _addressed(piece.notes, run, linked))


def _addressed(text: str, run: Run, linked: bool) -> str:
    """The marks of the renderers (#fact-…, #chart-…) as addresses of this run, or away."""
    if not linked:
        return html.unlinked(text)
    text = CHART.sub(lambda match: f'href="{reverse("chart", args=[run.pk, unquote(match[1])])}"', text)
    return text.replace('href="#fact-', f'href="{reverse("evidence", args=[run.pk])}?ref=')


def _deck(raw: object, ledger: Ledger) -> list[Piece]:
    spec = DeckSpec.model_validate(raw)
    drawn = zip(spec.slides, html.deck_html(spec, ledger), html.notes_html(spec, ledger), strict=True)
    return [Piece(slide.id, rendered(slide.title, ledger, spec.language), body, notes) for slide, body, notes in drawn]


def _charts(raw: object, ledger: Ledger) -> list[Piece]:
    spec = ChartsSpec.model_validate(raw)
    drawn = zip(spec.charts, html.charts_html(spec, ledger), strict=True)
    return [Piece(chart.id, rendered(chart.title, ledger, spec.language), body) for chart, body in drawn]


def _document(raw: object, ledger: Ledger) -> list[Piece]:
    spec = DocumentSpec.model_validate(raw)
    return [Piece("document", rendered(spec.title, ledger, spec.language), html.document_html(spec, ledger))]


def _workbook(raw: object, ledger: Ledger) -> list[Piece]:
    spec = WorkbookSpec.model_validate(raw)
    return [Piece("workbook", rendered(spec.title, ledger, spec.language), html.workbook_html(spec, ledger))]


DRAWS: dict[str, Callable[[object, Ledger], list[Piece]]] = {
    "deck": _deck, "charts": _charts, "document": _document, "workbook": _workbook,
}  # fmt: skip
