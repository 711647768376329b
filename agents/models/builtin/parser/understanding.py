"""What a request says, as types: the planner builds its brief from this, and the answer of a single question starts from it.

`understand(request, catalog, values)` (agents/models/builtin/parser/understand.py) makes it. Everything in it stands in the request
or in the catalog: a word that maps to neither is in `unread` and must be shown to the person.
"""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.core.brief import Deliverable, Language
from agents.core.periods import Grain, Period
from agents.evidence.results import Cell
from agents.sources.query import Aggregate

Operation = Literal[
    "total",
    "count",
    "average",
    "ranking",
    "share",
    "growth",
    "trend",
    "comparison",
    "difference",
    "ratio",
    "filter",
    "list",
    "distribution",
    "correlation",
    "outliers",
    "quality",
    "overview",
    "drivers",
    "plan",
    "summary",
]


class ColumnRef(Value):
    """A column of the catalog."""

    table: str
    column: str


class MeasureRef(Value):
    """A number asked for. `column` is None for a count of rows of `table`; `formula` names a derived measure ("revenue" =
    quantity x price x (1 - discount)), whose parts are `parts` in that order."""

    label: str  # the word of the request
    table: str
    aggregate: Aggregate = "sum"
    column: str | None = None
    formula: Literal["", "quantity_price", "quantity_price_discount", "margin"] = ""
    parts: tuple[str, ...] = ()


class DimensionRef(Value):
    """What to split by: a column, or a calendar grain of a time column."""

    label: str
    table: str
    column: str
    grain: Grain | None = None


class FilterRef(Value):
    """A limit on rows: column op values. op: eq, ne, in, not_in, lt, le, gt, ge, between, contains, not_contains, is_null, not_null.

    `column` is empty where the limit is about no single column. `others` are further columns that hold the same values, where the
    words do not say which is meant.
    """

    label: str
    table: str
    column: str
    op: str
    values: tuple[Cell, ...] = ()
    others: tuple[ColumnRef, ...] = ()


class Unread(Value):
    """A content word nothing stands for, with its place in the request (characters, end excluded)."""

    word: str
    start: int
    end: int
    near: tuple[str, ...] = ()  # names of the catalog that look like it


class SingleQuestion(Value):
    """One question of a request that holds several, as its own text."""

    text: str
    operations: tuple[Operation, ...] = ()


class Understanding(Value):
    """A request, read. `periods` are in the order of the calendar; `questions` in the order of the request."""

    request: str
    language: Language
    operations: tuple[Operation, ...] = ()
    measures: tuple[MeasureRef, ...] = ()
    dimensions: tuple[DimensionRef, ...] = ()
    periods: tuple[Period, ...] = ()
    filters: tuple[FilterRef, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    questions: tuple[SingleQuestion, ...] = ()
    unread: tuple[Unread, ...] = ()
    top: int | None = None  # "the ten best products"
    asked: Literal["", "fall", "rise"] = ""  # "why did it fall?": the direction that a question for causes takes for granted
