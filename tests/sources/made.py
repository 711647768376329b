"""Small files for the tests of sources, and short ways to open and ask them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from agents.sources.catalog import ColumnInfo, TableInfo
from agents.sources.duck import DuckReader
from agents.sources.open import open_data

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "data").is_dir(), reason="../shared/data is not here")


def text_file(folder: Path, content: str | bytes, name: str = "sales.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def opened(path: Path) -> DuckReader:
    return open_data([path], path.parent / "work")


def only_table(path: Path) -> TableInfo:
    tables = opened(path).catalog.tables
    assert len(tables) == 1
    return tables[0]


def column(content: str | bytes, name: str, folder: Path) -> ColumnInfo:
    """The column of a made CSV."""
    return only_table(text_file(folder, content)).column(name)


def csv_column(folder: Path, name: str, *values: str) -> ColumnInfo:
    """A column that holds these values, beside a numbering one."""
    lines = "\n".join(f'{number},"{value}"' for number, value in enumerate(values))
    return column(f"n,{name}\n{lines}\n", name, folder)


def values(reader: DuckReader, sql: str) -> list[tuple[Any, ...]]:
    return list(reader.run_sql(sql, id="r1").rows)


def sqlite_file(folder: Path, script: str, name: str = "shop.sqlite") -> Path:
    path = folder / name
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.commit()
    connection.close()
    return path


def workbook(folder: Path, rows: list[list[Any]], *, merges: tuple[str, ...] = (), name: str = "book.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    path = folder / name
    book.save(path)
    return path
