"""A stream is read ahead: what has piled up comes as one piece, what fails is raised in its place, and who leaves is let go."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic_ai.messages import ModelRequest, UserPromptPart
from pydantic_ai.models import ModelRequestParameters

from agents.models.bedrock import bedrock_model
from agents.models.reading_ahead import Ahead, joined
from tests.models.bedrock_places import on_bedrock
from tests.models.fake_bedrock import FakeBedrock


def delta(index: int, **kind: Any) -> dict[str, Any]:
    return {"contentBlockDelta": {"delta": kind, "contentBlockIndex": index}}


class Events:
    """A stream of boto3 that goes on when it is told to."""

    def __init__(self, *events: Any) -> None:
        self.events, self.go, self.closed = events, threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[Any]:
        for event in self.events:
            self.go.wait(5.0)
            if isinstance(event, Exception):
                raise event
            yield event

    def close(self) -> None:
        self.closed.set()


def test_pieces_of_one_text_are_joined_and_nothing_else_is() -> None:
    signature = {"reasoningContent": {"signature": "s"}}
    pile = [
        {"messageStart": {"role": "assistant"}}, delta(0, reasoningContent={"text": "Hm"}), delta(0, reasoningContent={"text": "m."}),
        delta(0, **signature), delta(1, text="One "), delta(1, text="two"), delta(2, toolUse={"input": '{"a"'}),
        delta(2, toolUse={"input": ": 1}"}), delta(3, toolUse={"input": "{}"}), {"contentBlockStop": {"contentBlockIndex": 3}}, None,
    ]  # fmt: skip
    assert list(joined(pile)) == [
        pile[0], delta(0, reasoningContent={"text": "Hmm."}), delta(0, **signature), delta(1, text="One two"),
        delta(2, toolUse={"input": '{"a": 1}'}), delta(3, toolUse={"input": "{}"}), pile[9], None,
    ]  # fmt: skip


def test_what_came_before_a_failure_is_handed_on_first() -> None:
    events = Events(delta(0, text="One"), OSError("broken"))
    events.go.set()
    seen: list[Any] = []
    with pytest.raises(OSError, match="broken"):
        for event in Ahead(events):
            seen.append(event)
    assert seen == [delta(0, text="One")] and events.closed.wait(5.0)


def test_who_waits_is_let_go_at_once_and_the_stream_is_closed_at_its_next_sign_of_life() -> None:
    events = Events(delta(0, text="One"), delta(0, text="two"))
    ahead = Ahead(events)
    ahead.close()
    assert list(ahead) == [] and not events.closed.is_set()
    events.go.set()
    assert events.closed.wait(5.0)


def test_an_answer_that_nobody_wants_any_more_is_hung_up_on() -> None:
    async def begin(fake: FakeBedrock) -> None:
        settings = on_bedrock(fake)
        asked = [ModelRequest(parts=[UserPromptPart("Go on for ever.")])]
        opening = bedrock_model(settings, settings.targets[0]).request_stream(asked, {"max_tokens": 3_000}, ModelRequestParameters())
        async with opening as stream:
            async for _ in stream:
                break

    with FakeBedrock([{"endless": True, "slow": 0.001}]) as fake:
        asyncio.run(begin(fake))
        assert fake.hung_up.wait(5.0)
