"""Results: the rows one read-only query gave, with what is needed to trust and to repeat it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from agents.core.base import Value

Cell = None | bool | int | float | str | date | datetime
ColumnType = Literal["text", "integer", "number", "boolean", "date", "datetime"]
# What one unit of a number is. `currency` carries its code in Column.currency; `ratio` 0.12 is shown as 12 %.
Unit = Literal["", "currency", "count", "ratio", "days", "index", "points"]


class Column(Value):
    """A column of a result. `name` is unique in its result."""

    name: str
    type: ColumnType
    unit: Unit = ""
    currency: str = ""  # ISO 4217, "" where unknown
    label: str = ""  # for people; the name where empty


class Coverage(Value):
    """What the rows behind a result leave out. Counts are rows of the base table."""

    rows_read: int = 0
    rows_dropped: int = 0
    dropped_why: str = ""
    nulls: dict[str, int] = Field(default_factory=dict)
    duplicates: int = 0
    first_day: date | None = None
    last_day: date | None = None
    notes: tuple[str, ...] = ()


class Grouping(Value):
    """How the number columns of a result add up from the run's data extract, so that a workbook can say it as SUMIFS.

    `keys` maps a key column of the result to a column of the extract; `sums` maps a number column of the result to the column
    of the extract that it sums ("" counts rows); `fixed` holds equal-to filters on the extract that apply to the whole result;
    `fixed_by` adds filters for single number columns (a column per period: {"now": {"period": "2025"}}).
    """

    extract: str  # id of the result that is the data extract
    keys: dict[str, str] = Field(default_factory=dict)
    sums: dict[str, str] = Field(default_factory=dict)
    fixed: dict[str, Cell] = Field(default_factory=dict)
    fixed_by: dict[str, dict[str, Cell]] = Field(default_factory=dict)


class Result(Value):
    """The answer to one query. `rows` is at most a page; `row_count` is the whole; `path` holds the whole when larger."""

    id: str
    source: str
    sql: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_count: int
    hash: str
    taken_at: datetime
    seconds: float
    purpose: str = ""  # one line for people: "Revenue by channel and year"
    truncated: bool = False
    path: str | None = None  # Parquet file with all rows, where they do not fit in `rows`
    coverage: Coverage = Coverage()
    grouping: Grouping | None = None

    def index(self, column: str) -> int:
        """The position of a column. Raises KeyError for a column the result does not have."""
        for position, candidate in enumerate(self.columns):
            if candidate.name == column:
                return position
        raise KeyError(f"result {self.id} has no column {column!r}")

    def cell(self, row: int, column: str) -> Cell:
        return self.rows[row][self.index(column)]

    def values(self, column: str) -> tuple[Cell, ...]:
        position = self.index(column)
        return tuple(row[position] for row in self.rows)


def plain(value: Any) -> Cell:
    """A driver's value as a Cell: decimals become floats, bytes and other exotic kinds their text."""
    if value is None or isinstance(value, (bool, int, float, str, date, datetime)):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)


def digest(rows: Iterable[Iterable[Cell]]) -> str:
    """SHA-256 over the rows as JSON lines: the same rows in the same order give the same hash."""
    running = hashlib.sha256()
    for row in rows:
        running.update(json.dumps(list(row), default=str, ensure_ascii=False).encode())
        running.update(b"\n")
    return running.hexdigest()
