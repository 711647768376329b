"""Data that nobody prepared: the real sets of ../shared, against the truths written down beside them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agents.sources.duck import DuckReader
from agents.sources.open import open_data
from tests.sources.made import SHARED, needs_shared, values

pytestmark = needs_shared


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


def real(name: str, work: Path) -> DuckReader:
    return open_data([SHARED / "data" / name], work)


@pytest.mark.parametrize(("name", "table"), [("superstore.sqlite", "orders"), ("superstore.csv", "superstore")])
def test_superstore_as_database_and_as_text_are_the_same(work: Path, name: str, table: str) -> None:
    reader = real(name, work)
    info = reader.catalog.table(table)
    assert (info.rows, info.column("Order ID").distinct, reader.catalog.first_day, reader.catalog.last_day) == (
        9_994,
        5_009,
        date(2020, 1, 3),
        date(2023, 12, 30),
    )
    assert (info.partial_periods, info.duplicates, info.problems) == ((), 0, ())
    assert [c.name for c in info.columns if c.role == "measure"] == ["Sales", "Quantity", "Discount", "Profit"]
    assert info.column("Discount").unit == "ratio" and info.column("Postal Code").type == "text"
    assert values(reader, f'SELECT round(sum("Sales"), 2) FROM {table}') == [(2297200.86,)]


def test_northwind_has_its_tables_joins_and_a_partial_may(work: Path) -> None:
    catalog = real("northwind.sqlite", work).catalog
    assert (len(catalog.tables), catalog.table("Orders").rows, catalog.table("Order Details").rows, catalog.table("Customers").rows) == (
        13,
        830,
        2_155,
        93,
    )
    assert (catalog.first_day, catalog.last_day) == (date(2016, 7, 4), date(2018, 5, 6))
    assert {"May 2018", "Q2 2018", "2016", "2018"} == {p.label for p in catalog.table("Orders").partial_periods}
    assert len(catalog.links) == 13 and all(link.declared and link.contained == 1.0 for link in catalog.links)


def test_chinook_knows_which_tables_only_join_others(work: Path) -> None:
    catalog = real("chinook.sqlite", work).catalog
    assert (len(catalog.tables), catalog.table("Invoice").rows, catalog.table("InvoiceLine").rows, catalog.table("Track").rows) == (
        11,
        412,
        2_240,
        3_503,
    )
    assert (catalog.first_day, catalog.last_day) == (date(2021, 1, 1), date(2025, 12, 22))
    assert [t.name for t in catalog.tables if t.is_link] == ["PlaylistTrack"]


def test_online_retail_states_its_dirt(work: Path) -> None:
    reader = real("online_retail_uk.parquet", work)
    table = reader.catalog.tables[0]
    assert (table.rows, table.duplicates, table.column("CustomerID").nulls, table.column("Description").nulls) == (
        495_478,
        5_178,
        133_600,
        1_454,
    )
    assert "Dec 2011" in {p.label for p in table.partial_periods if p.covered_to == date(2011, 12, 9)}
    assert "Dec 2010" not in {p.label for p in table.partial_periods}
    assert table.column("InvoiceNo").type == "text" and table.column("InvoiceNo").nulls == 0
    assert values(reader, "SELECT count(*) > 0 FROM online_retail_uk WHERE InvoiceNo LIKE 'C%' AND Quantity < 0") == [(True,)]


def test_the_same_question_of_a_database_and_its_text_gives_the_same_rows(work: Path) -> None:
    question = 'SELECT "Region", year("Order Date"), round(sum("Sales"), 4), count(*) FROM {} GROUP BY 1, 2 ORDER BY 1, 2'
    asked = [
        values(real(name, work), question.format(table))
        for name, table in (("superstore.sqlite", "orders"), ("superstore.csv", "superstore"))
    ]
    assert asked[0] == asked[1] and len(asked[0]) == 16


@pytest.mark.skipif(not (SHARED / "bench").is_dir(), reason="../shared/bench is not here")
def test_databases_of_the_benchmark_open(work: Path) -> None:
    files = sorted({json.loads(line)["db"] for line in (SHARED / "bench" / "questions.jsonl").read_text(encoding="utf-8").splitlines()})
    assert len(files) == 44
    for file in files[::4]:
        reader = open_data([SHARED / "bench" / file], work)
        assert reader.catalog.tables and any(c.role in ("measure", "dimension") for t in reader.catalog.tables for c in t.columns), file
        reader.close()
