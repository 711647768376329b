"""Which two periods to compare when the request names none or one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from agents.core.brief import Language
from agents.core.periods import Period, year

Step = Literal["year", "half", "quarter", "month"]
MONTHS: dict[Step, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
# Days at the ends that may hold no row by chance (a weekend, a holiday) without making a period partial.
SLACK = timedelta(days=3)


def latest_pair(first: date, last: date, language: Language) -> tuple[Period, Period] | None:
    """The latest two neighbouring periods that the data covers whole: years, else halves, quarters, months. None where there are none."""
    for step in MONTHS:
        for now in _backwards(last, step, language):
            if now.start < first:
                break
            before = _period(_position(now, step) - 1, step, language)
            if now.end <= last + SLACK and before.start >= first - SLACK:
                return before, now
    return None


def one_before(period: Period) -> Period:
    """The same days as many years earlier as the period spans, so that the two do not overlap."""
    if period.grain == "year":
        return year(period.start.year - 1)
    years = max(1, -(-((period.end - period.start).days + 1) // 366))
    start, end = _years_earlier(period.start, years), _years_earlier(period.end, years)
    if years > 1:
        label = f"{start.year}–{end.year}" if _whole_years(period) else f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"
        return Period(start=start, end=end, label=label, grain=period.grain)
    named = str(period.start.year)
    label = period.label.replace(named, str(int(named) - 1)) if named in period.label else f"{start:%Y-%m-%d} – {end:%Y-%m-%d}"
    return Period(start=start, end=end, label=label, grain=period.grain)


def two_years(period: Period) -> tuple[Period, Period] | None:
    """The two years of a range that is just two whole calendar years: "from 2024 to 2025" asks for one beside the other."""
    if _whole_years(period) and period.end.year == period.start.year + 1:
        return year(period.start.year), year(period.end.year)
    return None


def _whole_years(period: Period) -> bool:
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 12, 31)


def _backwards(last: date, step: Step, language: Language) -> Iterator[Period]:
    position = (last.year * 12 + last.month - 1) // MONTHS[step]
    while position > 0:
        yield _period(position, step, language)
        position -= 1


def _position(period: Period, step: Step) -> int:
    return (period.start.year * 12 + period.start.month - 1) // MONTHS[step]


def _period(position: int, step: Step, language: Language) -> Period:
    months = MONTHS[step]
    start = date(position * months // 12, position * months % 12 + 1, 1)
    after = (position + 1) * months
    end = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(start=start, end=end, label=_label(start, step, language), grain="range" if step == "half" else step)


def _label(start: date, step: Step, language: Language) -> str:
    if step == "year":
        return str(start.year)
    part = (start.month - 1) // MONTHS[step] + 1
    if language == "zh":
        return {
            "half": f"{start.year}年{'上' if part == 1 else '下'}半年",
            "quarter": f"{start.year}年第{part}季度",
            "month": f"{start.year}年{start.month}月",
        }[step]
    return {"half": f"H{part} {start.year}", "quarter": f"Q{part} {start.year}", "month": f"{start:%b %Y}"}[step]


def _years_earlier(day: date, years: int) -> date:
    return date(day.year - years, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
