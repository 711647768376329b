"""Writes the tables of the shop to SQLite or PostgreSQL, and never over anything that is not a demo shop."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import sql

from agents.core.errors import InputError
from agents.demo.tables import POSTGRES_TYPES, SQLITE_TYPES, Table, create_statement

APPLICATION_ID = 0x4D415054  # "MAPT", in the header of the SQLite file: how we know our own
COMMENT = "Maple & Thread demo shop"  # on each PostgreSQL table: how we know our own


def write_sqlite(path: Path, tables: Iterable[Table]) -> None:
    """Writes the file whole or not at all. Raises InputError where another file is in its place."""
    if path.exists() and not is_demo_shop(path):
        raise InputError(f"{path} exists and is not a demo shop. Choose another file name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as database:
            _fill_sqlite(database, tables)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def is_demo_shop(path: Path) -> bool:
    """Whether the file is a SQLite file that this program wrote."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.DatabaseError:
        return False


def _fill_sqlite(database: sqlite3.Connection, tables: Iterable[Table]) -> None:
    for pragma in ("journal_mode = OFF", "synchronous = OFF", f"application_id = {APPLICATION_ID}"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN")
    for table in tables:
        database.execute(create_statement(table, SQLITE_TYPES))
        insert = f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
        for piece in table.pieces():
            database.executemany(insert, piece)
    database.execute("COMMIT")


def write_postgres(url: str, tables: Iterable[Table]) -> None:
    """Writes all tables in one transaction. Raises InputError where a table of that name is not ours."""
    made = list(tables)
    with psycopg.connect(url) as connection:
        _clear_postgres(connection, [table.name for table in made])
        for table in made:
            connection.execute(create_statement(table, POSTGRES_TYPES).encode())
            connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(sql.Identifier(table.name), COMMENT))
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table.name))) as copy:
                for piece in table.pieces():
                    for row in piece:
                        copy.write_row(row)


def _clear_postgres(connection: psycopg.Connection, names: list[str]) -> None:
    found = connection.execute(
        "SELECT name, obj_description(to_regclass(name), 'pg_class') FROM unnest(%s::text[]) AS name WHERE to_regclass(name) IS NOT NULL",
        (names,),
    ).fetchall()
    strangers = sorted(name for name, comment in found if comment != COMMENT)
    if strangers:
        raise InputError(f"The database already has tables named {', '.join(strangers)}. Choose an empty database or schema.")
    for name, _ in found:
        connection.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(name)))
