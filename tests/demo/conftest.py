from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.demo.shop import make_sqlite


@pytest.fixture(scope="session")
def shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sqlite(tmp_path_factory.mktemp("shop") / "shop.sqlite")


@pytest.fixture
def shop(shop_file: Path) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(f"{shop_file.as_uri()}?mode=ro", uri=True)
    yield database
    database.close()
