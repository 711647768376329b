from __future__ import annotations

from pathlib import Path

import pytest

from agents.demo.shop import make_sqlite
from tests.main_job.driver import Ran, run

REQUESTS = {
    "en": "Analyse sales growth by channel from 2024 to 2025 and give each channel a product selection plan. "
          "I need slides, a spreadsheet and an action plan.",
    "zh": "分析2024年到2025年各销售渠道的增长率，并按渠道制定产品选择策略行动计划，输出幻灯片、表格和文档。",
}  # fmt: skip
SMALL, WHOLE = 3_000, 50_000


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all runs of these tests: copies of sources in it are shared."""
    return tmp_path_factory.mktemp("main_job")


def main_job(room: Path, language: str, orders: int) -> Ran:
    """The main request of a language on a shop of so many orders."""
    shop = make_sqlite(room / f"shop{orders}.sqlite", orders=orders)
    return run(REQUESTS[language], [shop], room / f"{language}{orders}", deliver=("deck", "workbook", "document", "charts"))


@pytest.fixture(scope="session")
def english(room: Path) -> Ran:
    """The main job on a small shop, carried out once."""
    return main_job(room, "en", SMALL)


@pytest.fixture(scope="session")
def chinese(room: Path) -> Ran:
    return main_job(room, "zh", SMALL)


@pytest.fixture(scope="session")
def whole(room: Path) -> Ran:
    """The main job on the demo shop as it is, in English."""
    return main_job(room, "en", WHOLE)


@pytest.fixture(params=["english", "chinese"])
def small(request: pytest.FixtureRequest) -> Ran:
    """The main job on a small shop, in each language."""
    ran: Ran = request.getfixturevalue(request.param)
    return ran
