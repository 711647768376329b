"""Parquet and DuckDB files: typed already; only kinds that no question needs are made plain."""

from __future__ import annotations

from pathlib import Path

import duckdb

from agents.sources.labels import column_names, quoted, table_name, text_literal
from agents.sources.loaded import Loaded, LoadedTable
from agents.sources.words import refuse

WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


def load_parquet(path: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    """The file as one table, called after its stem. Raises InputError."""
    try:
        table = copy_plain(into, f"read_parquet({text_literal(str(path))})", table_name(path.stem))
    except duckdb.Error as error:
        raise refuse("unreadable", file=path.name, kind="Parquet", reason=str(error).splitlines()[0][:200]) from error
    if not table.rows:
        raise refuse("header_only", file=path.name)
    return Loaded(tables=[table])


def load_duckdb(path: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    """All tables of a DuckDB file, attached for reading only. Raises InputError."""
    try:
        into.execute(f"ATTACH {text_literal(str(path))} AS given (READ_ONLY)")
        found = into.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'given' AND NOT internal"
        ).fetchall()
        tables = [copy_plain(into, f"given.{quoted(schema)}.{quoted(name)}", name) for schema, name in found]
        into.execute("DETACH given")
    except duckdb.Error as error:
        raise refuse("unreadable", file=path.name, kind="DuckDB", reason=str(error).splitlines()[0][:200]) from error
    if not any(table.rows for table in tables):
        raise refuse("no_tables", file=path.name)
    return Loaded(tables=tables)


def copy_plain(into: duckdb.DuckDBPyConnection, relation: str, name: str) -> LoadedTable:
    """A relation as a table of text, whole numbers, numbers, booleans, dates and times; lists and structs become JSON text."""
    described = into.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    columns, problems = column_names(row[0] for row in described)
    parts = [f"{plain_sql(quoted(row[0]), row[1])} AS {quoted(column)}" for row, column in zip(described, columns, strict=True)]
    into.execute(f"CREATE TABLE {quoted(name)} AS SELECT {', '.join(parts)} FROM {relation}")
    rows = into.execute(f"SELECT count(*) FROM {quoted(name)}").fetchall()[0][0]
    return LoadedTable(name=name, rows=rows, problems=problems, keep_blank=True)


def plain_sql(column: str, type_: str) -> str:
    """The expression that makes a value of a DuckDB type plain."""
    if type_ in ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP", "BIGINT", "DOUBLE"):
        return column
    if type_ in WHOLE:
        return f"CAST({column} AS BIGINT)"
    if type_.startswith("TIMESTAMP"):
        return f"CAST({column} AS TIMESTAMP)"
    if type_ == "FLOAT" or type_.startswith(("DECIMAL", "HUGEINT", "UBIGINT", "UHUGEINT")):
        return f"CAST({column} AS DOUBLE)"
    if type_.startswith(("STRUCT", "MAP")) or type_.endswith("]"):
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"hex({column})" if type_ == "BLOB" else f"CAST({column} AS VARCHAR)"
