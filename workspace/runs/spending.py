"""Limits of money, kept before they are passed: what a call may cost at most is set aside until the call is written down.

Every rule is checked under a lock of the team's row, so that steps side by side on many workers cannot pass a limit together. A model
whose price nobody knows is not asked where a limit is set: a limit in dollars could not be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q, QuerySet, Sum
from django.utils import timezone

from agents.core.errors import LimitReached
from workspace.accounts.models import Team
from workspace.runs.models import Run, Step
from workspace.runs.offers import policy_of
from workspace.runs.words import sentence
from workspace.usage.models import Hold, ModelCall

HOLD_LASTS = timedelta(minutes=30)  # longer than any call: what is older belongs to a worker who died
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Limit:
    """A limit, what was spent under it, and what is set aside. `kind` is "run", "brief" or "month". US dollars."""

    kind: str
    amount: Decimal
    spent: Decimal
    held: Decimal = NOTHING

    @property
    def percent(self) -> int:
        """How much of it is spent, in whole percent, rounded down."""
        return int(self.spent * 100 / self.amount) if self.amount else 100


def hold(step: Step, most: Decimal | None) -> Hold | None:
    """Set money aside for a call of a step; None where the call costs nothing. Raises LimitReached with the reason."""
    run = Run.objects.select_related("team").get(pk=step.run_id)
    place = Hold(team=run.team, run=run.pk, step=step.key, attempt=step.attempt)
    return _set_aside(place, most, lambda: limits_of(run, step.key), run.language)


def hold_outside(team: Team, work: UUID, kind: str, most: Decimal | None, language: str) -> Hold | None:
    """The same for a call that no run makes, such as a test: only the month's limit holds. `work` stands where a run would."""

    def limits() -> Iterator[Limit]:
        month = month_limit(team)
        if month is not None:
            yield month

    return _set_aside(Hold(team=team, run=work, step=kind), most, limits, language)


def _set_aside(place: Hold, most: Decimal | None, limits: Callable[[], Iterator[Limit]], language: str) -> Hold | None:
    if most == 0:
        return None
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=place.team_id)
        lost = Q(run=place.run, step=place.step, attempt__lt=place.attempt) | Q(team=place.team, at__lt=timezone.now() - HOLD_LASTS)
        Hold.objects.filter(lost).delete()
        found = list(limits())
        if most is None:
            if found:
                raise LimitReached(sentence("no_price", language))
            return None
        for limit in found:
            if limit.spent + limit.held + most > limit.amount:
                raise LimitReached(_reason(limit, most, language))
        place.amount = most
        place.save()
    return place


def limits_of(run: Run, step: str) -> Iterator[Limit]:
    """The limits that a step of a run is held to, with what was spent and set aside under each.

    The price that a plan quoted does not bind the plan itself: a brief that a person changed is planned, and priced, again.
    """
    policy = policy_of(run.team)
    calls, holds = ModelCall.objects.filter(run=run.pk), open_holds(run.team).filter(run=run.pk)
    brief = (run.brief or {}) if step != "plan" else {}
    quoted = Decimal(str(brief.get("price_limit", 0)))
    for kind, amount in (("run", policy.run_limit), ("brief", quoted or None)):
        if amount is not None:
            yield Limit(kind, amount, sum_of(calls, "money"), sum_of(holds, "amount"))
    month = month_limit(run.team)
    if month is not None:
        yield month


def month_limit(team: Team) -> Limit | None:
    """The limit of this month, None where the team has none."""
    amount = policy_of(team).month_limit
    if amount is None:
        return None
    calls = ModelCall.objects.filter(team=team, at__gte=month_start())
    return Limit("month", amount, sum_of(calls, "money"), sum_of(open_holds(team), "amount"))


def open_holds(team: Team) -> QuerySet[Hold]:
    """What is set aside for calls under way."""
    return Hold.objects.filter(team=team, at__gte=timezone.now() - HOLD_LASTS)


def spent(run_id: UUID) -> Decimal:
    """What the calls of a run cost so far."""
    return sum_of(ModelCall.objects.filter(run=run_id), "money")


def sum_of(rows: QuerySet[Model], field: str) -> Decimal:
    """The sum of a column of money, 0 for no rows."""
    total: Decimal | None = rows.aggregate(total=Sum(field))["total"]
    return total or NOTHING


def month_start(day: datetime | None = None) -> datetime:
    """When the month of a moment began, in the installation's time zone: one clock for a limit that all workers keep."""
    local = timezone.localtime(day, timezone.get_default_timezone())
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def dollars(amount: Decimal) -> str:
    """US dollars with the places that say something: 1.204 -> "1.20", 0.00214 -> "0.0021"."""
    return f"{amount:.2f}" if amount >= 1 or amount == 0 else f"{amount:.4f}".rstrip("0").ljust(4, "0")


def _reason(limit: Limit, most: Decimal, language: str) -> str:
    amounts = {"limit": dollars(limit.amount), "spent": dollars(limit.spent + limit.held), "most": dollars(most)}
    return sentence(f"{limit.kind}_limit", language, **amounts)
