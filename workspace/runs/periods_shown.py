"""Periods in the words of the page, and rows over time as the geometry of a small chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

WIDTH, HEIGHT = 640, 96  # of the chart, in its own units
MOST_BARS = 72  # more months than that are told as quarters, more quarters as years
GAP = 0.22  # of a bar's place


@dataclass(frozen=True)
class Partial:
    """A period that the data does not cover whole, and from when or to when it does."""

    label: str
    reach: str


@dataclass(frozen=True)
class Bar:
    """Rows of a period, with the place of its bar. `partial` where the period is not covered whole."""

    label: str
    count: int
    partial: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bars:
    """Rows over time. `grain` says what a bar is."""

    grain: str
    bars: list[Bar]
    most: int

    @property
    def first(self) -> str:
        return self.bars[0].label

    @property
    def last(self) -> str:
        return self.bars[-1].label


def day_words(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def label(start: date, grain: str) -> str:
    """A period's name: "October 2018", "Q4 2018", "2018"."""
    if grain == "year":
        return str(start.year)
    if grain == "quarter":
        return _("Q%(quarter)s %(year)s") % {"quarter": (start.month + 2) // 3, "year": start.year}
    return date_format(start, "YEAR_MONTH_FORMAT")


def partial(periods: list[dict[str, Any]]) -> list[Partial]:
    """The partial periods of a table, in words."""
    return [Partial(label(date.fromisoformat(period["start"]), period["grain"]), _reach(period)) for period in periods]


def _reach(period: dict[str, Any]) -> str:
    """From when to when the data covers a partial period."""
    begins, ends = (day_words(date.fromisoformat(period[key])) if period[key] else "" for key in ("covered_from", "covered_to"))
    if begins and ends:
        return _("from %(first)s to %(last)s") % {"first": begins, "last": ends}
    return _("from %(first)s") % {"first": begins} if begins else _("to %(last)s") % {"last": ends}


def whole_years(first: date | None, last: date | None, periods: list[dict[str, Any]]) -> str:
    """The years that are covered whole: "2014–2017", "2016, 2018"; "" for none."""
    if first is None or last is None:
        return ""
    missing = {int(period["start"][:4]) for period in periods if period["grain"] == "year"}
    years = [year for year in range(first.year, last.year + 1) if year not in missing]
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def bars(months: list[list[Any]], periods: list[dict[str, Any]]) -> Bars | None:
    """The chart of rows per month, quarter or year, months without rows included; None for less than two bars."""
    counts = _filled({date.fromisoformat(month): int(count) for month, count in months})
    grain = "month"
    for coarser in ("quarter", "year"):
        if len(counts) > MOST_BARS:
            grain, counts = coarser, _gathered(counts, coarser)
    if not 1 < len(counts) <= MOST_BARS * 2:  # a chart of more years than that is of dates that were never meant
        return None
    broken = {date.fromisoformat(period["start"]) for period in periods if period["grain"] == grain}
    most, step = max(counts.values()), WIDTH / len(counts)
    placed = [
        Bar(label(start, grain), count, start in broken, round(place * step + step * GAP / 2, 2),
            round(HEIGHT * (1 - count / most), 2), round(step * (1 - GAP), 2), round(HEIGHT * count / most, 2))
        for place, (start, count) in enumerate(sorted(counts.items()))
    ]  # fmt: skip
    return Bars(grain, placed, most)


def _filled(counts: dict[date, int]) -> dict[date, int]:
    """With a zero for every month between the first and the last that has no rows."""
    if not counts:
        return {}
    first, last = min(counts), max(counts)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return {day: counts.get(day, 0) for day in (date(month // 12, month % 12 + 1, 1) for month in months)}


def _gathered(counts: dict[date, int], grain: str) -> dict[date, int]:
    found: dict[date, int] = {}
    for day, count in counts.items():
        start = date(day.year, 1 if grain == "year" else day.month - (day.month - 1) % 3, 1)
        found[start] = found.get(start, 0) + count
    return found
