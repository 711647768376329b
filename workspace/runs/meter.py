"""The meter of a step: every call becomes a row at once, so that what was spent stays known when the step fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agents.core.calls import ModelCall, ToolCall
from workspace.runs.models import Step
from workspace.usage import models as usage


class StepMeter:
    """Counts what a step uses (agents/core/meter.py: Meter)."""

    def __init__(self, step: Step) -> None:
        self._where: dict[str, Any] = {"team_id": step.run.team_id, "run": step.run_id, "step": step.key}

    def hold(self, most: Decimal) -> None:
        """There is no limit yet."""

    def model_called(self, call: ModelCall, held: Decimal = Decimal(0)) -> None:
        usage.ModelCall.objects.create(**self._where, **call.model_dump())

    def tool_called(self, call: ToolCall) -> None:
        usage.ToolCall.objects.create(**self._where, **call.model_dump(mode="json"))
