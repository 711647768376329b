"""What a team's month cost, as the usage page shows it. A month is the installation's, the same for all, as the limit's is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Field, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, UUIDField
from django.db.models.functions import TruncDay
from django.utils import timezone

from workspace.accounts.models import Team, User
from workspace.runs.models import Run
from workspace.runs.spending import Limit, month_limit, month_start
from workspace.threads.models import Thread
from workspace.usage.models import ModelCall

MOST_THREADS = 10
SUMS: dict[str, Any] = {
    "calls": Count("pk"), "failed": Count("pk", filter=~Q(outcome="ok")), "unpriced": Count("pk", filter=Q(money=None)),
    "paid": Sum("money"), "spared": Sum("saved"), "read": Sum("tokens_in"), "cached": Sum("tokens_cached"),
    "written": Sum("tokens_written"), "out": Sum("tokens_out"), "thought": Sum("tokens_reasoning"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """Calls that belong together, and what they used. US dollars; `bar` is the money in percent of the line that cost most."""

    name: str
    calls: int = 0
    failed: int = 0
    unpriced: int = 0  # calls of models whose price is not known
    money: Decimal = Decimal(0)
    saved: Decimal = Decimal(0)
    tokens_in: int = 0  # without those of the cache
    cached: int = 0
    written: int = 0
    tokens_out: int = 0  # reasoning included
    reasoning: int = 0
    bar: int = 0
    more: str = ""  # what the name stands for: a rung, the id of a thread

    @property
    def read(self) -> int:
        """Everything that was sent."""
        return self.tokens_in + self.cached + self.written

    @property
    def hit_rate(self) -> int:
        """How much of what was sent came from the cache, in percent."""
        return round(100 * self.cached / self.read) if self.read else 0


@dataclass(frozen=True)
class Day:
    """A bar of the chart of days, 640 by 96."""

    day: date
    line: Line
    x: float
    y: float
    width: float
    height: float


class UsageShown:
    """A month of a team for templates. Each part is read when a template asks for it."""

    def __init__(self, team: Team, month: datetime) -> None:
        self.team, self.month = team, month

    @cached_property
    def total(self) -> Line:
        return _line("", self.calls.aggregate(**SUMS))

    @property
    def calls(self) -> QuerySet[ModelCall]:
        """The calls of language models. The built-in one costs nothing."""
        return calls_of(self.team, self.month).exclude(provider="builtin")

    @cached_property
    def builtin(self) -> int:
        """How many uses the built-in model did."""
        return calls_of(self.team, self.month).filter(provider="builtin").count()

    @cached_property
    def limit(self) -> Limit | None:
        """The limit of the month that is under way, None for an earlier one."""
        return month_limit(self.team) if self.month == month_start() else None

    @property
    def by_use(self) -> list[Line]:
        return _lines((row["use"], "", row) for row in grouped(self.calls, SUMS, "use"))

    @property
    def by_model(self) -> list[Line]:
        return _lines((row["model"], row["rung"], row) for row in grouped(self.calls, SUMS, "model", "rung"))

    @property
    def by_person(self) -> list[Line]:
        rows = grouped(_of_run(self.calls, "message__author", IntegerField()), SUMS, "belongs")
        people = User.objects.in_bulk([row["belongs"] for row in rows if row["belongs"]])
        return _lines((str(people.get(row["belongs"], "")), "", row) for row in rows)

    @property
    def threads(self) -> list[Line]:
        """The threads that cost most; `more` is the id of one that is still there."""
        rows = grouped(_of_run(self.calls, "thread", UUIDField()), SUMS, "belongs")
        found = sorted(rows, key=lambda row: (row["paid"] or 0, row["calls"]), reverse=True)[:MOST_THREADS]
        titles = dict(Thread.objects.filter(pk__in=[row["belongs"] for row in found]).values_list("pk", "title"))
        return _lines((titles.get(row["belongs"], ""), str(row["belongs"]) if row["belongs"] in titles else "", row) for row in found)

    @cached_property
    def days(self) -> list[Day]:
        """A bar for each day so far, those without a call too."""
        zone = timezone.get_default_timezone()
        rows = {row["day"].date(): row for row in grouped(self.calls.annotate(day=TruncDay("at", tzinfo=zone)), SUMS, "day")}
        days = [self.month.date().replace(day=number) for number in range(1, self._last_day + 1)]
        lines = _scaled([_line(day.isoformat(), rows.get(day, {})) for day in days])
        step = 640 / len(days)
        return [Day(day, line, round(step * at, 1), 96 - line.bar * .96, round(step * .82, 1), line.bar * .96)
                for at, (day, line) in enumerate(zip(days, lines, strict=True))]  # fmt: skip

    @property
    def _last_day(self) -> int:
        """Today in the month under way, else the last of the month."""
        now = timezone.localtime(timezone=timezone.get_default_timezone())
        return now.day if self.month == month_start(now) else (after(self.month) - self.month).days


def calls_of(team: Team, month: datetime) -> QuerySet[ModelCall]:
    """Every call of a team in a month, the built-in model's too."""
    return ModelCall.objects.filter(team=team, at__gte=month, at__lt=after(month))


def months_of(team: Team) -> list[datetime]:
    """The months with calls and the one under way, the latest first."""
    zone = timezone.get_default_timezone()
    found = {month_start(month) for month in ModelCall.objects.filter(team=team).datetimes("at", "month", tzinfo=zone)}
    return sorted(found | {month_start()}, reverse=True)


def month_named(name: str) -> datetime:
    """The month of an address, "2026-11"; the one under way for anything else."""
    try:
        return month_start().replace(year=int(name[:4]), month=int(name[5:7])) if name[4:5] == "-" and len(name) == 7 else month_start()
    except ValueError:
        return month_start()


def after(month: datetime) -> datetime:
    """When the month after began."""
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)


def grouped(calls: QuerySet[Any], sums: dict[str, Any], *by: str) -> list[dict[str, Any]]:
    """The sums of calls for each value of some fields."""
    return list(calls.order_by().values(*by).annotate(**sums))


def _of_run(calls: QuerySet[ModelCall], field: str, kind: Field[Any, Any]) -> QuerySet[ModelCall]:
    """The calls with a field of their run as `belongs`; `kind` is that of the key it holds."""
    return calls.annotate(belongs=Subquery(Run.objects.filter(pk=OuterRef("run")).values(field)[:1], output_field=kind))


def _lines(rows: Iterable[tuple[str, str, dict[str, Any]]]) -> list[Line]:
    found = [_line(name, row, more) for name, more, row in rows]
    return sorted(_scaled(found), key=lambda line: (-line.money, -line.calls, line.name))


def _line(name: str, row: dict[str, Any], more: str = "") -> Line:
    found = {key: row.get(key) or 0 for key in SUMS}
    return Line(
        name, found["calls"], found["failed"], found["unpriced"], Decimal(found["paid"]), Decimal(found["spared"]), found["read"],
        found["cached"], found["written"], found["out"], found["thought"], more=more,
    )  # fmt: skip


def _scaled(lines: list[Line]) -> list[Line]:
    """The lines with bars against the one that cost most."""
    most = max((line.money for line in lines), default=Decimal(0))
    return [replace(line, bar=max(round(100 * line.money / most), 1 if line.money else 0)) for line in lines] if most else lines
