"""Pages of a kept result: from its Parquet file, or its rows where they are few. Sorted and filtered by DuckDB, bounded, parameterised."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb

from agents.core.base import Value
from agents.core.errors import LimitReached
from agents.evidence.results import Cell, ColumnType, Result, plain
from agents.sources.labels import quoted

PAGE = 200
MOST_FILTERS = 20
SETTINGS = {"memory_limit": "512MB", "threads": "2", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
TYPES: dict[ColumnType, str] = {
    "text": "VARCHAR", "integer": "HUGEINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP",
}  # fmt: skip
PLACE = "of_all"  # the row's place in the whole result, from 0
NUMBERS = ("integer", "number")


class Filter(Value):
    """What the rows shown have in a column: a text in it, whatever the case, or a value within bounds, both included."""

    column: str
    contains: str = ""
    least: float | date | None = None
    most: float | date | None = None


class Asked(Value):
    """Which rows, in which order. `first` is the place of the sheet's first row in the result, `size` how many it holds."""

    first: int = 0
    size: int | None = None
    sort: str = ""
    order: Literal["up", "down"] = "up"
    filters: tuple[Filter, ...] = ()


class Kept(Value):
    """A page: how many rows fit in all, and the page's rows, each with its place in the whole result before it."""

    total: int
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


class Sums(Value):
    """What is shown of selected cells: how many are filled, how many are numbers, and their sum."""

    filled: int
    numbers: int
    total: float


def page(result: Result, asked: Asked, start: int, count: int = PAGE) -> Kept:
    """Rows `start` to `start + count` of those asked for. Raises LimitReached where the rows are no longer there, KeyError for a
    column that the result does not have."""
    with closing(_opened(result)) as con:
        where, values = _where(result, asked)
        total = con.execute(f"SELECT count(*) FROM kept {where}", values).fetchall()[0][0]
        text = f"SELECT * FROM kept {where} ORDER BY {_order(result, asked)} LIMIT {min(max(count, 0), PAGE)} OFFSET {max(start, 0)}"
        rows = con.execute(text, values).fetchall()
    return Kept(total=total, rows=tuple((row[-1], tuple(plain(value) for value in row[:-1])) for row in rows))


def sums(result: Result, asked: Asked, start: int, count: int, columns: Sequence[str]) -> Sums:
    """What the cells of some rows and columns add up to. Raises as `page` does."""
    with closing(_opened(result)) as con:
        where, values = _where(result, asked)
        part = f"SELECT * FROM kept {where} ORDER BY {_order(result, asked)} LIMIT {max(count, 0)} OFFSET {max(start, 0)}"
        numeric = [name for name in columns if result.columns[result.index(name)].type in NUMBERS]
        filled = "+".join(f"count({quoted(name)})" for name in columns) or "0"
        numbers = "+".join(f"count({quoted(name)})" for name in numeric) or "0"
        total = "+".join(f"coalesce(sum({quoted(name)})::DOUBLE, 0)" for name in numeric) or "0"
        row = con.execute(f"SELECT {filled}, {numbers}, {total} FROM ({part}) AS part", values).fetchall()[0]
    return Sums(filled=row[0], numbers=row[1], total=row[2])


def _opened(result: Result) -> duckdb.DuckDBPyConnection:
    """A connection of its own with the rows as `kept`."""
    con = duckdb.connect(":memory:", config=dict(SETTINGS))
    try:
        if result.path is None:
            _load(con, result)
        else:
            rows = con.from_parquet(_there(result), file_row_number=True)
            rows.project(f"* EXCLUDE file_row_number, file_row_number AS {PLACE}").create_view("kept")
    except BaseException:
        con.close()
        raise
    return con


def _there(result: Result) -> str:
    if result.path is None or not Path(result.path).is_file():
        raise LimitReached("The rows of this sheet are no longer kept here. They are all in the file: download it to see them.")
    return result.path


def _load(con: duckdb.DuckDBPyConnection, result: Result) -> None:
    if result.truncated:
        raise LimitReached("Only the first rows of this sheet were kept. They are all in the file: download it to see them.")
    parts = [f"unnest(?::{TYPES[column.type]}[]) AS {quoted(column.name)}" for column in result.columns]
    values = [list(result.values(column.name)) for column in result.columns]
    places = f"unnest(range({len(result.rows)})) AS {PLACE}"
    con.execute(f"CREATE TABLE kept AS SELECT {', '.join([*parts, places])}", values)


def _where(result: Result, asked: Asked) -> tuple[str, list[object]]:
    """The condition and its values. Names of columns come from the result alone."""
    parts, found = [f"{PLACE} >= ?"], list[object]([asked.first])
    if asked.size is not None:
        parts.append(f"{PLACE} < ?")
        found.append(asked.first + asked.size)
    for wanted in asked.filters[:MOST_FILTERS]:
        name = quoted(result.columns[result.index(wanted.column)].name)
        if wanted.contains:
            parts.append(f"contains(lower({name}::VARCHAR), lower(?))")
            found.append(wanted.contains)
        for bound, sign in ((wanted.least, ">="), (wanted.most, "<=")):
            if bound is not None:
                parts.append(f"{name} {sign} ?" if not isinstance(bound, date) else f"{name}::DATE {sign} ?")
                found.append(bound)
    return "WHERE " + " AND ".join(parts), found


def _order(result: Result, asked: Asked) -> str:
    if not asked.sort:
        return PLACE
    column = result.columns[result.index(asked.sort)]
    name = quoted(column.name)
    way = "DESC" if asked.order == "down" else "ASC"
    keys = [f"lower({name}) {way} NULLS LAST"] if column.type == "text" else []
    return ", ".join([*keys, f"{name} {way} NULLS LAST", PLACE])
