"""Which months, quarters and years at the ends of the data are not covered whole, judged by the data's own rhythm."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import duckdb

from agents.core.periods import Grain, Period
from agents.sources.labels import quoted

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
USUAL = 0.99  # a gap longer than this share of all gaps is no pause of the data's own rhythm


def partial_periods(con: duckdb.DuckDBPyConnection, table: str, column: str) -> tuple[Period, ...]:
    """The partial periods at both ends of a time column."""
    rows = con.execute(
        f"SELECT DISTINCT CAST({quoted(column)} AS DATE) AS d FROM {quoted(table)} WHERE {quoted(column)} IS NOT NULL ORDER BY d"
    ).fetchall()
    return partial_of([row[0] for row in rows])


def partial_of(days: Sequence[date]) -> tuple[Period, ...]:
    """The same for sorted distinct days. With fewer than three days there is no rhythm, and nothing is said."""
    if len(days) < 3:
        return ()
    pause = usual_gap(days)
    first, last = days[0], days[-1]
    found: dict[str, Period] = {}
    for grain in ("month", "quarter", "year"):
        for period in (calendar_period(first, grain), calendar_period(last, grain)):
            late = (first - period.start).days > pause and period.start <= first <= period.end
            early = (period.end - last).days > pause and period.start <= last <= period.end
            if late or early:
                found[period.label] = period.model_copy(
                    update={"covered_from": first if late else None, "covered_to": last if early else None}
                )
    return tuple(found.values())


def usual_gap(days: Sequence[date]) -> int:
    """The longest pause that is usual between two days with data, in days."""
    gaps = sorted((later - earlier).days for earlier, later in zip(days, days[1:], strict=False))
    return gaps[min(len(gaps) - 1, int(USUAL * len(gaps)))]


def calendar_period(day: date, grain: Grain) -> Period:
    """The month, quarter or year that holds a day."""
    if grain == "year":
        return Period(start=date(day.year, 1, 1), end=date(day.year, 12, 31), label=str(day.year), grain="year")
    if grain == "quarter":
        start = date(day.year, day.month - (day.month - 1) % 3, 1)
        end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
        return Period(start=start, end=end, label=f"Q{(day.month + 2) // 3} {day.year}", grain="quarter")
    return Period(
        start=day.replace(day=1),
        end=day.replace(day=monthrange(day.year, day.month)[1]),
        label=f"{MONTHS[day.month - 1]} {day.year}",
        grain="month",
    )
