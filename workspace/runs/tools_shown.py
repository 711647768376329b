"""How calls of tools by models went in a month: by tool, by model, and what went wrong most often."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from workspace.accounts.models import Team
from workspace.runs.models import Run
from workspace.runs.usage_shown import after, grouped
from workspace.usage.models import ToolCall

MOST_FAILURES = 20
ANSWER = "answer"  # the typed output of a use is logged as a call of this tool
SUMS: dict[str, Any] = {"calls": Count("pk"), "failed": Count("pk", filter=~Q(outcome="ok"))}


@dataclass(frozen=True)
class Tried:
    """Calls that belong together, and how many of them were refused."""

    name: str
    calls: int
    failed: int
    rung: str = ""

    @property
    def percent(self) -> int:
        """How many of them failed, in percent; 1 for any that is less."""
        return max(round(100 * self.failed / self.calls), 1 if self.failed else 0)


@dataclass(frozen=True)
class Failure:
    """Calls that failed with the same words, and the latest of them."""

    words: str
    count: int
    example: ToolCall
    run: Run | None

    @property
    def arguments(self) -> str:
        return json.dumps(self.example.arguments, ensure_ascii=False, indent=1) if self.example.arguments else ""


class ToolsShown:
    """A month of calls of tools for templates."""

    def __init__(self, team: Team, month: datetime) -> None:
        self.team, self.month = team, month

    @property
    def calls(self) -> QuerySet[ToolCall]:
        return ToolCall.objects.filter(team=self.team, at__gte=self.month, at__lt=after(self.month))

    @property
    def by_tool(self) -> list[Tried]:
        return _most_failed(Tried(row["tool"], row["calls"], row["failed"]) for row in grouped(self.calls, SUMS, "tool"))

    @property
    def by_model(self) -> list[Tried]:
        rows = grouped(self.calls, SUMS, "model", "rung")
        return _most_failed(Tried(row["model"], row["calls"], row["failed"], row["rung"]) for row in rows)

    @property
    def failures(self) -> list[Failure]:
        """The words that came most often."""
        groups = self.calls.exclude(outcome="ok").values("tool", "outcome").annotate(count=Count("pk"), latest=Max("pk"))
        rows = list(groups.order_by("-count", "-latest")[:MOST_FAILURES])
        examples = ToolCall.objects.in_bulk([row["latest"] for row in rows])
        runs = Run.objects.filter(thread__deleted_at=None).in_bulk([example.run for example in examples.values()])
        return [Failure(row["outcome"], row["count"], example, runs.get(example.run)) for row in rows
                for example in [examples[row["latest"]]]]  # fmt: skip


def _most_failed(found: Iterable[Tried]) -> list[Tried]:
    return sorted(found, key=lambda tried: (-tried.failed, -tried.calls, tried.name))
