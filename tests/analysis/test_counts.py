"""A count is of the rows that the request names, never of those of another table in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.demo.shop import make_sqlite
from agents.models.builtin.parser.parse import lexis_of
from agents.sources.reader import Reader
from agents.team.general import understood
from agents.team.reading import read
from tests.main_job.driver import run


@pytest.mark.parametrize(
    ("request_", "table", "op"),
    [
        ("Analyse growth of the number of orders by channel from 2024 to 2025 with slides", "orders", "count"),
        ("Analyse growth of the number of orders by product category from 2024 to 2025 with slides", "order_lines", "count_distinct"),
    ],
)
def test_the_number_of_orders_is_never_that_of_their_lines(shop: Reader, request_: str, table: str, op: str) -> None:
    subject = read(understood(request_, lexis_of(shop.catalog, shop)), shop.catalog).subject
    assert (subject.table, subject.measure.op, subject.measure.key) == (table, op, "orders")


def test_a_count_that_cannot_be_split_so_is_refused(tmp_path: Path) -> None:
    shop = make_sqlite(tmp_path / "shop.sqlite", orders=1_000)
    ran = run("Analyse growth of the number of customers by channel from 2024 to 2025. I need slides.", [shop], tmp_path, deliver=("deck",))
    assert ran.status == "cannot" and "channel" in ran.message
