"""SQLite into DuckDB, in chunks of numpy columns: bounded memory, and each column as wide as its values turn out to be.

DuckDB's own SQLite reader is a download, so Python's driver reads, on a connection that cannot write.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from agents.sources.catalog import Link
from agents.sources.labels import column_names, quoted
from agents.sources.loaded import Loaded, LoadedTable
from agents.sources.words import refuse

CHUNK = 20_000
MAX_TABLES = 500
WIDTHS = ("BIGINT", "DOUBLE", "VARCHAR")  # a column only ever moves to the right


def load_sqlite(path: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    """All tables and views with rows, copied as they stand. Raises InputError."""
    try:
        source = _open(path)
        return _load(source, path, into)
    except sqlite3.Error as error:
        raise refuse("unreadable", file=path.name, kind="SQLite", reason=str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    wal = path.with_name(path.name + "-wal")
    mode = "mode=ro" if wal.exists() and wal.stat().st_size else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)
    connection.execute("PRAGMA query_only=1")
    return connection


def _load(source: sqlite3.Connection, path: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    names = [
        row[0]
        for row in source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rootpage"
        )
    ]
    if len(names) > MAX_TABLES:
        raise refuse("too_many_tables", file=path.name, tables=len(names), limit=MAX_TABLES)
    with _no_collector():
        into.begin()  # one commit for all: each would wait for the disk
        tables = [_table(source, name, into) for name in names]
        into.commit()
    if not any(table.rows for table in tables):
        raise refuse("no_tables", file=path.name)
    return Loaded(tables=tables, links=_foreign_keys(source, names))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Rows are plain tuples that cannot form cycles; looking for cycles among millions of them costs a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _table(source: sqlite3.Connection, name: str, into: duckdb.DuckDBPyConnection) -> LoadedTable:
    info = source.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    columns, problems = column_names(row[1] for row in info)
    types = [_affinity(row[2] or "") for row in info]
    booleans = [column for column, row in zip(columns, info, strict=True) if (row[2] or "").upper().startswith("BOOL")]
    into.execute(f"CREATE TABLE {quoted(name)} ({', '.join(f'{quoted(c)} {t}' for c, t in zip(columns, types, strict=True))})")
    rows = _copied(source, name, into, columns, types)
    primary = [columns[position] for position, row in sorted(enumerate(info), key=lambda pair: pair[1][5]) if row[5]]
    return LoadedTable(name=name, rows=rows, primary_key=tuple(primary), problems=problems, booleans=booleans, keep_blank=True)


def _copied(source: sqlite3.Connection, name: str, into: duckdb.DuckDBPyConnection, columns: Sequence[str], types: list[str]) -> int:
    """Copy the rows; once more, with unreadable characters replaced, where the text is not UTF-8. Returns the number of rows."""
    cursor = source.execute(f"SELECT * FROM {quoted(name)}")
    rows = 0
    try:
        while chunk := cursor.fetchmany(CHUNK):
            rows += len(chunk)
            _append(into, name, columns, types, chunk)
    except sqlite3.OperationalError as error:
        if "decode" not in str(error) or source.text_factory is not str:
            raise
        source.text_factory = _lenient
        into.execute(f"DELETE FROM {quoted(name)}")
        return _copied(source, name, into, columns, types)
    return rows


def _lenient(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _affinity(declared: str) -> str:
    declared = declared.upper()
    if "INT" in declared or declared.startswith("BOOL"):
        return "BIGINT"
    return "DOUBLE" if any(word in declared for word in ("REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL", "MONEY", "CURRENCY")) else "VARCHAR"


def _append(into: duckdb.DuckDBPyConnection, name: str, columns: Sequence[str], types: list[str], chunk: list[tuple[Any, ...]]) -> None:
    arrays = {}
    for position, values in enumerate(zip(*chunk, strict=True)):
        wide = _width(values, types[position])
        if wide != types[position]:
            into.execute(f"ALTER TABLE {quoted(name)} ALTER {quoted(columns[position])} TYPE {wide}")
            types[position] = wide
        arrays[f"c{position}"] = _array(values, wide)
    into.register("chunk", arrays)
    into.execute(f"INSERT INTO {quoted(name)} SELECT {', '.join(arrays)} FROM chunk")
    into.unregister("chunk")


def _width(values: tuple[Any, ...], current: str) -> str:
    kinds = set(map(type, values)) - {type(None)}
    needed = "BIGINT" if kinds <= {int} else "DOUBLE" if kinds <= {int, float} else "VARCHAR"
    return max(current, needed, key=WIDTHS.index)


def _array(values: tuple[Any, ...], width: str) -> Any:
    if width == "VARCHAR":
        return np.array([value if value is None or type(value) is str else _text(value) for value in values], dtype=object)
    dtype = np.int64 if width == "BIGINT" else np.float64
    if None not in values:
        return np.array(values, dtype=dtype)
    missing = np.array([value is None for value in values])
    return np.ma.array(np.array([0 if value is None else value for value in values], dtype=dtype), mask=missing)


def _text(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _foreign_keys(source: sqlite3.Connection, names: Sequence[str]) -> list[Link]:
    """Declared keys of one column. SQLite knows names without regard to case, and an empty target means the primary key."""
    by_lower = {name.lower(): name for name in names}
    links = []
    for name in names:
        columns = {row[1].lower(): row[1] for row in source.execute(f"PRAGMA table_info({quoted(name)})")}
        keys: dict[int, list[Any]] = {}
        for row in source.execute(f"PRAGMA foreign_key_list({quoted(name)})"):
            keys.setdefault(row[0], []).append(row)
        for parts in keys.values():
            target = by_lower.get(parts[0][2].lower())
            if len(parts) != 1 or target is None:
                continue
            target_info = source.execute(f"PRAGMA table_info({quoted(target)})").fetchall()
            wanted = parts[0][4] or next((row[1] for row in target_info if row[5] == 1), "")
            found = next((row[1] for row in target_info if row[1].lower() == wanted.lower()), None)
            if found and parts[0][3].lower() in columns:
                links.append(Link(table=name, column=columns[parts[0][3].lower()], to_table=target, to_column=found, declared=True))
    return links
