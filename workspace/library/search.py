"""Finding artifacts: every word of a query must occur in what can be searched of an artifact.

What can be searched is stored in lower case (workspace/runs/indexing.py), so SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from workspace.accounts.models import Team, User
from workspace.library.models import Artifact

MOST_WORDS = 12
ORDERS = {
    "newest": ("-created_at", "position"), "oldest": ("created_at", "position"), "name": ("title", "name", "created_at"),
    "kind": ("kind", "-created_at"),
}  # fmt: skip
SHOWS = ("all", "starred", "drafts", "deleted")
PERIODS = {"day": 1, "week": 7, "month": 31, "year": 366}  # days back from now


@dataclass(frozen=True)
class Search:
    """What a person looks for; "" is no wish. `words` is as typed."""

    words: str = ""
    kind: str = ""
    show: str = "all"
    period: str = ""
    order: str = "newest"


def searchable(text: str) -> str:
    """Text as it is stored and asked: one width of letters, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def words_of(query: str) -> list[str]:
    """The words of a query, each once."""
    return list(dict.fromkeys(re.findall(r"[^\s,;，、；。]+", searchable(query))))[:MOST_WORDS]


def found(team: Team, person: User, search: Search, runs: QuerySet[Any] | None = None) -> QuerySet[Artifact]:
    """The team's artifacts that fit, in the order asked for. `runs` (ids) narrows to what these runs made."""
    rows = _shown(team, person, search.show)
    for word in words_of(search.words):
        rows = rows.filter(text__contains=word)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.period:
        rows = rows.filter(created_at__gte=timezone.now() - timedelta(days=PERIODS[search.period]))
    if runs is not None:
        rows = rows.filter(run__in=runs)
    return rows.order_by(*ORDERS[search.order], "pk")


def _shown(team: Team, person: User, show: str) -> QuerySet[Artifact]:
    if show == "deleted":
        return Artifact.everything.filter(team=team, primary=True).exclude(deleted_at=None)
    rows = Artifact.objects.filter(team=team, primary=True)
    if show == "starred":
        return rows.filter(starred_by=person)
    return rows.filter(draft=True) if show == "drafts" else rows
