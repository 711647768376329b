"""The catalog of a copy, computed by DuckDB: one aggregate over all columns of a table, then the commonest values of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from agents.evidence.results import Cell, ColumnType, plain
from agents.sources.catalog import ColumnInfo, Link, Sample, TableInfo
from agents.sources.labels import label_of, quoted
from agents.sources.loaded import LoadedTable
from agents.sources.rhythm import partial_periods
from agents.sources.roles import Facts, role_of, unit_of
from agents.sources.settle import COLUMNS_AT_ONCE, SQL_TYPES, Settled, batched, columns_of

ALL_SAMPLES = 200  # a column with no more values than this has all of them in the catalog
SOME_SAMPLES = 50
SLICE = "slice_of_a_wide_table"
TYPES: dict[str, ColumnType] = {sql: type_ for type_, sql in SQL_TYPES.items()}


def table_info(con: duckdb.DuckDBPyConnection, table: LoadedTable, settled: Settled, links: list[Link]) -> TableInfo:
    """Everything the catalog says about a settled table."""
    types = {name: TYPES[sql] for name, sql in columns_of(con, table.name).items()}
    foreign = {link.column for link in links if link.table == table.name}
    columns = tuple(_columns(con, table, settled, types, foreign))
    joins = all(column.role == "key" for column in columns) and len(columns) <= 4 and len(foreign | set(table.primary_key)) > 1
    info = TableInfo(
        name=table.name,
        label=label_of(table.name),
        rows=table.rows,
        columns=columns,
        primary_key=table.primary_key,
        origin=table.origin,
        duplicates=_duplicates(con, table, columns),
        problems=(*table.problems, *settled.problems),
        is_link=bool(columns) and joins,
    )
    time = info.time
    return info.model_copy(update={"partial_periods": partial_periods(con, table.name, time.name)}) if time else info


def _columns(
    con: duckdb.DuckDBPyConnection, table: LoadedTable, settled: Settled, types: dict[str, ColumnType], foreign: set[str]
) -> Iterator[ColumnInfo]:
    """The columns, some at a time; of a wide table through a slice, since each question pays for all columns of its table."""
    for part in batched(types, COLUMNS_AT_ONCE):
        place = table.name
        if len(types) > 5 * COLUMNS_AT_ONCE:
            place = SLICE
            con.execute(f"CREATE OR REPLACE TEMP TABLE {SLICE} AS SELECT {', '.join(map(quoted, part))} FROM {quoted(table.name)}")
        counts = _counts(con, place, {name: types[name] for name in part})
        for name in part:
            info = _info(table, settled, (name, types[name]), counts[name], name in foreign)
            yield info.model_copy(update={"samples": _samples(con, place, info)})
    con.execute(f"DROP TABLE IF EXISTS temp.{SLICE}")


def _counts(con: duckdb.DuckDBPyConnection, place: str, types: dict[str, ColumnType]) -> dict[str, tuple[Any, ...]]:
    """Per column: present, distinct, minimum, maximum, average length of text."""
    sums = ", ".join(
        f"count({quoted(n)}), count(DISTINCT {quoted(n)}), min({quoted(n)}), max({quoted(n)}), "
        + (f"avg(length({quoted(n)}))" if types[n] == "text" else "NULL")
        for n in types
    )
    row = con.execute(f"SELECT {sums} FROM {quoted(place)}").fetchall()[0]
    return {name: row[position * 5 : position * 5 + 5] for position, name in enumerate(types)}


def _info(table: LoadedTable, settled: Settled, of: tuple[str, ColumnType], counts: tuple[Any, ...], is_foreign: bool) -> ColumnInfo:
    name, type_ = of
    present, distinct, low, high, length = counts
    label = label_of(name)
    unique = present > 0 and distinct == present == table.rows
    facts = Facts(
        rows=table.rows,
        distinct=distinct,
        unique=unique,
        low=low,
        high=high,
        average_length=length or 0.0,
        is_key=is_foreign or table.primary_key == (name,),
    )
    role = role_of(label, type_, facts)
    reading = settled.readings.get(name)
    unit, currency = (reading.unit, reading.currency) if reading and reading.unit else unit_of(label, role, type_, low, high)
    return ColumnInfo(
        name=name,
        type=type_,
        role=role,
        unit=unit,
        currency=currency,
        label=label,
        nulls=table.rows - present,
        distinct=distinct,
        minimum=_short(low),
        maximum=_short(high),
        unique=unique,
        note=reading.note if reading else "",
    )


def _samples(con: duckdb.DuckDBPyConnection, place: str, column: ColumnInfo) -> tuple[Sample, ...]:
    """The commonest values. Many different amounts or moments say nothing, and counting them is slow."""
    many = column.distinct > ALL_SAMPLES
    if not column.distinct or (many and column.role in ("measure", "time")):
        return ()
    name = quoted(column.name)
    rows = con.execute(
        f"SELECT {name}, count(*) FROM {quoted(place)} WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 "
        f"LIMIT {5 if column.role == 'text' else SOME_SAMPLES if many else ALL_SAMPLES}"
    ).fetchall()
    return tuple(Sample(value=_short(value), count=count) for value, count in rows)


def _short(value: Any) -> Cell:
    cell = plain(value)
    return cell[:200] if isinstance(cell, str) else cell


def _duplicates(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: tuple[ColumnInfo, ...]) -> int:
    """Rows that repeat an earlier row exactly. A unique column rules them out."""
    if (
        table.rows < 2
        or any(column.unique for column in columns)
        or (table.primary_key and not any(c.nulls for c in columns if c.name in table.primary_key))
    ):
        return 0
    listed = ", ".join(quoted(column.name) for column in columns)
    return table.rows - int(con.execute(f"SELECT count(DISTINCT hash({listed})) FROM {quoted(table.name)}").fetchall()[0][0])
