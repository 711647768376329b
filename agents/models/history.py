"""The history of a tool loop, kept within its share: old results of tools give way to a line each, and can be read again.

Results are set aside in one go until half the share is free: each time it is done, the provider's cache of the prompt begins anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pydantic_ai.messages import ModelMessage, ModelRequest, ModelRequestPart, ToolReturnPart
from pydantic_core import to_jsonable_python

from agents.core.errors import ToolError
from agents.core.tools import MOST_TOOLS
from agents.models.tokens import Counter

PAGE = 3  # a page of a result is at most a third of the share: it fits beside the half that is kept
SHAPE_KEYS = 6
SHORT = 300  # characters: no more than the line that would stand in its place


class History:
    """What the tools of one use have answered. `share` is in tokens, without the prompt that began it."""

    def __init__(self, share: int, counter: Counter, tools: int) -> None:
        self.share, self.counter = share, counter
        self.repeats = not 2 <= tools < MOST_TOOLS  # where read_again is not worth its place, or has none, the tool is called once more
        self._texts: dict[str, str] = {}  # whole results by id

    @property
    def tools(self) -> tuple[Callable[..., Any], ...]:
        """The tool that reads again what was set aside."""
        return () if self.repeats else (self.read_again,)

    def read_again(self, id: str, page: int = 1) -> str:
        """Read an earlier result that was set aside to save room.

        Args:
            id: The id that stands in its place, such as "r1".
            page: The page of a long one, from 1.
        """
        if id not in self._texts:
            raise ToolError(f"There is no result {id!r} set aside; there are: {', '.join(self._texts) or 'none'}.")
        pages = self._pages(self._texts[id])
        if not 1 <= page <= len(pages):
            raise ToolError(f"The result {id} has pages 1 to {len(pages)}.")
        return f"{id}, page {page} of {len(pages)}:\n{pages[page - 1]}"

    async def compact(self, messages: list[ModelMessage]) -> list[ModelMessage]:
        """The messages with old results set aside where they are more than the share. The latest results stay, cut to what fits."""
        if self._size(messages) <= self.share:
            return messages
        kept = list(messages)
        for place, message in enumerate(kept[:-1]):
            if self._size(kept) <= self.share // 2:
                return kept
            kept[place] = self._changed(message, self._set_aside)
        if self._size(kept) > self.share:
            kept[-1] = self._changed(kept[-1], self._cut)
        return kept

    def _size(self, messages: Sequence[ModelMessage]) -> int:
        return sum(self.counter.count(text_of(message)) for message in messages[1:])

    def _changed(self, message: ModelMessage, change: Callable[[ToolReturnPart, str], str]) -> ModelMessage:
        if not isinstance(message, ModelRequest):
            return message
        parts: list[ModelRequestPart] = []
        for part in message.parts:
            if type(part) is ToolReturnPart:
                told = change(part, _text(part.content))
                part = ToolReturnPart(part.tool_name, told, tool_call_id=part.tool_call_id, timestamp=part.timestamp)
            parts.append(part)
        return replace(message, parts=parts)

    def _set_aside(self, part: ToolReturnPart, text: str) -> str:
        if len(text) < SHORT:
            return text
        if part.tool_name == "read_again":
            return f"[Set aside again: {text.splitlines()[0][:-1]}.]"
        how = f"call {part.tool_name} again" if self.repeats else f"call read_again with id {self._kept(text)}"
        return f"[Set aside to save room: {_shape(part)}. To see it, {how}.]"

    def _cut(self, part: ToolReturnPart, text: str) -> str:
        pages = self._pages(text)
        if len(pages) == 1:
            return text
        more = "the rest did not fit" if self.repeats else f"for the rest call read_again with id {self._kept(text)} and page 2"
        return f"{pages[0]}\n[Page 1 of {len(pages)}; {more}.]"

    def _kept(self, text: str) -> str:
        """The id of a whole result; the same text has the same one."""
        for id, kept in self._texts.items():
            if kept == text:
                return id
        id = f"r{len(self._texts) + 1}"
        self._texts[id] = text
        return id

    def _pages(self, text: str) -> list[str]:
        pages = -(-self.counter.count(text) * PAGE // max(self.share, 1))
        length = max(-(-len(text) // max(pages, 1)), 1)
        return [text[start : start + length] for start in range(0, len(text), length)] or [""]


def text_of(message: ModelMessage) -> str:
    """All text of a message, for counting."""
    return "\n".join(_part_text(part) for part in message.parts)


def _part_text(part: Any) -> str:
    if getattr(part, "tool_name", None) is not None and hasattr(part, "args"):
        return f"{part.tool_name} {_text(part.args)}"
    content = getattr(part, "content", "")
    if isinstance(content, list | tuple) and not isinstance(part, ToolReturnPart):  # of a person: texts and marks for the cache
        return "\n".join(item for item in content if isinstance(item, str))
    return _text(content)


def _text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(to_jsonable_python(content, fallback=str), ensure_ascii=False)


def _shape(part: ToolReturnPart) -> str:
    """What a result was, in a line: "list_findings: 12 findings, proposal"."""
    content = part.content
    if not isinstance(content, dict):
        return part.tool_name
    told = [f"{len(value)} {key}" if isinstance(value, list | dict) else str(key) for key, value in list(content.items())[:SHAPE_KEYS]]
    return f"{part.tool_name}: {', '.join(told)}"
