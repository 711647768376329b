"""Every model goes through one loop: it proposes, is checked, is asked again, and gives way to the next rung."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run as run_command

import pytest

from agents.core.calls import Ladder, Ladders, ModelSettings, Rung
from agents.core.errors import CannotAnswer
from agents.core.events import Event
from agents.models.ladder import climb, climbed
from agents.models.loop import Models
from tests.models.uses import ANSWER, Order, Purse, Waits, at, laddered, only_known, ordering, propose_order, script, use
from tests.models.wire import serving

__all__ = ["Order", "at", "only_known", "propose_order"]  # other tests of models know them from here

UNREAD = CannotAnswer("Nobody knows the word “flibber”.")
WRONG = {"output": {"parts": ["z"]}}
RIGHT = {"output": {"parts": ["b", "a"]}}


def builtin_first(settings: ModelSettings) -> Ladders:
    return Ladders(others=Ladder(rungs=(Rung(), Rung(name="small", settings=settings))))


def test_the_built_in_model_takes_the_proposal_and_its_calls_are_logged() -> None:
    tried = use(Ladders())
    assert tried.order.parts == ("a", "b")
    assert [(call.tool, call.outcome) for call in tried.meter.tool_calls] == [("propose_order", "ok"), ("answer", "ok")]
    assert [(call.model, call.outcome) for call in tried.meter.model_calls] == [("builtin", "ok")]


def test_a_wrong_answer_is_sent_back_with_what_is_wrong(tmp_path: Path) -> None:
    tried = use(script(tmp_path, WRONG, RIGHT))
    assert tried.order.parts == ("b", "a") and len(tried.meter.model_calls) == 2
    assert [call.outcome for call in tried.meter.tool_calls] == ["There is no part 'z'.", "ok"]


def test_a_model_that_stays_wrong_gives_way_and_the_reason_is_told(tmp_path: Path) -> None:
    tried = use(script(tmp_path, WRONG))
    assert tried.order.parts == ("a", "b") and tried.rungs == ["small"] * 3 + ["builtin"]
    told = tried.events[-2]
    assert told.text == "“order”: the answer failed its check (small, scripted); builtin goes on."
    assert told.detail == {"rule": "ladder", "use": "order", "cause": "check", "reason": "There is no part 'z'.", "from": "small",
                           "to": "builtin"}  # fmt: skip


def test_the_reason_is_told_in_chinese_too(tmp_path: Path) -> None:
    events: list[Event] = []
    climb(ordering(), Models(laddered(script(tmp_path, WRONG)), emit=events.append, language="zh"))
    assert events[0].text == "“order”：回答未通过检查（small，scripted），改由builtin继续。"


def test_a_server_of_the_openai_wire_is_asked_by_stream_and_its_tokens_counted() -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 7, "total_tokens": 107, "prompt_tokens_details": {"cached_tokens": 40}}
    with serving([{"tool": "propose_order"}, ANSWER | {"usage": usage}]) as (url, seen):
        tried = use(at(url))
    calls = tried.meter.model_calls
    assert [(call.tokens_in, call.tokens_cached, call.tokens_out) for call in calls] == [(10, 0, 5), (60, 40, 7)]
    assert all(request["stream"] and request["max_tokens"] == 1_500 for request in seen)
    assert not any(tool["function"].get("strict") for tool in seen[0]["tools"])


def test_a_rung_that_thinks_has_room_for_it_and_no_temperature() -> None:
    with serving([ANSWER]) as (url, seen):
        use(at(url, reasoning="medium"))
    assert (seen[0]["reasoning_effort"], seen[0]["max_tokens"]) == ("medium", 9_692) and "temperature" not in seen[0]


def test_a_limit_of_cost_stops_before_it_is_passed_and_the_built_in_model_goes_on() -> None:
    with serving([ANSWER]) as (url, seen):
        tried = use(laddered(at(url), at(url)), limit="0.001")
    assert seen == [] and tried.rungs == ["builtin"]
    assert [event.detail["rule"] for event in tried.events if event.kind == "decision"] == ["limit"]


def test_what_is_set_aside_covers_what_the_call_may_cost() -> None:
    purse = Purse()
    with serving([ANSWER]) as (url, _):
        climb(ordering(), Models(laddered(at(url)), purse, pace=Waits().pace))
    assert purse.held == [] and (purse.model_calls[0].money or 0) <= (purse.asked[0] or 0)


def test_the_built_in_model_may_come_first_and_what_it_refuses_goes_up(tmp_path: Path) -> None:
    tried = use(builtin_first(script(tmp_path, RIGHT)), refusal=UNREAD)
    assert tried.order.parts == ("b", "a") and tried.rungs == ["builtin", "small"] and tried.causes == ["refused"]
    assert use(builtin_first(script(tmp_path, RIGHT))).rungs == ["builtin"]


@pytest.mark.parametrize("limit", ["1000", "0"])
def test_its_refusal_stands_where_no_other_rung_can(limit: str) -> None:
    with serving([{"text": "I cannot."}]) as (url, _), pytest.raises(CannotAnswer, match="flibber"):
        use(builtin_first(at(url)), limit=limit, refusal=UNREAD)


def test_over_a_rung_the_next_is_asked_and_in_the_end_the_built_in_one(tmp_path: Path) -> None:
    right = script(tmp_path, RIGHT)
    models = Models(laddered(right, right))
    first = climbed(ordering(), models)
    second = climbed(ordering(), models, above=first.rung, found="Too long.")
    third = climbed(ordering(), models, above=second.rung, found="Too long.")
    assert [made.rung.name for made in (first, second, third)] == ["small", "large", "builtin"] and not third.by_language_model


def test_a_model_without_an_address_gives_way() -> None:
    assert use(at("")).causes == ["provider"]


def test_the_built_in_model_needs_no_library_of_a_provider() -> None:
    code = "import sys; from tests.models.uses import *; use(Ladders()); print({'boto3', 'botocore', 'openai'} & set(sys.modules))"
    told = run_command([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
