"""Delimited text: encodings, delimiters, headers, and values as people write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.sources.made import column, csv_column, only_table, opened, text_file, values

ROWS = "地区,销售额\n华东,1200\n华南,900\n华北,300\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_chinese_text_is_read_in_any_of_its_encodings(tmp_path: Path, encoding: str) -> None:
    table = only_table(text_file(tmp_path, ROWS.encode(encoding)))
    assert [c.name for c in table.columns] == ["地区", "销售额"]
    assert {sample.value for sample in table.columns[0].samples} == {"华东", "华南", "华北"}


def test_western_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    found = column("city,n\nMünchen,1\nZürich,2\nMálaga,3\nNîmes,4\n".encode("cp1252"), "city", tmp_path)
    assert {sample.value for sample in found.samples} == {"München", "Zürich", "Málaga", "Nîmes"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    content = "\n".join(delimiter.join(row) for row in (["region", "note", "sales"], ["North", "a b", "1"], ["South", "c", "2"]))
    assert [c.name for c in only_table(text_file(tmp_path, content)).columns] == ["region", "note", "sales"]


def test_a_semicolon_file_with_decimal_commas_is_not_split_at_the_commas(tmp_path: Path) -> None:
    found = column("region;sales\nNord;1.234,56\nSüd;99,10\n", "sales", tmp_path)
    assert (found.type, found.minimum, found.maximum, found.note) == ("number", 99.1, 1234.56, "decimal comma")


@pytest.mark.parametrize(
    ("written", "type_", "largest"),
    [
        (("1,234.56", "2,000.00", "3.5"), "number", 2000.0),
        (("1.234,56", "2.000,00", "3,5"), "number", 2000.0),
        (("1,234", "2,000", "15"), "integer", 2000),
        (("$1,200.50", "$3"), "number", 1200.5),
        (("(1,200)", "300"), "integer", 300),
        (("1 234,5", "7,25"), "number", 1234.5),
        (("12", "N/A", "-", ""), "integer", 12),
        (("3e2", "1.5"), "number", 300.0),
        (("−5", "4"), "integer", 4),
    ],
)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, written: tuple[str, ...], type_: str, largest: float) -> None:
    found = csv_column(tmp_path, "amount", *written)
    assert (found.type, found.maximum) == (type_, largest)


def test_percent_becomes_a_ratio(tmp_path: Path) -> None:
    found = csv_column(tmp_path, "margin", "12.5%", "40 %", "-3%")
    assert (found.unit, found.minimum, found.maximum) == ("ratio", -0.03, 0.4)


@pytest.mark.parametrize(
    ("written", "currency"),
    [(("€1.234,50", "€9,99"), "EUR"), (("USD 5", "USD 7.5"), "USD"), (("¥100", "¥20"), "CNY"), (("8 GBP", "9 GBP"), "GBP")],
)
def test_currency_marks_name_the_currency(tmp_path: Path, written: tuple[str, ...], currency: str) -> None:
    found = csv_column(tmp_path, "amount", *written)
    assert (found.role, found.unit, found.currency) == ("measure", "currency", currency)


def test_two_currencies_in_one_column_are_not_added_up(tmp_path: Path) -> None:
    assert csv_column(tmp_path, "amount", "$5", "€7", "$9").type == "text"


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("2024-01-31", "2024-02-01"), date(2024, 1, 31)),
        (("31/01/2024", "01/02/2024"), date(2024, 1, 31)),
        (("01/31/2024", "02/01/2024"), date(2024, 1, 31)),
        (("31.01.2024", "01.02.2024"), date(2024, 1, 31)),
        (("12 Jan 2024", "3 Feb 2024"), date(2024, 1, 12)),
        (("Jan 12, 2024", "Feb 3, 2024"), date(2024, 1, 12)),
        (("20240131", "20240201"), date(2024, 1, 31)),
        (("2024/1/31", "2024/2/1"), date(2024, 1, 31)),
        (("2024年1月31日", "2024年2月1日"), date(2024, 1, 31)),
        (("2024-01", "2024-02"), date(2024, 1, 1)),
        (("January 12, 2024", "May 3, 2024"), date(2024, 1, 12)),
        (("31-Jan-24", "01-Feb-24"), date(2024, 1, 31)),
        (("31/01/24", "01/02/24"), date(2024, 1, 31)),
    ],
)
def test_dates_are_read_as_people_write_them(tmp_path: Path, written: tuple[str, ...], first: date) -> None:
    found = csv_column(tmp_path, "order date", *written)
    assert (found.type, found.role, found.minimum) == ("date", "time", first)


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("2024-01-31 10:30:00", "2024-02-01T00:00:00"), datetime(2024, 1, 31, 10, 30)),
        (("2024-01-31T10:30:00Z", "2024-02-01T00:00:00.5Z"), datetime(2024, 1, 31, 10, 30)),
        (("1/31/2024 2:05 PM", "2/1/2024 11:00 AM"), datetime(2024, 1, 31, 14, 5)),
        (("1706697000", "1706783400"), datetime(2024, 1, 31, 10, 30)),
    ],
)
def test_times_are_read_as_people_write_them(tmp_path: Path, written: tuple[str, ...], first: datetime) -> None:
    found = csv_column(tmp_path, "created at", *written)
    assert (found.type, found.minimum) == ("datetime", first)


def test_dates_that_could_be_either_way_say_so(tmp_path: Path) -> None:
    assert "do not prove" in csv_column(tmp_path, "date", "01/02/2024", "03/04/2024").note


def test_values_that_do_not_convert_become_null_and_are_counted(tmp_path: Path) -> None:
    lines = "\n".join(f"{number},{number * 2}.5" for number in range(99))
    table = only_table(text_file(tmp_path, f"n,amount\n{lines}\n99,broken\n"))
    assert (table.column("amount").type, table.column("amount").nulls) == ("number", 1)
    assert any("'broken'" in problem and "1 of 100" in problem for problem in table.problems)


@pytest.mark.parametrize("written", [("00123", "00456"), ("536365", "C536379", "536366"), ("4111111111111111111111", "5")])
def test_codes_stay_text(tmp_path: Path, written: tuple[str, ...]) -> None:
    assert csv_column(tmp_path, "code", *written).type == "text"


def test_a_number_with_one_letter_in_a_hundred_is_a_code(tmp_path: Path) -> None:
    assert csv_column(tmp_path, "document", *[str(5000 + n) for n in range(99)], "C5099").type == "text"


def test_header_below_a_title_is_found(tmp_path: Path) -> None:
    table = only_table(text_file(tmp_path, "Sales report\nmade 2024-05-01\n\nregion,sales\nNorth,1\nSouth,2\n"))
    assert [c.name for c in table.columns] == ["region", "sales"] and table.rows == 2
    assert "header in line 3" in table.origin


def test_a_file_without_a_header_gets_names(tmp_path: Path) -> None:
    table = only_table(text_file(tmp_path, "2024-01-01,5,7.5\n2024-01-02,6,8.5\n2024-01-03,6,8.5\n"))
    assert [c.name for c in table.columns] == ["column 1", "column 2", "column 3"] and table.rows == 3


def test_years_may_be_column_heads(tmp_path: Path) -> None:
    assert [c.name for c in only_table(text_file(tmp_path, "region,2023,2024\nNorth,10,12\nSouth,4,3\n")).columns] == [
        "region",
        "2023",
        "2024",
    ]


def test_quoted_line_ends_and_delimiters_stay_inside_their_cell(tmp_path: Path) -> None:
    reader = opened(text_file(tmp_path, 'name,note,n\n"Smith, J","two\nlines",1\n"O""Neil",x,2\n'))
    assert values(reader, "SELECT name, note FROM sales ORDER BY n") == [("Smith, J", "two\nlines"), ('O"Neil', "x")]


def test_ragged_lines_do_not_stop_the_reading(tmp_path: Path) -> None:
    table = only_table(text_file(tmp_path, "a,b,c\n1,2,3\n4,5\n6,7,8\n9,10,11,12\n"))
    assert table.rows >= 3


def test_na_is_missing_but_namibia_stays_in_a_column_of_codes(tmp_path: Path) -> None:
    assert csv_column(tmp_path, "size", "12", "NA", "14").nulls == 1
    assert csv_column(tmp_path, "country", "NA", "DE", "FR").nulls == 0


def test_spaces_around_text_go(tmp_path: Path) -> None:
    assert {s.value for s in csv_column(tmp_path, "region", " North", "North ", "South").samples} == {"North", "South"}
