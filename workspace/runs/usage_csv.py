"""The calls of a month as CSV, a line for each, sent as they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from agents.renderers.chart_csv import MARK, harmless
from workspace.accounts.models import Team
from workspace.runs.models import Run
from workspace.runs.usage_shown import calls_of

FIELDS = ("at", "run", "step", "use", "rung", "provider", "model", "region", "tier", "prompt", "outcome", "seconds",
          "first_seconds", "tokens_in", "tokens_cached", "tokens_written", "tokens_written_1h", "tokens_out", "tokens_reasoning",
          "money", "saved")  # fmt: skip
AT_ONCE = 500


async def lines(team: Team, month: datetime, *, people: bool) -> AsyncIterator[str]:
    """A heading, then the calls in their order; `people` adds who asked.

    Times are ISO 8601 in UTC. Money is in US dollars, and empty where the price is not known.
    """
    who = Coalesce(NullIf("message__author__name", Value("")), "message__author__email", output_field=CharField())
    author = Run.objects.filter(pk=OuterRef("run")).values(who=who)
    fields = (*FIELDS, "person") if people else FIELDS
    rows = calls_of(team, month).annotate(person=Subquery(author[:1])).order_by("at", "pk").defer("reasoning")
    out = io.StringIO(MARK)
    out.seek(len(MARK))
    writer = csv.writer(out)
    writer.writerow(fields)
    async for row in rows.aiterator(chunk_size=AT_ONCE):
        writer.writerow([_cell(getattr(row, field)) for field in fields])
        if out.tell() > 60_000:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return harmless(value) if isinstance(value, str) else value
