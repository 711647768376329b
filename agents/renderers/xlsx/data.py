"""Data sheets: an Excel table of any length, written as a stream so that memory does not grow with the rows.

XlsxWriter offers either tables (every cell kept in memory) or constant memory (no tables). This sheet writes its rows' XML to a
temporary file while they are read, column by column within a piece, and hands the file over when the workbook is saved.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import IO, Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from agents.evidence.results import Cell
from agents.renderers.xlsx.names import clean_text
from agents.renderers.xlsx.numbers import shown
from agents.renderers.xlsx.totals import serial
from agents.renderers.xlsx.widths import text_width

SHARED = 5_000  # different texts of a column that are shared; further ones stand in their cells
EXACT = 10**15  # Excel keeps fifteen digits: longer whole numbers are written as text
WIDEST = 42.0


class DataColumn(NamedTuple):
    """A column as it is written. `style`, `text_style` are cell format indexes; `pattern` the number format behind `style`."""

    header: str
    style: int
    text_style: int
    pattern: str


class DataSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose rows are streamed below one header row and framed as an Excel table."""

    def begin(self, columns: Sequence[DataColumn], header: Any) -> None:
        """Write the header row and open the stream."""
        self.stream: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives until the workbook is closed
        self.columns = [Writer(self, position, column) for position, column in enumerate(columns)]
        self.count = 0
        shared = self.str_table._get_shared_string_index
        cells = "".join(
            f'<c r="{writer.letters}1" s="{header._get_xf_index()}" t="s"><v>{shared(writer.column.header)}</v></c>'
            for writer in self.columns
        )
        self.stream.write(f'<row r="1" ht="30" customHeight="1">{cells}</row>'.encode())

    def write_piece(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Write rows given as columns of equal length."""
        first, length = self.count + 2, len(columns[0])
        rows = range(first, first + length)
        written = [writer.cells(values, rows) for writer, values in zip(self.columns, columns, strict=True)]
        text = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in zip(rows, zip(*written, strict=True), strict=True))
        self.stream.write(text.encode())
        self.count += length

    def finish(self, table: str, style: str, description: str) -> None:
        """Frame header and rows as a table, freeze the header, set the widths. A table needs one row, so an empty one gets a blank row."""
        if not self.count:
            self.stream.write(b'<row r="2"></row>')
        last = max(self.count, 1)
        self.dim_rowmin, self.dim_colmin, self.dim_rowmax, self.dim_colmax = 0, 0, last, len(self.columns) - 1
        area = xl_range(0, 0, last, len(self.columns) - 1)
        self.tables.append({
            "name": table, "range": area, "a_range": area, "autofilter": area, "style": style, "description": description, "title": table,
            "show_first_col": False, "show_last_col": False, "show_row_stripes": False, "show_col_stripes": False,
            "header_row_count": 1, "totals_row_shown": False,
            "columns": [{"id": position, "name": writer.column.header} for position, writer in enumerate(self.columns, start=1)],
        })  # fmt: skip
        for position, writer in enumerate(self.columns):
            self.set_column(position, position, writer.width())
        self.freeze_panes(1, 0)

    def _write_sheet_data(self) -> None:
        """Called by XlsxWriter in place of writing cells kept in memory."""
        self._xml_start_tag("sheetData")
        self.fh.flush()
        self.stream.seek(0)
        shutil.copyfileobj(self.stream, self.fh.buffer, 1 << 20)
        self.stream.close()
        self._xml_end_tag("sheetData")


class Writer:
    """Writes the cells of one column and remembers what decides its width."""

    def __init__(self, sheet: DataSheet, position: int, column: DataColumn) -> None:
        self.column, self.letters = column, xl_col_to_name(position)
        self.shared: dict[str, int] = {}
        self.table = sheet.str_table
        self.lowest, self.highest = 0.0, 0.0
        self.widest = 0.0

    def cells(self, values: Sequence[Cell], rows: range) -> list[str]:
        """The cells' XML. A column of one kind, the usual case, goes without a look at each value's type."""
        kinds = {type(value) for value in values} - {type(None)}
        if kinds <= {int, float}:
            return self._numbers(values, rows)
        if kinds == {str}:
            return self._texts(values, rows)
        if kinds and kinds <= {date, datetime}:
            return self._days(values, rows)
        return self._each(values, rows, self._mixed)

    def width(self) -> float:
        """Wide enough for the header with its filter button and for every number."""
        numbers = max(text_width(shown(value, self.column.pattern)) for value in (self.lowest, self.highest)) + 2
        head = max((text_width(word, bold=True) for word in self.column.header.split()), default=0)
        return min(max(head + 4, numbers, min(self.widest, WIDEST) + 2, 9), 60)

    def _numbers(self, values: Sequence[Cell], rows: range) -> list[str]:
        letters, style = self.letters, self.column.style
        present = [value for value in values if isinstance(value, (int, float)) and -EXACT < value < EXACT]
        if present:
            self.lowest, self.highest = min(self.lowest, min(present)), max(self.highest, max(present))
        if len(present) < len(values):
            return self._each(values, rows, self._number)
        return [f'<c r="{letters}{row}" s="{style}"><v>{value!r}</v></c>' for row, value in zip(rows, values, strict=True)]

    def _days(self, values: Sequence[Cell], rows: range) -> list[str]:
        """Days repeat: each different one is turned into Excel's number once."""
        written = {}
        for value in set(values):
            number = serial(value) if isinstance(value, (date, datetime)) else None
            if number is None:
                return self._each(values, rows, self._mixed)
            self.highest = max(self.highest, float(number))
            written[value] = f'" s="{self.column.style}"><v>{number!r}</v></c>'
        return [f'<c r="{self.letters}{row}{written[value]}' for row, value in zip(rows, values, strict=True)]

    def _texts(self, values: Sequence[Cell], rows: range) -> list[str]:
        """Few different texts, all known already: the usual dimension. Otherwise each is looked at."""
        letters, style, shared = self.letters, self.column.text_style, self.shared
        for value in set(values) - shared.keys():
            if isinstance(value, str) and len(shared) < SHARED:
                clean = clean_text(value)
                self.widest = max(self.widest, text_width(clean[:80]))
                shared[value] = self.table._get_shared_string_index(clean)
                self.table.count -= 1  # XlsxWriter counts a use with each look-up; uses are counted below
        try:
            cells = [f'<c r="{letters}{row}" s="{style}" t="s"><v>{shared[value]}</v></c>' for row, value in zip(rows, values, strict=True)]  # type: ignore[index]
        except KeyError:
            return self._each(values, rows, self._mixed)
        self.table.count += len(cells)
        return cells

    def _each(self, values: Sequence[Cell], rows: range, write: Callable[[Any, str], str]) -> list[str]:
        letters = self.letters
        return ["" if value is None else write(value, f'r="{letters}{row}"') for row, value in zip(rows, values, strict=True)]

    def _number(self, value: float, place: str) -> str:
        if value != value or value in (float("inf"), float("-inf")):
            return ""
        if isinstance(value, int) and abs(value) >= EXACT:
            return self._mixed(str(value), place)
        self.lowest, self.highest = min(self.lowest, value), max(self.highest, value)
        return f'<c {place} s="{self.column.style}"><v>{value!r}</v></c>'

    def _mixed(self, value: Cell, place: str) -> str:
        if isinstance(value, bool):
            return f'<c {place} s="{self.column.text_style}" t="b"><v>{int(value)}</v></c>'
        if isinstance(value, (int, float)):
            return self._number(value, place)
        if isinstance(value, (date, datetime)):
            number = serial(value)
            if number is not None:
                self.highest = max(self.highest, float(number))
                return f'<c {place} s="{self.column.style}"><v>{number!r}</v></c>'
        return self._text(str(value), place)

    def _text(self, value: str, place: str) -> str:
        if (index := self.shared.get(value)) is not None:
            self.table.count += 1
            return f'<c {place} s="{self.column.text_style}" t="s"><v>{index}</v></c>'
        clean = clean_text(value)
        self.widest = max(self.widest, text_width(clean[:80]))
        text = _escaped(clean)
        space = ' xml:space="preserve"' if clean != clean.strip() or "\n" in clean else ""
        return f'<c {place} s="{self.column.text_style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _escaped(text: str) -> str:
    """Escaped for XML, and so that Excel does not read _x0041_ as a character."""
    escaped: str = Worksheet._escape_control_characters(text)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
