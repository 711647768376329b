"""What people ask of a run: start it, approve its brief, stop it, try a failed step again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from pydantic import ValidationError

from agents.core.brief import Brief, BriefEdit
from agents.core.errors import InputError
from agents.core.events import Event
from agents.team.edits import checked
from workspace.accounts.models import User
from workspace.connections.models import Source
from workspace.runs import engine, journal, live, queue
from workspace.runs.models import Run, Step
from workspace.runs.transitions import move_run, move_step
from workspace.runs.words import language_of
from workspace.threads.models import Message, Thread


@dataclass(frozen=True)
class Choices:
    """What a person may choose beside the words of a request. `deliver` None leaves it to the plan; `model` empty takes the team's."""

    deliver: tuple[str, ...] | None = None
    wait_for_nod: bool = False
    cheap: bool = False  # nobody waits: it may take longer where that costs less
    model: dict[str, Any] = field(default_factory=dict)
    edit: dict[str, Any] | None = None  # what was changed in the brief of the run that this one follows


class BadEdit(ValueError):
    """The person must act: the brief does not offer what they chose. The text is for them."""


def start(thread: Thread, person: User | None, request: str, sources: Sequence[Source], choices: Choices = Choices()) -> Run:
    """Write the message, the run and its first event down, and call the engine when that is through."""
    with transaction.atomic():
        return _begin(thread, person, request, sources, choices, _followed(thread))


def _begin(
    thread: Thread, person: User | None, request: str, sources: Sequence[Source], choices: Choices, follows: Run | None, **more: Any
) -> Run:
    message = Message.objects.create(thread=thread, author=person, text=request)
    fields: dict[str, Any] = {
        "wait_for_nod": choices.wait_for_nod or thread.team.wait_for_nod, "pins": {str(source.pk): source.version for source in sources},
    }  # fmt: skip
    run = Run.objects.create(
        team=thread.team, thread=thread, message=message, request=request, language=language_of(request),
        deliver=list(choices.deliver) if choices.deliver is not None else None,
        model=choices.model, cheap=choices.cheap, edit=choices.edit, follows=follows, **(fields | more),
    )  # fmt: skip
    run.sources.set(sources)
    thread.save(update_fields=["touched_at"])
    journal.record(run.pk, [Event(kind="run_started", text=request)])
    transaction.on_commit(lambda: live.tell_thread(thread.pk))
    transaction.on_commit(lambda: queue.call_engine(run.pk))
    return run


def _followed(thread: Thread) -> Run | None:
    """The run whose context a further request keeps: the latest of the thread that has a brief."""
    return thread.runs.exclude(brief=None).order_by("created_at").last()


def edit(run: Run, change: dict[str, Any], person: User | None) -> Run:
    """Carry out a brief as a person changed it (agents/core/brief.py: BriefEdit, as JSON). Returns the run that does so.

    A run that waits for a nod is planned again, and the change is the nod. Any other stays as it is, and a new one begins in its
    thread, over the same data, which follows what that one followed. Raises BadEdit.
    """
    whole = {**(run.edit or {}), **change}
    _check(run, change)
    with transaction.atomic():
        fresh = Run.objects.select_for_update().get(pk=run.pk)
        again = fresh.status == "needs_you" and not fresh.approved
        if not again:
            return _again(fresh, person, whole)
        for step in fresh.steps.filter(key="plan", status="done"):
            move_step(step, "waiting", summary="")
        move_run(fresh, "planning", brief=None, approved=True, edit=whole)
    engine.advance(run.pk)
    return run


def _check(run: Run, change: dict[str, Any]) -> None:
    """Raise BadEdit where the brief does not offer what the change names."""
    if not run.brief:
        raise BadEdit(gettext("This request has no plan to change yet."))
    try:
        checked(BriefEdit.model_validate(change), Brief.model_validate(run.brief))
    except ValidationError as error:
        raise BadEdit(gettext("The plan cannot be changed so.")) from error
    except InputError as error:
        raise BadEdit(error.message) from error


def _again(run: Run, person: User | None, change: dict[str, Any]) -> Run:
    """A new run of the same request over the same data, with the change; the change is its nod."""
    choices = Choices(deliver=tuple(run.deliver) if run.deliver is not None else None, model=run.model, cheap=run.cheap, edit=change)
    sources = list(run.sources.order_by("created_at", "pk"))
    return _begin(run.thread, person, run.request, sources, choices, run.follows, pins=run.pins, approved=True)


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
