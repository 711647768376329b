"""What a case is worth, and what a rung must reach."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from agents.core.brief import Brief, BriefOptions, Question
from agents.core.calls import ModelCall, Rung
from agents.core.errors import LimitReached
from agents.core.meter import Tally
from agents.core.periods import year
from agents.evidence.ledger import Ledger
from agents.models.evaluation.agreement import agrees
from agents.models.evaluation.bars import Result, propose, verdict
from agents.models.evaluation.cases import PlanCase, QuestionCase, WritingCase
from agents.models.evaluation.marks import mark_answer, mark_parts, mark_plan, mark_question
from agents.models.evaluation.parts import PartMade
from agents.models.evaluation.purse import Purse
from agents.models.evaluation.suites import NotAsked, made_by

GOLD = [["Stores", 30.0], ["Website", 10.0]]


@pytest.mark.parametrize(("rows", "how", "right"), [
    ([["website", "10.00"], ["stores", 30]], {}, True),
    ([["Website", 10], ["Stores", 30]], {"ordered": True}, False),
    ([["Stores", 30, "surplus"], ["Website", 10, 1]], {"ordered": True}, True),
    ([["Stores", 30]], {}, False),
    ([["Stores", 30.1], ["Website", 10]], {}, False),
    ([["Stores", 0.3], ["Website", 0.1]], {"percent": True}, True),
    ([["Stores", 30], ["Stores", 30]], {}, False),
])  # fmt: skip
def test_an_answer_agrees_with_the_rows_that_are_right(rows: Any, how: dict[str, bool], right: bool) -> None:
    assert agrees(GOLD, rows, **how) is right


def test_months_agree_with_their_first_day_and_nothing_with_an_empty_cell() -> None:
    assert agrees([["2024-05", None]], [["2024-05-01 00:00:00", ""]])
    assert not agrees([["2024-05", None]], [["2024-05-02", ""]])


def test_a_wrong_answer_is_worse_than_a_refusal() -> None:
    case, never = QuestionCase(id="a", question="?"), QuestionCase(id="b", question="?", kinds=("unanswerable",))
    assert [mark_question(case, GOLD, found).score for found in ((GOLD,), (), ([["Stores", 1]],))] == [1, 0, -1]
    assert [mark_question(never, (), found).score for found in ((), (GOLD,))] == [1, -1]


def test_a_plan_that_measures_something_else_is_wrong_and_one_that_lacks_an_analysis_is_less() -> None:
    brief = Brief(request="", language="en", title="", sources=(), periods=(year(2024), year(2025)), deliverables=("deck",),
                  questions=(Question(id="q1", text="", analysis="growth"),), options=BriefOptions(measure="revenue"))  # fmt: skip
    case = PlanCase(id="a", request="", measure="revenue", periods=("2024", "2025"), analyses=("growth", "plan"), deliverables=("deck",))
    assert mark_plan(case, brief).score == 0.75
    assert mark_plan(case.model_copy(update={"measure": "orders"}), brief).note == "measure revenue for orders"
    assert mark_plan(case, None).refused and mark_plan(PlanCase(id="b", request="", cannot=True), brief).wrong


def test_a_title_may_only_tell_what_its_own_part_holds() -> None:
    ledger = Ledger()
    known = [PartMade(id=id, title="{{" + id + "|percent}}", evidence=frozenset([id])) for id in ("a", "b")]
    swapped = [part.model_copy(update={"title": "{{a|percent}}"}) for part in known]
    mark = mark_parts(WritingCase(id="1", use="slides", story=""), swapped, known, ledger)
    assert (mark.wrong, mark.note) == (True, "titles that tell of other parts: b")


def test_an_answer_says_at_once_what_was_asked() -> None:
    ledger, case = Ledger(), WritingCase(id="1", use="answer", story="", says=("growth",))
    assert mark_answer(case, ["Much to say."], ledger).note == "does not begin with growth"
    assert mark_answer(case, ["word " * 300], ledger).note.endswith("long")


def result(rung: str, quality: float, **more: Any) -> Result:
    return Result.model_validate({"use": "slides", "rung": rung, "model": rung, "cases": 20, "quality": quality} | more)


def test_the_lowest_rung_that_passed_is_proposed() -> None:
    assert propose([result("builtin", 0.7), result("small", 0.9), result("large", 0.99)]).rung == "small"
    assert propose([result("builtin", 0.9), result("small", 0.95)]).rung == "builtin"


def test_where_none_passed_the_use_stays_with_the_built_in_model() -> None:
    made = propose([result("builtin", 0.7), result("small", 0.9, wrong=1), result("large", 0.9, usable=0.9), result("huge", 0.9, cases=2)])
    assert (made.rung, made.passed) == ("builtin", False)
    assert [verdict.why for verdict in made.verdicts.values()] == ["quality", "wrong", "usable", "few"]


def test_a_model_below_the_built_in_one_on_the_same_cases_does_not_pass() -> None:
    small = result("small", 0.85)
    assert verdict(small, [result("builtin", 0.9), small]).why == "builtin"
    assert verdict(small, [result("builtin", 0.9, cases=3), small]).passed


@pytest.mark.parametrize(("quality", "passes"), [(0.95, True), (0.93, False)])
def test_thinking_must_gain_two_points_for_each_doubling_of_cost(quality: float, passes: bool) -> None:
    plain = result("small", 0.9, model="m", money=Decimal("0.10"))
    thinking = result("small, thinking", quality, model="m", thinks=True, money=Decimal("0.40"))
    assert verdict(thinking, [plain, thinking]).passed is passes


def test_a_rung_that_was_passed_over_is_not_measured() -> None:
    tally = Tally([ModelCall(use="plan", model="builtin", rung="builtin")])
    with pytest.raises(NotAsked):
        made_by("plan", Rung(name="small"), tally, None, 0.1)
    assert made_by("query", Rung(name="small"), tally, None, 0.1).usable  # nothing needed a model


def test_a_limit_that_no_price_can_keep_refuses_the_call() -> None:
    with pytest.raises(LimitReached, match="price of the model is not known"):
        Purse(Decimal(1)).hold(None)
    Purse(None).hold(None)
