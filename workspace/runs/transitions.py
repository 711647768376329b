"""Every edge of a run and of a step, and the event that each one leaves. A status changes here and nowhere else.

A change is a claim: "update where the status is still the old one". No row changed means that someone else was first.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from agents.core.errors import Fault
from agents.core.events import Event, EventKind
from workspace.runs import journal, notices
from workspace.runs.models import Run, Step

RUN_EDGES: dict[tuple[str, str], EventKind | None] = {
    ("planning", "needs_you"): "needs_you",
    ("planning", "working"): None,  # brief_ready has said it
    ("needs_you", "working"): "approved",
    ("needs_you", "planning"): "approved",  # a person changed the brief, which is their nod; it is planned again
    ("planning", "failed"): "run_failed",
    ("planning", "cannot"): "run_cannot",
    ("planning", "stopped"): "run_stopped",
    ("needs_you", "stopped"): "run_stopped",
    ("working", "done"): "run_done",
    ("working", "failed"): "run_failed",
    ("working", "cannot"): "run_cannot",
    ("working", "stopped"): "run_stopped",
    ("failed", "planning"): None,  # a person tries the failed step again; step_queued follows
    ("failed", "working"): None,
    ("done", "working"): None,
}
STEP_EDGES: dict[tuple[str, str], EventKind | None] = {
    ("waiting", "queued"): "step_queued",
    ("waiting", "skipped"): "step_skipped",
    ("waiting", "stopped"): "step_stopped",
    ("queued", "working"): "step_started",
    ("queued", "stopped"): "step_stopped",
    ("working", "done"): "step_done",
    ("working", "failed"): "step_failed",
    ("working", "stopped"): "step_stopped",
    ("working", "queued"): "step_queued",  # its worker is lost
    ("failed", "queued"): "step_queued",  # it may pass next time
    ("failed", "waiting"): None,  # a person tries again, and what hung on it waits again
    ("skipped", "waiting"): None,
    ("done", "waiting"): None,
}
ENDINGS = frozenset({"done", "failed", "cannot", "stopped"})


def move_run(run: Run, to: str, *, text: str = "", **changes: Any) -> bool:
    """Change a run's status and leave its event. False where the status is no longer what `run` says. Call inside a transaction."""
    kind = _edge(RUN_EDGES, run.status, to)
    changes |= {"status": to, "moved_at": timezone.now(), "ended_at": timezone.now() if to in ENDINGS else None}
    if not Run.objects.filter(pk=run.pk, status=run.status).update(**changes):
        return False
    _keep(run, changes)
    notices.tell(run)
    if kind:
        journal.record(run.pk, [Event(kind=kind, text=text)])
    return True


def move_step(step: Step, to: str, *, text: str = "", detail: dict[str, Any] | None = None, **changes: Any) -> bool:
    """Change a step's status and leave its event. False where the status or the attempt is no longer what `step` says.

    So a late writer of an old attempt changes nothing. Call inside a transaction.
    """
    kind = _edge(STEP_EDGES, step.status, to)
    changes["status"] = to
    if not Step.objects.filter(pk=step.pk, status=step.status, attempt=step.attempt).update(**changes):
        return False
    _keep(step, changes)
    if kind:
        event = Event(kind=kind, step=step.key, text=text or step.title, detail={"attempt": step.attempt} | (detail or {}))
        journal.record(step.run_id, [event])
    return True


def _edge(edges: dict[tuple[str, str], EventKind | None], old: str, new: str) -> EventKind | None:
    if (old, new) not in edges:
        raise Fault(f"There is no way from {old!r} to {new!r}.")
    return edges[(old, new)]


def _keep(row: Run | Step, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
