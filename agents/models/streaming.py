"""One request as a stream: each piece is a sign of life, and what had come before a break is known."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from pydantic_ai.messages import (
    ModelResponse,
    ModelResponseStreamEvent,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    ThinkingPart,
    ThinkingPartDelta,
    ToolCallPart,
    ToolCallPartDelta,
)
from pydantic_ai.models import StreamedResponse
from pydantic_ai.usage import RequestUsage

from agents.models.failures import CallFailed

TELL_SECONDS = 1.0  # between two words of progress
LETTING_GO = 0.05  # seconds that a call gets to end when it is given up
# Characters for each token that was allowed: no language writes so many, so a server that goes on keeps to no limit.
MOST_CHARACTERS = 16
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")

Opening = AbstractAsyncContextManager[StreamedResponse]


@dataclass
class Written:
    """What has come of an answer so far. Its words are counted and never shown: they may hold tokens that nothing has bound."""

    answer: list[str] = field(default_factory=list)
    thoughts: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    first: float | None = None  # when the first piece came
    latest: float = 0.0
    size: int = 0  # characters
    stream: StreamedResponse | None = None  # once the provider has accepted the request

    @property
    def usage(self) -> RequestUsage:
        """What the provider has said of tokens so far."""
        return self.stream.usage if self.stream else RequestUsage()

    @property
    def accepted(self) -> bool:
        """Whether the provider took the request on."""
        return self.stream is not None

    @property
    def text(self) -> str:
        """All that was written, for counting."""
        return "".join((*self.thoughts, *self.answer))

    @property
    def first_seconds(self) -> float | None:
        return None if self.first is None else self.first - self.started

    @property
    def quiet(self) -> float:
        """Seconds since the last sign of life."""
        return time.monotonic() - max(self.started, self.latest)

    @property
    def thinking(self) -> bool:
        return not self.answer and bool(self.thoughts)

    @property
    def words(self) -> int:
        """The words of what is being written: of the answer, or of the thoughts before it. A Chinese character counts as one."""
        return len(WORD.findall("".join(self.thoughts if self.thinking else self.answer)))

    def take(self, event: ModelResponseStreamEvent) -> None:
        """Note a piece."""
        self.latest = time.monotonic()
        self.first = self.first or self.latest
        if isinstance(event, PartStartEvent):
            self._note(event.part)
        elif isinstance(event, PartDeltaEvent):
            self._note(event.delta)

    def _note(self, piece: Any) -> None:
        text, thought = "", ""
        if isinstance(piece, TextPart):
            text = piece.content
        elif isinstance(piece, TextPartDelta):
            text = piece.content_delta
        elif isinstance(piece, ThinkingPart):
            thought = piece.content
        elif isinstance(piece, ThinkingPartDelta):
            thought = piece.content_delta or ""
        elif isinstance(piece, ToolCallPart):
            text = piece.args_as_json_str() if piece.args else ""
        elif isinstance(piece, ToolCallPartDelta):
            text = piece.args_delta if isinstance(piece.args_delta, str) else ""
        self.size += len(text) + len(thought)
        self.answer += [text] if text else []
        self.thoughts += [thought] if thought else []


async def streamed(
    opening: Opening, written: Written, max_tokens: int, silence: float, tell: Callable[[], Awaitable[None]]
) -> ModelResponse:
    """The whole answer of a request. `silence` is for how many seconds nothing may come; `tell` is called about once a second.

    Raises CallFailed where nothing comes or the answer has no end, and what the wire raises.
    """
    # A task of its own, so that it can be given up: a thread that waits for a socket does not hear that it is cancelled.
    pull = asyncio.ensure_future(_pulled(opening, written, max_tokens * MOST_CHARACTERS))
    try:
        while not pull.done():
            if written.quiet >= silence:
                raise CallFailed("timeout", f"Nothing came from the model for {silence:.0f} s.")
            await asyncio.wait({pull}, timeout=min(silence - written.quiet, TELL_SECONDS))
            await tell()
        return pull.result()
    finally:
        if not pull.done():
            await _given_up(pull)


async def _pulled(opening: Opening, written: Written, most: int) -> ModelResponse:
    async with opening as stream:
        written.stream = stream
        async for event in stream:
            written.take(event)
            if written.size > most:
                raise CallFailed("malformed", "The model wrote on past the length that it was allowed; the call was cut off.")
        return stream.get()


async def _given_up(pull: asyncio.Task[ModelResponse]) -> None:
    pull.cancel()
    pull.add_done_callback(lambda task: task.cancelled() or task.exception())  # nobody else reads how it ends
    await asyncio.wait({pull}, timeout=LETTING_GO)
