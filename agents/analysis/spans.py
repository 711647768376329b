"""Two periods that can be compared: like with like where the data does not cover one of them whole."""

from __future__ import annotations

import calendar
import math
from collections.abc import Sequence
from datetime import date, timedelta

from agents.analysis.words import refusal
from agents.core.brief import Language
from agents.core.errors import CannotAnswer
from agents.core.periods import Period
from agents.sources.catalog import Catalog
from agents.sources.query import Col


def comparable(periods: Sequence[Period], catalog: Catalog, language: Language = "en", time: Col | None = None) -> tuple[Period, ...]:
    """The periods cut to the days that the data covers in each of them, counted from each period's start.

    A period that is whole comes back as it is. A cut one ends earlier (or starts later) and has a label that says so. Periods of
    different length (a month against a year) are not cut. Raises CannotAnswer where the data holds no such days in common.
    """
    first_day, last_day, slack = time_span(catalog, time)
    if first_day is None or last_day is None:
        return tuple(periods)
    outside = [p.label for p in periods if p.end < first_day or p.start > last_day]
    if outside:
        raise CannotAnswer(
            refusal("outside").of(language).format(first=first_day, last=last_day, what=", ".join(outside)), missing=tuple(outside)
        )
    if max(_length(p) for p in periods) - min(_length(p) for p in periods) > 3:
        return tuple(p.model_copy(update={"covered_to": last_day}) if last_day < p.end - timedelta(days=slack) else p for p in periods)
    starts = [_offset(p, max(p.start, first_day)) if first_day > p.start + timedelta(days=slack) else (0, 0) for p in periods]
    ends = [_offset(p, last_day) if last_day < p.end - timedelta(days=slack) else None for p in periods]
    start, end = max(starts), min((e for e in ends if e is not None), default=None)
    if start == (0, 0) and end is None:
        return tuple(periods)
    if end is not None and start > end:
        raise CannotAnswer(
            refusal("no_common").of(language).format(first=first_day, last=last_day), missing=tuple(p.label for p in periods)
        )
    return tuple(_cut(p, start, end, language) for p in periods)


def time_span(catalog: Catalog, time: Col | None) -> tuple[date | None, date | None, int]:
    """First and last day of the time column, and how many days without data are usual in it."""
    tables = [t for t in catalog.tables if t.time is not None and (time is None or t.name == time.table)]
    if not tables:
        return catalog.first_day, catalog.last_day, 0
    table = max(tables, key=lambda t: t.rows)
    column = table.column(time.name) if time is not None and any(c.name == time.name for c in table.columns) else table.time
    assert column is not None
    first, last = day_of(column.minimum), day_of(column.maximum)
    if first is None or last is None:
        return catalog.first_day, catalog.last_day, 0
    moments = min(table.rows, column.distinct) if column.distinct else table.rows
    return first, last, usual_gap(moments, (last - first).days)


def usual_gap(moments: int, days: int) -> int:
    """Days at the end of a period that may hold nothing by chance: the 99th percentile of the gaps between so many moments
    strewn over so many days (ln 100 times the mean gap), at least two."""
    return max(2, math.ceil(math.log(100) * days / max(moments, 1))) if days > 0 else 0


def day_of(value: object) -> date | None:
    """The day of a cell: a date, a date and time, or a text that begins with an ISO date."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _length(period: Period) -> int:
    return (period.end - period.start).days


def _offset(period: Period, day: date) -> tuple[int, int]:
    """(whole months, days) from the start of the period."""
    months = (day.year - period.start.year) * 12 + day.month - period.start.month
    return months, day.day - (period.start.day if months == 0 else 1)


def _day(period: Period, offset: tuple[int, int]) -> date:
    months = period.start.month - 1 + offset[0]
    year, month = period.start.year + months // 12, months % 12 + 1
    first = period.start.day if offset[0] == 0 else 1
    return date(year, month, min(first + offset[1], calendar.monthrange(year, month)[1]))


def _cut(period: Period, start: tuple[int, int], end: tuple[int, int] | None, language: Language) -> Period:
    first = max(_day(period, start), period.start)
    last = period.end if end is None else min(_day(period, end), period.end)
    return Period(start=first, end=last, label=span_label(first, last, language))


def span_label(first: date, last: date, language: Language) -> str:
    """A span of days in words: Jan–Sep 2025, 1 Jan–9 Dec 2025, 2025年1–9月."""
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if language == "zh":
        if whole and first.year == last.year:
            return f"{first.year}年{first.month}–{last.month}月" if first.month != last.month else f"{first.year}年{first.month}月"
        tail = f"{last.month}月{last.day}日" if first.year == last.year else f"{last.year}年{last.month}月{last.day}日"
        return f"{first.year}年{first.month}月{first.day}日–{tail}"
    if whole and first.year == last.year:
        return f"{first:%b}–{last:%b %Y}" if first.month != last.month else f"{first:%b %Y}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%b}{year}–{last.day} {last:%b %Y}"
