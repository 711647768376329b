from __future__ import annotations

from pathlib import Path

import pytest

from agents.demo.shop import make_sqlite
from tests.team.reading import Reader


@pytest.fixture(scope="session")
def shop_and_room(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The shop, and the folder where its typed copy is made once."""
    room = tmp_path_factory.mktemp("readings")
    return make_sqlite(room / "shop.sqlite", orders=1_000), room


@pytest.fixture
def reader(shop_and_room: tuple[Path, Path]) -> Reader:
    return Reader(*shop_and_room)
