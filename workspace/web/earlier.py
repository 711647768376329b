"""A long thread is drawn from its end: the newest requests at once, earlier ones as the reader comes to them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from workspace.runs.models import Run
from workspace.threads.models import Thread

AT_ONCE = 2  # of the newest
AT_A_TIME = 10  # of those before


@dataclass(frozen=True)
class Window:
    """Some runs of a thread, the oldest first; how many there are before them, and whether there are any after."""

    runs: list[Run]
    earlier: int
    later: bool


def window_of(request: HttpRequest, thread: Thread) -> Window:
    """The runs that a page shows: up to the one before `before`, or up to `run` where that is an older one, else the newest."""
    rows = thread.runs.select_related("message", "thread").prefetch_related("sources").order_by("-created_at")
    before, named = _named(thread, request, "before"), _named(thread, request, "run")
    if before is not None:
        return _window(rows.filter(created_at__lt=before.created_at), AT_A_TIME, later=True)
    newest = _window(rows, AT_ONCE, later=False)
    if named is not None and named not in newest.runs:
        return _window(rows.filter(created_at__lte=named.created_at), AT_A_TIME, later=True)
    return newest


def _window(rows: QuerySet[Run], most: int, *, later: bool) -> Window:
    found = list(rows[:most])
    return Window(found[::-1], rows.count() - len(found), later)


def _named(thread: Thread, request: HttpRequest, name: str) -> Run | None:
    """The run of this thread that the address names, None for anything else."""
    try:
        return thread.runs.filter(pk=UUID(request.GET.get(name, ""))).first()
    except ValueError:
        return None
