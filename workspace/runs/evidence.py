"""Evidence between rows and the engine's values."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from agents.evidence.claims import Claim as ClaimValue
from agents.evidence.facts import Fact as FactValue
from agents.evidence.ledger import Ledger, Snapshot
from agents.evidence.reconcile import Reconciliation as ReconciliationValue
from agents.evidence.results import Result as ResultValue
from agents.specs.findings import Finding as FindingValue
from agents.team.desk import Outcome
from workspace.runs.models import Claim, Evidence, Fact, Finding, Reconciliation, Result, Run, Step


def snapshot(run: Run) -> Snapshot:
    """What the finished steps of a run have found, in the order it was written down."""
    return Snapshot(
        results=tuple(ResultValue.model_validate(row) for row in _payloads(Result, run)),
        facts=tuple(FactValue.model_validate(row) for row in _payloads(Fact, run)),
        claims=tuple(ClaimValue.model_validate(row) for row in _payloads(Claim, run)),
    )


def ledger(run: Run) -> Ledger:
    """The run's evidence, ready to be asked."""
    return Ledger().merge(snapshot(run))


def findings(run: Run) -> tuple[FindingValue, ...]:
    """The run's findings, in the order they were written down."""
    return tuple(FindingValue.model_validate(row) for row in _payloads(Finding, run))


def reconciliations(run: Run) -> tuple[ReconciliationValue, ...]:
    """The facts of a run that were computed a second way."""
    return tuple(ReconciliationValue.model_validate(row) for row in _payloads(Reconciliation, run))


def replace(step: Step, outcome: Outcome) -> None:
    """Put a step's evidence in the place of what an earlier attempt may have left. Call inside a transaction."""
    _put(Result, step, ((value.id, value) for value in outcome.evidence.results))
    _put(Fact, step, ((value.id, value) for value in outcome.evidence.facts))
    _put(Claim, step, ((value.id, value) for value in outcome.evidence.claims))
    _put(Finding, step, ((value.id, value) for value in outcome.findings))
    _put(Reconciliation, step, ((f"{step.key}{place}", value) for place, value in enumerate(outcome.reconciliations)))


def _put(model: type[Evidence], step: Step, values: Iterable[tuple[str, BaseModel]]) -> None:
    model._default_manager.filter(step=step).delete()
    model._default_manager.bulk_create(model(run_id=step.run_id, step=step, ref=ref, payload=value.model_dump()) for ref, value in values)


def _payloads(model: type[Evidence], run: Run) -> Iterable[object]:
    return model._default_manager.filter(run=run).order_by("id").values_list("payload", flat=True)
