"""What people ask of a run: start it, approve its brief, stop it, try a failed step again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents.core.events import Event
from workspace.accounts.models import User
from workspace.connections.models import Source
from workspace.runs import engine, journal, queue
from workspace.runs.models import Run, Step
from workspace.runs.transitions import move_run, move_step
from workspace.runs.words import language_of
from workspace.threads.models import Message, Thread


@dataclass(frozen=True)
class Choices:
    """What a person may choose beside the words of a request. `deliver` None leaves it to the plan; `model` empty takes the settings'."""

    deliver: tuple[str, ...] | None = None
    wait_for_nod: bool = False
    model: dict[str, Any] = field(default_factory=dict)


def start(thread: Thread, person: User | None, request: str, sources: Sequence[Source], choices: Choices = Choices()) -> Run:
    """Write the message, the run and its first event down, and call the engine when that is through."""
    with transaction.atomic():
        message = Message.objects.create(thread=thread, author=person, text=request)
        run = Run.objects.create(
            team=thread.team, thread=thread, message=message, request=request, language=language_of(request),
            deliver=list(choices.deliver) if choices.deliver is not None else None, wait_for_nod=choices.wait_for_nod,
            model=choices.model or settings.MODEL,
        )
        run.sources.set(sources)
        thread.save(update_fields=["touched_at"])
        journal.record(run.pk, [Event(kind="run_started", text=request)])
        transaction.on_commit(lambda: queue.call_engine(run.pk))
    return run


def approve(run: Run) -> None:
    """The person's nod to the brief."""
    if Run.objects.filter(pk=run.pk, status="needs_you", approved=False).update(approved=True):
        engine.advance(run.pk)


def stop(run: Run) -> None:
    """Ask a run to stop. Steps that nobody has begun end at once; those under way stop at their next pause."""
    with transaction.atomic():
        fresh = Run.objects.select_for_update().get(pk=run.pk)
        if fresh.over:
            return
        Run.objects.filter(pk=run.pk).update(stop_requested=True)
        for step in fresh.steps.filter(status="queued"):
            move_step(step, "stopped", ended_at=timezone.now())
    engine.advance(run.pk)


def retry(step: Step) -> bool:
    """Try a failed step again, with what hung on it. False where it has not failed."""
    with transaction.atomic():
        run = Run.objects.select_for_update().get(pk=step.run_id)
        if run.status not in ("failed", "done") or step.status != "failed":
            return False
        if not move_step(step, "waiting", error="", retry=False):
            return False
        for later in run.steps.filter(status__in=("skipped", "done"), position__gt=step.position):
            if step.key in later.needs or later.status == "skipped":
                move_step(later, "waiting", error="")
        move_run(run, "working" if run.brief else "planning", ending="")
    engine.advance(run.pk)
    return True
