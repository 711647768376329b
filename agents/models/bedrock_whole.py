"""An answer that came whole, as the events of a stream: some models call tools only when they are not asked to stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Event = dict[str, Any]


class Whole:
    """The events of one answer of Converse."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[Event]:
        yield {"messageStart": {"role": "assistant"}}
        for index, block in enumerate(self._answer["output"].get("message", {}).get("content", ())):
            yield from ({name: {**body, "contentBlockIndex": index}} for name, body in _events(block))
        yield {"messageStop": {"stopReason": self._answer["stopReason"]}}
        known = ("usage", "metrics", "trace", "serviceTier")
        yield {"metadata": {name: self._answer[name] for name in known if name in self._answer}}

    def close(self) -> None:
        """There is nothing left to close."""


def _events(block: dict[str, Any]) -> Iterator[tuple[str, Event]]:
    """The events of one block. Blocks of kinds that are not asked for here give none."""
    if use := block.get("toolUse"):
        yield "contentBlockStart", {"start": {"toolUse": {"toolUseId": use["toolUseId"], "name": use["name"]}}}
        yield "contentBlockDelta", {"delta": {"toolUse": {"input": json.dumps(use["input"], ensure_ascii=False)}}}
    elif "text" in block:
        yield "contentBlockDelta", {"delta": {"text": block["text"]}}
    elif thought := block.get("reasoningContent"):
        for delta in thought.get("reasoningText", {}).items() or thought.items():
            yield "contentBlockDelta", {"delta": {"reasoningContent": dict([delta])}}
    yield "contentBlockStop", {}
