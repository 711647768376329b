"""A limit that a request names holds for every figure of the report, and is said."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.follow_ups.conftest import Said
from tests.follow_ups.made import brief_of, only, segment
from tests.main_job.driver import Ran, run
from tests.main_job.files import text_of

REQUEST = "Analyse growth in 2025 by category for the Marketplace only. I need slides, a spreadsheet and an action plan."
SQL = """select sum(l.amount) from order_lines l join orders o using (order_id)
where o.channel = 'Marketplace' and o.status <> 'cancelled' and substr(o.ordered_at, 1, 4) = ?"""

CANCELLED = """select count(*) from order_lines l join orders o using (order_id)
where o.channel = 'Marketplace' and o.status = 'cancelled'"""


@pytest.fixture(scope="module")
def limited(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(REQUEST, [shop], tmp_path_factory.mktemp("limited") / "run")


def test_every_total_is_that_of_the_limited_rows(limited: Ran, shop: Path) -> None:
    assert limited.status == "done", limited.message
    facts = next(finding.facts for finding in limited.findings if finding.kind == "growth")
    with sqlite3.connect(shop) as connection:
        for role, year in (("total_before", "2024"), ("total_now", "2025")):
            assert limited.ledger.value(facts[role]) == pytest.approx(connection.execute(SQL, (year,)).fetchone()[0])


def test_every_query_of_the_run_keeps_to_the_rows(limited: Ran) -> None:
    asked = [result for result in limited.ledger.results.values() if "order_lines" in result.sql]
    whole = [result for result in asked if "Marketplace" not in result.sql]
    assert len(asked) > 10 and {result.purpose for result in whole} <= {"coverage"}  # rows that repeat another are looked for in all


def test_only_what_is_left_out_of_the_limited_rows_is_said_to_be_left_out(limited: Ran, shop: Path) -> None:
    fact = next(finding.facts["left_out"] for finding in limited.findings if finding.kind == "quality")
    with sqlite3.connect(shop) as connection:
        assert limited.ledger.value(fact) == connection.execute(CANCELLED).fetchone()[0]


def test_the_second_way_keeps_to_them_too(limited: Ran) -> None:
    assert limited.reconciliations and all(outcome.agrees for outcome in limited.reconciliations)


def test_the_limit_stands_in_the_brief_the_files_and_beside_every_chart(limited: Ran) -> None:
    brief, deck = limited.brief, limited.spec("deck")
    assert only(brief) == [("channel", ("Marketplace",), False)] and "only Marketplace" in brief.title
    assert any("only Marketplace" in definition.text for definition in brief.definitions)
    assert all("only Marketplace" in slide.lead for slide in deck.slides if slide.charts and slide.kind != "segment")
    assert all("Marketplace" in text_of(limited.file(kind)) for kind in ("deck", "workbook", "document"))


@pytest.mark.parametrize(("request_", "expected", "split"), [
    ("Analyse growth in 2025 for the Marketplace only.", [("channel", ("Marketplace",), False)], "category"),
    ("Compare Marketplace and Wholesale in 2025 with slides.", [("channel", ("Marketplace", "Wholesale"), False)], "channel"),
    ("Analyse sales by category excluding Wholesale with slides.", [("channel", ("Wholesale",), True)], "category"),
    ("分析2025年Marketplace各类别的增长，输出幻灯片。", [("channel", ("Marketplace",), False)], "category"),
])  # fmt: skip
def test_values_limit_and_several_are_compared(plan: Said, request_: str, expected: list[object], split: str) -> None:
    brief = brief_of(plan(request_))
    assert only(brief) == expected and segment(brief) == split


def test_a_report_without_a_limit_has_none(plan: Said) -> None:
    brief = brief_of(plan("Analyse sales growth by channel from 2024 to 2025 with slides."))
    assert brief.only == () and not re.search("only", brief.title)


def test_a_comparison_that_a_report_cannot_keep_to_is_refused_by_name(plan: Said) -> None:
    outcome = plan("Analyse revenue for lines with amount above 100 with slides")
    assert outcome.brief is None and "100" in outcome.cannot
