"""A team's sources as the list of them shows: without their catalogs, which are big."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from workspace.accounts.models import Team
from workspace.connections.models import Source, SourceVersion


def listed(team: Team, find: str = "") -> QuerySet[Source]:
    """The sources with `most` (rows of the biggest table), `until` (last day as text) and `used` (number of threads)."""
    current = SourceVersion.objects.filter(source=OuterRef("pk"), number=OuterRef("version")).values("rows")[:1]
    rows = team.sources.defer("catalog", "starters").annotate(
        most=Subquery(current), until=KT("catalog__last_day"), used=Count("runs__thread", distinct=True)
    )
    return rows.filter(name__icontains=find) if find else rows
