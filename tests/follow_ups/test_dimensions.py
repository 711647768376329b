"""A request that names several dimensions gets the growth by each of them; what became of the whole is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.evidence.text import rendered
from tests.main_job.driver import Ran, run


@pytest.fixture(scope="module")
def split(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run("Show sales growth by channel and category with slides.", [shop], tmp_path_factory.mktemp("split"))


def test_each_dimension_has_its_growth_and_its_chart(split: Ran) -> None:
    grown = [finding for finding in split.findings if finding.kind == "growth"]
    assert [finding.words["dimension"] for finding in grown] == ["channel", "category"]
    charts = {chart.id for slide in split.spec("deck").slides for chart in slide.charts}
    assert {"growth_channel", "growth_category"} <= charts


def test_the_title_names_them_all(split: Ran) -> None:
    assert split.brief.title == "Revenue by channel and category"


def test_the_answer_says_what_became_of_the_whole_once(split: Ran) -> None:
    first = rendered(split.answer[0], split.ledger, "en")
    assert first.count("Revenue grew") == 1 and first.count("added the most") == 2
