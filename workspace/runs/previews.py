"""Previews of files, drawn from the specs that the files were made of."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.urls import reverse

from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.renderers import html
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.workbook import WorkbookSpec
from workspace.runs import evidence
from workspace.runs.models import Run, Step

log = logging.getLogger(__name__)


def preview(run: Run, kind: str) -> str:
    """The HTML of a deliverable, its numbers linked to their evidence; "" where there is nothing to draw it from.

    Text of the data is escaped by the renderers; there are classes in it, and neither styles nor scripts.
    """
    step = Step.objects.filter(run=run, spec_kind=kind, status="done").exclude(spec=None).first()
    if step is None:
        return ""
    key = f"preview-{step.pk}-{step.attempt}"
    drawn: str | None = cache.get(key)
    if drawn is None:
        try:
            drawn = _draw(kind, step.spec, evidence.ledger(run))
        except EvidenceError as error:
            log.warning("preview_refused run=%s kind=%s why=%s", run.pk, kind, error.message)
            drawn = ""
        drawn = drawn.replace('href="#fact-', f'href="{reverse("evidence", args=[run.pk])}?ref=')
        cache.set(key, drawn, 3600)
    return drawn


def _draw(kind: str, spec: object, ledger: Ledger) -> str:
    if kind == "deck":
        return "".join(html.deck_html(DeckSpec.model_validate(spec), ledger))
    if kind == "workbook":
        return html.workbook_html(WorkbookSpec.model_validate(spec), ledger)
    if kind == "document":
        return html.document_html(DocumentSpec.model_validate(spec), ledger)
    return ""
