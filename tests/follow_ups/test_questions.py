"""What is said after a single question changes just that of it, and its rows are those of the whole question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.follow_ups.conftest import Said
from tests.follow_ups.made import analyses, arguments, brief_of, labels, only, rows, segment

FIRST, FIRST_ZH = "Revenue by channel in 2025", "2025年各渠道的销售额"
SAME = [
    ((FIRST, "only the marketplace"), "Revenue by channel in 2025 for the marketplace"),
    ((FIRST, "now by month"), "Revenue by month in 2025"),
    ((FIRST, "and for 2024?"), "Revenue by channel in 2024"),
    ((FIRST, "by category instead"), "Revenue by category in 2025"),
    ((FIRST, "top 2 only"), "Top 2 channels by revenue in 2025"),
    ((FIRST, "and for 2024?", "by category instead"), "Revenue by category in 2024"),
    (("Which channel had the highest revenue in 2025?", "and in 2024?"), "Which channel had the highest revenue in 2024?"),
    (("How many orders were there in 2025?", "only Wholesale"), "How many Wholesale orders were there in 2025?"),
    ((FIRST_ZH, "只看 Marketplace"), "2025年Marketplace渠道的销售额 按渠道"),
    ((FIRST_ZH, "按月看"), "2025年每月的销售额"),
    ((FIRST_ZH, "那2024年呢？"), "2024年各渠道的销售额"),
    ((FIRST_ZH, "改成按类别"), "2025年各类别的销售额"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "whole"), SAME, ids=lambda value: " / ".join(value) if isinstance(value, tuple) else "")
def test_the_rows_are_those_of_the_whole_question(plan: Said, shop: Path, room: Path, said: tuple[str, ...], whole: str) -> None:
    assert sorted(rows(plan(*said), shop, room), key=str) == sorted(rows(plan(whole), shop, room), key=str)


@pytest.mark.parametrize(("first", "then"), [(FIRST, "as slides"), (FIRST_ZH, "做成幻灯片")])
def test_the_question_itself_becomes_slides(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert analyses(brief) == ["lookup"] and brief.deliverables == ("deck",) and brief.title == first


@pytest.mark.parametrize(("first", "then"), [(FIRST, "why did it fall?"), (FIRST_ZH, "为什么下降了？")])
def test_why_makes_a_report_of_the_question(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert "drivers" in analyses(brief) and segment(brief) == "channel" and brief.deliverables == ()
    assert [label[:4] for label in labels(brief)] == ["2024", "2025"]


def test_the_limits_of_a_question_go_into_the_report(plan: Said) -> None:
    brief = brief_of(plan(FIRST, "only the marketplace", "why did it fall?"))
    assert only(brief) == [("channel", ("Marketplace",), False)]


def test_it_is_said_how_it_was_understood(plan: Said) -> None:
    brief = brief_of(plan(FIRST, "only the marketplace"))
    assert brief.follows == "As before, only Marketplace" and "only Marketplace" in brief.title


def test_files_and_a_change_may_be_asked_for_at_once(plan: Said) -> None:
    brief = brief_of(plan(FIRST, "the same by month as a spreadsheet"))
    assert brief.deliverables == ("workbook",) and "month" in str(arguments(brief, "lookup")["query"]["group_by"])


@pytest.mark.parametrize(("then", "word"), [("only the zebras", "zebras"), ("by altitude instead", "altitude")])
def test_a_word_that_nothing_stands_for_is_named(plan: Said, then: str, word: str) -> None:
    outcome = plan(FIRST, then)
    assert outcome.brief is None and word in outcome.cannot


def test_a_list_has_nothing_to_look_for_causes_of(plan: Said) -> None:
    assert "names nothing" in plan("List the categories of products", "why did it fall?").cannot
