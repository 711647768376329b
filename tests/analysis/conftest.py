from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.demo.shop import make_sqlite
from agents.sources.open import open_data
from agents.sources.reader import Reader
from tests.analysis.bench import TINY, Bench


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("shop")
    reader = open_data([make_sqlite(folder / "shop.sqlite")], folder / "work")
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def shop_bench(shop: Reader) -> Bench:
    return Bench(shop, dimension="channel")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "sales.csv").write_text(TINY)
    reader = open_data([tmp_path / "sales.csv"], tmp_path / "work")
    yield Bench(reader, dimension="channel")
    reader.close()


@pytest.fixture
def tiny_many(tmp_path: Path) -> Iterator[Bench]:
    """Twelve channels; the one that lost most sells nothing now."""
    rows = [f"{y}-03-{n + 1:02},c{n},{(n + 1) * (y - 2023)}" for n in range(12) for y in (2024, 2025) for _ in range(20)]
    rows += ["2024-01-01,c0,0", "2024-06-01,gone,5000", "2025-12-31,c0,0"]
    (tmp_path / "many.csv").write_text("\n".join(["date,channel,amount", *rows]))
    reader = open_data([tmp_path / "many.csv"], tmp_path / "work")
    yield Bench(reader, dimension="channel")
    reader.close()


@pytest.fixture
def undated(tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "undated.csv").write_text("channel,amount\nweb,10\nshop,20\nweb,\n")
    reader = open_data([tmp_path / "undated.csv"], tmp_path / "work")
    yield Bench(reader, dimension="channel")
    reader.close()
