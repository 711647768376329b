"""Bad days: whatever a model or its server does, the use ends in its time, with a reason, by the next rung, and what it cost is known."""

from __future__ import annotations

import time

import pytest

from agents.core.calls import Provider
from tests.models.days import DAYS, Day, lived
from tests.models.uses import laddered, use

CASES = [(day, kind) for day in DAYS for kind, reply in (("openai_compatible", day.openai), ("bedrock", day.bedrock)) if reply is not None]
EACH = pytest.mark.parametrize(("day", "kind"), CASES, ids=[f"{day.name}-{kind}" for day, kind in CASES])


@EACH
def test_a_bad_day_ends_with_the_built_in_model_and_a_reason(day: Day, kind: Provider) -> None:
    started = time.perf_counter()
    with lived(day, kind) as settings:
        tried = use(settings)
    assert tried.order.parts == ("a", "b")
    assert tried.outcomes == [*day.outcomes(kind), "ok"] and tried.rungs[-1] == "builtin"
    assert tried.causes == [day.cause] and all(event.detail["reason"] for event in tried.events if event.kind == "decision")
    assert time.perf_counter() - started < settings.seconds


@EACH
def test_money_set_aside_is_let_go_whatever_happens(day: Day, kind: Provider) -> None:
    with lived(day, kind) as settings:
        tried = use(settings)
    assert tried.meter.held == []


def test_the_next_rung_is_asked_before_the_built_in_one() -> None:
    with lived(DAYS[0], "openai_compatible") as broken, lived(DAYS[9], "bedrock") as wrong:
        tried = use(laddered(broken, wrong))
    assert tried.rungs == ["small", "large", "large", "large", "builtin"]
    assert [event.detail["to"] for event in tried.events if event.kind == "decision"] == ["large", "builtin"]


UNUSABLE = {
    "a tool that does not exist": ("guess", "There is no tool 'guess'."),
    "JSON of another form": ("answer", "parts: Field required; order: Extra inputs are not permitted"),
    "prose for JSON": ("answer", "Prose in place of the answer's form."),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_call_of_which_nothing_can_be_made_is_logged_all_the_same(name: str) -> None:
    with lived(next(day for day in DAYS if day.name == name), "openai_compatible") as settings:
        tried = use(settings)
    assert [(call.tool, call.outcome) for call in tried.meter.tool_calls if call.rung == "small"] == [UNUSABLE[name]] * 3
