"""A sheet before it is written: cells with their looks and facts, widths, heights, charts. Rows and columns count from 0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from agents.evidence.results import Cell
from agents.renderers.xlsx.styles import Look
from agents.renderers.xlsx.widths import PIXELS_PER_DIGIT, height, line_height, lines, text_width
from agents.specs.chart import ChartSpec

LEFT = 1  # column A is a margin
ROW_PIXELS = 20
NARROWEST_PAGE = 92.0  # digits: prose and charts find room beside a small table


@dataclass
class Item:
    """One cell. `ref` is the fact it shows; a given `formula` (without =) goes before what could be made from the fact."""

    row: int
    col: int
    look: Look
    text: str = ""
    ref: str = ""
    value: Cell = None
    formula: str = ""
    link: str = ""  # "'Sheet'!B4"
    span: int = 0  # last column of a merged cell
    header: int = -1  # row of the header above, for a cell of a table
    shows: str = ""  # the fact behind a cell that is written as it stands


@dataclass
class Frame:
    """A table as it stands: its header row, first and last body row, columns and the refs and texts of its body."""

    top: int
    first: int
    last: int
    left: int
    right: int
    refs: list[list[str]] = field(default_factory=list)  # canonical fact ids by row and column, "" for none
    texts: list[list[str]] = field(default_factory=list)
    total: int | None = None  # row on the sheet


@dataclass
class ChartPlace:
    """A chart at a cell, the size in pixels, and where its categories and series stand (inclusive rows, one column each)."""

    row: int
    col: int
    width: int
    height: int
    spec: ChartSpec
    ranges: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)


@dataclass
class Page:
    """One sheet as planned."""

    name: str
    kind: str
    items: list[Item] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    frames: list[Frame] = field(default_factory=list)
    charts: list[ChartPlace] = field(default_factory=list)
    row: int = 0  # the next free row
    last_col: int = LEFT
    tables_end: int = LEFT  # the last column that any table of the page uses
    freeze: tuple[int, int] = (0, 0)
    bars: list[tuple[int, int, int]] = field(default_factory=list)  # first row, last row, column with data bars
    states: list[tuple[int, int, int]] = field(default_factory=list)  # cells that say OK or CHECK

    def __post_init__(self) -> None:
        self.widths.setdefault(0, 2.0)

    def add(self, item: Item) -> Item:
        self.items.append(item)
        self.last_col = max(self.last_col, item.col, item.span)
        return item

    def widen(self, col: int, width: float) -> None:
        self.widths[col] = max(self.widths.get(col, 0.0), width)

    def spread(self) -> None:
        """Add columns until the page is wide enough for prose and charts."""
        self.tables_end = self.last_col
        while self.width() < NARROWEST_PAGE:
            self.last_col += 1
            self.widths.setdefault(self.last_col, 12.0)

    def width(self) -> float:
        """The width of the content in digits."""
        return sum(self.widths.get(col, 9.0) for col in range(LEFT, self.last_col + 1))

    def pixels(self) -> int:
        return int(sum(self.widths.get(col, 9.0) * PIXELS_PER_DIGIT + 5 for col in range(LEFT, self.last_col + 1)))

    def prose(self, text: str, look: Look) -> None:
        """A paragraph across the page."""
        self.add(Item(self.row, LEFT, replace(look, wrap=True), text, span=self.last_col))
        self.heights[self.row] = height(lines(text, self.width() * 10 / look.size, look.bold) * line_height(text, look.size))
        self.row += 1

    def line(self, text: str, look: Look, row_height: float) -> None:
        """One line that may run over the cells to its right."""
        self.add(Item(self.row, LEFT, look, text))
        self.heights[self.row] = row_height
        self.row += 1

    def fit_row(self, row: int, items: list[Item]) -> None:
        """Height for the wrapped texts of a row."""
        points = [
            lines(item.text, self.widths.get(item.col, 9.0) * 10 / item.look.size, item.look.bold) * line_height(item.text, item.look.size)
            for item in items
            if item.look.wrap and item.text
        ]
        self.heights[row] = max(self.heights.get(row, 0.0), height(max(points, default=0.0)))

    def at(self) -> dict[tuple[int, int], Item]:
        return {(item.row, item.col): item for item in self.items}

    def figures(self) -> Iterator[Item]:
        return (item for item in self.items if item.ref)


def natural(texts: list[str], bold: bool = False) -> float:
    """The width that shows every text on one line."""
    return max((text_width(text, bold) for text in texts), default=0.0) + 2.0
