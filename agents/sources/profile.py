"""The catalog of a copy, computed by DuckDB: one aggregate over all columns of a table, then the commonest values of each."""

from __future__ import annotations

from typing import Any

import duckdb

from agents.evidence.results import Cell, ColumnType, plain
from agents.sources.catalog import ColumnInfo, Link, Sample, TableInfo
from agents.sources.labels import label_of, quoted
from agents.sources.loaded import LoadedTable
from agents.sources.rhythm import partial_periods
from agents.sources.roles import Facts, role_of, unit_of
from agents.sources.settle import SQL_TYPES, Settled

ALL_SAMPLES = 200  # a column with no more values than this has all of them in the catalog
SOME_SAMPLES = 50
COLUMNS_AT_ONCE = 200
TYPES: dict[str, ColumnType] = {sql: type_ for type_, sql in SQL_TYPES.items()}


def table_info(con: duckdb.DuckDBPyConnection, table: LoadedTable, settled: Settled, links: list[Link]) -> TableInfo:
    """Everything the catalog says about a settled table."""
    types = {name: TYPES[sql] for name, sql in con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND database_name = current_database() ORDER BY column_index",
        [table.name]).fetchall()}
    counts = _counts(con, table.name, types)
    foreign = {link.column for link in links if link.table == table.name}
    columns = tuple(_column(con, table, settled, (name, type_), counts[name], name in foreign) for name, type_ in types.items())
    info = TableInfo(
        name=table.name, label=label_of(table.name), rows=table.rows, columns=columns, primary_key=table.primary_key, origin=table.origin,
        duplicates=_duplicates(con, table, columns), problems=(*table.problems, *settled.problems),
        is_link=bool(columns) and all(c.role == "key" for c in columns) and len(columns) <= 4 and len(foreign | set(table.primary_key)) > 1)
    time = info.time
    return info.model_copy(update={"partial_periods": partial_periods(con, table.name, time.name)}) if time else info


def _counts(con: duckdb.DuckDBPyConnection, table: str, types: dict[str, ColumnType]) -> dict[str, tuple[Any, ...]]:
    """Per column: present, distinct, minimum, maximum, average length of text."""
    found: dict[str, tuple[Any, ...]] = {}
    names = list(types)
    for start in range(0, len(names), COLUMNS_AT_ONCE):
        part = names[start : start + COLUMNS_AT_ONCE]
        sums = ", ".join(
            f"count({quoted(n)}), count(DISTINCT {quoted(n)}), min({quoted(n)}), max({quoted(n)}), "
            + (f"avg(length({quoted(n)}))" if types[n] == "text" else "NULL") for n in part)
        row = con.execute(f"SELECT {sums} FROM {quoted(table)}").fetchall()[0]
        found |= {name: row[position * 5 : position * 5 + 5] for position, name in enumerate(part)}
    return found


def _column(con: duckdb.DuckDBPyConnection, table: LoadedTable, settled: Settled, of: tuple[str, ColumnType], counts: tuple[Any, ...],
            is_foreign: bool) -> ColumnInfo:
    name, type_ = of
    present, distinct, low, high, length = counts
    label = label_of(name)
    unique = present > 0 and distinct == present == table.rows
    facts = Facts(rows=table.rows, distinct=distinct, unique=unique, low=low, high=high, average_length=length or 0.0,
                  is_primary=table.primary_key == (name,), is_foreign=is_foreign)
    role = role_of(label, type_, facts=facts)
    reading = settled.readings.get(name)
    unit, currency = (reading.unit, reading.currency) if reading and reading.unit else unit_of(label, role, type_, low, high)
    return ColumnInfo(
        name=name, type=type_, role=role, unit=unit, currency=currency, label=label, nulls=table.rows - present, distinct=distinct,
        minimum=_short(low), maximum=_short(high), samples=_samples(con, table.name, name, distinct, role == "text"), unique=unique,
        note=reading.note if reading else "")


def _samples(con: duckdb.DuckDBPyConnection, table: str, name: str, distinct: int, is_text: bool) -> tuple[Sample, ...]:
    if not distinct:
        return ()
    limit = 5 if is_text else ALL_SAMPLES if distinct <= ALL_SAMPLES else SOME_SAMPLES
    rows = con.execute(f"SELECT {quoted(name)}, count(*) FROM {quoted(table)} WHERE {quoted(name)} IS NOT NULL "
                       f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {limit}").fetchall()
    return tuple(Sample(value=_short(value), count=count) for value, count in rows)


def _short(value: Any) -> Cell:
    cell = plain(value)
    return cell[:200] if isinstance(cell, str) else cell


def _duplicates(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: tuple[ColumnInfo, ...]) -> int:
    """Rows that repeat an earlier row exactly. A unique column rules them out."""
    if table.rows < 2 or any(column.unique for column in columns) or (table.primary_key and not any(c.nulls for c in columns if c.name in table.primary_key)):
        return 0
    listed = ", ".join(quoted(column.name) for column in columns)
    return table.rows - int(con.execute(f"SELECT count(DISTINCT hash({listed})) FROM {quoted(table.name)}").fetchall()[0][0])
