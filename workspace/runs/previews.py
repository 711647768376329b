"""Previews of files, drawn from the specs that the files were made of."""

from __future__ import annotations

from agents.evidence.ledger import Ledger
from agents.renderers import html
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.workbook import WorkbookSpec
from workspace.runs import evidence
from workspace.runs.models import Run, Step


def preview(run: Run, kind: str) -> str:
    """The HTML of a deliverable's preview; "" where there is nothing to draw it from."""
    step = Step.objects.filter(run=run, spec_kind=kind, status="done").first()
    if step is None or not step.spec:
        return ""
    return _draw(kind, step.spec, evidence.ledger(run))


def _draw(kind: str, spec: object, ledger: Ledger) -> str:
    if kind == "deck":
        return html.deck_html(DeckSpec.model_validate(spec), ledger)
    if kind == "workbook":
        return html.workbook_html(WorkbookSpec.model_validate(spec), ledger)
    if kind == "document":
        return html.document_html(DocumentSpec.model_validate(spec), ledger)
    return ""
