"""The catalog: roles, periods, duplicates, joins, several files, and the copy that is made once."""

from __future__ import annotations

import os
import re
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from agents.core.errors import ThreedayError
from agents.sources.labels import label_of
from agents.sources.notes import NOTES, in_language
from agents.sources.open import open_data, prepare
from agents.sources.rhythm import partial_of
from tests.sources.made import csv_column, only_table, opened, sqlite_file, text_file, values

SHOP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, region TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, price REAL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, ordered_on TEXT, amount REAL);
CREATE TABLE order_lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders(id), productId INTEGER, quantity INTEGER);
INSERT INTO customers VALUES (1, 'Ann', 'North'), (2, 'Bob', 'South'), (3, 'Cy', 'North');
INSERT INTO products VALUES (1, 'Shoe', 10.5), (2, 'Hat', 5), (3, 'Sock', 2);
INSERT INTO orders VALUES (1, 1, '2024-01-05', 20), (2, 1, '2024-02-05', 30.5), (3, 3, '2024-03-05', 10);
INSERT INTO order_lines VALUES (1, 1, 1, 2), (2, 1, 2, 1), (3, 2, 3, 4), (4, 3, 1, 1);
"""


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("OrderDate", "order date"),
        ("order_date", "order date"),
        ("Total Revenue (USD)", "total revenue usd"),
        ("customerID", "customer id"),
        ("客户_名称", "客户 名称"),
    ],
)
def test_names_are_split_into_words(name: str, label: str) -> None:
    assert label_of(name) == label


@pytest.mark.parametrize(
    ("name", "written", "role", "unit"),
    [
        ("customer id", ("7", "7", "9"), "key", ""),
        ("year", ("2023", "2024", "2024"), "dimension", ""),
        ("sales", ("5", "7", "7"), "measure", "currency"),
        ("quantity", ("5", "7", "7"), "measure", "count"),
        ("discount", ("0.1", "0.2", "0"), "measure", "ratio"),
        ("is_new", ("0", "1", "1"), "dimension", ""),
        ("postal code", ("10115", "20095", "80331"), "dimension", ""),
        ("region", ("N", "S", "N"), "dimension", ""),
        ("销售额", ("5", "7", "7"), "measure", "currency"),
        ("active", ("true", "false", "true"), "dimension", ""),
        ("comment", tuple(f"{n} a long sentence about what happened with this order on its way " * 2 for n in range(30)), "text", ""),
    ],
)
def test_roles_and_units_come_from_names_and_values(tmp_path: Path, name: str, written: tuple[str, ...], role: str, unit: str) -> None:
    found = csv_column(tmp_path, name, *written)
    assert (found.role, found.unit) == (role, unit)


def test_all_values_of_a_small_dimension_are_samples_with_their_counts(tmp_path: Path) -> None:
    assert [(s.value, s.count) for s in csv_column(tmp_path, "region", "N", "S", "N", "N").samples] == [("N", 3), ("S", 1)]


def test_repeated_rows_are_counted(tmp_path: Path) -> None:
    assert only_table(text_file(tmp_path, "a,b\n1,x\n1,x\n2,x\n1,x\n")).duplicates == 2


def days(first: date, last: date, step: int = 1) -> list[date]:
    return [first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)]


def test_a_december_that_stops_on_the_ninth_is_partial() -> None:
    found = partial_of(days(date(2010, 12, 1), date(2011, 12, 9)))
    assert {p.label: (p.covered_from, p.covered_to) for p in found} == {
        "Dec 2011": (None, date(2011, 12, 9)),
        "Q4 2010": (date(2010, 12, 1), None),
        "Q4 2011": (None, date(2011, 12, 9)),
        "2010": (date(2010, 12, 1), None),
        "2011": (None, date(2011, 12, 9)),
    }
    assert not any(p.complete for p in found)


@pytest.mark.parametrize(
    "listed",
    [
        days(date(2024, 1, 1), date(2025, 12, 31)),
        [d for d in days(date(2024, 1, 1), date(2025, 12, 31)) if d.weekday() < 5][1:-1],
        [date(2024 + m // 12, m % 12 + 1, 1) for m in range(24)],
        days(date(2024, 1, 5), date(2025, 12, 26), 7),
        [date(y, 1, 1) for y in range(2000, 2025)],
    ],
)
def test_data_that_ends_in_its_own_rhythm_is_complete(listed: list[date]) -> None:
    assert partial_of(listed) == ()


def test_joins_are_declared_or_found_by_name_and_containment(tmp_path: Path) -> None:
    links = {
        (link.table, link.column, link.to_table, link.to_column): link.declared
        for link in opened(sqlite_file(tmp_path, SHOP)).catalog.links
    }
    assert links == {
        ("order_lines", "order_id", "orders", "id"): True,
        ("order_lines", "productId", "products", "id"): False,
        ("orders", "customer_id", "customers", "id"): False,
    }


def test_a_shared_id_column_joins_nothing(tmp_path: Path) -> None:
    script = """CREATE TABLE cats (id INTEGER, n INTEGER); CREATE TABLE dogs (id INTEGER, n INTEGER);
    INSERT INTO cats VALUES (1, 2), (2, 3); INSERT INTO dogs VALUES (1, 5), (2, 6);"""
    assert opened(sqlite_file(tmp_path, script)).catalog.links == ()


def test_a_short_name_of_the_table_is_name_enough(tmp_path: Path) -> None:
    script = """CREATE TABLE Student (StuID INTEGER, LName TEXT);
    CREATE TABLE Has_Pet (StuID INTEGER, PetID INTEGER); CREATE TABLE Pets (PetID INTEGER, weight REAL);
    INSERT INTO Student VALUES (1001, 'a'), (1002, 'b');
    INSERT INTO Has_Pet VALUES (1001, 1), (1001, 2); INSERT INTO Pets VALUES (1, 2.5), (2, 4);"""
    found = {(link.table, link.column, link.to_table) for link in opened(sqlite_file(tmp_path, script)).catalog.links}
    assert {("Has_Pet", "StuID", "Student"), ("Has_Pet", "PetID", "Pets")} <= found


def test_the_days_of_the_data_are_those_of_what_happened_not_of_lists_that_it_points_to(tmp_path: Path) -> None:
    script = SHOP + "ALTER TABLE customers ADD COLUMN joined_on TEXT; UPDATE customers SET joined_on = '2019-05-0' || id;"
    catalog = opened(sqlite_file(tmp_path, script)).catalog
    assert (catalog.first_day, catalog.last_day) == (date(2024, 1, 5), date(2024, 3, 5))


def test_the_key_of_a_table_points_nowhere_even_where_its_values_are_found(tmp_path: Path) -> None:
    script = """CREATE TABLE course (course_id INTEGER, name TEXT); CREATE TABLE course_tag (course_id INTEGER, tag TEXT);
    INSERT INTO course VALUES (1, 'a'), (2, 'b');
    INSERT INTO course_tag VALUES (1, 'x'), (2, 'y');"""
    assert [(link.table, link.to_table) for link in opened(sqlite_file(tmp_path, script)).catalog.links] == [("course_tag", "course")]


def test_values_that_are_not_contained_join_nothing(tmp_path: Path) -> None:
    script = SHOP.replace("(3, 3, '2024-03-05', 10)", "(3, 99, '2024-03-05', 10)")
    assert not any(link.column == "customer_id" for link in opened(sqlite_file(tmp_path, script)).catalog.links)


def test_several_files_are_one_source_with_joins_across_them(tmp_path: Path) -> None:
    orders = text_file(tmp_path, "order_id,customer_id,amount\n1,7,10\n2,8,20\n3,7,5\n", "orders.csv")
    customers = text_file(tmp_path, "customer_id,region\n7,North\n8,South\n", "customers.csv")
    for _ in range(2):  # the second time from what was kept
        reader = open_data([orders, customers], tmp_path / "work")
        assert [(link.table, link.to_table) for link in reader.catalog.links] == [("orders", "customers")]
        assert values(reader, "SELECT region, sum(amount) FROM orders JOIN customers USING (customer_id) GROUP BY 1 ORDER BY 1") == [
            ("North", 15),
            ("South", 20),
        ]


def test_tables_of_one_name_in_two_files_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    reader = open_data([text_file(tmp_path, "a,b\n1,2\n"), text_file(tmp_path / "b", "c,d\n3,4\n5,6\n")], tmp_path / "work")
    assert [t.name for t in reader.catalog.tables] == ["sales", "sales_2"]
    assert values(reader, "SELECT count(*) FROM sales_2") == [(2,)]
    assert "is called 'sales_2'" in reader.catalog.tables[1].problems[0]


def test_the_copy_is_made_once_and_again_when_the_file_changes(tmp_path: Path) -> None:
    path = text_file(tmp_path, "a,b\n1,2\n")
    assert prepare(path, tmp_path / "work").tables[0].rows == 1
    made = {found: found.stat().st_mtime_ns for found in (tmp_path / "work").glob("*.duckdb")}
    started = time.perf_counter()
    opened(path).close()
    assert time.perf_counter() - started < 1.0
    assert {found: found.stat().st_mtime_ns for found in (tmp_path / "work").glob("*.duckdb")} == made
    path.write_text("a,b\n1,2\n3,4\n")
    assert prepare(path, tmp_path / "work").tables[0].rows == 2


def test_sqlite_text_dates_numbers_and_mixed_columns_are_settled(tmp_path: Path) -> None:
    script = """CREATE TABLE t (day TEXT, amount TEXT, mixed, flag BOOLEAN, blob BLOB);
    INSERT INTO t VALUES ('2024-01-01', '5.5', 1, 1, x'00ff'), ('2024-01-02', '7', 'two', 0, NULL), (NULL, NULL, 3.5, 1, NULL);"""
    table = only_table(sqlite_file(tmp_path, script))
    assert [c.type for c in table.columns] == ["date", "number", "text", "boolean", "text"]


def test_a_source_file_is_never_written(tmp_path: Path) -> None:
    path = sqlite_file(tmp_path, SHOP)
    os.chmod(path, 0o444)
    before = path.read_bytes()
    opened(path).close()
    assert path.read_bytes() == before and not path.with_name(path.name + "-wal").exists()


def test_every_note_can_be_said_in_chinese() -> None:
    for english, chinese in NOTES.values():
        details = {name: f"<{name}>" for name in re.findall(r"\{(\w+)\}", english)}
        assert in_language(english.format(**details), "zh") == chinese.format(**details)
    assert in_language("Something else.", "zh") == "Something else."


def test_a_broken_copy_is_not_left_behind_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ThreedayError):
        opened(text_file(tmp_path, b"PAR1" + b"x" * 400 + b"PAR1", "a.parquet"))
    assert not list((tmp_path / "work").glob("*.part*"))
