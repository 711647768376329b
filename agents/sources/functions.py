"""How one function call is written in a dialect: compiled by Ibis over typed slots, kept, and filled with the caller's arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import ibis
from ibis.backends.sql import compilers
from sqlglot import exp

from agents.core.errors import ToolError
from agents.evidence.results import Cell, ColumnType

DTYPES: dict[ColumnType, str] = {
    "text": "string",
    "integer": "int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "date",
    "datetime": "timestamp",
}
NUMERIC = ("integer", "number")


class Slot(NamedTuple):
    """A typed name."""

    name: str
    type: ColumnType


Tree = tuple[exp.Expr, ColumnType]
Maker = Callable[..., Any]

# op -> (how Ibis says it, types of the arguments that it takes). `k` holds constants of the call by position.
N, T, D, B, A = NUMERIC, ("text",), ("date", "datetime"), ("boolean",), tuple(DTYPES)
FUNCTIONS: dict[str, tuple[Maker, tuple[tuple[str, ...], ...]]] = {
    "add": (lambda a, b: a + b, (N, N)),
    "sub": (lambda a, b: a - b, (N, N)),
    "mul": (lambda a, b: a * b, (N, N)),
    "div": (lambda a, b: a / b.nullif(0), (N, N)),
    "mod": (lambda a, b: a % b.nullif(0), (N, N)),
    "neg": (lambda a: -a, (N,)),
    "abs": (lambda a: a.abs(), (N,)),
    "power": (lambda a, b: a**b, (N, N)),
    "ln": (lambda a: ibis.cases((a > 0, a.ln())), (N,)),
    "sqrt": (lambda a: ibis.cases((a >= 0, a.sqrt())), (N,)),
    "eq": (lambda a, b: a == b, (A, A)),
    "ne": (lambda a, b: a != b, (A, A)),
    "lt": (lambda a, b: a < b, (A, A)),
    "le": (lambda a, b: a <= b, (A, A)),
    "gt": (lambda a, b: a > b, (A, A)),
    "ge": (lambda a, b: a >= b, (A, A)),
    "not": (lambda a: ~a, (B,)),
    "is_null": (lambda a: a.isnull(), (A,)),
    "not_null": (lambda a: a.notnull(), (A,)),
    "between": (lambda a, b, c: a.between(b, c), (A, A, A)),
    "like": (lambda a, b: a.like(b), (T, T)),
    "contains": (lambda a, b: a.contains(b), (T, T)),
    "starts_with": (lambda a, b: a.startswith(b), (T, T)),
    "ends_with": (lambda a, b: a.endswith(b), (T, T)),
    "lower": (lambda a: a.lower(), (T,)),
    "upper": (lambda a: a.upper(), (T,)),
    "length": (lambda a: a.length(), (T,)),
    "trim": (lambda a: a.strip(), (T,)),
    "year": (lambda a: a.year(), (D,)),
    "quarter": (lambda a: a.quarter(), (D,)),
    "month": (lambda a: a.month(), (D,)),
    "week": (lambda a: a.week_of_year(), (D,)),
    "day": (lambda a: a.day(), (D,)),
    "weekday": (lambda a: a.day_of_week.index() + 1, (D,)),
    "hour": (lambda a: a.hour(), (("datetime",),)),
    "year_start": (lambda a: a.truncate("Y").cast("date"), (D,)),
    "quarter_start": (lambda a: a.truncate("Q").cast("date"), (D,)),
    "month_start": (lambda a: a.truncate("M").cast("date"), (D,)),
    "week_start": (lambda a: a.truncate("W").cast("date"), (D,)),
    "day_start": (lambda a: a.cast("date"), (D,)),
    "days_between": (lambda a, b: b.cast("date").delta(a.cast("date"), unit="day"), (D, D)),
    "cast_number": (lambda a: a.try_cast("float64"), (A,)),
    "cast_text": (lambda a: a.cast("string"), (A,)),
    "cast_date": (lambda a: a.try_cast("date"), (A,)),
    "sum": (lambda a, w: a.sum(where=w), (N,)),
    "avg": (lambda a, w: a.mean(where=w), (N,)),
    "min": (lambda a, w: a.min(where=w), (A,)),
    "max": (lambda a, w: a.max(where=w), (A,)),
    "count_distinct": (lambda a, w: a.nunique(where=w), (A,)),
    "median": (lambda a, w: a.median(where=w), (N,)),
    "stddev": (lambda a, w: a.std(how="sample", where=w), (N,)),
    "stddev_pop": (lambda a, w: a.std(how="pop", where=w), (N,)),
    "variance": (lambda a, w: a.var(how="sample", where=w), (N,)),
    "corr": (lambda a, b, w: a.corr(b, how="pop", where=w), (N, N)),
    "quantile": (lambda a, q, w: a.quantile(q, where=w), (N, N)),
    "mode": (lambda a, w: a.mode(where=w), (A,)),
}
CONSTANT = {"quantile": 1, "round": 1}  # the argument that must be written out
VARIADIC = ("and", "or", "concat", "coalesce")
AGGREGATE = (
    "sum",
    "avg",
    "min",
    "max",
    "count",
    "count_distinct",
    "median",
    "stddev",
    "stddev_pop",
    "variance",
    "corr",
    "quantile",
    "mode",
    "skew",
)


def written(op: str, arguments: Sequence[Tree], constants: Sequence[Cell], where: exp.Expr | None, dialect: str) -> Tree:
    """The tree and type of a call. Raises ToolError for arguments that do not fit, or a function that the dialect lacks."""
    types = tuple(type_ for _, type_ in arguments)
    _check(op, types)
    constant = constants[CONSTANT[op]] if op in CONSTANT and len(constants) > CONSTANT[op] else None
    try:
        template, type_ = _template(op, types, constant, where is not None, dialect)
    except (ibis.common.exceptions.IbisError, TypeError, NotImplementedError, ValueError, AttributeError) as error:
        raise ToolError(
            f"{op} does not work on {' and '.join(types) or 'nothing'} in {dialect}: {str(error).splitlines()[0][:160]}"
        ) from error
    fill = {f"s{position}": tree for position, (tree, _) in enumerate(arguments)} | ({"w": where} if where is not None else {})
    return _filled(template, fill), type_


def _check(op: str, types: tuple[ColumnType, ...]) -> None:
    if op == "count" and len(types) <= 1:
        return
    if op in ("if", "round", "skew") or op in VARIADIC:
        wanted = {"if": (3,), "round": (1, 2), "skew": (1,)}.get(op)
        if (wanted and len(types) not in wanted) or not types:
            raise ToolError(f"{op} got {len(types)} arguments.")
        return
    if op not in FUNCTIONS:
        raise ToolError(f"There is no function {op!r} with {len(types)} arguments.")
    takes = FUNCTIONS[op][1]
    if len(takes) != len(types):
        raise ToolError(f"{op} takes {len(takes)} arguments, not {len(types)}.")
    for position, (type_, allowed) in enumerate(zip(types, takes, strict=True), start=1):
        if type_ not in allowed:
            raise ToolError(f"Argument {position} of {op} is of type {type_}; it takes {' or '.join(allowed)}.")
    comparable = {"text": 0, "integer": 1, "number": 1, "boolean": 2, "date": 3, "datetime": 3}
    if op in ("eq", "ne", "lt", "le", "gt", "ge", "between") and len({comparable[type_] for type_ in types}) > 1:
        raise ToolError(
            f"{op} compares {' with '.join(types)}; both sides must be of one kind (cast_number, cast_text and cast_date convert)."
        )


@lru_cache(maxsize=4096)
def _template(op: str, types: tuple[ColumnType, ...], constant: Cell, filtered: bool, dialect: str) -> tuple[exp.Expr, ColumnType]:
    """The call over slots s0, s1, … and the filter slot w."""
    schema = {f"s{position}": DTYPES[type_] for position, type_ in enumerate(types)} | {"w": "boolean"}
    table = ibis.table(schema, name="slots")
    slots = [table[f"s{position}"] for position in range(len(types))]
    if op == "skew":  # Ibis has no word for it
        skewness = exp.Anonymous(this="skewness", expressions=[exp.column("s0", table="t0")])
        return (exp.Filter(this=skewness, expression=exp.Where(this=exp.column("w", table="t0"))) if filtered else skewness), "number"
    made = _made(op, slots, constant, table.w if filtered else None, table)
    tree = _compiler(dialect).to_sqlglot(made.as_table() if op in AGGREGATE else table.select(out=made))
    out = tree.expressions[0]
    bare = out.this if isinstance(out, exp.Alias) else out
    # Ibis takes a truncated date for a date and leaves the cast out; DuckDB gives a timestamp.
    return (exp.cast(bare, "DATE") if op.endswith("_start") else bare), _type_of(made.type())


def _made(op: str, slots: list[Any], constant: Cell, where: Any, table: Any) -> Any:
    if op == "count":
        return slots[0].count(where=where) if slots else table.count(where=where)
    if op == "round":
        return slots[0].round(constant if constant is not None else 0)
    if op == "quantile":
        return slots[0].quantile(constant, where=where)
    if op == "if":
        return ibis.ifelse(*slots)
    if op == "coalesce":
        return ibis.coalesce(*slots)
    if op in VARIADIC:
        folded = slots[0]
        for slot in slots[1:]:
            folded = folded & slot if op == "and" else folded | slot if op == "or" else folded.cast("string") + slot.cast("string")
        return folded
    maker = FUNCTIONS[op][0]
    return maker(*slots, where) if op in AGGREGATE else maker(*slots)


@lru_cache(maxsize=16)
def _compiler(dialect: str) -> Any:
    found = getattr(
        compilers,
        {
            "duckdb": "DuckDBCompiler",
            "postgres": "PostgresCompiler",
            "mysql": "MySQLCompiler",
            "mssql": "MSSQLCompiler",
            "tsql": "MSSQLCompiler",
            "sqlite": "SQLiteCompiler",
            "snowflake": "SnowflakeCompiler",
            "bigquery": "BigQueryCompiler",
        }[dialect],
    )
    return found()


def _type_of(dtype: Any) -> ColumnType:
    if dtype.is_boolean():
        return "boolean"
    if dtype.is_integer():
        return "integer"
    if dtype.is_numeric():
        return "number"
    if dtype.is_date():
        return "date"
    return "datetime" if dtype.is_timestamp() else "text"


def _filled(template: exp.Expr, fill: dict[str, exp.Expr]) -> exp.Expr:
    def put(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and node.name in fill and node.table.startswith("t"):
            return _wrapped(fill[node.name].copy(), node.parent)
        return node

    return template.transform(put)


def _wrapped(tree: exp.Expr, parent: exp.Expr | None) -> exp.Expr:
    """Brackets where the argument binds weaker than the function around it."""
    loose = isinstance(tree, (exp.Binary, exp.Connector, exp.Not, exp.Between, exp.In, exp.Is, exp.Neg)) and not isinstance(
        tree, (exp.Dot,)
    )
    tight = isinstance(parent, (exp.Binary, exp.Unary, exp.Between, exp.Is, exp.In)) and not isinstance(parent, exp.Paren)
    return exp.Paren(this=tree) if loose and tight else tree
