"""The gate of a workbook: the finished file is opened again and every formula, figure, width and set-up is checked."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from agents.checks.findings import GateFinding
from agents.checks.workbook_formulas import Cells, Column, Unreadable, evaluate, relative, shape, tokens
from agents.checks.workbook_looks import looks
from agents.checks.workbook_package import Package, data_columns, light_copy, open_package
from agents.core.errors import EvidenceError
from agents.evidence.formats import MISSING
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell, Result
from agents.specs.workbook import WorkbookSpec

Rows = Callable[[Result], Iterable[tuple[Cell, ...]]]
AGREES = 1e-9  # relative
ROUNDING = 1e-13  # of the largest number that a formula met
NUMERIC = re.compile(r"[-+−]?[$€£¥]?\d[\d,]*(\.\d+)?( ?%| k| m| bn|万|亿)?")
LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]|\bTODO\b|\bNone\b|\bnan\b|lorem ipsum", re.IGNORECASE)
SHOWN = ("Shown in", "所在单元格")
LISTS = (*SHOWN, "State", "状态", "Colours of numbers", "数字颜色")


@dataclass
class Book:
    """The finished file: formulas, stored values, package, and the fact of each cell as the evidence sheet states it."""

    package: Package
    formulas: Workbook
    values: Workbook
    facts: dict[tuple[str, str], str] = field(default_factory=dict)
    data: set[str] = field(default_factory=set)  # names of data sheets
    registers: set[str] = field(default_factory=set)  # sheets that list figures, sources or controls: their numbers are no facts

    def sheets(self) -> Iterator[Worksheet]:
        """Every sheet but those of data."""
        return (sheet for sheet in self.formulas.worksheets if sheet.title not in self.data)

    def cells(self) -> Iterator[tuple[Worksheet, SheetCell, Any]]:
        """Every filled cell with its stored value."""
        for sheet in self.sheets():
            stored = self.values[sheet.title]
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield sheet, cell, stored[cell.coordinate].value


def check_workbook(path: Path, spec: WorkbookSpec, ledger: Ledger, data_rows: Rows) -> list[GateFinding]:
    """What is wrong with a finished workbook; empty when it may be handed over. `data_rows(result)` yields an extract's rows."""
    try:
        book = _open(path)
    except (BadZipFile, KeyError, ValueError, TypeError) as error:
        return [_finding("BROKEN", path.name, f"The file cannot be opened: {error}.", "Write the workbook again.")]
    found = [*_package(book), *_rows(book, spec, ledger, data_rows), *_figures(book, ledger), *_formulas(book, ledger)]
    names = _names(spec, ledger)
    for sheet in book.sheets():
        found += [*looks(sheet, book.values[sheet.title]), *_neighbours(sheet)]
        if sheet.title not in book.registers:  # queries and notes of the source may hold anything
            found += _texts(sheet, names)
    found += [*_computed(book), *_states(book)]
    for name in sorted(book.data):
        found += looks(book.formulas[name], book.values[name])
    return found


def _open(path: Path) -> Book:
    package = open_package(path)
    light = light_copy(package)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it would drop data bars on saving; nothing is saved
        formulas = load_workbook(light)
        light.seek(0)
        values = load_workbook(light, data_only=True)
    book = Book(package, formulas, values, data={table.sheet for table in package.tables.values()})
    for sheet in book.sheets():
        _read_register(sheet, book.facts)
        if any(cell.value in LISTS for row in sheet.iter_rows() for cell in row):
            book.registers.add(sheet.title)
    return book


def _read_register(sheet: Worksheet, facts: dict[tuple[str, str], str]) -> None:
    """The list of figures on the evidence sheet: first column the fact, last the cells that show it."""
    header = next((cell for row in sheet.iter_rows() for cell in row if cell.value in SHOWN), None)
    if header is None:
        return
    for row in range(header.row + 1, sheet.max_row + 1):
        fact, shown = sheet.cell(row, 2).value, sheet.cell(row, header.column).value
        if fact:
            facts[(sheet.title, f"D{row}")] = str(fact)
        for place in re.findall(r"(?:'(?:[^']|'')+'|[^,'! ]+)![A-Z]+\d+", str(shown or "")):
            name, _, cell = place.rpartition("!")
            facts[(name.removeprefix("'").removesuffix("'").replace("''", "'"), cell)] = str(fact)


def _package(book: Book) -> Iterator[GateFinding]:
    for name in book.package.external:
        yield _finding(
            "EXTERNAL_LINK", name, "The workbook refers to another file.", "Write the values or formulas into the workbook itself."
        )
    for name in book.package.hidden:
        yield _finding("HIDDEN_SHEET", name, "The sheet is hidden.", "Show it, or leave it out.")


def _rows(book: Book, spec: WorkbookSpec, ledger: Ledger, data_rows: Rows) -> Iterator[GateFinding]:
    """Rows of the file, of its table, of the source and of the ledger must be one number; summed columns must agree."""
    tables = list(book.package.tables.values())
    for sheet in spec.sheets:
        result = ledger.results.get(sheet.data)
        if sheet.kind != "data" or result is None:
            continue
        headers = [column.label or column.name for column in result.columns]
        mine = [table for table in tables if [*table.headers.values()][:1] == headers[:1] and len(table.headers) == len(headers)]
        written = sum(book.package.rows.get(table.sheet, 0) for table in mine)
        framed = sum(table.rows for table in mine)
        count = sum(1 for _ in data_rows(result))
        expected = max(count, len(mine))  # an Excel table keeps one blank row
        if not (written == framed == expected and count == result.row_count):
            message = (
                f"The file holds {written:,} rows, its table {framed:,}; "
                f"the source gave {count:,} and the ledger says {result.row_count:,}."
            )
            yield _finding("ROW_COUNT", sheet.name, message, "Write every row of the result into the table.")


def _figures(book: Book, ledger: Ledger) -> Iterator[GateFinding]:
    """Every registered cell shows its fact; every other number on a sheet of figures is a formula."""
    for (name, place), ref in book.facts.items():
        where = f"{name}!{place}"
        if name not in book.values.sheetnames:
            yield _finding(
                "NO_CELL", where, f"The evidence names a sheet that is not there for {ref!r}.", "Write the list of evidence again."
            )
            continue
        try:
            wanted = ledger.value(ref)
        except EvidenceError as error:
            yield _finding("NO_FACT", where, error.message, "Show only facts of the ledger.")
            continue
        stored = book.values[name][place].value
        if not _shows(stored, wanted):
            yield _finding(
                "FACT",
                where,
                f"The cell holds {stored!r}, the fact {ref!r} is {wanted!r}.",
                "Write the fact's value, and a formula that gives it.",
            )
    for sheet, cell, stored in book.cells():
        loose = isinstance(stored, float | int) and not isinstance(stored, bool) and stored and cell.data_type == "n"
        if loose and sheet.title not in book.registers and (sheet.title, cell.coordinate) not in book.facts:
            yield _finding(
                "UNBOUND", f"{sheet.title}!{cell.coordinate}", f"{stored!r} belongs to no fact.", "Show numbers through fact tokens only."
            )


def _formulas(book: Book, ledger: Ledger) -> Iterator[GateFinding]:
    for sheet, cell, stored in book.cells():
        if cell.data_type != "f":
            continue
        where, formula = f"{sheet.title}!{cell.coordinate}", str(cell.value)
        if stored is None or stored == "":
            yield _finding(
                "NO_CACHE",
                where,
                f"{formula} has no stored value: previewers will show nothing.",
                "Store the fact's value with the formula.",
            )
        if isinstance(stored, str) and stored.startswith("#") or "#REF!" in formula:
            yield _finding("ERROR", where, f"{formula} gives {stored}.", "Guard the formula: a missing value is a dash, not an error.")
        if typed := _typed_numbers(formula, book.facts.get((sheet.title, cell.coordinate), ""), ledger):
            yield _finding(
                "HARDCODE",
                where,
                f"{formula} holds the typed number {typed[0]}.",
                "Put the number into a cell with a fact and refer to it.",
            )
        if re.search(r"\[[^\]]*\.xls[xm]?\]", formula):
            yield _finding("EXTERNAL_LINK", where, f"{formula} reads another file.", "Refer to cells of this workbook.")


def _typed_numbers(formula: str, ref: str, ledger: Ledger) -> list[str]:
    """Numbers inside a formula that its fact's own expression does not hold. Nought and one are arithmetic, dates are filters."""
    expression = ledger.fact(ref).expression if ref in ledger.facts else ""
    allowed = {0.0, 1.0} | {float(number) for number in re.findall(r"(?<![\w.])\d+\.?\d*", expression)}
    try:
        parts = tokens(re.sub(r"DATE\(\d+,\d+,\d+\)", '""', formula))
    except Unreadable:
        return []
    return [part.text for part in parts if part.kind == "number" and float(part.text) not in allowed]


def _computed(book: Book) -> Iterator[GateFinding]:
    """Compute every formula from the stored values and the data, and compare."""
    cells = _cells(book)
    for sheet, cell, stored in book.cells():
        if cell.data_type != "f" or stored is None:
            continue
        where = f"{sheet.title}!{cell.coordinate}"
        try:
            value, scale = evaluate(str(cell.value), sheet.title, cells)
        except ZeroDivisionError:
            yield _finding("ERROR", where, f"{cell.value} divides by zero.", "Guard the base: a missing value is a dash.")
            continue
        except Unreadable as error:
            yield _finding("UNREADABLE", where, f"{cell.value} {error}.", "Use the functions that the gate can compute.")
            continue
        if not _shows(stored, value, scale):
            yield _finding("STALE", where, f"{cell.value} stores {stored!r}, but computes to {value!r}.", "Store what the formula gives.")


def _cells(book: Book) -> Cells:
    """Stored values, and the data columns that any formula names."""
    values = {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in book.values.worksheets
    }
    for found in values.values():
        for place, value in found.items():
            if isinstance(value, datetime):
                found[place] = value.date()
    cells = Cells(values)
    named = "\n".join(str(cell.value) for _, cell, _ in book.cells() if cell.data_type == "f")
    for table in book.package.tables.values():
        wanted = set()
        for letter, header in table.headers.items():
            plain = rf"(?:'{re.escape(table.sheet)}'|{re.escape(table.sheet)})!\${letter}\$"
            if f"{table.name}[{header}]" in named or re.search(plain, named):
                wanted.add(letter)
            column = Column(table.name, letter)
            cells.columns[(table.name, header)] = cells.columns[(table.sheet, letter)] = column
        for letter, column_values in data_columns(book.package, table, wanted).items():
            cells.data[Column(table.name, letter)] = column_values
    return cells


def _neighbours(sheet: Worksheet) -> Iterator[GateFinding]:
    """A formula that was filled wrongly: the same operations as both its neighbours, but over other cells than these say."""
    for column in sheet.iter_cols():
        forms = {
            cell.row: relative(str(cell.value), cell.row, cell.column)
            for cell in column
            if cell.data_type == "f" and cell.column and cell.row
        }
        for row, form in forms.items():
            above, below = forms.get(row - 1), forms.get(row + 1)
            same_shape = above is not None and above == below != form and shape(above) == shape(form)
            if same_shape and "!" not in form:
                where = f"{sheet.title}!{get_column_letter(int(column[0].column or 1))}{row}"
                yield _finding(
                    "INCONSISTENT",
                    where,
                    f"{sheet.cell(row, int(column[0].column or 1)).value} differs from its neighbours.",
                    "Fill one formula down the column.",
                )


def _texts(sheet: Worksheet, known: set[str]) -> Iterator[GateFinding]:
    """Unfinished texts, and amounts written as text. `known` are names and codes that may look like numbers."""
    for row in sheet.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or cell.data_type == "f":
                continue
            where = f"{sheet.title}!{cell.coordinate}"
            if LEFTOVER.search(cell.value):
                yield _finding("LEFTOVER", where, f"{cell.value[:80]!r} was not finished.", "Write tokens out before the file is made.")
            if NUMERIC.fullmatch(cell.value) and cell.value not in known:
                yield _finding("NUM_AS_TEXT", where, f"{cell.value!r} is a number written as text.", "Write a number with a number format.")


def _names(spec: WorkbookSpec, ledger: Ledger) -> set[str]:
    """Texts that may look like numbers: names of the spec, and cells of text columns (codes, not amounts)."""
    names = set(spec.names)
    for result in ledger.results.values():
        texts = [place for place, column in enumerate(result.columns) if column.type == "text"]
        names |= {str(row[place]) for row in result.rows for place in texts}
    return names


def _states(book: Book) -> Iterator[GateFinding]:
    for sheet, cell, stored in book.cells():
        if cell.data_type == "f" and stored == "CHECK":
            label = sheet.cell(cell.row, 2).value
            yield _finding(
                "CONTROL",
                f"{sheet.title}!{cell.coordinate}",
                f"The control {label!r} does not agree.",
                "Find out which side is wrong before the file is handed over.",
            )


def _shows(stored: Any, wanted: Any, scale: float = 0.0) -> bool:
    if isinstance(stored, datetime):
        stored = stored.date()
    if isinstance(wanted, float) and wanted != wanted or wanted is None:
        return stored in (None, MISSING) or (stored == 0 and scale > 0)
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        if isinstance(stored, date):
            stored = (stored - date(1899, 12, 30)).days
        if not isinstance(stored, (int, float)):
            return False
        return abs(stored - wanted) <= AGREES * max(abs(stored), abs(wanted)) + ROUNDING * scale
    if isinstance(wanted, datetime):
        wanted = wanted.date()
    return bool(stored == wanted or str(stored) == str(wanted))


def _finding(code: str, where: str, message: str, fix: str) -> GateFinding:
    return GateFinding(code=code, where=where, message=message, fix=fix)
