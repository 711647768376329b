"""What a request is told of its thread: the latest turns as they were, and a digest of those before, so that a turn costs the same
however long the thread is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from agents.core.context import Exchange
from agents.evidence.text import TOKEN
from agents.models.loop import Models
from agents.team.digest import digest
from workspace.runs.models import Run
from workspace.threads.models import Thread

RECENT = 4  # turns told as they were; fewer than BATCH more until they are taken into the digest together
BATCH = 3
AT_ONCE = 60  # turns taken in at most, where a thread grew long before it had a digest
REQUEST, OUTCOME = 400, 160  # characters told of each
FIELDS = ("request", "status", "cannot", "answer", "brief__title")


def turns_of(run: Run, models: Models) -> tuple[tuple[Exchange, ...], str]:
    """(the latest turns before a run, the oldest first; the digest of those before them). A digest that is due is made now."""
    earlier = Run.objects.filter(thread=run.thread_id, created_at__lt=run.created_at).order_by("created_at", "pk")
    thread, count = run.thread, earlier.count()
    if count < thread.digested:  # an old run that is tried again: the digest knows what came after it
        return _exchanges(earlier, max(count - RECENT, 0), count), ""
    if count - thread.digested >= RECENT + BATCH:
        _extend(thread, earlier, count - RECENT, models)
    recent = _exchanges(earlier, max(thread.digested, count - RECENT - BATCH), count)
    return recent, f"{thread.digested} earlier requests:\n{thread.digest}" if thread.digest else ""


def _extend(thread: Thread, earlier: QuerySet[Run], until: int, models: Models) -> None:
    """Take turns into the digest. Where another run of the thread did so meanwhile, it stays as that one made it."""
    began = thread.digested
    made = digest(thread.digest, _exchanges(earlier, max(began, until - AT_ONCE), until), models)
    if Thread.everything.filter(pk=thread.pk, digested=began).update(digest=made, digested=until):
        thread.digest, thread.digested = made, until


def _exchanges(earlier: QuerySet[Run], start: int, end: int) -> tuple[Exchange, ...]:
    rows = enumerate(earlier.values(*FIELDS)[start:end], start + 1)
    return tuple(Exchange(number=number, request=row["request"][:REQUEST], outcome=_outcome(row)) for number, row in rows)


def _outcome(row: dict[str, Any]) -> str:
    """What came of a request, in a line without figures: those stand in the evidence of its own run."""
    if row["status"] == Run.Status.CANNOT:
        return f"Could not be answered: {row['cannot']}"[:OUTCOME]
    if row["status"] != Run.Status.DONE:
        return str(row["status"]).replace("_", " ")
    said = TOKEN.sub(lambda token: token["words"] or "…", row["answer"][0]) if row["answer"] else ""
    return f"{row['brief__title'] or ''}: {said}".strip(": ")[:OUTCOME]
