"""A subject is found in data that nobody prepared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.analysis.propose import including, narrowed, propose_subject
from agents.analysis.subject import Subject
from agents.core.errors import CannotAnswer
from agents.sources.open import open_data
from agents.sources.query import call, col, lit
from agents.sources.reader import Reader
from tests.analysis.bench import Bench

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the sample data of ../shared is not here")
ALL = ("total", "growth", "trend", "bridge", "mix", "effects", "ranking", "concentration", "segment", "plan", "quality", "distribution")


@pytest.fixture
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reader]:
    reader = open_data([DATA / request.param], tmp_path)
    yield reader
    reader.close()


@needs_data
@pytest.mark.parametrize(("opened", "dimension", "table", "definition", "levels"), [
    ("superstore.csv", None, "superstore", "sum of Sales", 3),
    ("northwind.sqlite", "country", "Order Details", "sum of Quantity × UnitPrice × (1 − Discount)", 2),
    ("chinook.sqlite", "genre", "InvoiceLine", "sum of Quantity × UnitPrice", 1),
    ("online_retail_uk.parquet", None, "online_retail_uk",
     "sum of Quantity × UnitPrice, cancelled invoices, rows with negative quantity left out", 1),
], indirect=["opened"])  # fmt: skip
def test_revenue_is_found_in_real_data(opened: Reader, dimension: str | None, table: str, definition: str, levels: int) -> None:
    subject = propose_subject(opened.catalog, "revenue", dimension)
    assert (subject.table, subject.definition("en").text, len(subject.levels)) == (table, definition, levels)
    assert subject.time is not None and Subject.model_validate_json(subject.model_dump_json()) == subject


@needs_data
@pytest.mark.parametrize(("opened", "dimension", "years"), [
    ("superstore.csv", "region", (2022, 2023)), ("northwind.sqlite", "country", (2016, 2017)), ("chinook.sqlite", "country", (2024, 2025)),
    ("online_retail_uk.parquet", "country", (2010, 2011)),
], indirect=["opened"])  # fmt: skip
def test_analyses_of_real_data_hold(opened: Reader, dimension: str, years: tuple[int, int]) -> None:
    bench = Bench(opened, dimension=dimension, years=years)
    for finding in (f for name in ALL for f in bench.ask(name)):
        assert all(bench.desk.ledger.claims[c].holds for c in finding.claims.values()), finding.id


def test_a_word_in_either_language_names_the_dimension(shop: Reader) -> None:
    assert propose_subject(shop.catalog, "revenue", "渠道").segment == propose_subject(shop.catalog, "revenue", "channel").segment


def test_cost_discount_and_returns_are_found_over_the_links(shop: Reader) -> None:
    subject = propose_subject(shop.catalog, "revenue", "channel")
    assert list(subject.parts()) == ["quantity", "profit", "gross"]
    assert subject.returned is not None and (subject.returned.table, subject.returned.per) == ("returns", "quantity")
    assert [d.key for d in subject.levels] == ["category", "subcategory", "product"]


def test_a_measure_that_is_not_there_is_refused_with_what_there_is(shop: Reader) -> None:
    with pytest.raises(CannotAnswer, match="split by weather") as refused:
        propose_subject(shop.catalog, "revenue", "weather")
    assert "quantity" in refused.value.suggestions
    with pytest.raises(CannotAnswer, match="没有可按weather拆分的销售额"):
        propose_subject(shop.catalog, "revenue", "weather", language="zh")


def test_rows_are_neither_doubled_nor_lost_by_a_further_dimension_or_filter(shop: Reader) -> None:
    bench = Bench(shop, dimension="channel")
    whole = bench.number(bench.one("total").facts["now"])
    subject, added = including(bench.subject, shop.catalog, col("customers", "city"))
    wide = bench.ask("growth", subject=subject, dimension=added.key)[0]
    assert sum(bench.number(r) for r in wide.lists["now"]) == pytest.approx(whole)
    only = narrowed(bench.subject, shop.catalog, call("eq", col("products", "season"), lit("Winter")))
    assert 0 < bench.number(bench.one("total", subject=only).facts["now"]) < whole


def test_two_columns_of_one_name_get_keys_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "stores.csv").write_text("store_id,country\n" + "".join(f"S{i},{'FR' if i % 2 else 'DE'}\n" for i in range(20)))
    lines = "".join(f"2025-01-{i % 28 + 1:02},S{i % 20},{'UK' if i % 3 else 'US'},{i}\n" for i in range(200))
    (tmp_path / "sales.csv").write_text("day,store_id,country,amount\n" + lines)
    reader = open_data([tmp_path / "sales.csv", tmp_path / "stores.csv"], tmp_path / "work")
    keys = [d.key for d in propose_subject(reader.catalog).dimensions()]
    assert len(keys) == len(set(keys)) and {"country", "stores_country"} <= set(keys)
    reader.close()
