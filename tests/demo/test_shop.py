"""The demo shop as a person gets it: a file, or tables in PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from agents.core.errors import InputError
from agents.demo.shop import main, make_sqlite, make_tables
from agents.demo.truths import TRUTHS

POSTGRES = os.environ.get("DEMO_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/test")
COLUMNS = {
    "customers": ["customer_id", "name", "email", "segment", "city", "joined_on"],
    "products": ["product_id", "name", "category", "subcategory", "season", "colour", "price", "cost"],
    "orders": ["order_id", "ordered_at", "customer_id", "channel", "status", "region"],
    "order_lines": ["line_id", "order_id", "product_id", "size", "quantity", "price", "discount", "amount"],
    "returns": ["return_id", "line_id", "returned_on", "reason", "quantity", "refund"],
    "stock": ["product_id", "size", "on_hand", "reorder_point", "counted_on"],
}


def one(database: sqlite3.Connection, sql: str) -> tuple[object, ...]:
    return tuple(database.execute(sql).fetchone())


@pytest.mark.parametrize("table", COLUMNS)
def test_each_table_has_its_columns_and_a_primary_key(shop: sqlite3.Connection, table: str) -> None:
    columns = shop.execute(f"PRAGMA table_info({table})").fetchall()
    assert [column[1] for column in columns] == COLUMNS[table]
    assert any(column[5] for column in columns)


def test_every_foreign_key_is_declared_and_holds(shop: sqlite3.Connection) -> None:
    declared = {(table, row[2]) for table in COLUMNS for row in shop.execute(f"PRAGMA foreign_key_list({table})")}
    assert declared == {
        ("orders", "customers"), ("order_lines", "orders"), ("order_lines", "products"), ("returns", "order_lines"), ("stock", "products"),
    }  # fmt: skip
    assert shop.execute("PRAGMA foreign_key_check").fetchall() == []


def test_both_years_are_whole_days_without_a_gap(shop: sqlite3.Connection) -> None:
    assert one(shop, "SELECT MIN(DATE(ordered_at)), MAX(DATE(ordered_at)), COUNT(DISTINCT DATE(ordered_at)) FROM orders") == (
        "2024-01-01", "2025-12-31", 731,
    )  # fmt: skip


def test_every_amount_is_quantity_times_price_less_discount_to_the_cent(shop: sqlite3.Connection) -> None:
    assert one(shop, "SELECT COUNT(*) FROM order_lines WHERE ABS(amount - quantity * price * (1 - discount)) > 0.0051") == (0,)
    assert one(shop, "SELECT COUNT(*) FROM order_lines WHERE typeof(amount) <> 'real' OR amount <= 0") == (0,)


def test_nothing_comes_back_before_it_was_sold_or_from_a_cancelled_order(shop: sqlite3.Connection) -> None:
    wrong = "r.returned_on <= DATE(o.ordered_at) OR o.status = 'cancelled' OR r.quantity > l.quantity OR r.refund > l.amount"
    joined = "returns r JOIN order_lines l USING (line_id) JOIN orders o USING (order_id)"
    assert one(shop, f"SELECT COUNT(*) FROM {joined} WHERE {wrong}") == (0,)


def test_nobody_orders_before_joining(shop: sqlite3.Connection) -> None:
    assert one(shop, "SELECT COUNT(*) FROM orders JOIN customers USING (customer_id) WHERE joined_on > DATE(ordered_at)") == (0,)


def test_the_same_seed_makes_the_same_shop_and_another_seed_another(tmp_path: Path) -> None:
    files = [make_sqlite(tmp_path / f"{number}.sqlite", orders=1_000, seed=seed) for number, seed in enumerate((7, 7, 8))]
    first, again, other = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    assert first == again != other


def test_it_never_writes_over_a_file_that_is_not_a_demo_shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear Maple")
    assert main([str(tmp_path / "letter.txt"), "--orders", "1000"]) == 2
    assert "is not a demo shop" in capsys.readouterr().err
    assert (tmp_path / "letter.txt").read_text() == "Dear Maple"


def test_it_replaces_an_older_demo_shop(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    shop = make_sqlite(folder / "shop.sqlite", orders=1_000)
    make_sqlite(shop, orders=1_200)
    assert sqlite3.connect(shop).execute("SELECT COUNT(*) FROM orders").fetchone() == (1_200,)
    assert os.listdir(folder) == ["shop.sqlite"]


def test_too_few_orders_are_refused_with_the_smallest_number() -> None:
    with pytest.raises(InputError, match="at least 1,000 orders"):
        make_tables(orders=10)


@pytest.fixture
def postgres() -> Iterator[psycopg.Connection]:
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        pytest.skip(f"optional: no PostgreSQL at DEMO_POSTGRES_URL: {error}")
    connection.execute("DROP SCHEMA IF EXISTS demo_shop_test CASCADE")
    connection.execute("CREATE SCHEMA demo_shop_test")
    connection.execute("SET search_path = demo_shop_test")
    yield connection
    connection.execute("DROP SCHEMA demo_shop_test CASCADE")
    connection.close()


def in_schema() -> list[str]:
    return ["--postgres", f"{POSTGRES}?options=-csearch_path%3Ddemo_shop_test"]


def test_the_same_truths_are_found_in_postgresql(postgres: psycopg.Connection) -> None:
    assert main(in_schema()) == 0
    for truth in TRUTHS:
        found = [row[0] for row in postgres.execute(truth.sql.encode()).fetchall()]
        low, high = truth.between or (0, 0)
        assert low <= found[0] <= high if truth.between else tuple(found) == truth.answer, truth.says


def test_it_never_drops_a_postgresql_table_of_somebody_else(postgres: psycopg.Connection, capsys: pytest.CaptureFixture[str]) -> None:
    postgres.execute("CREATE TABLE orders (mine integer)")
    assert main([*in_schema(), "--orders", "1000"]) == 2
    assert "already has tables named orders" in capsys.readouterr().err
    assert postgres.execute("SELECT COUNT(*) FROM orders").fetchone() == (0,)


@pytest.mark.parametrize("table", COLUMNS)
def test_the_documentation_gives_the_number_of_rows(shop: sqlite3.Connection, table: str) -> None:
    (rows,) = shop.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    assert f"| {table} | {rows:,} |" in (Path(__file__).parents[2] / "docs" / "demo.md").read_text(encoding="utf-8")
