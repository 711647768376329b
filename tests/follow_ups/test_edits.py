"""A brief that a person changed is planned again with the change; what cannot be is said in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agents.core.brief import Brief, BriefEdit
from agents.core.errors import InputError
from agents.team.edits import checked
from tests.follow_ups.conftest import Said
from tests.follow_ups.made import analyses, brief_of, labels, measure, only, segment

GROWTH = "Analyse sales growth by channel from 2024 to 2025 with slides."
LIMITED = "Analyse sales growth by category in 2025 for the Marketplace with slides."


def changed(plan: Said, request: str = GROWTH, **edit: Any) -> Brief:
    return brief_of(plan(request, edit=edit))


def test_the_brief_offers_what_can_be_chosen(plan: Said) -> None:
    options = brief_of(plan(GROWTH)).options
    assert options.measure == "revenue" and options.segment == "channel"
    assert {"revenue", "profit", "quantity"} <= {choice.key for choice in options.measures}
    assert {"channel", "category"} <= {choice.key for choice in options.segments} and "plan" in {c.key for c in options.analyses}
    assert (options.first_day, options.last_day) == (date(2024, 1, 1), date(2025, 12, 31))


def test_its_words_are_those_of_the_run(plan: Said) -> None:
    options = brief_of(plan("分析2024年到2025年各渠道的销售额增长，输出幻灯片。")).options
    assert {choice.key: choice.words for choice in options.segments}["channel"] == "渠道"


def test_another_measure_and_segment(plan: Said) -> None:
    brief = changed(plan, measure="profit", segment="category")
    assert measure(brief) == "profit" and segment(brief) == "category" and brief.title == "Profit by category"


def test_a_column_as_measure(plan: Said) -> None:
    brief = changed(plan, measure="returns.refund", segment="")
    assert measure(brief) == "refund" and brief.options.measure == "returns.refund"


def test_no_segment(plan: Said) -> None:
    brief = changed(plan, segment="")
    assert segment(brief) == "" and "growth" not in analyses(brief) and "channel" not in brief.title


def test_the_analyses_and_the_title_and_the_files(plan: Said) -> None:
    brief = changed(plan, analyses=["growth", "trend"], title="Q3 review 2025", deliverables=["workbook"])
    assert analyses(brief) == ["growth", "trend"] and brief.title == "Q3 review 2025" and brief.deliverables == ("workbook",)


def test_two_spans_of_days_are_compared(plan: Said) -> None:
    spans = [{"start": "2024-03-01", "end": "2024-05-31"}, {"start": "2025-03-01", "end": "2025-05-31"}]
    assert labels(changed(plan, periods=spans)) == ["Mar–May 2024", "Mar–May 2025"]


def test_days_that_the_data_does_not_cover_are_cut_from_both(plan: Said) -> None:
    spans = [{"start": "2024-07-01", "end": "2025-06-30"}, {"start": "2025-07-01", "end": "2026-06-30"}]
    assert [(p.start, p.end) for p in changed(plan, periods=spans).periods] == [
        (date(2024, 7, 1), date(2024, 12, 31)), (date(2025, 7, 1), date(2025, 12, 31)),
    ]  # fmt: skip


def test_one_span_is_looked_at_alone(plan: Said) -> None:
    brief = changed(plan, periods=[{"start": "2025-01-01", "end": "2025-12-31"}])
    assert labels(brief) == ["2025"] and "growth" not in analyses(brief) and "ranking" in analyses(brief)


def test_a_limit_taken_away(plan: Said) -> None:
    assert only(brief_of(plan(LIMITED))) and only(changed(plan, LIMITED, only=[])) == []


def test_a_follow_up_keeps_what_was_changed_before(plan: Said) -> None:
    brief = brief_of(plan(GROWTH, "now only the marketplace", edit={"analyses": ["total", "trend"]}))
    assert analyses(brief) == ["total", "trend"] and brief.only


@pytest.mark.parametrize("edit", [
    {"measure": "weather"}, {"segment": "planet"}, {"analyses": ["magic"]}, {"analyses": []}, {"title": "  "},
    {"periods": [{"start": "2025-05-01", "end": "2025-01-01"}]},
    {"periods": [{"start": "2025-01-01", "end": "2025-03-31"}, {"start": "2024-01-01", "end": "2024-03-31"}]},
    {"only": [{"table": "orders", "column": "region", "values": ["North"], "text": "only North"}]},
])  # fmt: skip
def test_a_change_that_is_not_offered_is_said(plan: Said, edit: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        plan(GROWTH, edit=edit)
    assert len(refused.value.message) > 10


def test_days_without_data_are_said(plan: Said) -> None:
    outcome = plan(GROWTH, edit={"periods": [{"start": "1998-01-01", "end": "1998-12-31"}]})
    assert outcome.brief is None and "1998" in outcome.cannot


def test_a_single_question_keeps_what_it_asks(plan: Said) -> None:
    brief = changed(plan, "Revenue by channel in 2025", title="Channels", deliverables=["deck"])
    assert brief.title == "Channels" and brief.deliverables == ("deck",)
    with pytest.raises(InputError):
        checked(BriefEdit(measure="profit"), brief)
