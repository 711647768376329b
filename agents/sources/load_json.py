"""JSON: a list of records, a record a line, or records nested under a key. Inner objects become columns; inner lists stay JSON text."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from agents.sources.labels import column_names, quoted, table_name, text_literal
from agents.sources.load_parquet import plain_sql
from agents.sources.load_text import as_utf8, encoding_of
from agents.sources.loaded import Loaded, LoadedTable
from agents.sources.words import refuse

DEPTH = 4  # how deep inner objects become columns
MAX_COLUMNS = 2_000
MAX_RECORD_BYTES = 400_000_000


def load_json(path: Path, into: duckdb.DuckDBPyConnection, work: Path) -> Loaded:
    """One table called after the file's stem, or a table for each key that holds records. Raises InputError."""
    encoding = encoding_of(path)
    plain = path if encoding == "utf-8" else as_utf8(path, encoding, work)
    try:
        return _load(path, plain, into)
    except duckdb.Error as error:
        reason = re.sub(r' in file "[^"]*"', "", str(error).splitlines()[0])[:200]
        raise refuse("unreadable", file=path.name, kind="JSON", reason=reason) from error
    finally:
        if plain is not path:
            plain.unlink(missing_ok=True)


def _load(path: Path, plain: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    _read(plain, into)
    described: list[tuple[str, str]] = [(row[0], row[1]) for row in into.execute("DESCRIBE given").fetchall()]
    rows = into.execute("SELECT count(*) FROM given").fetchall()[0][0]
    if not rows:
        raise refuse("no_tables", file=path.name)
    nested = _records(described) if rows == 1 else []
    tables = [_nested(into, key, access, type_, path, len(nested)) for key, access, type_ in nested] or [
        _plain_table(into, described, path)
    ]
    into.execute("DROP TABLE given")
    kept = [table for table in tables if table.rows]
    if not kept:
        raise refuse("no_tables", file=path.name)
    return Loaded(tables=kept)


def _read(plain: Path, into: duckdb.DuckDBPyConnection) -> None:
    """The file as the table `given`. Records under a key are one record for the reader, which then needs a buffer of the file's size."""
    statement = (
        f"CREATE TEMP TABLE given AS SELECT * FROM read_json({text_literal(str(plain))}, sample_size = -1, maximum_depth = 12, "
        "map_inference_threshold = -1, union_by_name = true"
    )
    try:
        into.execute(f"{statement})")
    except duckdb.Error as error:
        size = plain.stat().st_size + 1_000
        if "maximum_object_size" not in str(error) or size > MAX_RECORD_BYTES:
            raise
        into.execute("SET threads = 1")  # each thread has two such buffers
        into.execute(f"SET memory_limit = '{size * 4 // 1_000_000 + 1_000}MB'")
        into.execute(f"{statement}, maximum_object_size = {size})")


def _records(described: list[tuple[str, str]], prefix: str = "", name: str = "", depth: int = 0) -> list[tuple[str, str, str]]:
    """(key, expression, type) of each list of objects, looked for inside objects too."""
    found = []
    for field, type_ in described:
        access = f"{prefix}.{quoted(field)}" if prefix else quoted(field)
        if re.match(r"STRUCT\(.*\)\[\]$", type_, re.DOTALL):
            found.append((field, access, type_))
        elif type_.startswith("STRUCT(") and type_.endswith(")") and depth < DEPTH:
            found += _records(struct_fields(type_), access, field, depth + 1)
    return found


def _nested(into: duckdb.DuckDBPyConnection, key: str, access: str, type_: str, path: Path, count: int) -> LoadedTable:
    name = table_name(path.stem) if count == 1 else table_name(key)
    relation = f"(SELECT unnest({access}) AS record FROM given)"
    return _create(into, relation, _columns("record", type_[:-2], ""), name, f"{path.name}, under {key!r}")


def _plain_table(into: duckdb.DuckDBPyConnection, described: list[tuple[str, str]], path: Path) -> LoadedTable:
    if [name for name, _ in described] == ["json"] and not described[0][1].startswith("STRUCT"):
        raise refuse("not_table", file=path.name)
    lists = [name for name, type_ in described if type_.endswith("[]")]
    if len(lists) == len(described) and into.execute("SELECT count(*) FROM given").fetchall()[0][0] == 1:
        unnested = ", ".join(f"unnest({quoted(name)}) AS {quoted(name)}" for name in lists)  # a list for each column
        relation, inner = f"(SELECT {unnested} FROM given)", [(name, type_[:-2]) for name, type_ in described]
    else:
        relation, inner = "given", described
    columns = [column for name, type_ in inner for column in _columns(quoted(name), type_, name)]
    return _create(into, relation, columns, table_name(path.stem), path.name)


def _create(into: duckdb.DuckDBPyConnection, relation: str, columns: list[tuple[str, str]], name: str, origin: str) -> LoadedTable:
    if len(columns) > MAX_COLUMNS:
        raise refuse("too_wide", file=origin, columns=len(columns), limit=MAX_COLUMNS)
    names, problems = column_names(label for label, _ in columns)
    parts = ", ".join(f"{sql} AS {quoted(label)}" for label, (_, sql) in zip(names, columns, strict=True))
    into.execute(f"CREATE TABLE {quoted(name)} AS SELECT {parts} FROM {relation}")
    rows = int(into.execute(f"SELECT count(*) FROM {quoted(name)}").fetchall()[0][0])
    return LoadedTable(name=name, rows=rows, problems=problems, origin=origin)


def _columns(access: str, type_: str, label: str, depth: int = 0) -> list[tuple[str, str]]:
    """(name, SQL) of the columns of a value: one, or those of an object's fields."""
    if type_.startswith("STRUCT(") and type_.endswith(")") and depth < DEPTH:
        return [
            column
            for field, inner in struct_fields(type_)
            for column in _columns(f"{access}.{quoted(field)}", inner, f"{label} {field}".strip(), depth + 1)
        ]
    if type_ == "JSON":
        return [(label, f"json_extract_string({access}, '$')")]
    return [(label, plain_sql(access, type_))]


def struct_fields(type_: str) -> list[tuple[str, str]]:
    """(name, type) of the fields of DuckDB's text for a STRUCT type."""
    fields, start, depth, in_quotes = [], 0, 0, False
    body = type_[len("STRUCT(") : -1]
    for position, character in enumerate(body + ","):
        if character == '"':
            in_quotes = not in_quotes
        elif not in_quotes:
            depth += (character in "([") - (character in ")]")
            if character == "," and depth == 0:
                fields.append(_field(body[start:position].strip()))
                start = position + 1
    return fields


def _field(text: str) -> tuple[str, str]:
    if text.startswith('"'):
        match = re.match(r'"((?:[^"]|"")*)" ', text)
        if match:
            return match[1].replace('""', '"'), text[match.end() :]
    name, _, type_ = text.partition(" ")
    return name, type_
