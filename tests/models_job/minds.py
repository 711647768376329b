"""The models of these tests: one that does as it is told, one with a mind of its own, and weak ones. All speak both wires."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from tests.models.bedrock_replies import Json, Seen, obedient, results

Mind = Callable[[Seen], Json]
NAMES = re.compile(r"\{\{[^{}|]+\|name\}\}")
SAID = "So: "  # how the willing model begins a title: its own words, which its files then show


def willing(seen: Seen) -> Json:
    """A good model: keeps what is proposed, puts a title into its own words, and turns the ranking round."""
    return obedient(change=_reworded)(seen)


def inventing(seen: Seen) -> Json:
    """Names parts, findings, measures and facts that there are not."""
    return obedient(change=_invented)(seen)


def typing_digits(seen: Seen) -> Json:
    """Types numbers into its words, and made-up ones."""
    return obedient(change=lambda proposal, _: _worded(proposal, "Revenue grew by 12% to 9,999,999."))(seen)


def claiming(seen: Seen) -> Json:
    """Says what no evidence holds, without a digit."""
    return obedient(change=lambda proposal, _: _worded(proposal, "Revenue doubled and the marketplace fell the most."))(seen)


def swapping(seen: Seen) -> Json:
    """Puts true figures behind the wrong names: each name token gives way to the next one in the text."""
    return obedient(change=_swapped)(seen)


def leaving_out(seen: Seen) -> Json:
    """Gives the least that the form takes, as a small model does."""
    return obedient(change=lambda proposal, _: {name: value for name, value in proposal.items() if name != "segment"})(seen)


def chatting(seen: Seen) -> Json:
    """Answers with prose whatever it is asked."""
    return {"text": "Certainly! Revenue grew by about 12%, which is great news."}


def _reworded(proposal: Json, seen: Seen) -> Json:
    if "findings" in proposal:
        return proposal | {"findings": proposal["findings"][::-1]}
    listed = _listed(seen)
    if "parts" in proposal and listed:
        return proposal | {"titles": [{"id": listed[0]["id"], "title": SAID + listed[0]["title"]}]}
    return proposal


def _listed(seen: Seen) -> list[Json]:
    """The parts with titles that the proposing tool has listed, without those of the frame."""
    parts = next((result["parts"] for result in results(seen).values() if isinstance(result, dict) and "parts" in result), [])
    return [part for part in parts if "{{" in part["title"] or "[[" in part["title"]]


def _invented(proposal: Json, _: Seen) -> Json:
    if "findings" in proposal:
        return proposal | {"findings": ["finding_of_mine", *proposal["findings"]]}
    if "parts" in proposal:
        return proposal | {"parts": [*proposal["parts"], "part_of_mine"]}
    if "paragraphs" in proposal:
        return {"paragraphs": ["Revenue is {{fact_of_mine|money}}."]}
    return proposal | {"measure": "measure_of_mine"}


def _swapped(proposal: Json, seen: Seen) -> Json:
    if "paragraphs" in proposal:
        return {"paragraphs": [_next_names(text) for text in proposal["paragraphs"]]}
    titles = [{"id": part["id"], "title": _next_names(part["title"])} for part in _listed(seen) if len(NAMES.findall(part["title"])) > 1]
    return proposal | {"titles": titles} if "parts" in proposal else proposal


def _next_names(text: str) -> str:
    names = NAMES.findall(text)
    turned = iter([*names[1:], *names[:1]])
    return NAMES.sub(lambda _: next(turned), text)


def _worded(proposal: Json, words: str) -> Json:
    """The proposal with the words wherever it takes any."""
    if "paragraphs" in proposal:
        return {"paragraphs": [words]}
    if "parts" in proposal:
        return proposal | {"titles": [{"id": proposal["parts"][0], "title": words}]}
    return proposal | {"title": words} if "title" in proposal else proposal


def seen_of(request: dict[str, Any]) -> Seen:
    """A request of the OpenAI wire in the shapes of Converse, so that one mind serves both."""
    messages: list[Json] = []
    for message in request["messages"]:
        if message["role"] == "assistant":
            messages.append({"role": "assistant", "content": [_use(call) for call in message.get("tool_calls") or []]})
        elif message["role"] == "tool":
            result = {"toolUseId": message["tool_call_id"], "content": [{"text": message["content"]}]}
            messages.append({"role": "user", "content": [{"toolResult": result}]})
    tools = [{"toolSpec": {"name": tool["function"]["name"]}} for tool in request.get("tools", [])]
    return Seen("ChatCompletions", "", request["model"], {"messages": messages, "toolConfig": {"tools": tools}})


def _use(call: Json) -> Json:
    function = call["function"]
    return {"toolUse": {"toolUseId": call["id"], "name": function["name"], "input": json.loads(function["arguments"] or "{}")}}
