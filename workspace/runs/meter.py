"""The meter of a step: money is set aside before a call, and every call becomes a row at once, also where the step fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from agents.core.calls import ModelCall, ToolCall
from workspace.runs import limit_warnings, spending
from workspace.runs.models import Step
from workspace.usage import models as usage


class StepMeter:
    """Counts what a step uses (agents/core/meter.py: Meter)."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._where: dict[str, Any] = {"team_id": step.run.team_id, "run": step.run_id, "step": step.key}
        self._held: list[usage.Hold] = []

    def hold(self, most: Decimal | None) -> None:
        """Set money aside. Raises LimitReached, in the language of the run, where a limit would be passed."""
        held = spending.hold(self.step, most)
        if held is not None:
            self._held.append(held)

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        """Write a call down and let go of what was set aside for it, both or neither."""
        mine = next((row for row in self._held if row.amount == held), None)
        with transaction.atomic():
            usage.ModelCall.objects.create(**self._where, **call.model_dump())
            if mine is not None:
                usage.Hold.objects.filter(pk=mine.pk).delete()
        if mine is not None:
            self._held.remove(mine)
        if call.money:
            limit_warnings.warn(self.step)

    def tool_called(self, call: ToolCall) -> None:
        usage.ToolCall.objects.create(**self._where, **call.model_dump(mode="json"))
