"""What one use of a model is sent: a stable beginning that caches can keep, then what is new, all within the use's room of tokens.

Beginning: instructions and tools (sent by the library), then catalog and brief. They are chosen without a look at the request, so
they are the same bytes for every request over the same data and brief. End: findings, columns, turns, and the request last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.calls import ModelSettings
from agents.core.context import ContextPart, PartKind
from agents.core.events import Event
from agents.models.tokens import Method, counts

BUDGETS = Path(__file__).parent / "budgets.json"
STABLE: tuple[PartKind, ...] = ("catalog", "brief")  # in the order in which they are sent
CHANGING: tuple[PartKind, ...] = ("findings", "columns", "older", "turn")
FIRST: tuple[PartKind, ...] = ("brief", "catalog", "findings", "columns", "turn", "older")  # what gets room before what
NEWEST_FIRST: tuple[PartKind, ...] = ("turn",)
FENCE = re.compile(r"<(?=/?data\b)", re.IGNORECASE)
FENCE_TOKENS = 20  # of the marks around a kind
LEFT_OUT: dict[Language, str] = {
    "en": "What “{use}” was told was kept within {room} tokens; left out: {names}.",
    "zh": "“{use}”的上下文控制在 {room} 个词元以内；未提供：{names}。",
}
NAMES_TOLD, NAMES_KEPT = 8, 100  # in the sentence, and in the event's detail


class Room(Value):
    """The tokens of a use: its whole prompt, of them the stable beginning after the tools, and what its tool loop may keep."""

    prompt: int
    stable: int
    history: int


@dataclass(frozen=True)
class Packed:
    """What is sent. `tokens` are those of all of it with the instructions and tools, counted or estimated as `method` says."""

    stable: str
    changing: str
    tokens: int
    room: Room
    method: Method
    left_out: tuple[str, ...] = ()

    def event(self, use: str, language: Language) -> Event | None:
        """What the trace says of it; None where nothing was left out."""
        if not self.left_out:
            return None
        names = ", ".join(self.left_out[:NAMES_TOLD]) + (" …" if len(self.left_out) > NAMES_TOLD else "")
        text = LEFT_OUT[language].format(use=use, room=self.room.prompt, names=names)
        detail = {"rule": "context", "tokens": self.tokens, "room": self.room.prompt, "method": self.method}
        names_kept = {"left_out": list(self.left_out[:NAMES_KEPT]), "left_out_count": len(self.left_out)}
        return Event(kind="decision", text=text, detail=detail | names_kept)


@cache
def _budgets() -> dict[str, Room]:
    return {use: Room.model_validate(room) for use, room in json.loads(BUDGETS.read_text(encoding="utf-8")).items()}


def room_of(use: str, settings: ModelSettings, max_tokens: int) -> Room:
    """The room of a use, smaller where the model's window is: half of what the answer leaves is for the prompt, the rest for the loop."""
    room = _budgets().get(use, _budgets()["others"])
    if not settings.window:
        return room
    half = max((settings.window - max_tokens) // 2, 1)
    return Room(prompt=min(room.prompt, half), stable=min(room.stable, half // 2), history=min(room.history, half))


def pack(use: str, settings: ModelSettings, fixed: str, request: str, parts: Sequence[ContextPart], max_tokens: int = 1_500) -> Packed:
    """Choose what of the parts is sent. `fixed` is what is sent in any case: instructions and tools; the request is never cut, either.

    Parts of a kind are taken in the order given, turns from the last to the first, until one no longer fits. What stands in the
    beginning is counted by itself, without what calls have shown: neither a long request nor another process may change it.
    """
    room = room_of(use, settings, max_tokens)
    stable = _filled(settings, fixed, parts, STABLE, room.prompt, room.stable)
    changing = _filled(settings, request, parts, CHANGING, room.prompt - stable.tokens, room.prompt)
    kept = {id(part) for part in (*stable.kept, *changing.kept)}
    left_out = tuple(part.name for kind in FIRST for part in parts if part.kind == kind and id(part) not in kept)
    method: Method = "counted" if "counted" in (stable.method, changing.method) else "estimated"
    end = _fenced(changing.kept, CHANGING)
    asked = f"{end}\n\nThe request:\n{request}" if end else f"The request:\n{request}" if kept else request
    return Packed(_fenced(stable.kept, STABLE), asked, stable.tokens + changing.tokens, room, method, left_out)


@dataclass(frozen=True)
class _Filled:
    kept: list[ContextPart]
    tokens: int
    method: Method


def _filled(settings: ModelSettings, first: str, parts: Sequence[ContextPart], kinds: Sequence[PartKind], room: int, most: int) -> _Filled:
    """The parts of these kinds that fit: `room` holds them and what comes first, they themselves get `most` of it."""
    wanted = [part for kind in FIRST if kind in kinds for part in _ranked(parts, kind)]
    sizes, method = counts([first, *(part.text for part in wanted)], settings, room, most, learned=kinds != STABLE)
    begun: set[PartKind] = set()
    full: set[PartKind] = set()
    kept: set[int] = set()
    free = left = min(most, room - sizes[0])
    for part, size in zip(wanted, sizes[1:], strict=True):
        size += 0 if part.kind in begun else FENCE_TOKENS
        if part.kind in full or size > left:
            full.add(part.kind)
            continue
        begun.add(part.kind)
        kept.add(id(part))
        left -= size
    return _Filled([part for part in parts if id(part) in kept], sizes[0] + free - left, method)


def _ranked(parts: Sequence[ContextPart], kind: PartKind) -> list[ContextPart]:
    of_kind = [part for part in parts if part.kind == kind]
    return of_kind[::-1] if kind in NEWEST_FIRST else of_kind


def _fenced(kept: Sequence[ContextPart], kinds: Sequence[PartKind]) -> str:
    """The parts by kind, each kind between marks that no part can close."""
    blocks = []
    for kind in kinds:
        texts = [FENCE.sub("&lt;", part.text) for part in kept if part.kind == kind]
        if texts:
            blocks.append(f'<data kind="{kind}">\n' + "\n".join(texts) + "\n</data>")
    return "\n\n".join(blocks)
