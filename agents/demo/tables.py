"""The six tables of the shop: columns, keys, and their rows in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Kind = Literal["integer", "text", "money", "rate", "date", "time"]
PIECE = 100_000  # rows made into Python values at a time, so that millions of lines need little memory


@dataclass(frozen=True)
class Column:
    """A column and how to get the values of a range of rows as Python values."""

    name: str
    kind: Kind
    values: Callable[[slice], list[Any]]
    references: str = ""  # "table(column)"
    required: bool = True


@dataclass(frozen=True)
class Table:
    name: str
    key: tuple[str, ...]
    count: int
    columns: tuple[Column, ...]

    def pieces(self) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, a piece at a time."""
        for start in range(0, self.count, PIECE):
            rows = slice(start, min(start + PIECE, self.count))
            yield list(zip(*(column.values(rows) for column in self.columns), strict=True))


def ids(name: str, first: int) -> Column:
    """Whole numbers in a row: the key of a table."""
    return Column(name, "integer", lambda rows: list(range(first + rows.start, first + rows.stop)))


def numbers(name: str, values: np.ndarray, references: str = "") -> Column:
    return Column(name, "integer", lambda rows: values[rows].tolist(), references)


def links(name: str, rows_of: np.ndarray, first: int, references: str) -> Column:
    """Keys of another table whose keys begin at `first`; row -1 is no link."""
    required = bool((rows_of >= 0).all())

    def values(rows: slice) -> list[Any]:
        return [row + first if row >= 0 else None for row in rows_of[rows].tolist()]

    return Column(name, "integer", values, references, required)


def money(name: str, cents: np.ndarray) -> Column:
    return Column(name, "money", lambda rows: (cents[rows] / 100).tolist())


def rates(name: str, percent: np.ndarray) -> Column:
    return Column(name, "rate", lambda rows: (percent[rows] / 100).tolist())


def labels(name: str, codes: np.ndarray, names: tuple[str, ...] | list[str]) -> Column:
    lookup = np.array(names, dtype=object)
    return Column(name, "text", lambda rows: lookup[codes[rows]].tolist())


def texts(name: str, values: list[Any]) -> Column:
    return Column(name, "text", lambda rows: values[rows], required=None not in values)


def dates(name: str, days: np.ndarray) -> Column:
    """Days since 2024-01-01."""
    return Column(name, "date", lambda rows: (np.datetime64("2024-01-01") + days[rows]).astype(str).tolist())


def times(name: str, seconds: np.ndarray) -> Column:
    """Seconds since 2024-01-01 00:00."""

    def values(rows: slice) -> list[Any]:
        moments = np.datetime64("2024-01-01T00:00:00") + seconds[rows]
        return [text.replace("T", " ") for text in moments.astype(str).tolist()]

    return Column(name, "time", values)


SQLITE_TYPES: dict[Kind, str] = {
    "integer": "INTEGER", "text": "TEXT", "money": "REAL", "rate": "REAL", "date": "DATE", "time": "TIMESTAMP",
}  # fmt: skip
POSTGRES_TYPES: dict[Kind, str] = {
    "integer": "integer", "text": "text", "money": "numeric(12,2)", "rate": "numeric(4,2)", "date": "date", "time": "timestamp",
}  # fmt: skip


def create_statement(table: Table, types: dict[Kind, str]) -> str:
    """CREATE TABLE with the primary key and the foreign keys declared."""
    parts = [f"{column.name} {types[column.kind]}{' NOT NULL' if column.required else ''}" for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [f"FOREIGN KEY ({column.name}) REFERENCES {column.references}" for column in table.columns if column.references]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(parts) + "\n)"
