"""What the makers sum up with: the most important findings, none said twice, and no plan where nothing can be judged."""

from __future__ import annotations

from datetime import date

import pytest

from agents.core.brief import Brief, Language
from agents.core.periods import Period
from agents.evidence.ledger import Ledger
from agents.evidence.text import problems
from agents.models.builtin.writer.write import tell
from agents.specs.findings import Finding, FindingKind
from agents.specs.table import TableColumn, TableSpec
from agents.team.board import Board
from agents.team.periods import one_before, two_years
from agents.team.sections import filled_columns, headlines

WORDS = {"measure": "revenue", "dimension": "channel", "before": "before", "now": "now", "main": "volume", "grain": "month"}


def board(*kinds: FindingKind) -> Board:
    found = tuple(Finding(id=kind, kind=kind, question="q", weight=0.5, words=WORDS) for kind in kinds)
    return Board(Brief(request="r", title="t", language="en", sources=("data.csv",)), Ledger(), found, "data.csv")


def test_what_growth_says_is_not_said_again_by_the_total_or_the_bridge() -> None:
    assert [beat.finding.kind for beat in headlines(board("total", "growth", "bridge", "mix"), 4)] == ["growth", "mix"]


def test_without_growth_the_total_is_told() -> None:
    assert [beat.finding.kind for beat in headlines(board("total", "quality"), 4)] == ["total"]


def test_the_most_important_are_kept_in_the_order_of_the_story() -> None:
    assert [beat.finding.kind for beat in headlines(board("growth", "mix", "trend", "distribution"), 2)] == ["growth", "trend"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_plan_without_actions_says_that_it_proposes_none(language: Language) -> None:
    told = tell(Finding(id="p", kind="plan", question="q", weight=0.5, words=WORDS), Ledger(), language)
    assert ("No action" if language == "en" else "不提出行动建议") in told.summary
    assert not problems(told.summary, Ledger(), language)


def test_columns_that_say_nothing_are_left_out() -> None:
    heads = tuple(TableColumn(header=word) for word in ("Product", "Effect"))
    assert [c.header for c in filled_columns(TableSpec(id="t", columns=heads, rows=(("Tea", ""), ("Oil", "")))).columns] == ["Product"]


def test_the_span_before_two_years_does_not_overlap_them() -> None:
    span = Period(start=date(2024, 1, 1), end=date(2025, 12, 31), label="2024–2025", grain="range")
    earlier = one_before(span)
    assert earlier.end < span.start and earlier.label == "2022–2023"


def test_a_range_of_two_years_is_one_beside_the_other() -> None:
    pair = two_years(Period(start=date(2024, 1, 1), end=date(2025, 12, 31), label="2024–2025", grain="range"))
    assert pair is not None and [period.label for period in pair] == ["2024", "2025"]
