"""A run as plain data: for `ask --json`, for tests, and for whoever wants to check it."""

from __future__ import annotations

from typing import Any

from agents.core.brief import Brief
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result as ResultValue
from agents.evidence.text import rendered
from workspace.library.models import Artifact
from workspace.runs import evidence
from workspace.runs.models import Run
from workspace.runs.words import language
from workspace.usage.models import ModelCall

QUERY = {"id", "purpose", "source", "sql", "columns", "rows", "row_count", "truncated", "coverage", "hash", "taken_at", "seconds"}
CALL = ("step", "use", "model", "rung", "region", "tier", "tokens_in", "tokens_cached", "tokens_out", "money", "seconds", "outcome")


def report(run: Run) -> dict[str, Any]:
    """Everything a run knows. Values are JSON-able through workspace.runs.codec.CellEncoder or any encoder that writes dates as text."""
    ledger = evidence.ledger(run)
    findings = [finding.model_dump(mode="json") for finding in evidence.findings(run)]
    queries = [_query(result) for result in ledger.results.values()]
    return {
        "run": str(run.pk), "status": run.status, "request": run.request, "language": run.language,
        "brief": run.brief, "questions": _questions(run, findings, queries), "queries": queries,
        "facts": [fact.model_dump(mode="json") for fact in ledger.facts.values()],
        "claims": [claim.model_dump(mode="json") for claim in ledger.claims.values()],
        "findings": findings, "reconciliation": [made.model_dump(mode="json") for made in evidence.reconciliations(run)],
        "decisions": _decisions(run), "answer": answer_text(run, ledger), "artifacts": _artifacts(run),
        "timings": _timings(run), "model_calls": list(ModelCall.objects.filter(run=run.pk).values(*CALL)),
        "message": run.cannot or run.ending, "missing": run.missing, "suggestions": run.suggestions,
    }  # fmt: skip


def answer_text(run: Run, ledger: Ledger) -> list[str]:
    """The paragraphs of the answer with their numbers written out."""
    return [rendered(paragraph, ledger, language(run)) for paragraph in run.answer]


def _query(result: ResultValue) -> dict[str, Any]:
    return result.model_dump(mode="json", include=QUERY)


def _questions(run: Run, findings: list[dict[str, Any]], queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not run.brief:
        return []
    asked = []
    for question in Brief.model_validate(run.brief).questions:
        found = [finding for finding in findings if finding["question"] == question.id]
        wanted = {result for finding in found for result in finding["results"]}
        asked.append({
            **question.model_dump(mode="json"), "findings": [finding["id"] for finding in found],
            "queries": [query for query in queries if query["id"] in wanted],
        })  # fmt: skip
    return asked


def _decisions(run: Run) -> list[dict[str, Any]]:
    return [{"text": event.text, **event.detail} for event in run.events.filter(kind="decision")]


def _artifacts(run: Run) -> list[dict[str, Any]]:
    return [
        {"id": str(made.pk), "kind": made.kind, "name": made.name, "path": str(made.file), "media_type": made.media_type,
         "status": "draft" if made.draft else "ready", "gate": made.gate, "primary": made.primary, "step": made.step}
        for made in Artifact.objects.filter(run=run.pk)
    ]


def _timings(run: Run) -> dict[str, Any]:
    first = run.events.order_by("number").first()
    return {
        "total": run.seconds,
        "first_event": (first.at - run.created_at).total_seconds() if first else None,
        "steps": [
            {"key": step.key, "agent": step.agent, "title": step.title, "status": step.status, "attempt": step.attempt,
             "seconds": step.seconds}
            for step in run.steps.all()
        ],
    }
