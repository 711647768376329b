"""Limits of money stop before they are passed, side by side too, and what was held is let go of."""

from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from agents.core.calls import ModelCall as Call
from agents.core.errors import LimitReached
from agents.models.evaluation.purse import Purse
from workspace.providers.models import Policy
from workspace.runs.limit_warnings import near
from workspace.runs.meter import StepMeter, TeamMeter
from workspace.runs.models import Run, Step
from workspace.usage.models import Hold, ModelCall

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def step(start_run: Any) -> Step:
    return planned(start_run())


def planned(run: Run) -> Step:
    return Step.objects.create(run=run, key="plan", position=1, agent="super_agent", title="", status="working", attempt=1)


def limits(step: Step, **amounts: str) -> None:
    fields = {name: Decimal(amount) for name, amount in amounts.items()}
    Policy.objects.update_or_create(team=step.run.team, defaults=fields)


def called(money: str | None) -> Call:
    return Call(use="plan", model="m", provider="bedrock", money=None if money is None else Decimal(money))


def spend(meter: StepMeter, most: str, money: str) -> None:
    meter.hold(Decimal(most))
    meter.model_called(called(money), Decimal(most))


def test_a_call_that_could_pass_the_run_s_limit_is_refused_before_it_is_made(step: Step) -> None:
    limits(step, run_limit="1.00")
    meter = StepMeter(step)
    spend(meter, "0.60", "0.55")
    with pytest.raises(LimitReached, match=r"up to \$0.46; \$0.55 of this run's limit of \$1.00"):
        meter.hold(Decimal("0.46"))
    spend(meter, "0.45", "0.45")


def test_a_run_stays_under_the_price_that_its_plan_quoted(step: Step) -> None:
    Run.objects.filter(pk=step.run_id).update(brief={"price_limit": "0.50"})
    StepMeter(step).hold(Decimal("0.51"))  # the plan is made again where a person changed it
    step.key = "deck"
    with pytest.raises(LimitReached, match="that the plan quoted"):
        StepMeter(step).hold(Decimal("0.01"))


def test_the_month_of_a_team_counts_all_its_runs_and_no_other_team_s(step: Step, start_run: Any, charlie: Any) -> None:
    limits(step, month_limit="1.00")
    other = planned(start_run("Orders"))
    spend(StepMeter(other), "0.70", "0.70")
    ModelCall.objects.create(team=charlie.teams.get(), run=step.run_id, step="plan", money=Decimal(50))
    with pytest.raises(LimitReached, match="limit of \\$1.00 for this month"):
        StepMeter(step).hold(Decimal("0.31"))
    ModelCall.objects.filter(team=step.run.team).update(at=timezone.now() - timedelta(days=32))
    StepMeter(step).hold(Decimal("0.31"))


def test_a_model_without_a_price_is_not_asked_where_a_limit_is_set(step: Step) -> None:
    StepMeter(step).hold(None)
    limits(step, month_limit="100")
    with pytest.raises(LimitReached, match="price of this model is not known"):
        StepMeter(step).hold(None)
    StepMeter(step).hold(Decimal(0))  # free is a price


def test_what_was_held_goes_with_the_row_of_its_call(step: Step) -> None:
    meter = StepMeter(step)
    meter.hold(Decimal("0.40"))
    assert Hold.objects.get().amount == Decimal("0.40")
    meter.model_called(called("0.01"), Decimal("0.40"))
    assert not Hold.objects.exists() and ModelCall.objects.get().money == Decimal("0.01")


def test_the_next_attempt_lets_go_of_what_a_dead_worker_held(step: Step) -> None:
    limits(step, run_limit="1.00")
    StepMeter(step).hold(Decimal("0.90"))
    step.attempt += 1
    StepMeter(step).hold(Decimal("0.90"))
    Hold.objects.update(at=timezone.now() - timedelta(hours=1))
    StepMeter(step).hold(Decimal("0.90"))
    assert Hold.objects.count() == 1


def test_an_unknown_price_is_kept_as_unknown(step: Step) -> None:
    StepMeter(step).model_called(called(None))
    assert ModelCall.objects.get().money is None


def _holds(step: Step, start: threading.Barrier, refused: list[str]) -> None:
    start.wait()
    try:
        StepMeter(Step.objects.select_related("run").get(pk=step.pk)).hold(Decimal("0.30"))
    except LimitReached as error:
        refused.append(error.message)
    finally:
        connection.close()


def test_steps_side_by_side_do_not_pass_a_limit_together(step: Step) -> None:
    limits(step, run_limit="1.00")
    start, refused = threading.Barrier(8), []  # type: ignore[var-annotated]
    threads = [threading.Thread(target=_holds, args=(step, start, refused)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Hold.objects.count(), len(refused)) == (3, 5)


def test_the_team_is_told_once_that_most_of_its_month_is_spent(step: Step) -> None:
    limits(step, month_limit="1.00")
    meter = StepMeter(step)
    spend(meter, "0.10", "0.79")
    assert near(step.run.team) is None
    for _ in range(2):
        spend(meter, "0.02", "0.02")
    told = step.run.events.filter(kind="decision", detail__rule="limit").values_list("text", flat=True)
    assert list(told) == ["81 % of this month's limit of $1.00 is spent: $0.81."]
    limit = near(step.run.team)
    assert limit is not None and limit.percent == 83


def test_what_is_asked_outside_of_runs_counts_for_the_month_too(step: Step) -> None:
    limits(step, month_limit="1.00", run_limit="0.01")
    meter = TeamMeter(step.run.team, "evaluation", uuid4())
    meter.hold(Decimal("0.90"))
    with pytest.raises(LimitReached, match="for this month"):
        meter.hold(Decimal("0.20"))
    meter.model_called(called("0.80"), Decimal("0.90"))
    assert not Hold.objects.exists() and ModelCall.objects.get().step == "evaluation"
    with pytest.raises(LimitReached, match="0.80 of the team's limit"):
        meter.hold(Decimal("0.21"))


def test_an_evaluation_stops_where_the_month_of_its_team_does(step: Step) -> None:
    limits(step, month_limit="0.05")
    purse = Purse(Decimal(5), ledger=TeamMeter(step.run.team, "evaluation", uuid4()))
    with pytest.raises(LimitReached):
        purse.hold(Decimal("0.06"))
    assert "limit of $0.05 for this month" in purse.refused
