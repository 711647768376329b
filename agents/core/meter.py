"""The meter of a run: money is set aside before a call, and what the call really was is written down after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from agents.core.calls import ModelCall, ToolCall


class Meter(Protocol):
    """Counts what a step uses. Calls are written down at once: what was spent stays known when the step fails or its worker dies."""

    def hold(self, most: Decimal | None) -> None:
        """Set money aside for a call that costs at most so much; None where nobody knows the price of the model.

        Raises LimitReached where a limit would be passed, or where one is set that cannot be kept without a price.
        """

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        """Write a call down, and let go of what was set aside for it."""

    def tool_called(self, call: ToolCall) -> None:
        """Write a call of a tool down."""


@dataclass
class Tally:
    """A meter that only remembers: without limits, for tests and evaluations."""

    model_calls: list[ModelCall] = field(default_factory=list)
    tool_calls: list[ToolCall] = field(default_factory=list)

    def hold(self, most: Decimal | None) -> None:
        """There is no limit."""

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        self.model_calls.append(call)

    def tool_called(self, call: ToolCall) -> None:
        self.tool_calls.append(call)
