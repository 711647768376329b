"""Spans of calendar time, named as a person names them, and whether the data covers them whole."""

from __future__ import annotations

from datetime import date
from typing import Literal

from agents.core.base import Value

Grain = Literal["day", "week", "month", "quarter", "year", "range"]


class Period(Value):
    """A span of days, both ends included. `label` is what people read ("2025", "Q3 2024", "Jan–Sep 2025")."""

    start: date
    end: date
    label: str
    grain: Grain = "range"
    covered_to: date | None = None  # last day with data inside the period, where that is earlier than `end`
    covered_from: date | None = None  # first day with data inside the period, where that is later than `start`

    @property
    def complete(self) -> bool:
        return self.covered_to is None and self.covered_from is None


def year(number: int) -> Period:
    """The calendar year."""
    return Period(start=date(number, 1, 1), end=date(number, 12, 31), label=str(number), grain="year")
