"""Calls of models and tools: how a model is chosen, and the log rows that every call leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from agents.core.base import Value


class ModelSettings(Value):
    """Which model a step uses. `name` is builtin, scripted or openai_compatible; the other fields configure the last two."""

    name: Literal["builtin", "scripted", "openai_compatible"] = "builtin"
    model: str = ""
    base_url: str = ""
    api_key: str = ""
    seconds: float = 300.0  # for one use, all its calls together
    script: str = ""  # path of a JSON file with replies, for scripted


class ModelCall(Value):
    """One use of a model, for the ledger of cost. Seconds; money in US dollars."""

    model: str
    use: str
    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0
    seconds: float = 0.0
    money: Decimal = Decimal(0)
    outcome: str = "ok"


class ToolCall(Value):
    """One call of a tool by a model, for the call log."""

    tool: str
    use: str
    arguments: dict[str, Any] = Field(default_factory=dict)
    outcome: str = "ok"
    seconds: float = 0.0
