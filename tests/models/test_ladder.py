"""Every model goes through one loop: it proposes, is checked, is asked again, and gives way to the built-in model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from agents.core.base import Value
from agents.core.budget import Budget
from agents.core.calls import Access, Ladder, Ladders, ModelSettings, Rung
from agents.core.events import Event
from agents.core.meter import Tally
from agents.models.ladder import climb
from agents.models.loop import Models, Task
from tests.models.wire import serving


class Order(Value):
    """Parts in order."""

    parts: tuple[str, ...]


def propose_order() -> dict[str, Any]:
    """List the parts."""
    return {"parts": ["a", "b"], "proposal": {"parts": ["a", "b"]}}


def only_known(order: Order) -> list[str]:
    return [f"There is no part {part!r}." for part in order.parts if part not in ("a", "b")]


def run(settings: ModelSettings, events: list[Event] | None = None) -> tuple[Order, Tally]:
    meter = Tally()
    task = Task(use="order", instructions="Order the parts.", prompt="Please.", output=Order, tools=(propose_order,),
                proposal="propose_order", check=only_known)
    kept = events if events is not None else []
    ladders = Ladders(others=Ladder(rungs=(Rung(name="small", settings=settings),))) if settings.name != "builtin" else Ladders()
    return climb(task, Models(ladders, meter, emit=kept.append)), meter


def script(tmp_path: Path, *replies: dict[str, Any]) -> ModelSettings:
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"order": replies}))
    return ModelSettings(name="scripted", access=Access(script=str(path)))


def at(url: str, *, model: str = "m", key: str = "", seconds: float = 300.0) -> ModelSettings:
    access = Access(base_url=url, api_key=SecretStr(key))
    return ModelSettings(name="openai_compatible", model=model, access=access, seconds=seconds)


def test_the_built_in_model_takes_the_proposal_and_its_calls_are_logged() -> None:
    order, log = run(ModelSettings())
    assert order.parts == ("a", "b")
    assert [(call.tool, call.outcome) for call in log.tool_calls] == [("propose_order", "ok"), ("answer", "ok")]
    assert [(call.model, call.outcome) for call in log.model_calls] == [("builtin", "ok")]


def test_a_wrong_answer_is_sent_back_with_what_is_wrong(tmp_path: Path) -> None:
    order, log = run(script(tmp_path, {"output": {"parts": ["z"]}}, {"output": {"parts": ["b", "a"]}}))
    assert order.parts == ("b", "a")
    assert [call.outcome for call in log.tool_calls] == ["There is no part 'z'.", "ok"]
    assert len(log.model_calls) == 2


def test_a_model_that_stays_wrong_gives_way_to_the_built_in_one_and_the_reason_is_told(tmp_path: Path) -> None:
    events: list[Event] = []
    order, log = run(script(tmp_path, {"output": {"parts": ["z"]}}), events)
    assert order.parts == ("a", "b")
    assert [call.model for call in log.model_calls] == ["scripted"] * 3 + ["builtin"]
    assert any(event.kind == "decision" and event.detail["rule"] == "ladder" for event in events)


def test_prose_in_place_of_a_typed_answer_gives_way(tmp_path: Path) -> None:
    order, log = run(script(tmp_path, {"text": "I would say a comes first."}))
    assert (order.parts, log.model_calls[-1].model) == (("a", "b"), "builtin")


def test_forty_calls_in_a_loop_are_stopped(tmp_path: Path) -> None:
    order, log = run(script(tmp_path, {"tool": "propose_order"}))
    assert order.parts == ("a", "b")
    assert len(log.tool_calls) <= Budget().model_calls + 2


def test_a_server_of_the_openai_wire_is_asked_and_its_tokens_counted() -> None:
    with serving([{"tool": "propose_order"}, {"tool": "final_result", "args": {"parts": ["b", "a"]}}]) as (url, seen):
        order, log = run(at(url, model="local"))
    assert order.parts == ("b", "a")
    assert [(call.tokens_in, call.tokens_out) for call in log.model_calls] == [(10, 5), (10, 5)]
    assert seen[0]["max_tokens"] == 1_500
    assert not any(tool["function"].get("strict") for tool in seen[0]["tools"])


def test_a_server_that_fails_or_never_answers_gives_way() -> None:
    with serving([{"status": 500}]) as (url, _):
        assert run(at(url))[0].parts == ("a", "b")
    with serving([{"text": "late"}], pause=2.0) as (url, _):
        settings = at(url, seconds=0.3)
        events: list[Event] = []
        run(settings, events)
        assert events[0].detail["reason"].startswith("no answer within")


def test_a_key_never_stands_in_what_is_logged() -> None:
    events: list[Event] = []
    with serving([{"status": 401}]) as (url, _):
        _, log = run(at(url, key="sk-planted"), events)
    assert "sk-planted" not in repr(log) + repr(events)
