"""Who asks a model, what for, and what is asked."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property

from pydantic_ai.messages import ModelMessage, ModelRequest
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.base import Value
from agents.core.brief import Language
from agents.core.calls import Reasoning, Rung
from agents.core.events import Emit
from agents.core.meter import Meter
from agents.models.breaker import BREAKERS, Breakers
from agents.models.history import text_of
from agents.models.port import Port

# What may be thought beside the answer, in tokens: providers count thoughts as output, so without room for them no answer is left.
THOUGHT_TOKENS: dict[Reasoning, int] = {"off": 0, "low": 2_048, "medium": 8_192, "high": 16_384}


@dataclass(frozen=True)
class Pace:
    """Time and chance, for tests to pass by."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class Asking:
    """Who asks a model, and what for: all that a row of the ledger needs beside the answer."""

    use: str
    rung: Rung
    prompt: str  # version of the instructions
    max_tokens: int  # of the answer
    meter: Meter
    port: Port  # rows are written through it
    emit: Emit = lambda event: None
    language: Language = "en"
    pace: Pace = Pace()
    breakers: Breakers = BREAKERS
    until: float = float("inf")  # when the use's time is over, by the clock of its pace
    run: str = ""
    output: type[Value] | None = None  # the form of the answer

    @property
    def most_tokens(self) -> int:
        """The tokens of the answer and the thoughts before it."""
        return self.max_tokens + THOUGHT_TOKENS[self.rung.settings.reasoning]


@dataclass(frozen=True)
class Request:
    """What is asked of a model."""

    messages: list[ModelMessage]
    settings: LibrarySettings | None
    parameters: ModelRequestParameters

    @cached_property
    def text(self) -> str:
        """All that is sent, for counting."""
        said = [text_of(message) for message in self.messages]
        instructions = next((m.instructions or "" for m in reversed(self.messages) if isinstance(m, ModelRequest)), "")
        tools = [*self.parameters.function_tools, *self.parameters.output_tools]
        told = [{"name": tool.name, "description": tool.description, "parameters": tool.parameters_json_schema} for tool in tools]
        return "\n".join([instructions, json.dumps(told, ensure_ascii=False), *said])
