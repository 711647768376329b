"""A tool loop's history stays within its share; what was set aside can be read again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agents.core.calls import Ladder, Ladders, Rung
from agents.core.meter import Tally
from agents.models import context
from agents.models.context import Room
from agents.models.ladder import climb
from agents.models.loop import Models, Task
from agents.models.tokens import Estimate, Rates
from tests.models.test_ladder import Order, at, only_known, propose_order
from tests.models.wire import serving

SHARE = 3_000
LONG = 40  # rows of a result


def look(place: str) -> dict[str, Any]:
    """Look at the rows of a place."""
    return {"place": place, "rows": [f"{place} row {n} of the shop's orders" for n in range(LONG)]}


def ran(replies: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch, *tools: Any) -> tuple[list[dict[str, Any]], Tally]:
    """What a server was sent in the course of a use, and its calls."""
    monkeypatch.setattr(context, "_budgets", lambda: {"others": Room(prompt=2_000, stable=500, history=SHARE)})
    task = Task(use="order", instructions="Order the parts.", prompt="Please.", output=Order, tools=(*tools, propose_order),
                proposal="propose_order", check=only_known, retries=4)  # fmt: skip
    meter = Tally()
    with serving([*replies, {"tool": "final_result", "args": {"parts": ["b", "a"]}}]) as (url, seen):
        ladders = Ladders(others=Ladder(rungs=(Rung(name="small", settings=at(url)),)))
        budget = Models().budget.model_copy(update={"model_calls": 30})
        assert climb(task, Models(ladders, meter, budget)).parts == ("b", "a")
    return seen, meter


def history(sent: dict[str, Any]) -> str:
    """What was sent after the instructions and the request."""
    calls = [call["function"]["arguments"] for message in sent["messages"][2:] for call in message.get("tool_calls", ())]
    return "\n".join([*calls, *(message["content"] or "" for message in sent["messages"][2:])])


def test_fifteen_long_results_stay_within_the_share_and_the_first_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [{"tool": "look", "args": {"place": f"place-{n}"}} for n in range(15)]
    seen, meter = ran([*looks, {"tool": "read_again", "args": {"id": "r1"}}], monkeypatch, look)
    assert len(seen) == 17
    assert max(Estimate("m", Rates()).count(history(sent)) for sent in seen) <= SHARE
    assert "place-0 row 39" not in history(seen[15]) and "call read_again with id r1" in history(seen[15])
    assert "place-0 row 39" in seen[16]["messages"][-1]["content"]
    assert [call.outcome for call in meter.tool_calls if call.tool == "read_again"] == ["ok"]


def test_what_was_set_aside_stays_so_and_the_beginning_changes_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, _ = ran([{"tool": "look", "args": {"place": f"place-{n}"}} for n in range(15)], monkeypatch, look)
    kept = sum(later["messages"][: len(before["messages"])] == before["messages"] for before, later in zip(seen, seen[1:], strict=False))
    assert kept >= 10  # of fifteen: elsewhere the provider's cache begins anew


def test_an_unknown_id_is_answered_with_those_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = [{"tool": "look", "args": {"place": "north"}}, {"tool": "read_again", "args": {"id": "r9"}}]
    seen, _ = ran(replies, monkeypatch, look)
    assert "There is no result 'r9' set aside" in json.dumps(seen[-1]["messages"][-1])


def test_a_result_longer_than_the_share_is_cut_into_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_far() -> list[str]:
        """Look at everything."""
        return [f"row {n} of all of the shop's orders" for n in range(1_000)]

    replies = [{"tool": "look_far"}, {"tool": "read_again", "args": {"id": "r1", "page": 2}}]
    seen, _ = ran(replies, monkeypatch, look_far)
    first, second = (sent["messages"][-1]["content"] for sent in seen[1:3])
    assert "row 0 of" in first and "call read_again with id r1 and page 2" in first and len(first) < 7_000
    assert second.startswith("r1, page 2 of ") and "row 0 of" not in second


def test_a_use_with_a_single_tool_gets_no_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, _ = ran([{"tool": "propose_order"}], monkeypatch)
    assert {tool["function"]["name"] for tool in seen[0]["tools"]} == {"propose_order", "final_result"}
