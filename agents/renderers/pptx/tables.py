"""Native tables: measured rows, right-aligned numbers, rules in theme colours, tones for signs and status words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.evidence.text import Text, refs, sole_fact
from agents.renderers.drawingml import TAGS, fill
from agents.renderers.fit import Piece, fit, line_width, pitch, wrap
from agents.renderers.pptx.desk import Desk
from agents.renderers.pptx.grid import emu
from agents.renderers.pptx.writing import Para, Run, Style, paragraph_xml
from agents.renderers.tones import status_tone
from agents.specs.table import TableSpec

PAD_X, PAD_Y = 6.0, 3.5
GUTTER = 16.0  # more room where a left-aligned column follows a right-aligned one
MORE_AIR = 11.0  # the most a cell's padding grows above and below where a table leaves room
SHORT = 7  # a table of up to so many rows, the header among them, may be set larger
UNBROKEN = re.compile(r"\d[\d年月日季度第周]*|[^\s\u2e80-\uffff]+|[\u2e80-\uffff]{1,4}")
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


@dataclass(frozen=True)
class Cell:
    """A cell as it will stand: its words, weight, colour, and side."""

    words: str
    bold: bool = False
    colour: str = "ink"
    right: bool = False
    gutter: float = 0.0

    @property
    def sides(self) -> float:
        """What its padding takes of the width."""
        return 2 * PAD_X + self.gutter


@dataclass(frozen=True)
class Grid:
    """A table ready to be measured and written. Row 0 is the header. `marked` rows are tinted, `total` is set off by a rule."""

    rows: tuple[tuple[Cell, ...], ...]
    weights: tuple[float, ...]
    total: int | None
    marked: frozenset[int]

    def part(self, start: int, end: int) -> Grid:
        """The header with body rows start … end."""
        keep = [0, *range(start + 1, end + 1)]
        total = keep.index(self.total) if self.total in keep else None
        return Grid(tuple(self.rows[i] for i in keep), self.weights, total, frozenset(keep.index(i) for i in self.marked if i in keep))


@dataclass(frozen=True)
class Fitted:
    """A grid at a size, with the widths of its columns and the heights of its rows."""

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]

    @property
    def height(self) -> float:
        return sum(self.heights)


def read_table(table: TableSpec, desk: Desk) -> Grid:
    """The table's texts written out."""
    header = tuple(
        Cell(desk.say(column.header), True, "muted", column.kind == "number", _gutter(table, c)) for c, column in enumerate(table.columns)
    )
    body = tuple(tuple(_cell(table, desk, row, column, text) for column, text in enumerate(cells)) for row, cells in enumerate(table.rows))
    total = None if table.total is None else table.total + 1
    # A column without a word says nothing.
    shown = [c for c in range(len(header)) if not body or any(row[c].words for row in body)]
    return Grid(
        tuple(tuple(row[c] for c in shown) for row in (header, *body)),
        tuple(table.columns[c].weight for c in shown),
        total,
        frozenset(row + 1 for row in table.emphasis),
    )


def _cell(table: TableSpec, desk: Desk, row: int, column: int, text: Text) -> Cell:
    spec, words = table.columns[column], desk.say(text)
    strong = row == table.total or (row in table.emphasis and column == 0)
    tone = {"signed": _sign(text, words, desk), "status": status_tone(text, desk.ledger, desk.language)}.get(spec.tone) or "ink"
    return Cell(
        words, strong or tone in ("good", "bad", "amber") and spec.tone == "status", tone, spec.kind == "number", _gutter(table, column)
    )


def _gutter(table: TableSpec, column: int) -> float:
    follows = column > 0 and table.columns[column].kind == "text" and table.columns[column - 1].kind == "number"
    return GUTTER if follows else 0.0


def _sign(text: Text, words: str, desk: Desk) -> str:
    found = refs(text)
    value = desk.ledger.value(found[0]) if found and (sole_fact(text) or len(found) == 1) else None
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not re.search("[1-9]", words):  # shown as zero: neither
        return "ink"
    return "good" if value > 0 else "bad"


def column_widths(grid: Grid, width: float, size: float) -> tuple[float, ...]:
    """The width by the columns' weights, but no column narrower than its longest unbreakable words."""
    least = [max(_narrowest(row[c], size) + row[c].sides for row in grid.rows) for c in range(len(grid.weights))]
    share = [weight / sum(grid.weights) * width for weight in grid.weights]
    short = [max(low - own, 0.0) for low, own in zip(least, share, strict=True)]
    spare = [max(own - low, 0.0) for low, own in zip(least, share, strict=True)]
    if not sum(short) or not sum(spare):
        return tuple(share)
    moved = min(sum(short), sum(spare))
    return tuple(own + lack * moved / sum(short) - free * moved / sum(spare) for own, lack, free in zip(share, short, spare, strict=True))


def _narrowest(cell: Cell, size: float) -> float:
    """Numbers and dates stay whole; words may break between words, Chinese anywhere (but not below four characters)."""
    units = [cell.words] if cell.right else UNBROKEN.findall(cell.words)
    return max((line_width(unit, size, cell.bold) for unit in units), default=0.0) + 1


def at_size(grid: Grid, width: float, size: float, desk: Desk) -> Fitted:
    """Rows measured at a size."""
    widths = column_widths(grid, width, size)
    return Fitted(grid, size, widths, tuple(row_height(row, widths, size, desk) for row in grid.rows))


def row_height(row: Sequence[Cell], widths: Sequence[float], size: float, desk: Desk) -> float:
    lines = max(len(wrap([Piece(cell.words, cell.bold)], size, wide - cell.sides)) for cell, wide in zip(row, widths, strict=True))
    return lines * pitch(size, desk.language) + 2 * PAD_Y


def fit_table(grid: Grid, width: float, height: float, desk: Desk, *, roomy: bool = False) -> Fitted | None:
    """The table at its largest size that fits a height, its rows grown to fill some of what is left. None below the floor."""
    largest = desk.theme.table_size + (0 if not roomy else 4 if len(grid.rows) <= SHORT else 2)
    size = fit(largest, desk.theme.table_floor, lambda size: at_size(grid, width, size, desk).height <= height)
    return None if size is None else grown(at_size(grid, width, size, desk), height)


def grown(table: Fitted, height: float) -> Fitted:
    """Rows share the room that is left, up to a cap."""
    extra = min((height - table.height) / len(table.heights), 2 * MORE_AIR)
    return Fitted(table.grid, table.size, table.widths, tuple(h + max(extra, 0.0) for h in table.heights))


def rows_that_fit(grid: Grid, start: int, width: float, height: float, desk: Desk) -> int:
    """How many body rows from `start` fit under the header at the floor size."""
    floor = at_size(grid, width, desk.theme.table_floor, desk)
    room, count = height - floor.heights[0], 0
    for high in floor.heights[start + 1 :]:
        if high > room:
            break
        room, count = room - high, count + 1
    return count


def table_xml(table: Fitted, desk: Desk) -> str:
    """An `a:tbl`."""
    grid = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in table.widths)
    rows = "".join(
        f'<a:tr h="{emu(high)}">{"".join(_cell_xml(cell, table, row, desk) for cell in cells)}</a:tr>'
        for row, (cells, high) in enumerate(zip(table.grid.rows, table.heights, strict=True))
    )
    return f'<a:tbl><a:tblPr firstRow="1"><a:tableStyleId>{NO_STYLE}</a:tableStyleId></a:tblPr><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>'


def _cell_xml(cell: Cell, table: Fitted, row: int, desk: Desk) -> str:
    style = Style(table.size, desk.language)
    words = paragraph_xml(Para((Run(cell.words, cell.bold, cell.colour),), 0, "r" if cell.right else "l"), style)
    if not cell.words:
        words = f'<a:p><a:endParaRPr {TAGS[desk.language]} sz="{round(table.size * 100)}"/></a:p>'
    total = row == table.grid.total
    rules = _rule("T", "ink", 1.0) if total else ""
    rules += _rule("B", "ink", 1.5) if row == 0 else _rule("B", "line", 0.5)
    back = fill("panel") if total or row in table.grid.marked else "<a:noFill/>"
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody>"
        f'<a:tcPr marL="{emu(PAD_X + cell.gutter)}" marR="{emu(PAD_X)}" '
        f'marT="{emu(PAD_Y)}" marB="{emu(PAD_Y)}" anchor="{"b" if row == 0 else "ctr"}">'
        f"{_rule('L', '', 0)}{_rule('R', '', 0)}{rules if total else _rule('T', '', 0) * (row == 0) + rules}{back}</a:tcPr></a:tc>"
    )


def _rule(side: str, job: str, width: float) -> str:
    inside = fill(job) if job else "<a:noFill/>"
    return f'<a:ln{side} w="{emu(width)}">{inside}</a:ln{side}>'
