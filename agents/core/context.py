"""What a use of a model may be told beside its instructions, in parts, so that the least that is needed can be chosen."""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value

PartKind = Literal["catalog", "brief", "findings", "columns", "turn", "older"]


class ContextPart(Value):
    """A piece of context. `name` is for the trace, where what was left out is listed: "column orders.note", "turn 12"."""

    kind: PartKind
    name: str
    text: str


class Exchange(Value):
    """An earlier turn of the thread as a follow-up needs it: what was asked, and what came of it in a few words."""

    number: int
    request: str
    outcome: str = ""
