"""One sheet of a workbook as a table with its letters and row numbers, drawn from what was written into the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from types import MappingProxyType

from agents.evidence.results import Cell
from agents.renderers.html.chart import chart_html
from agents.renderers.html.text import fact_link
from agents.renderers.html.view import View
from agents.renderers.xlsx.data import EXACT
from agents.renderers.xlsx.numbers import is_number
from agents.renderers.xlsx.record import CellRecord, ChartRecord, ColumnRecord, SheetRecord
from agents.renderers.xlsx.show import show
from agents.renderers.xlsx.styles import Look
from agents.renderers.xlsx.totals import serial

ROWS = 200  # drawn at once
GUTTER, DIGIT, NARROW, LOW = 48, 7, 9.0, 15.0  # pixels of the row numbers and of a digit; a column in digits, a row in points
MOST_FROZEN = 150  # pixels of frozen rows: more would leave too little to scroll
COLOURS = {"ink": "", "1F4E9E": "c-input"}
SIZES = {18: "s-title", 12: "s-section", 11: "s-lead", 9: "s-small"}
Row = Sequence[tuple[str, float | None]]


def letters(col: int) -> str:
    """0 is A, 26 is AA."""
    text = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, col: int) -> str:
    return f"{letters(col)}{row + 1}"


def row_count(sheet: SheetRecord) -> int:
    """Rows of a sheet, its charts among them. A data sheet has a header row."""
    if sheet.kind == "data":
        return sheet.rows + 1
    ends = [cell.row + 1 for cell in sheet.cells] + [_end(chart, sheet)[0] for chart in sheet.charts]
    return max(ends, default=0)


def sheet_html(sheet: SheetRecord, view: View, *, first: int = 0, formulas: bool = False) -> str:
    """Rows of a sheet from `first` (0 is the top), ROWS at most; with `formulas` the cells show them in the place of values."""
    grid = _Grid(sheet, view, formulas)
    last = min(row_count(sheet), first + ROWS)
    frozen = _frozen_rows(sheet) if first == 0 else 0
    head = "".join(grid.row(row) for row in range(frozen))
    body = "".join(grid.row(row) for row in range(max(first, frozen), last))
    return _table(grid.widths(), head, body, frozen_columns=sheet.freeze[1])


def data_html(columns: Sequence[ColumnRecord], rows: Sequence[tuple[int, Row]], sorts: Mapping[int, str] = MappingProxyType({})) -> str:
    """Rows of a data sheet under its header, each with its row number on the sheet. `sorts`: column (from 1) -> up or down."""
    cells = "".join(_header(at, column, sorts.get(at, "")) for at, column in enumerate(columns, start=1))
    body = "".join(_data_row(number, row) for number, row in rows)
    widths = [_pixels(column.width) for column in columns]
    return _table(widths, f'<tr class="header"><th scope="row">1</th>{cells}</tr>', body, frozen_columns=1)


def data_row(columns: Sequence[ColumnRecord], values: Sequence[Cell]) -> list[tuple[str, float | None]]:
    """What the cells of a row show, each with its number where it is one. What is missing is an empty cell, as in the file."""
    return [_data_cell(column, value) for column, value in zip(columns, values, strict=True)]


def _data_cell(column: ColumnRecord, value: Cell) -> tuple[str, float | None]:
    if isinstance(value, (date, datetime)):
        moment = serial(value)
        return (str(value) if moment is None else show(moment, column.pattern)), None
    if value is None or not is_number(value):
        return show(value if isinstance(value, (bool, str)) else None, ""), None
    if isinstance(value, int) and abs(value) >= EXACT:
        return str(value), None
    return show(value, column.pattern), float(value)


class _Grid:
    """The cells of a sheet by place, and the places that charts and merged cells cover."""

    def __init__(self, sheet: SheetRecord, view: View, formulas: bool) -> None:
        self.sheet, self.view, self.formulas = sheet, view, formulas
        self.cells = {(cell.row, cell.col): cell for cell in sheet.cells}
        self.charts: dict[tuple[int, int], ChartRecord] = {(chart.row, chart.col): chart for chart in sheet.charts}
        self.covered: dict[int, set[int]] = defaultdict(set)
        ends = [_end(chart, sheet) for chart in sheet.charts]
        for chart, (row, col) in zip(sheet.charts, ends, strict=True):
            for covered in range(chart.row, row):
                self.covered[covered].update(range(chart.col, col))
        for cell in sheet.cells:
            if cell.span:
                self.covered[cell.row].update(range(cell.col + 1, cell.span + 1))
        self.last = max([cell.span or cell.col for cell in sheet.cells] + [col - 1 for _, col in ends], default=0)
        self.states = {(row, col) for first, last, col in sheet.states for row in range(first, last + 1)}

    def widths(self) -> list[int]:
        return [_pixels(self.sheet.widths.get(col, NARROW)) for col in range(self.last + 1)]

    def row(self, row: int) -> str:
        cells = "".join(self._at(row, col) for col in range(self.last + 1))
        return f'<tr height="{_height(self.sheet, row)}"><th scope="row">{row + 1}</th>{cells}</tr>'

    def _at(self, row: int, col: int) -> str:
        if chart := self.charts.get((row, col)):
            end = _end(chart, self.sheet)
            drawn = chart_html(chart.chart, self.view, chart.width)
            return f'<td class="chart-cell" id="r{row + 1}c{col + 1}" rowspan="{end[0] - row}" colspan="{end[1] - col}">{drawn}</td>'
        if col in self.covered[row]:
            return ""
        cell = self.cells.get((row, col))
        return self._cell(cell) if cell else f'<td id="r{row + 1}c{col + 1}"></td>'

    def _cell(self, cell: CellRecord) -> str:
        marks = [f'id="r{cell.row + 1}c{cell.col + 1}"', f'class="{self._classes(cell)}"']
        if cell.span:
            marks.append(f'colspan="{cell.span - cell.col + 1}"')
        if is_number(cell.value):
            marks.append(f'data-v="{cell.value!r}"')
        if cell.formula:
            marks.append(f'data-f="{escape(cell.formula)}"')
        return f"<td {' '.join(marks)}>{self._content(cell)}</td>"

    def _content(self, cell: CellRecord) -> str:
        if self.formulas and cell.formula:
            return f"<code>={escape(cell.formula)}</code>"
        if cell.link:
            return f'<a class="link" data-sheet="{escape(cell.link)}" href="#sheet">{escape(str(cell.value))}</a>'
        shown = show(cell.value, cell.look.pattern)
        if cell.ref and (is_number(cell.value) or cell.formula):
            return fact_link(cell.ref, shown)
        return self.view.words(cell.text) if cell.text and not cell.ref else escape(shown)

    def _classes(self, cell: CellRecord) -> str:
        state = {"OK": "is-ok", "CHECK": "is-check"}.get(str(cell.value), "") if (cell.row, cell.col) in self.states else ""
        frozen = "fixed" if cell.col < self.sheet.freeze[1] and not cell.span else ""
        return " ".join(filter(None, (*_look(cell.look), "num" if is_number(cell.value) else "", state, frozen)))


def _look(look: Look) -> list[str]:
    names = [
        COLOURS.get(look.colour, f"c-{look.colour}"), "bold" if look.bold else "", SIZES.get(int(look.size), ""),
        f"fill-{look.fill}" if look.fill else "", f"to-{look.align}" if look.align in ("right", "center") else "",
        f"at-{look.valign}" if look.valign != "vcenter" else "", "wrap" if look.wrap else "", f"above-{look.top}" if look.top else "",
        f"below-{look.bottom}" if look.bottom else "", "indent" if look.indent else "", "underline" if look.underline else "",
    ]  # fmt: skip
    return [name for name in names if name]


def _table(widths: Sequence[int], head: str, body: str, frozen_columns: int) -> str:
    columns = "".join(f'<col width="{width}">' for width in widths)
    tops = "".join(f'<th scope="col">{letters(col)}</th>' for col in range(len(widths)))
    fixed = f' data-fixed="{frozen_columns}"' if frozen_columns else ""
    return (
        f'<table class="cells" width="{GUTTER + sum(widths)}"{fixed}><colgroup><col width="{GUTTER}">{columns}</colgroup>'
        f'<thead><tr class="letters"><th></th>{tops}</tr>{head}</thead><tbody>{body}</tbody></table>'
    )


def _header(at: int, column: ColumnRecord, order: str) -> str:
    right = " to-right" if column.pattern else ""
    way = {"up": ' aria-sort="ascending"', "down": ' aria-sort="descending"'}.get(order, "")
    return f'<th scope="col" id="r1c{at}" class="h{right}"{way}>{escape(column.header)}</th>'


def _data_row(number: int, row: Row) -> str:
    cells = "".join(
        f'<td id="r{number}c{at}"' + (f' class="num" data-v="{value!r}"' if value is not None else "") + f">{escape(text)}</td>"
        for at, (text, value) in enumerate(row, start=1)
    )
    return f'<tr><th scope="row">{number}</th>{cells}</tr>'


def _end(chart: ChartRecord, sheet: SheetRecord) -> tuple[int, int]:
    """The first row below and the first column right of a chart."""
    row, col = chart.row, chart.col
    left = float(chart.height)
    while left > 0:
        left -= _height(sheet, row)
        row += 1
    left = float(chart.width)
    while left > 0:
        left -= _pixels(sheet.widths.get(col, NARROW))
        col += 1
    return row, col


def _frozen_rows(sheet: SheetRecord) -> int:
    """Rows above the freeze, 0 where they are too tall or a chart stands among them."""
    row = sheet.freeze[0]
    tall = sum(_height(sheet, above) for above in range(row))
    return row if tall <= MOST_FROZEN and all(chart.row >= row for chart in sheet.charts) else 0


def _height(sheet: SheetRecord, row: int) -> int:
    return round(sheet.heights.get(row, LOW) * 4 / 3)


def _pixels(digits: float) -> int:
    return int(digits * DIGIT + 5)
