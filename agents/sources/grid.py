"""Tables on a sheet: a grid of cells divided into blocks, headers found, merged cells filled, totals and notes left out and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from agents.sources.load_text import header_of
from agents.sources.notes import note

Grid = list[list[Any]]
Merge = tuple[tuple[int, int], tuple[int, int]]
TOTAL = re.compile(
    r"(grand |sub|sub-|overall )?totals?\b.*|.{1,60} (sub)?totals?:?|sum|总计|合计|小计|总和|.{1,20}(合计|小计|总计)", re.IGNORECASE
)
NOTE = re.compile(r"(source|note|notes|remark|\*|数据来源|来源|注|备注|说明).*", re.IGNORECASE | re.DOTALL)
MIN_ROWS, MIN_COLUMNS = 1, 2


@dataclass
class Block:
    """A table on a sheet: names, rows of values, and where and how it was found. `row` is the sheet's row of the header, from 1."""

    names: list[str | None]
    rows: Grid
    row: int
    title: str = ""
    headed: bool = True
    problems: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        return len(self.rows) * len(self.names)


def blocks_of(grid: Grid, merges: Sequence[Merge] = ()) -> list[Block]:
    """The tables of a sheet in reading order. Blocks that look like no table (titles, loose cells) are left out."""
    cleaned = [[None if value is None or (isinstance(value, str) and not value.strip()) else value for value in row] for row in grid]
    _fill_down(cleaned, merges)
    heads = _fill_across(cleaned, merges)
    found: list[Block] = []
    title = ""
    for top, cells in _pieces(cleaned):
        block = _block(cells, top, heads)
        if block is None:
            loose = [str(value) for row in cells for value in row if value is not None]
            title = loose[-1] if len(loose) <= 3 else ""
            continue
        previous = found[-1] if found else None
        if previous and not block.headed and len(block.names) == len(previous.names):
            previous.rows += block.rows  # an empty row inside a table
            previous.problems += block.problems
            continue
        block.title = block.title or title
        title = ""
        found.append(block)
    return found


def _fill_down(grid: Grid, merges: Sequence[Merge]) -> None:
    for (top, left), (bottom, _) in merges:
        if bottom > top and top < len(grid) and left < len(grid[top]):
            for row in range(top, min(bottom + 1, len(grid))):
                grid[row][left] = grid[top][left]


def _fill_across(grid: Grid, merges: Sequence[Merge]) -> dict[int, list[Any]]:
    """Rows with cells merged sideways, filled: they are the upper line of a header of two lines."""
    heads: dict[int, list[Any]] = {}
    for (top, left), (_, right) in merges:
        if right > left and top < len(grid) and right < len(grid[top]):
            line = heads.setdefault(top, list(grid[top]))
            line[left : right + 1] = [grid[top][left]] * (right - left + 1)
    return heads


def _pieces(grid: Grid) -> list[tuple[int, Grid]]:
    """(top row, cells) of the parts that empty rows, and then empty columns, divide."""
    pieces = []
    start: int | None = None
    for index in range(len(grid) + 1):
        empty = index == len(grid) or all(value is None for value in grid[index])
        if not empty and start is None:
            start = index
        elif empty and start is not None:
            pieces += [(start, part) for part in _sides(grid[start:index])]
            start = None
    return pieces


def _sides(rows: Grid) -> list[Grid]:
    width = max(len(row) for row in rows)
    used = [any(column < len(row) and row[column] is not None for row in rows) for column in range(width)]
    parts, start = [], None
    for column in range(width + 1):
        filled = column < width and used[column]
        if filled and start is None:
            start = column
        elif not filled and start is not None:
            parts.append([[*row, *([None] * (width - len(row)))][start:column] for row in rows])
            start = None
    return parts


def _block(cells: Grid, top: int, heads: dict[int, list[Any]]) -> Block | None:
    if len(cells) < 2 and len(cells[0]) < MIN_COLUMNS:
        return None
    lines = [[None if value is None else _as_text(value) for value in row] for row in cells[:60]]
    at, headed = header_of(lines)
    if top + at in heads and at + 1 < len(lines) and headed and all(cell is None or not cell[0].isdigit() for cell in lines[at + 1]):
        at += 1  # a line that spans columns, then the names
    above = [text for row in lines[:at] for text in row if text]
    names: list[str | None] = _names(cells, at, top, heads) if headed else [None for _ in cells[0]]
    block = Block(names=names, rows=cells[at + headed :], row=top + at + 1, headed=headed, title=above[-1] if above else "")
    _without_totals(block)
    wide = sum(1 for column in range(len(names)) if any(row[column] is not None for row in block.rows))
    return block if len(block.rows) >= MIN_ROWS and (wide >= MIN_COLUMNS or len(block.rows) >= 3) else None


def _names(cells: Grid, at: int, top: int, heads: dict[int, list[Any]]) -> list[str | None]:
    """The header's names; with the line above put before them where that line spans columns."""
    names = [None if value is None else _as_text(value) for value in cells[at]]
    upper = heads.get(top + at - 1) if at else None
    if upper is None or len({value for value in upper if value is not None}) < 2:
        return names
    joined: list[str | None] = []
    for above, name in zip(upper, names, strict=False):
        parts = [part for part in (None if above is None else _as_text(above), name) if part]
        joined.append(" ".join(dict.fromkeys(parts)) or None)
    return joined + names[len(joined) :]


def _without_totals(block: Block) -> None:
    """Leave out totals and notes: a row that says so and whose other text cells are empty."""
    texts = [column for column in range(len(block.names)) if _mostly_text(block.rows, column)]
    kept, totals, notes = [], 0, 0
    for index, row in enumerate(block.rows):
        said = [row[column] for column in texts if isinstance(row[column], str)]
        others = sum(1 for value in row if value is not None) - len(said)
        if len(said) == 1 and TOTAL.fullmatch(said[0].strip()) and (len(texts) > 1 or _is_strong(said[0]) or index == len(block.rows) - 1):
            totals += 1
        elif len(said) == 1 and not others and len(block.names) > 2 and (NOTE.fullmatch(said[0].strip()) or index >= len(block.rows) - 3):
            notes += 1
        else:
            kept.append(row)
    block.rows = kept
    if totals:
        block.problems.append(note("totals", count=totals))
    if notes:
        block.problems.append(note("notes", count=notes))


def _is_strong(text: str) -> bool:
    return bool(re.fullmatch(r"(grand |sub|sub-|overall )?totals?:?|总计|合计|小计|总和", text.strip(), re.IGNORECASE))


def _mostly_text(rows: Grid, column: int) -> bool:
    values = [row[column] for row in rows[:200] if row[column] is not None]
    return bool(values) and sum(isinstance(value, str) for value in values) > 0.5 * len(values)


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def column_values(block: Block, column: int) -> tuple[str, list[Any]]:
    """(SQL type, values) of a column: the narrowest type that holds all of them; text where kinds are mixed."""
    values = [row[column] for row in block.rows]
    kinds = {type(value) for value in values} - {type(None)}
    if kinds and kinds <= {bool}:
        return "BOOLEAN", values
    if kinds and kinds <= {int, float}:
        if all(value is None or float(value).is_integer() for value in values) and all(
            value is None or abs(value) < 2**53 for value in values
        ):
            return "BIGINT", [None if value is None else int(value) for value in values]
        return "DOUBLE", [None if value is None else float(value) for value in values]
    if kinds and kinds <= {date, datetime}:
        return "TIMESTAMP", [
            None if value is None else value if isinstance(value, datetime) else datetime.combine(value, time()) for value in values
        ]
    if kinds and kinds <= {timedelta}:
        return "DOUBLE", [None if value is None else value.total_seconds() / 86_400 for value in values]
    return "VARCHAR", [None if value is None else _as_text(value) for value in values]
