"""What a single question means: a small typed form between words and a query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from agents.core.periods import Period
from agents.evidence.results import Cell
from agents.sources.query import Aggregate


@dataclass(frozen=True, slots=True)
class Attr:
    """A column."""

    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Part:
    """A calendar part of a time column: year, quarter, month, week, day, weekday, hour."""

    attr: Attr
    grain: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A number made of columns of one row. `kind`: price (quantity x price), net (… x (1 - discount)), days (later - earlier), div, sub, length."""

    kind: Literal["price", "net", "days", "div", "sub", "length", "minutes"]
    parts: tuple[Attr, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """An aggregate. Without `of` it counts `table`'s rows (or entities). `conds` limit the rows it sees."""

    op: Aggregate
    table: str
    of: Attr | Formula | None = None
    distinct: bool = False
    conds: tuple[Cond, ...] = ()
    per: Measure | None = None  # divided by this one
    scale: float = 1.0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cond:
    """A condition. `of` is a column, a part of a date, a measure (then it limits groups) or None with `table` for "has any".

    `values` hold constants, or one Attr (column against column), or one Measure (against an aggregate of the whole).
    """

    of: Attr | Part | Formula | Measure | None
    op: str  # eq ne lt le gt ge between in contains starts ends is_null not_null exists
    values: tuple[Cell | Attr | Measure, ...] = ()
    neg: bool = False
    table: str = ""
    inner: tuple[Cond, ...] = ()
    alternative: int = 0  # conditions of the same number > 0 are alternatives (or)
    both: int = 0  # conditions of different numbers > 0 must hold for different rows


@dataclass(frozen=True, slots=True)
class Sort:
    """An order."""

    by: Attr | Part | Formula | Measure
    descending: bool = False


@dataclass(slots=True)
class Ask:
    """A whole question."""

    entity: str = ""
    outputs: list[Attr | Part | Formula] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    groups: list[Attr | Part] = field(default_factory=list)
    conds: list[Cond] = field(default_factory=list)
    order: list[Sort] = field(default_factory=list)
    limit: int | None = None
    distinct: bool = False
    kind: Literal["", "share", "growth", "difference", "ratio"] = ""
    periods: tuple[Period, ...] = ()  # for growth: (before, after)
    time: Attr | None = None  # for growth: the time column
    whole: list[Cond] = field(default_factory=list)  # for share: the part's own conditions; conds hold for the whole
    growth_filter: str = ""  # "lt" or "gt": keep only groups that shrank or grew
    pick: list[Cond] = field(default_factory=list)  # "the stadium with the highest capacity" inside another question
    nested: list[Nested] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Nested:
    """A row chosen by an order, used as a condition: the `limit` first rows of `table`."""

    table: str
    order: tuple[Sort, ...]
    limit: int = 1
    conds: tuple[Cond, ...] = ()
