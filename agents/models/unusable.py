"""Calls of a model that reach no tool and no check, because nothing can be made of them: they are logged all the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_ai.messages import ModelResponse, ToolCallPart

from agents.core.base import Value

ANSWER = "answer"  # how the log names the typed answer of a use
SAID, LONGEST = 300, 120  # characters: of what is wrong, of a name
Unusable = tuple[str, dict[str, Any], str]


def unusable(response: ModelResponse, tools: Collection[str], outputs: Collection[str], output: type[Value]) -> Iterator[Unusable]:
    """(tool, arguments, what is wrong) of each call of a tool that there is not, and of each answer of another form."""
    calls = [part for part in response.parts if isinstance(part, ToolCallPart)]
    for call in calls:
        if call.tool_name in outputs:
            if wrong := _wrong(call, output):
                yield ANSWER, _arguments(call), wrong
        elif call.tool_name not in tools:
            yield call.tool_name[:LONGEST], _arguments(call), f"There is no tool {call.tool_name[:LONGEST]!r}."
    if not calls and _unread(response.text or "", output):
        yield ANSWER, {}, "Prose in place of the answer's form." if response.text else "Nothing was answered."


def _arguments(call: ToolCallPart) -> dict[str, Any]:
    """The arguments of a call; none where they are no JSON object."""
    try:
        return call.args_as_dict(raise_if_invalid=True)
    except (ValueError, AssertionError):
        return {}


def _wrong(call: ToolCallPart, output: type[Value]) -> str:
    try:
        output.model_validate(_arguments(call))
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())[:SAID]
    return ""


def _unread(text: str, output: type[Value]) -> bool:
    try:
        output.model_validate_json(text)
    except ValidationError:
        return True
    return False
