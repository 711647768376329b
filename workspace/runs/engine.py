"""The engine: state from rows, moves from the super agent, and each move carried out in one transaction.

`advance` may be called by anyone at any time, twice or side by side: it takes the run's row, looks at what is, and does what is next.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agents.core.brief import Brief
from agents.core.errors import Fault
from agents.core.plan import AddStep, AskPerson, End, Move, QueueStep, RunState, SkipStep, StepPlan, StepState
from agents.super_agent import next_moves
from workspace.runs import queue
from workspace.runs.models import Run, Step
from workspace.runs.transitions import move_run, move_step
from workspace.runs.words import language

# More rounds than the longest chain of skips: reaching it means that moves repeat themselves.
MOST_ROUNDS = 50


def advance(run_id: UUID) -> None:
    """Carry out everything that can be done now. Steps, events and the status are saved together; queueing happens on commit."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=run_id)
        Run.objects.filter(pk=run.pk).update(moved_at=timezone.now())
        for _ in range(MOST_ROUNDS):
            moves = next_moves(state_of(run))
            if not moves:
                return
            for move in moves:
                _carry(run, move)
    raise Fault(f"The run {run_id} does not come to rest.")


def state_of(run: Run) -> RunState:
    """The run as the super agent sees it."""
    return RunState(
        request=run.request, language=language(run), status=run.status,
        deliver=tuple(run.deliver) if run.deliver is not None else None, wait_for_nod=run.wait_for_nod, approved=run.approved,
        stop_requested=run.stop_requested, brief=Brief.model_validate(run.brief) if run.brief else None, cannot=run.cannot,
        steps=tuple(_step_state(step) for step in run.steps.order_by("position")),
    )


def plan_of(step: Step) -> StepPlan:
    """The step as it was planned."""
    return StepPlan.model_validate(
        {"key": step.key, "agent": step.agent, "title": step.title, "needs": tuple(step.needs), "optional": step.optional}
    )


def _step_state(step: Step) -> StepState:
    return StepState.model_validate(
        {"plan": plan_of(step), "status": step.status, "attempt": step.attempt, "error": step.error, "retry": step.retry}
    )


def _carry(run: Run, move: Move) -> None:
    match move:
        case AddStep(step=plan):
            _add(run, plan)
        case QueueStep(key=key):
            queue_step(run.steps.get(key=key))
        case SkipStep(key=key, reason=reason):
            move_step(run.steps.get(key=key), "skipped", error=reason, ended_at=timezone.now(), detail={"reason": reason})
        case AskPerson():
            move_run(run, "needs_you")
        case End(status=status, message=message):
            _end(run, status, message)


def _add(run: Run, plan: StepPlan) -> None:
    if run.brief is not None and run.status != "working":
        move_run(run, "working")
    Step.objects.create(
        run=run, key=plan.key, agent=plan.agent, title=plan.title, needs=list(plan.needs), optional=plan.optional,
        position=run.steps.count(),
    )  # fmt: skip


def queue_step(step: Step) -> None:
    """Number a new attempt and hand it out when the transaction is through."""
    now = timezone.now()
    fresh: dict[str, Any] = {"done": 0, "of": 0, "error": "", "cause": "", "fault": "", "retry": False, "worker": ""}
    if move_step(step, "queued", attempt=step.attempt + 1, queued_at=now, started_at=None, heartbeat_at=None, ended_at=None, **fresh):
        step_id, attempt = step.pk, step.attempt
        transaction.on_commit(lambda: queue.hand_out(step_id, attempt))


def _end(run: Run, status: str, message: str) -> None:
    for step in run.steps.filter(status="waiting"):
        move_step(step, "stopped", ended_at=timezone.now())
    move_run(run, status, text=message, ending=message)
