"""What is said after a report changes just that of it."""

from __future__ import annotations

import pytest

from tests.follow_ups.conftest import Said
from tests.follow_ups.made import analyses, arguments, brief_of, labels, measure, only, segment

GROWTH = "Analyse sales growth by channel from 2024 to 2025 with slides."
GROWTH_ZH = "分析2024年到2025年各渠道的销售额增长，输出幻灯片。"
BOTH = [GROWTH, GROWTH_ZH]


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "now only the marketplace"), (GROWTH_ZH, "只看 Marketplace")])
def test_a_named_value_limits_it_and_a_single_channel_is_not_compared_with_itself(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert only(brief) == [("channel", ("Marketplace",), False)] and segment(brief) == "category"
    assert len(brief.periods) == 2 and "deck" in brief.deliverables and "Marketplace" in brief.follows


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "without the marketplace"), (GROWTH_ZH, "不含 Marketplace")])
def test_what_is_left_out_is_left_out(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert only(brief) == [("channel", ("Marketplace",), True)] and segment(brief) == "channel"


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "the same by month"), (GROWTH_ZH, "按月看")])
def test_by_month_runs_it_over_the_months(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert arguments(brief, "trend")["grain"] == "month" and "segment" not in analyses(brief) and len(brief.periods) == 2


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "by category instead"), (GROWTH_ZH, "改成按类别")])
def test_another_dimension_takes_the_place_of_the_first(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert segment(brief) == "category" and measure(brief) == "revenue" and len(brief.periods) == 2


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "what about profit instead?"), (GROWTH_ZH, "换成利润")])
def test_another_measure_takes_the_place_of_the_first(plan: Said, first: str, then: str) -> None:
    brief = brief_of(plan(first, then))
    assert measure(brief) == "profit" and segment(brief) == "channel"


@pytest.mark.parametrize(("first", "then", "found"), [
    (GROWTH, "and for the second half of 2025?", "H2 2025"), (GROWTH_ZH, "那2025年下半年呢？", "H2 2025"),
])  # fmt: skip
def test_other_days_take_the_place_of_the_first(plan: Said, first: str, then: str, found: str) -> None:
    brief = brief_of(plan(first, then))
    assert found in labels(brief)[-1] and segment(brief) == "channel"


@pytest.mark.parametrize(("first", "then", "asked"), [
    (GROWTH, "why did it fall?", "fall"), (GROWTH_ZH, "为什么下降了？", "fall"), (GROWTH, "why?", ""),
])  # fmt: skip
def test_why_looks_for_what_moved_it_and_makes_no_files(plan: Said, first: str, then: str, asked: str) -> None:
    brief = brief_of(plan(first, then))
    assert arguments(brief, "drivers")["asked"] == asked and brief.deliverables == () and len(brief.periods) == 2


@pytest.mark.parametrize(("first", "then"), [(GROWTH, "top 3 only"), (GROWTH_ZH, "前3名")])
def test_the_first_few_are_ranked(plan: Said, first: str, then: str) -> None:
    assert arguments(brief_of(plan(first, then)), "ranking")["count"] == 3


@pytest.mark.parametrize(("first", "then", "kind"), [
    (GROWTH, "make a spreadsheet of this", "workbook"), (GROWTH_ZH, "做成表格", "workbook"), (GROWTH, "as a document", "document"),
])  # fmt: skip
def test_only_the_files_change_where_only_files_are_named(plan: Said, first: str, then: str, kind: str) -> None:
    before, brief = brief_of(plan(first)), brief_of(plan(first, then))
    assert brief.deliverables == (kind, "charts") and brief.periods == before.periods and analyses(brief) == analyses(before)


def test_what_was_said_before_is_kept_over_several_turns(plan: Said) -> None:
    brief = brief_of(plan(GROWTH, "now only the marketplace", "without Dresses", "by month"))
    assert {limit.column for limit in brief.only} == {"channel", "category"} and arguments(brief, "trend")["grain"] == "month"


def test_a_limit_on_the_same_column_takes_the_place_of_the_old_one(plan: Said) -> None:
    assert only(brief_of(plan(GROWTH, "now only the marketplace", "only Wholesale"))) == [("channel", ("Wholesale",), False)]


@pytest.mark.parametrize(("first", "then", "word"), [(GROWTH, "the same for the moon", "moon"), (GROWTH_ZH, "只看火星", "火星")])
def test_a_word_that_nothing_stands_for_is_named(plan: Said, first: str, then: str, word: str) -> None:
    outcome = plan(first, then)
    assert outcome.brief is None and word in outcome.cannot and outcome.suggestions


@pytest.mark.parametrize("alone", ["Analyse sales growth by category in 2025 with slides.", "How many customers are there?"])
def test_nothing_leaks_into_a_request_that_stands_alone(plan: Said, alone: str) -> None:
    kept, fresh = brief_of(plan(GROWTH, "now only the marketplace", alone)), brief_of(plan(alone))
    assert kept == fresh and kept.follows == "" and kept.only == ()
