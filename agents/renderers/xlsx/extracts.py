"""The data extracts of a workbook: their sheets, tables and columns, and what their rows add up to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from agents.core.brief import Language
from agents.core.errors import Fault
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell, Result
from agents.renderers.xlsx.data import DataColumn, DataSheet
from agents.renderers.xlsx.names import table_headers
from agents.renderers.xlsx.numbers import column_pattern
from agents.renderers.xlsx.record import ColumnRecord, SheetRecord
from agents.renderers.xlsx.styles import Look, Styles
from agents.renderers.xlsx.totals import Ask, Totals
from agents.renderers.xlsx.words import word
from agents.specs.workbook import SheetSpec

Rows = Callable[[Result], Iterable[tuple[Cell, ...]]]
PIECE = 4_000
MOST_ROWS = 1_048_575  # of a sheet, its header left out
PLAIN_HEADER = re.compile(r"[^\W\d_][\w ]*")


@dataclass
class Part:
    """One sheet of an extract and the table on it; `rows` is known once it is written."""

    sheet: str
    table: str
    rows: int = 0


@dataclass
class Extract:
    """A data extract: its result, headers by column and the sheets that hold its rows."""

    result: Result
    headers: dict[str, str]
    parts: list[Part]
    totals: Totals | None = None
    asks: set[Ask] = field(default_factory=set)

    def ranges(self, column: str) -> list[str]:
        """The column in each sheet: `Data[amount]`, or plain addresses where a header would need escaping."""
        header = self.headers[column]
        if PLAIN_HEADER.fullmatch(header):
            return [f"{part.table}[{header}]" for part in self.parts]
        letters = xl_col_to_name(self.result.index(column))
        return [f"{quote_sheetname(part.sheet)}!${letters}$2:${letters}${max(part.rows, 1) + 1}" for part in self.parts]

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)

    def records(self, book: Workbook) -> Iterator[SheetRecord]:
        """Its sheets as they were written."""
        first = 0
        for part in self.parts:
            columns = tuple(
                ColumnRecord(name=meta.name, header=writer.column.header, pattern=writer.column.pattern, width=writer.width())
                for meta, writer in zip(self.result.columns, book.get_worksheet_by_name(part.sheet).columns, strict=True)
            )
            yield SheetRecord(name=part.sheet, kind="data", data=self.result.id, first=first, rows=part.rows, columns=columns)
            first += part.rows


def plan_extracts(sheets: Iterable[tuple[str, SheetSpec]], ledger: Ledger) -> dict[str, Extract]:
    """Extracts by result id. A result longer than a sheet stands on several sheets, in order."""
    found: dict[str, Extract] = {}
    tables = 0
    for name, sheet in sheets:
        if sheet.kind != "data":
            continue
        if sheet.data not in ledger.results:
            raise Fault(f"The data sheet {name!r} names the result {sheet.data!r}, which is not in the ledger.")
        tables += 1
        part = Part(name, "Data" if tables == 1 else f"Data_{tables}")
        if sheet.data in found:
            found[sheet.data].parts.append(part)
            continue
        result = ledger.results[sheet.data]
        labels = table_headers((column.label or column.name for column in result.columns), "column")
        found[result.id] = Extract(result, dict(zip((c.name for c in result.columns), labels, strict=True)), [part])
    return found


def write_extract(book: Workbook, extract: Extract, rows: Rows, styles: Styles, language: Language) -> None:
    """Stream all rows into the extract's sheets and gather what its formulas will give."""
    result = extract.result
    columns = _columns(extract, styles)
    extract.totals = Totals([column.name for column in result.columns], extract.asks)
    pieces = _pieces(iter(rows(result)))
    for part in extract.parts:
        sheet: DataSheet = book.get_worksheet_by_name(part.sheet)
        sheet.begin(columns, styles[Look(bold=True, colour="paper", fill="accent", wrap=True, valign="vcenter")])
        while part.rows < MOST_ROWS and (piece := next(pieces, None)):
            sheet.write_piece(piece)
            extract.totals.add(piece)
            part.rows += len(piece[0])
        sheet.finish(part.table, "TableStyleLight1", result.purpose or word("kind_data", language))
    if next(pieces, None):
        raise Fault(f"The result {result.id} gave more rows than the {result.row_count} it announced.")


def _columns(extract: Extract, styles: Styles) -> list[DataColumn]:
    def index(look: Look) -> int:
        return int(styles[look]._get_xf_index())

    found: list[DataColumn] = []
    for column in extract.result.columns:
        number = column_pattern(column)
        text = Look(indent=1) if found and found[-1].pattern else Look()  # a gutter where a left column follows a right one
        found.append(DataColumn(extract.headers[column.name], index(Look(pattern=number)), index(text), number))
    return found


def _pieces(rows: Iterator[tuple[Cell, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Rows as columns, a piece at a time; no piece crosses the end of a sheet."""
    left = MOST_ROWS
    while piece := list(islice(rows, min(PIECE, left))):
        left = left - len(piece) or MOST_ROWS
        yield list(zip(*piece, strict=True))
