"""The catalog: what a source holds. Words of a request are mapped to what stands here, and to nothing else."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import ValidationInfo, field_validator

from agents.core.base import Value
from agents.core.periods import Period
from agents.evidence.results import Cell, ColumnType, Unit

Role = Literal["measure", "dimension", "time", "key", "text"]


class Sample(Value):
    """A value of a column and how many rows hold it."""

    value: Cell
    count: int


def _as_day(value: Cell, type_: str | None) -> Cell:
    """A date that came back from JSON as its text."""
    if not isinstance(value, str) or type_ not in ("date", "datetime"):
        return value
    return date.fromisoformat(value) if type_ == "date" else datetime.fromisoformat(value)


class ColumnInfo(Value):
    """A column. Counts are rows of its table. `samples` are the commonest values; all of them where `distinct` is small (≤ 200)."""

    name: str
    type: ColumnType
    role: Role
    unit: Unit = ""
    currency: str = ""
    label: str = ""  # the name split into words: "OrderDate" -> "order date"
    nulls: int = 0
    distinct: int = 0
    minimum: Cell = None
    maximum: Cell = None
    samples: tuple[Sample, ...] = ()
    unique: bool = False
    note: str = ""  # how it was read: "day first dates", "decimal comma", "percent"

    @field_validator("minimum", "maximum")
    @classmethod
    def _bound(cls, value: Cell, info: ValidationInfo) -> Cell:
        return _as_day(value, info.data.get("type"))

    @field_validator("samples")
    @classmethod
    def _days(cls, value: tuple[Sample, ...], info: ValidationInfo) -> tuple[Sample, ...]:
        type_ = info.data.get("type")
        return (
            tuple(Sample(value=_as_day(each.value, type_), count=each.count) for each in value) if type_ in ("date", "datetime") else value
        )


class TableInfo(Value):
    """A table: of a database, a sheet of a workbook, or the one table of a file."""

    name: str  # as it stands in SQL
    label: str
    rows: int
    columns: tuple[ColumnInfo, ...]
    primary_key: tuple[str, ...] = ()
    origin: str = ""  # "orders.xlsx, sheet 2, header in row 4"
    duplicates: int = 0  # exact repeats of rows
    problems: tuple[str, ...] = ()  # what was found and settled on reading, in words
    partial_periods: tuple[Period, ...] = ()  # months, quarters, years at the ends that the main time column does not cover whole
    is_link: bool = False  # a table that only joins others

    def column(self, name: str) -> ColumnInfo:
        """Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def time(self) -> ColumnInfo | None:
        """The main time column: the first of role time with the fewest nulls."""
        times = [column for column in self.columns if column.role == "time"]
        return min(times, key=lambda c: c.nulls) if times else None


class Link(Value):
    """A join: many rows of `table` point to one row of `to_table`. `contained` is the share of values that are found there."""

    table: str
    column: str
    to_table: str
    to_column: str
    declared: bool = False
    contained: float = 1.0


class Catalog(Value):
    """All tables of the sources of a run and the joins between them. `first_day`, `last_day` span the main time columns."""

    source: str
    tables: tuple[TableInfo, ...]
    links: tuple[Link, ...] = ()
    first_day: date | None = None
    last_day: date | None = None

    def table(self, name: str) -> TableInfo:
        """Raises KeyError."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"there is no table {name!r}")
