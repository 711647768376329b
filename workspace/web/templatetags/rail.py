"""The rail: threads under the day they were last touched, with what is under way in them, and the number of unseen notices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django import template
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy

from workspace.accounts.models import User
from workspace.runs import notices
from workspace.runs.models import Run
from workspace.threads.models import Thread

register = template.Library()
GROUPS = ((0, gettext_lazy("Today")), (7, gettext_lazy("Last week")), (None, gettext_lazy("Earlier")))
STATES = {"planning": gettext_lazy("Working"), "working": gettext_lazy("Working"), "needs_you": gettext_lazy("Needs you")}


@register.filter
def by_day(threads: QuerySet[Thread]) -> list[tuple[str, list[Thread]]]:
    """(heading, threads) for each heading that has any, in the order of the threads."""
    latest = Run.objects.filter(thread=OuterRef("pk")).order_by("-created_at").values("status")[:1]
    rows = list(threads.annotate(state=Subquery(latest))) if isinstance(threads, QuerySet) else []
    groups = [(str(title), _within(rows, days)) for days, title in GROUPS]
    return [(title, found) for title, found in groups if found]


def _within(threads: Iterable[Thread], days: int | None) -> list[Thread]:
    """Those whose first fitting group this is, by the days of the person's own time zone."""
    return [thread for thread in threads if _group(thread) == days]


def _group(thread: Thread) -> int | None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return next((days for days, _ in GROUPS if days is not None and thread.touched_at >= midnight - timedelta(days=days)), None)


@register.filter
def state_of(thread: Thread) -> str:
    """The status of the latest run of a thread, read where the list of threads has not brought it along."""
    if not hasattr(thread, "state"):
        thread.state = Run.objects.filter(thread=thread).order_by("created_at").values_list("status", flat=True).last()  # type: ignore[attr-defined]
    return thread.state or ""  # type: ignore[attr-defined]


@register.filter
def state_words(status: str) -> str:
    """What a screen reader says of a dot, "" for a thread at rest."""
    return str(STATES.get(status, ""))


@register.simple_tag
def unseen_notices(person: User) -> int:
    """How many notices the person has not seen."""
    return notices.unseen(person).count() if person.is_authenticated else 0
