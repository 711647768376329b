"""The typed copy of an upload: made once, kept beside it under the hash of its content, with its catalog; only ever read afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from agents.core.errors import Fault
from agents.sources.catalog import Catalog, Link, TableInfo
from agents.sources.links import find_links
from agents.sources.load_excel import load_excel
from agents.sources.load_json import load_json
from agents.sources.load_parquet import load_duckdb, load_parquet
from agents.sources.load_sqlite import load_sqlite
from agents.sources.load_text import load_text
from agents.sources.loaded import Loaded
from agents.sources.profile import table_info
from agents.sources.settle import settle
from agents.sources.sniff import Kind, kind_of

VERSION = 5  # raise it when reading or the catalog changes: old copies are then made again
MEMORY_MB = 1_000
THREADS = min(4, os.cpu_count() or 1)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Copy:
    """A DuckDB file with one file's tables, and its catalog."""

    path: Path
    catalog: Catalog


def copy_of(path: Path, work: Path) -> Copy:
    """The copy of a file, made when it is not there yet. Raises InputError for a file that holds no table."""
    kind, note = kind_of(path)
    work.mkdir(parents=True, exist_ok=True)
    key = content_key(path, work)
    target, saved = work / f"{key}.duckdb", work / f"{key}.json"
    if not (target.exists() and saved.exists()):
        _make(path, kind, note, target, saved)
    return Copy(target, Catalog.model_validate_json(saved.read_bytes()))


def content_key(path: Path, work: Path) -> str:
    """The hash of a file's content and name, remembered by its size and time of change."""
    stat = path.stat()
    wal = path.with_name(path.name + "-wal")
    memo = work / "seen.json"
    seen: dict[str, str] = json.loads(memo.read_text()) if memo.exists() else {}
    mark = f"{path.resolve()}|{stat.st_size}|{stat.st_mtime_ns}|{wal.stat().st_mtime_ns if wal.exists() else 0}|{VERSION}"
    if mark not in seen:
        running = hashlib.blake2b(f"{VERSION}|{path.name}|".encode(), digest_size=16)
        for part in (path, wal):
            if part.exists():
                with part.open("rb") as file:
                    while block := file.read(1 << 22):
                        running.update(block)
        seen = dict(list(seen.items())[-500:]) | {mark: running.hexdigest()}
        _write(memo, json.dumps(seen).encode())
    return seen[mark]


def _write(path: Path, content: bytes) -> None:
    """In one step, so that a reader never sees half a file."""
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:8]}")
    part.write_bytes(content)
    part.replace(path)


def _make(path: Path, kind: Kind, note: str, target: Path, saved: Path) -> None:
    building = target.with_name(f"{target.stem}.{uuid.uuid4().hex[:8]}.part")
    scratch = target.with_name(f"{building.name}.tmp")
    try:
        con = duckdb.connect(
            str(building),
            config={
                "memory_limit": f"{MEMORY_MB}MB",
                "threads": THREADS,
                "temp_directory": str(scratch),
                "preserve_insertion_order": True,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        try:
            loaded = _load(path, kind, con, target.parent)
            catalog = _catalog(path, kind, note, loaded, con)
        finally:
            con.close()
        building.replace(target)
        _write(saved, catalog.model_dump_json().encode())
    finally:
        building.unlink(missing_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)


def _load(path: Path, kind: Kind, con: duckdb.DuckDBPyConnection, work: Path) -> Loaded:
    if kind == "sqlite":
        return load_sqlite(path, con)
    if kind == "csv":
        return load_text(path, con, work)
    if kind == "parquet":
        return load_parquet(path, con)
    if kind == "json":
        return load_json(path, con, work)
    return load_excel(path, con) if kind == "excel" else load_duckdb(path, con)


def _catalog(path: Path, kind: Kind, note: str, loaded: Loaded, con: duckdb.DuckDBPyConnection) -> Catalog:
    for table in loaded.tables:
        table.origin = table.origin or path.name
        table.problems[:0] = [note] if note else []
    settled = {table.name: settle(con, table) for table in loaded.tables}
    tables = [table_info(con, table, settled[table.name], loaded.links) for table in loaded.tables]
    return assembled(path.name, tables, loaded.links, con)


def assembled(source: str, tables: list[TableInfo], declared: list[Link], con: duckdb.DuckDBPyConnection) -> Catalog:
    """A catalog of tables that stand in a connection: joins found, days spanned."""
    links = find_links(con, tables, declared)
    tables = [_with_keys(table, {link.column for link in links if link.table == table.name}) for table in tables]
    pointing = {link.table for link in links if link.to_table != link.table}
    lists = {link.to_table for link in links} - pointing  # customers, products: when they were entered is not what the data is about
    timed = [table for table in tables if (time := table.time) and time.minimum is not None and not _is_birth(time.label)]
    told = [table for table in timed if table.name not in lists] or timed
    days = [_day(value) for table in told if (time := table.time) for value in (time.minimum, time.maximum)]
    return Catalog(
        source=source, tables=tuple(tables), links=tuple(links), first_day=min(days, default=None), last_day=max(days, default=None)
    )


def _with_keys(table: TableInfo, pointing: set[str]) -> TableInfo:
    """Whole numbers that point to another table are keys, whatever their names say."""
    columns = tuple(
        column.model_copy(update={"role": "key", "unit": "", "currency": ""})
        if column.name in pointing and column.type == "integer"
        else column
        for column in table.columns
    )
    return table.model_copy(update={"columns": columns})


def _is_birth(label: str) -> bool:
    """Birthdays and days of hiring say nothing about the time that the data covers."""
    return any(word in label for word in ("birth", "hire", "dob", "出生", "入职"))


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    raise Fault(f"A time column has the bound {value!r}.")
