"""The price that a plan quotes: at most so much before the work, what it was beside it after."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from workspace.providers.models import Policy
from workspace.runs.models import Run
from workspace.usage.models import ModelCall

pytestmark = pytest.mark.django_db(transaction=True)
SONNET = {"name": "bedrock", "model": "anthropic.claude-sonnet-5-5", "regions": ["us-east-1"]}
UNKNOWN = {"name": "openai_compatible", "model": "somebody-s", "base_url": "http://127.0.0.1:9/v1"}


@pytest.fixture
def planned(start_run: Any, work_off: Any) -> Any:
    """Makes a run whose plan waits for a nod."""

    def plan(**model: Any) -> Run:
        run: Run = start_run(model=model, wait_for_nod=True)
        work_off()
        run.refresh_from_db()
        return run

    return plan


def card(client: Any, person: Any, run: Run) -> str:
    client.force_login(person)
    text = " ".join(str(client.get(f"/threads/{run.thread_id}/").content.decode()).split())
    return text[text.index('class="brief') : text.index("<dl", text.index('class="brief'))]


def test_a_plan_says_what_it_costs_at_most_and_which_models_it_may_ask(client: Any, alice: Any, planned: Any) -> None:
    run = planned(**SONNET)
    limit = Decimal(run.brief["price_limit"])
    assert 0 < limit < 10 and limit == limit.quantize(Decimal("0.01"))
    assert f"at most ${limit}" in card(client, alice, run) and SONNET["model"] in card(client, alice, run)


def test_a_plan_never_quotes_more_than_a_run_may_spend(client: Any, alice: Any, team: Any, planned: Any) -> None:
    Policy.objects.create(team=team, run_limit=Decimal("0.05"))
    assert "at most $0.05" in card(client, alice, planned(**SONNET))


def test_the_built_in_model_is_free(client: Any, alice: Any, planned: Any) -> None:
    assert "no cost · built-in model" in card(client, alice, planned())


def test_a_model_without_a_price_is_said_to_have_none(client: Any, alice: Any, planned: Any) -> None:
    run = planned(**UNKNOWN)
    assert "price not known · somebody-s" in card(client, alice, run) and "at most" not in card(client, alice, run)


def test_under_a_limit_a_model_without_a_price_is_not_asked(client: Any, alice: Any, team: Any, planned: Any) -> None:
    Policy.objects.create(team=team, month_limit=Decimal(5))
    assert "no cost · built-in model" in card(client, alice, planned(**UNKNOWN))


def test_what_the_plan_itself_cost_counts_in_the_quote(planned: Any, start_run: Any, work_off: Any) -> None:
    before = Decimal(planned(**SONNET).brief["price_limit"])
    run = start_run(model=SONNET, wait_for_nod=True)
    ModelCall.objects.create(team=run.team, run=run.pk, step="plan", provider="bedrock", model="m", money=Decimal("0.10"))
    work_off()
    run.refresh_from_db()
    assert Decimal(run.brief["price_limit"]) == before + Decimal("0.10")


def test_when_it_is_over_what_it_cost_stands_beside_what_was_quoted(client: Any, alice: Any, start_run: Any, work_off: Any) -> None:
    run = start_run(model=SONNET)
    work_off()
    ModelCall.objects.create(team=run.team, run=run.pk, step="answer", provider="bedrock", model="m", tokens_in=40, money=Decimal("0.02"))
    run.refresh_from_db()
    assert f"$0.02 · 40 tokens · quoted: at most ${run.brief['price_limit']}" in card(client, alice, run)
