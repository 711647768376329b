"""Typing of a table in the copy: text becomes dates, numbers and booleans where nearly all values agree; what does not convert is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from agents.evidence.results import ColumnType
from agents.sources.guess import BLANK_WORDS, NULL_WORDS, Reading, guess
from agents.sources.labels import label_of, quoted, text_literal
from agents.sources.loaded import LoadedTable
from agents.sources.notes import note
from agents.sources.roles import KEY_WORDS, NAMING

SAMPLE_ROWS = 4_000
CONVERTS = 0.98  # a column is typed when at least this share of its values convert
SQL_TYPES: dict[ColumnType, str] = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP", "text": "VARCHAR"}


@dataclass
class Settled:
    """What was settled: the reading of each converted column, and sentences about what was lost."""

    readings: dict[str, Reading] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def settle(con: duckdb.DuckDBPyConnection, table: LoadedTable) -> Settled:
    """Type the columns of a loaded table in place."""
    columns = dict(con.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND database_name = current_database() "
                               "ORDER BY column_index", [table.name]).fetchall())
    texts = [name for name, type_ in columns.items() if type_ == "VARCHAR"]
    settled = Settled()
    _convert(con, table, _guesses(con, table.name, texts), settled)
    _blanks(con, table, [name for name in texts if name not in settled.readings], settled)
    whole = [name for name, type_ in columns.items() if type_ == "BIGINT"] + [n for n, r in settled.readings.items() if r.type == "integer"]
    _convert(con, table, _encoded_dates(con, table, whole), settled)
    stamps = [name for name, type_ in columns.items() if type_ == "TIMESTAMP"] + [n for n, r in settled.readings.items() if r.type == "datetime"]
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
            more = con.execute(f"SELECT DISTINCT {quoted(column)} FROM (SELECT {quoted(column)} FROM {quoted(table)} "
                               f"WHERE {quoted(column)} IS NOT NULL LIMIT 100000) LIMIT 1000").fetchall() if len(rows) == SAMPLE_ROWS else []
            values = list(dict.fromkeys([*values, *(row[0] for row in more)]))
        if reading := guess(label_of(column), values):
            readings[column] = reading
    return readings


def _convert(con: duckdb.DuckDBPyConnection, table: LoadedTable, readings: dict[str, Reading], settled: Settled) -> None:
    """Convert the columns whose values nearly all fit; note what did not."""
    if not readings:
        return
    nulls = ", ".join(text_literal(word) for word in NULL_WORDS)
    parts = []
    for column, reading in readings.items():
        name = quoted(column)
        said = f"lower(trim(CAST({name} AS VARCHAR))) NOT IN ({nulls})"
        bad = f"({reading.on(name)}) IS NULL AND {said}"
        parts += [f"count({name}) FILTER (WHERE {said})", f"count({name}) FILTER (WHERE {bad})", f"any_value({name}) FILTER (WHERE {bad})", f"count({name})"]
    counts = con.execute(f"SELECT {', '.join(parts)} FROM {quoted(table.name)}").fetchall()[0]
    changes = []
    for position, (column, reading) in enumerate(readings.items()):
        said_count, bad_count, example, present = counts[position * 4 : position * 4 + 4]
        if not said_count or bad_count > (1 - CONVERTS) * said_count or (bad_count and _names_something(column, str(example))):
            continue
        settled.readings[column] = reading
        changes.append((column, reading))
        if bad_count:
            settled.problems.append(note(
                "not_converted", column=repr(column), what=_plural(reading.type), example=repr(str(example)[:40]), bad=bad_count, all=said_count))
        if present > said_count:
            settled.problems.append(note("said_none", column=repr(column), count=present - said_count))
    _alter(con, table.name, changes)


def _names_something(column: str, example: str) -> bool:
    """Whether what does not convert shows that the column holds codes ("536365" and "C536379"), not numbers."""
    label = label_of(column)
    return bool(KEY_WORDS.search(label) or NAMING.search(label) or re.fullmatch(r"[A-Za-z]{1,3}[-_]?\d+|\d+[-_]?[A-Za-z]{1,2}", example.strip()))


def _alter(con: duckdb.DuckDBPyConnection, table: str, changes: Iterable[tuple[str, Reading]]) -> None:
    for column, reading in changes:
        con.execute(f"ALTER TABLE {quoted(table)} ALTER {quoted(column)} TYPE {SQL_TYPES[reading.type]} USING {reading.on(quoted(column))}")


def _plural(type_: ColumnType) -> str:
    return {"date": "dates", "datetime": "dates", "boolean": "true or false"}.get(type_, "numbers")


def _blanks(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: list[str], settled: Settled) -> None:
    """Words for "no value" in text columns become nulls; spaces at the ends go. A source with real nulls keeps its words."""
    if table.keep_blank or not columns:
        return
    blanks = ", ".join(text_literal(word) for word in BLANK_WORDS)
    parts = [f"count(*) FILTER (WHERE lower(trim({quoted(column)})) IN ({blanks})), count(*) FILTER (WHERE trim({quoted(column)}) <> {quoted(column)})" for column in columns]
    counts = con.execute(f"SELECT {', '.join(parts)} FROM {quoted(table.name)}").fetchall()[0]
    for position, column in enumerate(columns):
        blank, padded = counts[position * 2], counts[position * 2 + 1]
        name = quoted(column)
        if blank or padded:
            con.execute(f"UPDATE {quoted(table.name)} SET {name} = CASE WHEN lower(trim({name})) IN ({blanks}) THEN NULL ELSE trim({name}) END "
                        f"WHERE lower(trim({name})) IN ({blanks}) OR trim({name}) <> {name}")
        if blank:
            settled.problems.append(note("blank", column=repr(column), count=blank))


def _encoded_dates(con: duckdb.DuckDBPyConnection, table: LoadedTable, columns: list[str]) -> dict[str, Reading]:
    """Whole numbers that are dates, by name and range: yyyymmdd, yyyymm, seconds or milliseconds since 1970, Excel's day numbers."""
    named = [column for column in columns if re.search(r"\b(date|day|dt|time|timestamp|month|period|created|updated|at|ts|yyyymm(dd)?)\b|日期|时间|月份|年月", label_of(column))]
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
    if 19000101 <= low and high <= 21001231:
        return Reading("date", "CAST(try_strptime(CAST({c} AS VARCHAR), '%Y%m%d') AS DATE)", note=note("yyyymmdd"))
    if 190001 <= low and high <= 210012 and not re.search(r"\b(time|timestamp)\b", label):
        return Reading("date", "CAST(try_strptime(CAST({c} AS VARCHAR) || '01', '%Y%m%d') AS DATE)", note=note("yyyymm"))
    if 631_152_000 <= low and high <= 4_102_444_800:
        return Reading("datetime", "CAST(to_timestamp({c}) AT TIME ZONE 'UTC' AS TIMESTAMP)", note=note("seconds"))
    if 631_152_000_000 <= low and high <= 4_102_444_800_000:
        return Reading("datetime", "epoch_ms({c})", note=note("milliseconds"))
    if 20_000 <= low and high <= 73_050 and re.search(r"\bdate\b|日期", label):
        return Reading("date", "DATE '1899-12-30' + CAST({c} AS INTEGER)", note=note("excel_days"))
    return None


def _midnights(con: duckdb.DuckDBPyConnection, table: str, columns: list[str], settled: Settled) -> None:
    """Times that are all midnight are dates."""
    if not columns:
        return
    parts = ", ".join(f"count({quoted(c)}), count(*) FILTER (WHERE {quoted(c)} <> date_trunc('day', {quoted(c)}))" for c in columns)
    counts = con.execute(f"SELECT {parts} FROM {quoted(table)}").fetchall()[0]
    for position, column in enumerate(columns):
        if counts[position * 2] and not counts[position * 2 + 1]:
            con.execute(f"ALTER TABLE {quoted(table)} ALTER {quoted(column)} TYPE DATE")
            old = settled.readings.get(column)
            settled.readings[column] = Reading("date", "", note=old.note if old else "")
