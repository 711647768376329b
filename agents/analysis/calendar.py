"""Days, weeks, months, quarters and years inside a period: those that lie in it whole."""

from __future__ import annotations

from datetime import date, timedelta

from agents.core.periods import Period

MONTHS = {"month": 1, "quarter": 3, "year": 12}


def next_start(start: date, grain: str) -> date:
    """The start of the day, week, month, quarter or year after one that starts on `start`."""
    if grain in MONTHS:
        months = start.year * 12 + start.month - 1 + MONTHS[grain]
        return date(months // 12, months % 12 + 1, 1)
    return start + timedelta(days=7 if grain == "week" else 1)


def first_start(day: date, grain: str) -> date:
    """The start of the unit of time that holds a day; weeks start on Monday."""
    if grain in MONTHS:
        size = MONTHS[grain]
        return date(day.year, (day.month - 1) // size * size + 1, 1)
    return day - timedelta(days=day.weekday()) if grain == "week" else day


def whole_starts(period: Period, grain: str, last_day: date | None = None) -> list[date]:
    """The starts of all units that lie in the period whole (and, with `last_day`, end by that day)."""
    end = min(period.end, last_day) if last_day is not None else period.end
    start = first_start(period.start, grain)
    if start < period.start:
        start = next_start(start, grain)
    found = []
    while next_start(start, grain) - timedelta(days=1) <= end:
        found.append(start)
        start = next_start(start, grain)
    return found


def suitable(period: Period) -> str:
    """The grain that gives a line of about six to forty points."""
    days = (period.end - period.start).days + 1
    for most, grain in ((31, "day"), (120, "week"), (1_200, "month"), (4_000, "quarter")):
        if days <= most:
            return grain
    return "year"
