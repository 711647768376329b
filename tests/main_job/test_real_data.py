"""Data that nobody prepared: each set gives a deck, a workbook and a document, in English and in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.checks.numbers import unbound_numbers
from agents.core.brief import Deliverable
from tests.main_job.driver import Ran, run
from tests.main_job.files import audit

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"  # beside the repository, where it is there at all
KINDS: tuple[Deliverable, ...] = ("deck", "workbook", "document")
REQUESTS = {
    ("superstore.csv", "en"): "Analyse sales growth by region from 2022 to 2023 and plan what to do. Slides, spreadsheet, document.",
    ("superstore.csv", "zh"): "分析2022年到2023年各类别的销售额增长率，并制定行动计划，输出幻灯片、表格和文档。",
    ("superstore.sqlite", "en"): "Analyse profit by category from 2022 to 2023 with slides, a spreadsheet and a document.",
    ("superstore.sqlite", "zh"): "分析2022年到2023年各地区的利润变化，输出幻灯片、表格和文档。",
    ("northwind.sqlite", "en"): "Analyse revenue growth by category from 2016 to 2017 and plan what to do. Slides, spreadsheet, document.",
    ("northwind.sqlite", "zh"): "分析2017年到2018年各类别的销售额增长，输出幻灯片、表格和文档。",
    ("chinook.sqlite", "en"): "Analyse revenue by genre from 2023 to 2024 with an action plan: slides, spreadsheet, document.",
    ("chinook.sqlite", "zh"): "分析2023年到2024年各国家的销售额增长，输出幻灯片、表格和文档。",
    ("online_retail_uk.parquet", "en"): "Analyse revenue from 2010 to 2011 and its trend with slides, a spreadsheet and a document.",
    ("online_retail_uk.parquet", "zh"): "分析2011年销售额的月度走势，输出幻灯片、表格和文档。",
}  # fmt: skip


@pytest.fixture(scope="module", params=REQUESTS, ids="-".join)
def real(request: pytest.FixtureRequest, room: Path) -> Ran:
    name, language = request.param
    if not (DATA / name).exists():
        pytest.skip(f"{DATA / name} is not here; the sample data is no part of the product")
    return run(REQUESTS[request.param], [DATA / name], room / f"{name}-{language}", deliver=KINDS, language=language)


def test_it_gives_a_deck_a_workbook_and_a_document_that_pass_the_gate(real: Ran) -> None:
    assert real.status == "done", real.message
    assert [(made.kind, made.status, made.gate) for made in real.files] == [(kind, "ready", ()) for kind in KINDS]


def test_every_number_in_its_files_has_a_fact(real: Ran) -> None:
    for kind in KINDS:
        spec = real.spec(kind)
        assert unbound_numbers(real.file(kind), spec, real.ledger, spec.names) == []


def test_the_deck_and_the_document_pass_the_schema_audit(real: Ran) -> None:
    assert audit(real.file("deck")) == [] and audit(real.file("document")) == []
