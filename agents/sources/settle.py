"""Typing of a table in the copy: text becomes dates, numbers and booleans where nearly all values agree; the rest is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import duckdb

from agents.evidence.results import ColumnType
from agents.sources.guess import BLANK_WORDS, NULL_WORDS, Reading, guess
from agents.sources.labels import label_of, quoted, text_literal
from agents.sources.loaded import LoadedTable
from agents.sources.notes import note
from agents.sources.roles import KEY_WORDS, NAMING

SAMPLE_ROWS = 4_000
COLUMNS_AT_ONCE = 40
IN_PLACE = 12
CONVERTS = 0.98  # a column is typed when at least this share of its values convert
SQL_TYPES: dict[ColumnType, str] = {
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
    "text": "VARCHAR",
}


@dataclass
class Settled:
    """What was settled: the reading of each converted column, and sentences about what was lost."""

    readings: dict[str, Reading] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def settle(con: duckdb.DuckDBPyConnection, table: LoadedTable) -> Settled:
    """Type the columns of a loaded table in place."""
    columns = columns_of(con, table.name)
    texts = [name for name, type_ in columns.items() if type_ == "VARCHAR"]
    settled = Settled()
    _convert(con, table, _guesses(con, table.name, texts), settled)
    _blanks(con, table, [name for name in texts if name not in settled.readings], settled)
    whole = [name for name, type_ in columns.items() if type_ == "BIGINT"] + [n for n, r in settled.readings.items() if r.type == "integer"]
    _convert(con, table, _encoded_dates(con, table, whole), settled)
    _convert(con, table, _flags(con, table, [name for name in table.booleans if columns[name] == "BIGINT"]), settled)
    stamps = [name for name, type_ in columns.items() if type_ == "TIMESTAMP"] + [
        n for n, r in settled.readings.items() if r.type == "datetime"
    ]
    _midnights(con, table.name, stamps, settled)
    return settled


def _guesses(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> dict[str, Reading]:
    if not columns:
        return {}
    picked = ", ".join(quoted(column) for column in columns)
    rows = con.execute(f"SELECT {picked} FROM {quoted(table)} LIMIT {SAMPLE_ROWS}").fetchall()
    readings = {}
    for position, column in enumerate(columns):
        values = list(dict.fromkeys(row[position] for row in rows if row[position] is not None))
        if len(values) < 20:
            more = (
                con.execute(
                    f"SELECT DISTINCT {quoted(column)} FROM (SELECT {quoted(column)} FROM {quoted(table)} "
                    f"WHERE {quoted(column)} IS NOT NULL LIMIT 100000) LIMIT 1000"
                ).fetchall()
                if len(rows) == SAMPLE_ROWS
                else []
            )
            values = list(dict.fromkeys([*values, *(row[0] for row in more)]))
        if reading := guess(label_of(column), values):
            readings[column] = reading
    return readings


def _convert(con: duckdb.DuckDBPyConnection, table: LoadedTable, readings: dict[str, Reading], settled: Settled) -> None:
    """Convert the columns whose values nearly all fit; note what did not."""
    fit: dict[str, Reading] = {}
    for part in batched(readings, COLUMNS_AT_ONCE):
        counts = ", ".join(f"count({quoted(column)}), count({readings[column].on(quoted(column))})" for column in part)
        row = con.execute(f"SELECT {counts} FROM {quoted(table.name)}").fetchall()[0]
        for position, column in enumerate(part):
            present, converted = row[position * 2 : position * 2 + 2]
            if converted and (converted == present or _fits(con, table.name, column, readings[column], settled)):
                fit[column] = readings[column]
    settled.readings |= fit
    change(con, table.name, {column: (SQL_TYPES[reading.type], reading.on(quoted(column))) for column, reading in fit.items()})


def _fits(con: duckdb.DuckDBPyConnection, table: str, column: str, reading: Reading, settled: Settled) -> bool:
    """Whether enough of the values that say something convert; notes those that do not."""
    name = quoted(column)
    said = f"lower(trim(CAST({name} AS VARCHAR))) NOT IN ({', '.join(text_literal(word) for word in NULL_WORDS)})"
    bad = f"({reading.on(name)}) IS NULL AND {said}"
    present, said_count, bad_count, example = con.execute(
        f"SELECT count({name}), count({name}) FILTER (WHERE {said}), count({name}) FILTER (WHERE {bad}), min({name}) FILTER (WHERE {bad}) "
        f"FROM {quoted(table)}"
    ).fetchall()[0]
    if bad_count > (1 - CONVERTS) * said_count or (bad_count and _names_something(column, str(example))):
        return False
    if bad_count:
        what, shown = _plural(reading.type), repr(str(example)[:40])
        settled.problems.append(note("not_converted", column=repr(column), what=what, example=shown, bad=bad_count, all=said_count))
    if present > said_count:
        settled.problems.append(note("said_none", column=repr(column), count=present - said_count))
    return True


def change(con: duckdb.DuckDBPyConnection, table: str, changes: dict[str, tuple[str, str]]) -> None:
    """Give columns a type and new values. A few are changed in place; for many, one rewrite of the table is quicker."""
    name = quoted(table)
    if len(changes) <= IN_PLACE:
        for column, (type_, sql) in changes.items():
            con.execute(f"ALTER TABLE {name} ALTER {quoted(column)} TYPE {type_} USING {sql}")
    else:
        parts = [
            f"CAST({changes[column][1]} AS {changes[column][0]}) AS {quoted(column)}" if column in changes else quoted(column)
            for column in columns_of(con, table)
        ]
        con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT {', '.join(parts)} FROM {name}")


def columns_of(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """The columns of a table of the copy and their SQL types, in order."""
    return dict(
        con.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND database_name = current_database() "
            "ORDER BY column_index",
            [table],
        ).fetchall()
    )


def batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """The names in lists of at most `size`: planning a question grows faster than its columns."""
    listed = list(names)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _names_something(column: str, example: str) -> bool:
    """Whether what does not convert shows that the column holds codes ("536365" and "C536379"), not numbers."""
    label = label_of(column)
    return bool(
        KEY_WORDS.search(label) or NAMING.search(label) or re.fullmatch(r"[A-Za-z]{1,3}[-_]?\d+|\d+[-_]?[A-Za-z]{1,2}", example.strip())
    )


def _plural(type_: ColumnType) -> str:
    return {"date": "dates", "datetime": "dates", "boolean": "true or false"}.get(type_, "numbers")


def _blanks(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: list[str], settled: Settled) -> None:
    """Words for "no value" in text columns become nulls; spaces at the ends go. A source with real nulls keeps its words."""
    if table.keep_blank:
        return
    words = ", ".join(text_literal(word) for word in BLANK_WORDS)
    changes = {}
    for part in batched(columns, COLUMNS_AT_ONCE):
        counts = ", ".join(
            f"count(*) FILTER (WHERE lower(trim({quoted(c)})) IN ({words})), count(*) FILTER (WHERE trim({quoted(c)}) <> {quoted(c)})"
            for c in part
        )
        row = con.execute(f"SELECT {counts} FROM {quoted(table.name)}").fetchall()[0]
        for position, column in enumerate(part):
            blank, padded = row[position * 2 : position * 2 + 2]
            if blank:
                settled.problems.append(note("blank", column=repr(column), count=blank))
            if blank or padded:
                trimmed = f"trim({quoted(column)})"
                changes[column] = ("VARCHAR", f"CASE WHEN lower({trimmed}) IN ({words}) THEN NULL ELSE {trimmed} END")
    change(con, table.name, changes)


def _flags(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: list[str]) -> dict[str, Reading]:
    """Declared booleans that hold only 0 and 1."""
    if not columns:
        return {}
    bounds = con.execute(
        f"SELECT {', '.join(f'min({quoted(c)}) >= 0 AND max({quoted(c)}) <= 1' for c in columns)} FROM {quoted(table.name)}"
    ).fetchall()[0]
    return {column: Reading("boolean", "CAST({c} AS BOOLEAN)") for column, fits in zip(columns, bounds, strict=True) if fits}


def _encoded_dates(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: list[str]) -> dict[str, Reading]:
    """Whole numbers that are dates, by name and range: yyyymmdd, yyyymm, seconds or milliseconds since 1970, Excel's day numbers."""
    named = [
        column
        for column in columns
        if re.search(
            r"\b(date|day|dt|time|timestamp|month|period|created|updated|at|ts|yyyymm(dd)?)\b|日期|时间|月份|年月", label_of(column)
        )
    ]
    if not named:
        return {}
    parts = ", ".join(f"min({quoted(column)}), max({quoted(column)})" for column in named)
    bounds = con.execute(f"SELECT {parts} FROM {quoted(table.name)}").fetchall()[0]
    found = {}
    for position, column in enumerate(named):
        reading = _encoded(label_of(column), bounds[position * 2], bounds[position * 2 + 1])
        if reading:
            found[column] = reading
    return found


def _encoded(label: str, low: int | None, high: int | None) -> Reading | None:
    if low is None or high is None:
        return None
    if low >= 19000101 and high <= 21001231:
        return Reading("date", "CAST(try_strptime(CAST({c} AS VARCHAR), '%Y%m%d') AS DATE)", note=note("yyyymmdd"))
    if low >= 190001 and high <= 210012 and not re.search(r"\b(time|timestamp)\b", label):
        return Reading("date", "CAST(try_strptime(CAST({c} AS VARCHAR) || '01', '%Y%m%d') AS DATE)", note=note("yyyymm"))
    if low >= 631_152_000 and high <= 4_102_444_800:
        return Reading("datetime", "CAST(to_timestamp({c}) AT TIME ZONE 'UTC' AS TIMESTAMP)", note=note("seconds"))
    if low >= 631_152_000_000 and high <= 4_102_444_800_000:
        return Reading("datetime", "epoch_ms({c})", note=note("milliseconds"))
    if low >= 20_000 and high <= 73_050 and re.search(r"\bdate\b|日期", label):
        return Reading("date", "DATE '1899-12-30' + CAST({c} AS INTEGER)", note=note("excel_days"))
    return None


def _midnights(con: duckdb.DuckDBPyConnection, table: str, columns: list[str], settled: Settled) -> None:
    """Times that are all midnight are dates."""
    changes = {}
    for part in batched(columns, COLUMNS_AT_ONCE):
        counts = ", ".join(f"count({quoted(c)}), count(*) FILTER (WHERE {quoted(c)} <> date_trunc('day', {quoted(c)}))" for c in part)
        row = con.execute(f"SELECT {counts} FROM {quoted(table)}").fetchall()[0]
        for position, column in enumerate(part):
            if row[position * 2] and not row[position * 2 + 1]:
                changes[column] = ("DATE", quoted(column))
                old = settled.readings.get(column)
                settled.readings[column] = Reading("date", "", note=old.note if old else "")
    change(con, table, changes)
