"""Meters: money is set aside before a call, and every call becomes a row at once, also where the work fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from agents.core.calls import ModelCall, ToolCall
from workspace.accounts.models import Team
from workspace.runs import limit_warnings, spending
from workspace.runs.models import Step
from workspace.usage import models as usage


class StepMeter:
    """Counts what a step uses (agents/core/meter.py: Meter)."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._ledger = _Ledger(step.run.team_id, step.run_id, step.key)

    def hold(self, most: Decimal | None) -> None:
        """Set money aside. Raises LimitReached, in the language of the run, where a limit would be passed."""
        self._ledger.keep(spending.hold(self.step, most))

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        self._ledger.model_called(call, held)
        if call.money:
            limit_warnings.warn(self.step)

    def tool_called(self, call: ToolCall) -> None:
        self._ledger.tool_called(call)


class TeamMeter:
    """Counts what a team's models are asked outside of runs, under the limit of the month. `kind` is "test" or "evaluation"; `work`
    is an id for what belongs together."""

    def __init__(self, team: Team, kind: str, work: UUID, language: str = "en") -> None:
        self.team, self.kind, self.work, self.language = team, kind, work, language
        self._ledger = _Ledger(team.pk, work, kind)

    def hold(self, most: Decimal | None) -> None:
        """Set money aside. Raises LimitReached where the month's limit would be passed."""
        self._ledger.keep(spending.hold_outside(self.team, self.work, self.kind, most, self.language))

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        self._ledger.model_called(call, held)

    def tool_called(self, call: ToolCall) -> None:
        self._ledger.tool_called(call)


class _Ledger:
    """The rows of one piece of work, and what is set aside for its calls under way."""

    def __init__(self, team: UUID, run: UUID, step: str) -> None:
        self._where: dict[str, Any] = {"team_id": team, "run": run, "step": step}
        self._held: list[usage.Hold] = []

    def keep(self, held: usage.Hold | None) -> None:
        if held is not None:
            self._held.append(held)

    def model_called(self, call: ModelCall, held: Decimal | None) -> None:
        """Write a call down and let go of what was set aside for it, both or neither."""
        mine = next((row for row in self._held if row.amount == held), None)
        with transaction.atomic():
            usage.ModelCall.objects.create(**self._where, **call.model_dump())
            if mine is not None:
                usage.Hold.objects.filter(pk=mine.pk).delete()
        if mine is not None:
            self._held.remove(mine)

    def tool_called(self, call: ToolCall) -> None:
        usage.ToolCall.objects.create(**self._where, **call.model_dump(mode="json"))
