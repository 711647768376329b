"""What a fake model says: the short form of a reply that tests write, and `obedient`, a model that hands proposals back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, overload

Json = dict[str, Any]
FILLER = "and so on "


@dataclass(frozen=True)
class Seen:
    """A request as the server read it. `key_id` and `region` are those of its signature."""

    operation: str
    region: str
    model: str
    body: Json
    key_id: str = ""


@dataclass(frozen=True)
class Reply:
    """A reply in the shapes of the service; `told` holds the rest of its short form (errors, cuts, pauses)."""

    content: list[Json]
    stop: str
    told: Json = field(default_factory=dict)


Script = Callable[[Seen], Reply | Json] | list[Json]


def full(reply: Reply | Json, seen: Seen, number: int) -> Reply:
    """The short form of a reply written out. `number` makes the ids of its tool calls."""
    if isinstance(reply, Reply):
        return reply
    if reply.get("endless"):
        most = seen.body.get("inferenceConfig", {}).get("maxTokens", 100_000)
        return Reply([{"text": FILLER * (most * 4 // len(FILLER))}], "max_tokens", reply)
    parts = reply.get("content") or ([reply] if "text" in reply or "tool" in reply else [])
    content: list[Json] = []
    if reply.get("reasoning"):
        content.append({"reasoningContent": {"reasoningText": {"text": reply["reasoning"], "signature": "c2lnbmVk"}}})
    for place, part in enumerate(parts):
        content.append({"text": part["text"]} if "text" in part else _use(part, f"tooluse_{number}_{place}"))
    calls = any("toolUse" in block for block in content)
    return Reply(content, reply.get("stop", "tool_use" if calls else "end_turn"), reply)


def _use(part: Json, id: str) -> Json:
    use = {"toolUseId": id, "name": part["tool"], "input": part.get("args", {})}
    return {"toolUse": use | ({"raw": part["raw"]} if "raw" in part else {})}


Change = Callable[[Json, Seen], Json]


@overload
def obedient(seen: Seen) -> Json: ...
@overload
def obedient(*, change: Change) -> Callable[[Seen], Json]: ...
def obedient(seen: Seen | None = None, *, change: Change | None = None) -> Json | Callable[[Seen], Json]:
    """A model that calls the tool that proposes, then answers with the proposal; `change(proposal, seen)` may alter it first.

    With `change` alone it makes such a model. It answers with the output tool, or with JSON where there is none.
    """
    if seen is None:
        return lambda asked: _obey(asked, change)
    return _obey(seen, change)


def _obey(seen: Seen, change: Change | None) -> Json:
    names = [tool["toolSpec"]["name"] for tool in seen.body.get("toolConfig", {}).get("tools", []) if "toolSpec" in tool]
    output = next((name for name in names if name.startswith("final_result")), None)
    returned = results(seen)
    proposals = [result["proposal"] for result in returned.values() if isinstance(result, dict) and "proposal" in result]
    proposal = proposals[-1] if proposals else None
    left = [name for name in names if name != output and name not in returned]
    if proposal is None and left:
        return {"tool": next((name for name in left if name.startswith("propose")), left[0]), "args": {}}
    if proposal is None:
        return {"text": "Ready."}
    answer = change(proposal, seen) if change else proposal
    return {"tool": output, "args": answer} if output else {"text": json.dumps(answer, ensure_ascii=False)}


def results(seen: Seen) -> dict[str, Any]:
    """What each tool gave back in this conversation, by its name, the last time it was called."""
    called: dict[str, str] = {}
    found: dict[str, Any] = {}
    for message in seen.body.get("messages", []):
        for block in message["content"]:
            if "toolUse" in block:
                called[block["toolUse"]["toolUseId"]] = block["toolUse"]["name"]
            elif "toolResult" in block:
                result = block["toolResult"]
                for part in result["content"]:
                    found[called.get(result["toolUseId"], "")] = part["json"] if "json" in part else _read(part.get("text", ""))
    return found


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
