"""The reader over typed copies: attached for reading only, nothing outside reachable, every question bounded in rows, time and memory."""

from __future__ import annotations

import os
import re
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from agents.core.errors import Fault, LimitReached, ThreedayError, ToolError
from agents.evidence.results import Cell, Column, ColumnType, Coverage, Grouping, Result, digest, plain
from agents.sources.catalog import Catalog
from agents.sources.compile import Compiler
from agents.sources.coverage import coverage_of
from agents.sources.guard import guarded
from agents.sources.labels import quoted, text_literal
from agents.sources.query import Query
from agents.sources.reader import Limits

BLOCK = 10_000
# Types whose values come out of the driver as cells (agents/evidence/results.py), with nothing left to turn into plain ones.
PLAIN = {
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
    "FLOAT", "DOUBLE", "VARCHAR", "DATE",
}  # fmt: skip
THREADS = min(4, os.cpu_count() or 1)


class Asked(NamedTuple):
    """What came back: the page of rows, how many there are in all, and the file that holds them all where they are more."""

    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    size: int
    path: str | None


class DuckReader:
    """A Reader over attached copies. One connection, one question at a time; threads take turns."""

    def __init__(self, catalog: Catalog, files: Sequence[tuple[Path, dict[str, str]]], *, limits: Limits | None = None) -> None:
        """`files`: each copy and, for its tables, the names they have here."""
        self._catalog = catalog
        self._limits = limits or Limits()
        self._compiler = Compiler(catalog)
        self._turn = threading.Lock()
        self._files = files
        self._con = _attached(files, self._limits)
        self._end = weakref.finalize(self, self._con.close)

    @property
    def catalog(self) -> Catalog:
        return self._catalog

    def compile(self, query: Query) -> str:
        return self._compiler.sql(query)

    def run(
        self,
        query: Query,
        *,
        id: str,
        purpose: str = "",
        limits: Limits | None = None,
        grouping: Grouping | None = None,
        coverage: Coverage | None = None,
        store: Path | None = None,
    ) -> Result:
        sql = self.compile(query)
        covered = coverage or coverage_of(self._catalog, query)
        result = self._ask(sql, id, purpose, limits or self._limits, store)
        columns = tuple(
            column.model_copy(update={"unit": select.unit, "currency": select.currency, "label": select.label})
            for column, select in zip(result.columns, query.select, strict=True)
        )
        return result.model_copy(update={"columns": columns, "coverage": covered, "grouping": grouping})

    def run_sql(self, sql: str, *, id: str, purpose: str = "", limits: Limits | None = None) -> Result:
        limits = limits or self._limits
        safe = guarded(sql, [table.name for table in self._catalog.tables], limit=limits.rows + 1)
        return self._ask(safe, id, purpose, limits, None)

    def close(self) -> None:
        self._end()

    def _ask(self, sql: str, id: str, purpose: str, limits: Limits, store: Path | None) -> Result:
        started, taken = time.perf_counter(), datetime.now(UTC)
        with self._turn:
            columns, rows, count, path = self._paged(sql, limits) if store is None else self._kept(sql, id, limits, store)
        seconds = time.perf_counter() - started
        return Result(
            id=id,
            source=self._catalog.source,
            sql=sql,
            columns=columns,
            rows=tuple(rows),
            row_count=count,
            hash=result_hash(rows, count),
            taken_at=taken,
            seconds=round(seconds, 6),
            purpose=purpose,
            truncated=count > len(rows),
            path=path,
        )

    def _paged(self, sql: str, limits: Limits) -> Asked:
        """The first page of rows, and how many there are."""
        with _bounded(self._con, limits):
            cursor = self._con.execute(sql)
            columns = _columns(cursor)
            rows = _fetched(cursor, limits.page + 1)
            count = len(rows)
            if count > limits.page:
                rows.pop()
                count = int(self._con.execute(f"SELECT count(*) FROM ({_bare(sql)}) AS asked").fetchall()[0][0])
        _refuse_more(count, limits)
        return Asked(columns, rows, count, None)

    def _kept(self, sql: str, id: str, limits: Limits, store: Path) -> Asked:
        """All rows in a Parquet file where they are more than a page. The question runs once, and the page is read from the file.

        A connection of its own writes: the one that answers questions reaches no files.
        """
        store.mkdir(parents=True, exist_ok=True)
        target = store / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', id)}.parquet"
        con = _attached(self._files, self._limits, sealed=False)
        try:
            with _bounded(con, limits):
                columns = _columns(con.execute(f"SELECT * FROM ({_bare(sql)}) AS asked LIMIT 0"))
                few = f"SELECT * FROM ({_bare(sql)}) AS asked LIMIT {limits.rows + 1}"
                count = int(con.execute(f"COPY ({few}) TO {text_literal(str(target))} (FORMAT parquet)").fetchall()[0][0])
                rows = _fetched(con.execute(f"SELECT * FROM read_parquet({text_literal(str(target))})"), limits.page)
        finally:
            con.close()
        if count <= limits.page or count > limits.rows:
            target.unlink()
        _refuse_more(count, limits)
        return Asked(columns, rows, count, str(target) if count > limits.page else None)


@contextmanager
def _bounded(con: duckdb.DuckDBPyConnection, limits: Limits) -> Iterator[None]:
    """Interrupt after the seconds; turn the driver's errors into ours."""
    over = threading.Event()

    def stop() -> None:
        over.set()
        con.interrupt()

    timer = threading.Timer(limits.seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except duckdb.Error as error:
        raise _ours(error, limits, timed_out=over.is_set()) from error
    finally:
        timer.cancel()
        timer.join()  # a thread that is alive when Python ends can take the process down


def _bare(sql: str) -> str:
    return sql.rstrip().rstrip(";")


def _columns(cursor: duckdb.DuckDBPyConnection) -> tuple[Column, ...]:
    return tuple(Column(name=name, type=column_type(str(type_))) for name, type_ in _unique(cursor.description))


def _fetched(cursor: duckdb.DuckDBPyConnection, most: int) -> list[tuple[Cell, ...]]:
    """Rows as plain cells. Columns of kinds that are plain already, the usual case, go without a look at each value."""
    rows = cursor.fetchmany(most)
    if all(_is_plain(str(type_)) for _, type_, *_ in cursor.description):
        return rows
    return [tuple(plain(value) for value in row) for row in rows]


def _is_plain(type_: str) -> bool:
    return type_ in PLAIN or type_.startswith("TIMESTAMP")


def _refuse_more(count: int, limits: Limits) -> None:
    if count > limits.rows:
        raise LimitReached(f"The question gives more than {limits.rows} rows. Ask for groups or a part of the time.", rows=count)


def _ours(error: duckdb.Error, limits: Limits, *, timed_out: bool) -> ThreedayError:
    if timed_out or isinstance(error, duckdb.InterruptException):
        message = f"The question took longer than {limits.seconds:g} seconds and was stopped. Ask for less at once."
        return LimitReached(message, seconds=limits.seconds)
    if isinstance(error, duckdb.OutOfMemoryException):
        return LimitReached(f"The question needs more than {limits.memory_mb} MB of memory. Ask for groups or a part of the time.")
    if isinstance(error, (duckdb.IOException, duckdb.InternalException, duckdb.FatalException)):
        return Fault(f"The copy of the data cannot be read: {str(error).splitlines()[0][:200]}")
    return ToolError(f"The query does not run: {' '.join(str(error).split())[:300]}")


def _attached(files: Sequence[tuple[Path, dict[str, str]]], limits: Limits, *, sealed: bool = True) -> duckdb.DuckDBPyConnection:
    """A memory connection with each copy attached read-only and its tables in sight under their names; then sealed."""
    con = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": f"{limits.memory_mb}MB",
            "threads": THREADS,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "temp_directory": str(files[0][0].parent / "spill") if files else "",
        },
    )
    for position, (path, names) in enumerate(files):
        con.execute(f"ATTACH {text_literal(str(path))} AS copy_{position} (READ_ONLY)")
        for here, there in names.items():
            con.execute(f"CREATE VIEW {quoted(here)} AS SELECT * FROM copy_{position}.{quoted(there)}")
    if sealed:
        con.execute("SET enable_external_access = false")
        con.execute("SET lock_configuration = true")
    return con


def column_type(type_: str) -> ColumnType:
    """DuckDB's type as ours."""
    if type_ == "BOOLEAN":
        return "boolean"
    if type_ in ("HUGEINT", "UHUGEINT") or type_.endswith("INT") or type_ in ("INTEGER", "UINTEGER"):
        return "integer"
    if type_ in ("DOUBLE", "FLOAT") or type_.startswith("DECIMAL"):
        return "number"
    if type_ == "DATE":
        return "date"
    return "datetime" if type_.startswith("TIMESTAMP") else "text"


def _unique(description: Sequence[tuple[Any, ...]]) -> list[tuple[str, Any]]:
    """Output columns of raw SQL may share a name; results may not."""
    seen: dict[str, int] = {}
    found = []
    for name, type_, *_ in description:
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name} {seen[name]}", type_))
    return found


def result_hash(rows: Sequence[tuple[Cell, ...]], count: int) -> str:
    """The hash of a result: the rows of its page and how many rows there are in all."""
    return digest([*rows, (count,)])


def rows_of(result: Result) -> Iterator[tuple[Cell, ...]]:
    """All rows of a result: from its Parquet file where it has one, else its page. Raises Fault where the rest was not kept."""
    if result.path is None:
        if result.truncated:
            raise Fault(f"Result {result.id} was cut at {len(result.rows)} of {result.row_count} rows; run it with `store`.")
        yield from result.rows
        return
    con = duckdb.connect(":memory:")
    try:
        cursor = con.execute(f"SELECT * FROM read_parquet({text_literal(result.path)})")
        while block := _fetched(cursor, BLOCK):
            yield from block
    finally:
        con.close()
