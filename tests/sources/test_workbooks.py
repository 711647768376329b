"""Excel as people make it: titles, merged cells, several tables, totals."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl

from tests.sources.made import only_table, opened, values, workbook

HEADER = ["Region", "Channel", "Sales"]
BODY = [["North", "Shop", 10], ["North", "Web", 20], ["South", "Shop", 30], ["South", "Web", 40]]


def test_header_below_titles_is_found(tmp_path: Path) -> None:
    table = only_table(workbook(tmp_path, [["Sales by region"], ["as of May"], [], HEADER, *BODY], merges=("A1:C1",)))
    assert [c.name for c in table.columns] == HEADER
    assert table.rows == 4 and "header in row 4" in table.origin


def test_rows_of_totals_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = [HEADER, *BODY[:2], ["North total", None, 30], *BODY[2:], ["South total", None, 70], ["Grand total", None, 100]]
    reader = opened(workbook(tmp_path, rows))
    assert values(reader, "SELECT sum(Sales), count(*) FROM book") == [(100, 4)]
    assert any("totals" in problem and ": 3." in problem for problem in reader.catalog.tables[0].problems)


def test_cells_merged_downwards_count_for_each_row(tmp_path: Path) -> None:
    rows = [HEADER, *[[row[0] if index % 2 == 0 else None, *row[1:]] for index, row in enumerate(BODY)]]
    reader = opened(workbook(tmp_path, rows, merges=("A2:A3", "A4:A5")))
    assert values(reader, "SELECT Region, sum(Sales) FROM book GROUP BY 1 ORDER BY 1") == [("North", 30), ("South", 70)]


def test_a_header_of_two_lines_is_joined(tmp_path: Path) -> None:
    rows = [["Region", "2024", None, "2025", None], [None, "Sales", "Cost", "Sales", "Cost"], ["North", 1, 2, 3, 4], ["South", 5, 6, 7, 8]]
    table = only_table(workbook(tmp_path, rows, merges=("A1:A2", "B1:C1", "D1:E1")))
    assert [c.name for c in table.columns] == ["Region", "2024 Sales", "2024 Cost", "2025 Sales", "2025 Cost"]


def test_two_tables_on_a_sheet_become_two_tables(tmp_path: Path) -> None:
    rows = [["Sales"], HEADER, *BODY, [], [], ["Stock"], ["Product", "Units"], ["Shoe", 4], ["Hat", 9]]
    assert [(t.name, t.rows) for t in opened(workbook(tmp_path, rows)).catalog.tables] == [("book_Sales", 4), ("book_Stock", 2)]


def test_an_empty_row_does_not_cut_a_table(tmp_path: Path) -> None:
    rows = [["Day", "Sales"], [date(2024, 1, 1), 5], [date(2024, 1, 2), 6], [], [date(2024, 1, 3), 7]]
    table = only_table(workbook(tmp_path, rows))
    assert (table.rows, table.column("Day").type) == (3, "date")


def test_each_visible_sheet_is_a_table_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Orders 2024"
    for name in ("Customers", "Secret"):
        book.create_sheet(name)
    for sheet in book:
        sheet.append(["id", "name"])
        sheet.append([1, "x"])
    book["Secret"].sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    assert [t.name for t in opened(tmp_path / "book.xlsx").catalog.tables] == ["Orders_2024", "Customers"]


def test_types_of_cells_are_kept(tmp_path: Path) -> None:
    rows = [
        ["id", "when", "paid", "price", "zip"],
        [1, datetime(2024, 1, 2, 3, 4), True, 1.5, "01234"],
        [2, datetime(2024, 1, 3), False, 2, "99999"],
    ]
    table = only_table(workbook(tmp_path, rows))
    assert [c.type for c in table.columns] == ["integer", "datetime", "boolean", "number", "text"]


def test_a_formula_in_a_cell_is_text_or_its_result_and_never_run(tmp_path: Path) -> None:
    table = only_table(workbook(tmp_path, [["name", "n"], ["'=1+1", 2], ["@SUM(A1)", 3], ["+1", 4]]))
    assert table.rows == 3 and table.column("name").type == "text"
