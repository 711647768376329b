"""What is offered to be asked really works: over the shop and over data that nobody prepared, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.core.brief import Language
from agents.sources.catalog import Catalog
from agents.sources.open import open_data
from agents.team.starters import suggestions
from tests.follow_ups.conftest import Said
from tests.follow_ups.made import analyses

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"  # beside the repository, where it is there at all
SETS = ("shop", "superstore.csv", "northwind.sqlite", "chinook.sqlite", "online_retail_uk.parquet")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SETS)
def test_every_request_that_is_offered_is_planned(plan: Said, shop: Path, room: Path, name: str, language: Language) -> None:
    data = shop if name == "shop" else DATA / name
    if not data.exists():
        pytest.skip(f"{data} is not here; the sample data is no part of the product")
    offered = offers(data, room, language)
    plans = [plan(text, data=data) for text in offered]
    assert 3 <= len(offered) <= 5 and [outcome.cannot for outcome in plans if outcome.brief is None] == []
    assert plans[0].brief is not None and "lookup" not in analyses(plans[0].brief)


def offers(data: Path, room: Path, language: Language) -> tuple[str, ...]:
    """From the catalog as it is kept: no data is read."""
    reader = open_data([data], room)
    kept = reader.catalog.model_dump_json()
    reader.close()
    return suggestions(Catalog.model_validate_json(kept), language)


def test_data_without_anything_to_measure_by_offers_nothing() -> None:
    assert suggestions(Catalog(source="empty", tables=()), "en") == ()
