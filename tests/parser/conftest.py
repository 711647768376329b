"""A small shop that nobody prepared the parser for, and a file of measurements."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from agents.answer import Answer, answer_question
from agents.sources.open import open_data
from agents.sources.reader import Reader

SCHEMA = """
CREATE TABLE customers (customer_id INTEGER PRIMARY KEY, customer_name TEXT, city TEXT, country TEXT, email TEXT);
CREATE TABLE products (product_id INTEGER PRIMARY KEY, product_name TEXT, category TEXT, list_price REAL, discontinued INTEGER);
CREATE TABLE orders (order_id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers, order_date TEXT, ship_date TEXT,
    channel TEXT, status TEXT);
CREATE TABLE order_lines (line_id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders, product_id INTEGER REFERENCES products,
    quantity INTEGER, unit_price REAL, discount REAL);
"""
CITIES = (("Lyon", "France"), ("Paris", "France"), ("Berlin", "Germany"), ("Rome", "Italy"))
NAMES = (
    "Anna Weiss",
    "Bo Lindqvist",
    "Carla Conti",
    "Dana Roy",
    "Emil Braun",
    "Fay Martin",
    "Gina Russo",
    "Hugo Petit",
    "Ivo Keller",
    "Jana Vogel",
)
PRODUCTS = (
    ("Rain Jacket", "Outerwear"),
    ("Wool Coat", "Outerwear"),
    ("Linen Shirt", "Tops"),
    ("Silk Blouse", "Tops"),
    ("Chino", "Trousers"),
    ("Denim", "Trousers"),
)


def build(path: Path) -> None:
    """The shop: ten customers (two never ordered), six products, 240 orders of 2024 and 2025."""
    chance = random.Random(7)
    con = sqlite3.connect(path)
    con.executescript(SCHEMA)
    for number, name in enumerate(NAMES, 1):
        city, country = CITIES[number % 4]
        con.execute(
            "INSERT INTO customers VALUES (?,?,?,?,?)",
            (number, name, city, country, None if number in (3, 8) else f"{name.split()[0].lower()}@mail.test"),
        )
    for number, (name, category) in enumerate(PRODUCTS, 1):
        con.execute("INSERT INTO products VALUES (?,?,?,?,?)", (number, name, category, 20.0 + 15 * number, int(number == 5)))
    line = 0
    for number in range(1, 241):
        day = date(2024, 1, 1) + timedelta(days=number * 3 % 731)
        channel = chance.choice(("Website", "Store", "Marketplace")) if number % 5 else "Website"
        status = "cancelled" if number % 17 == 0 else "paid"
        con.execute(
            "INSERT INTO orders VALUES (?,?,?,?,?,?)",
            (number, chance.randint(1, 8), day.isoformat(), (day + timedelta(days=chance.randint(1, 6))).isoformat(), channel, status),
        )
        for _ in range(chance.randint(1, 3)):
            line += 1
            product = chance.randint(1, 6)
            con.execute(
                "INSERT INTO order_lines VALUES (?,?,?,?,?,?)",
                (line, number, product, chance.randint(1, 5), 20.0 + 15 * product, chance.choice((0, 0, 0.1, 0.25))),
            )
    con.commit()
    con.close()


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("shop") / "shop.sqlite"
    build(path)
    return path


@pytest.fixture(scope="session")
def shop(shop_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reader = open_data([shop_file], tmp_path_factory.mktemp("work"))
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def truth(shop_file: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    """What SQL, written by hand, says."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(shop_file) as con:
            return con.execute(sql).fetchall()

    return ask


@pytest.fixture(scope="session")
def ask(shop: Reader) -> Callable[..., Answer]:
    return lambda question, language="en": answer_question(question, shop, language=language)


def same(answer: Answer, expected: list[tuple[Any, ...]], *, ordered: bool = False) -> bool:
    """Does every expected row stand in a row of its own of the answer, and nothing else?"""
    rows = [[_plain(cell) for cell in row] for row in answer.rows]
    places = []
    for wanted in expected:
        cells = [_plain(cell) for cell in wanted]
        place = next((i for i, row in enumerate(rows) if i not in places and all(_holds(row, cell) for cell in cells)), None)
        if place is None:
            return False
        places.append(place)
    return not answer.abstained and len(rows) == len(expected) and (not ordered or places == sorted(places))


def _plain(cell: Any) -> Any:
    return round(float(cell), 2) if isinstance(cell, (int, float)) else str(cell).split(" 00:00")[0]


def _holds(row: list[Any], cell: Any) -> bool:
    return any(abs(c - cell) < 0.02 if isinstance(c, float) and isinstance(cell, float) else c == cell for c in row)
