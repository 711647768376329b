"""The typed query: one read-only question as a small tree, compiled to SQL by agents/sources/compile.py.

Relational algebra in the shape of SELECT: a table (or a query), joins, conditions, groups, an order and a limit. Names of tables
in expressions are aliases of this query's `table` and `joins`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agents.core.base import Value
from agents.evidence.results import Cell, Unit

Aggregate = Literal[
    "sum", "avg", "min", "max", "count", "count_distinct", "median", "stddev", "stddev_pop", "variance", "corr",
    "quantile", "mode", "skew",
]
Scalar = Literal[
    "add", "sub", "mul", "div", "mod", "neg", "abs", "round", "power", "ln", "sqrt",
    "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "in", "not_in", "is_null", "not_null", "like", "between",
    "lower", "upper", "length", "trim", "contains", "starts_with", "ends_with", "concat",
    "year", "quarter", "month", "week", "day", "weekday", "hour", "year_start", "quarter_start", "month_start", "week_start", "day_start",
    "days_between", "if", "coalesce", "cast_number", "cast_text", "cast_date",
]
AGGREGATES: frozenset[str] = frozenset(Aggregate.__args__)  # type: ignore[attr-defined]


class Col(Value):
    """A column of an alias of the query."""

    kind: Literal["col"] = "col"
    table: str
    name: str


class Lit(Value):
    """A constant; a tuple only as the right side of `in`."""

    kind: Literal["lit"] = "lit"
    value: Cell | tuple[Cell, ...]


class Call(Value):
    """An aggregate or a function of expressions. `count` with no argument counts rows. `div` by zero gives null.

    `where` limits the rows that an aggregate sees (SQL's FILTER).
    """

    kind: Literal["call"] = "call"
    op: Aggregate | Scalar
    args: tuple[Expr, ...] = ()
    where: Expr | None = None


class Window(Value):
    """A window function over the groups of the query: lag, lead, rank, row_number, running sum, or an aggregate of the whole."""

    kind: Literal["window"] = "window"
    op: Literal["lag", "lead", "rank", "row_number", "running_sum", "total", "average", "max", "min"]
    args: tuple[Expr, ...] = ()
    partition: tuple[Expr, ...] = ()
    order: tuple[Order, ...] = ()


class Sub(Value):
    """A query as a value: one cell, or the list on the right side of `in`."""

    kind: Literal["sub"] = "sub"
    query: Query


Expr = Annotated[Col | Lit | Call | Window | Sub, Field(discriminator="kind")]


class Order(Value):
    """Sort by an expression; nulls come last."""

    expr: Expr
    descending: bool = False


class Join(Value):
    """An equal join of a further table. `left` stands in an alias that came earlier."""

    table: str
    alias: str
    left: Col
    right: str
    how: Literal["inner", "left"] = "inner"


class Select(Value):
    """An output column. `name` is a plain identifier, unique in the query."""

    name: str
    expr: Expr
    unit: Unit = ""
    currency: str = ""
    label: str = ""


class Combine(Value):
    """A set operation with a further query of the same width."""

    op: Literal["union", "union_all", "intersect", "except"]
    query: Query


class Query(Value):
    """One read-only question. With `group_by` or an aggregate in `select`, every plain select must be a group expression."""

    table: str | Query
    alias: str = ""  # the table's name where empty; needed where `table` is a query
    joins: tuple[Join, ...] = ()
    select: tuple[Select, ...]
    where: tuple[Expr, ...] = ()
    group_by: tuple[Expr, ...] = ()
    having: tuple[Expr, ...] = ()
    order: tuple[Order, ...] = ()
    limit: int | None = None
    distinct: bool = False
    combine: Combine | None = None


def col(table: str, name: str) -> Col:
    return Col(table=table, name=name)


def lit(value: Cell | tuple[Cell, ...]) -> Lit:
    return Lit(value=value)


def call(op: Aggregate | Scalar, *args: Expr, where: Expr | None = None) -> Call:
    return Call(op=op, args=args, where=where)


for _model in (Call, Window, Sub, Order, Select, Combine, Query, Join):
    _model.model_rebuild()
