"""Excel and OpenDocument workbooks: each visible sheet's tables, read by calamine (values only; formulas give their stored results)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, ZipError

from agents.sources.grid import Block, Merge, blocks_of, column_values
from agents.sources.labels import column_names, quoted, table_name
from agents.sources.loaded import Loaded, LoadedTable
from agents.sources.notes import note
from agents.sources.words import refuse

TABLES_OF_A_SHEET = 5
MAX_COLUMNS = 2_000
DTYPES: dict[str, Any] = {"BIGINT": np.int64, "DOUBLE": np.float64, "BOOLEAN": np.bool_, "TIMESTAMP": "datetime64[us]"}


def load_excel(path: Path, into: duckdb.DuckDBPyConnection) -> Loaded:
    """A table for each sheet, called after it; more where a sheet holds several, the largest five. Raises InputError."""
    try:
        sheets = _sheets(path)
    except PasswordError as error:
        raise refuse("encrypted", file=path.name) from error
    except ZipError as error:
        raise refuse("broken_zip", file=path.name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise refuse("unreadable", file=path.name, kind="Excel", reason=str(error).splitlines()[0][:200] or "unknown") from error
    tables: list[LoadedTable] = []
    for number, (sheet, blocks) in enumerate(sheets, start=1):
        largest = sorted(blocks, key=lambda block: -block.cells)[:TABLES_OF_A_SHEET]
        for block in (block for block in blocks if any(block is one for one in largest)):
            name = _name(path, sheet, block, alone=len(largest) == 1, only=len(sheets) == 1, taken={table.name.lower() for table in tables})
            tables.append(_table(into, name, block, f"{path.name}, sheet {number} ({sheet}), header in row {block.row}"))
        if tables and len(blocks) > len(largest):
            tables[-1].problems.append(note("more_tables", sheet=repr(sheet), found=len(blocks), read=len(largest)))
    if not tables:
        raise refuse("no_tables", file=path.name)
    return Loaded(tables=tables)


def _sheets(path: Path) -> list[tuple[str, list[Block]]]:
    with CalamineWorkbook.from_path(str(path)) as book:
        found = []
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            merges: list[Merge] = [((a[0], a[1]), (b[0], b[1])) for a, b in (sheet.merged_cell_ranges or [])]
            blocks = blocks_of([list(row) for row in sheet.to_python(skip_empty_area=False)], merges)
            if blocks:
                found.append((about.name, blocks))
        return found


def _name(path: Path, sheet: str, block: Block, *, alone: bool, only: bool, taken: set[str]) -> str:
    generic = sheet.lower().rstrip("0123456789 ") in ("sheet", "工作表", "tabelle", "feuil", "hoja", "worksheet")
    base = table_name(path.stem if only and generic else sheet)
    name = base if alone else table_name(f"{base} {block.title[:40]}") if block.title else base
    number, unique = 1, name
    while unique.lower() in taken:
        number += 1
        unique = f"{name}_{number}"
    return unique


def _table(into: duckdb.DuckDBPyConnection, name: str, block: Block, origin: str) -> LoadedTable:
    filled = [column for column in range(len(block.names)) if block.names[column] or any(row[column] is not None for row in block.rows)]
    if len(filled) > MAX_COLUMNS:
        raise refuse("too_wide", file=origin, columns=len(filled), limit=MAX_COLUMNS)
    names, problems = column_names(block.names[column] for column in filled)
    typed = [column_values(block, column) for column in filled]
    listed = ", ".join(f"{quoted(column)} {type_}" for column, (type_, _) in zip(names, typed, strict=True))
    into.execute(f"CREATE TABLE {quoted(name)} ({listed})")
    arrays = {f"c{position}": _array(type_, values) for position, (type_, values) in enumerate(typed)}
    into.register("sheet", arrays)
    into.execute(f"INSERT INTO {quoted(name)} SELECT {', '.join(arrays)} FROM sheet")
    into.unregister("sheet")
    return LoadedTable(name=name, rows=len(block.rows), origin=origin, problems=[*problems, *block.problems])


def _array(type_: str, values: list[Any]) -> Any:
    if type_ == "VARCHAR":
        return np.array(values, dtype=object)
    if type_ == "TIMESTAMP":
        return np.array(values, dtype="datetime64[us]")
    missing = np.array([value is None for value in values])
    return np.ma.array(np.array([0 if value is None else value for value in values], dtype=DTYPES[type_]), mask=missing)
