"""The preview of a workbook and the downloaded file agree: every cell, its formula, its value and how it is shown, in the same order."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest
from lxml import html as parser
from openpyxl.utils.datetime import to_excel

from agents.renderers.html import sheet as drawing
from agents.renderers.html.view import View
from agents.renderers.xlsx.record import SheetRecord, read_contents, read_sheet
from agents.renderers.xlsx.show import show
from agents.sources import kept
from tests.main_job.driver import Ran


def records(ran: Ran) -> list[SheetRecord]:
    folder = ran.file("workbook").parent
    return [read_sheet(folder, number) for number in range(1, len(read_contents(folder).sheets) + 1)]


def drawn(ran: Ran, record: SheetRecord) -> dict[str, Any]:
    """Address -> cell of the preview, all pages of a sheet, in the order of reading."""
    view = View(ran.ledger, ran.state.language, ())
    found: dict[str, Any] = {}
    for first in range(0, drawing.row_count(record), drawing.ROWS):
        for cell in parser.fromstring(drawing.sheet_html(record, view, first=first)).iterfind(".//td[@id]"):
            row, col = map(int, cell.get("id")[1:].split("c"))
            found[drawing.address(row - 1, col - 1)] = cell
    return found


def filled(sheet: Any) -> dict[str, Any]:
    return {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}


def number(value: Any) -> Any:
    """A stored value as Excel keeps it: openpyxl turns the numbers of days into days."""
    return to_excel(value) if hasattr(value, "year") else value


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_sheets_are_those_of_the_file_in_their_order(small: Ran) -> None:
    book = openpyxl.load_workbook(small.file("workbook"), read_only=True)
    assert [record.name for record in records(small)] == book.sheetnames


def test_every_cell_has_the_address_the_formula_and_the_value_of_the_file(small: Ran) -> None:
    formulas, values = (openpyxl.load_workbook(small.file("workbook"), data_only=only) for only in (False, True))
    checked = 0
    for record in records(small):
        if record.kind == "data":
            continue
        shown, file = drawn(small, record), filled(formulas[record.name])
        assert [at for at, cell in shown.items() if cell.text_content().strip() and "chart-cell" not in cell.get("class", "")] == list(file)
        for at, cell in file.items():
            formula = cell.value[1:] if cell.data_type == "f" else None
            value = number(values[record.name][at].value)
            assert shown[at].get("data-f") == formula, (record.name, at)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                assert float(shown[at].get("data-v")) == pytest.approx(value, rel=1e-15), (record.name, at)
                assert words(shown[at].text_content()) == words(show(value, cell.number_format)), (record.name, at)
                checked += 1
            else:
                assert words(shown[at].text_content()) == words(str(value)), (record.name, at)
    assert checked > 500


def test_the_rows_of_data_are_those_of_the_file_in_their_order(small: Ran) -> None:
    record = next(record for record in records(small) if record.kind == "data")
    sheet = openpyxl.load_workbook(small.file("workbook"), read_only=True, data_only=True)[record.name]
    file = [[number(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert file[0] == [column.header for column in record.columns] and len(file) == record.rows + 1
    for start in (0, 200, record.rows - 100):
        page = kept.page(small.ledger.results[record.data], kept.Asked(), start)
        for (place, values), row in zip(page.rows, file[start + 1 :], strict=False):
            shown = [text for text, _ in drawing.data_row(record.columns, values)]
            patterns = [column.pattern for column in record.columns]
            assert shown == [show(value, pattern) for value, pattern in zip(row, patterns, strict=True)], place


def test_every_number_of_a_table_leads_to_its_evidence(small: Ran) -> None:
    for record in records(small):
        if record.kind in ("summary", "question"):
            for cell in (cell for cell in drawn(small, record).values() if cell.get("data-v")):
                ref = cell.find("a[@class='fact']")
                helper = "c-muted" in cell.get("class")  # the steps that a waterfall is drawn from are formulas of the sheet alone
                assert helper or small.ledger.value(ref.get("data-fact")) is not None
