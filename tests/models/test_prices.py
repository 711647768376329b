"""What calls cost: by tier, by cache, by region; and a price that nobody knows is not nought."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from agents.core.calls import ModelCall, ModelSettings, Price, Target
from agents.models import price_table, prices

PRICE = Price(tokens_in=Decimal(2), tokens_out=Decimal(10), cached=Decimal("0.2"), written_5m=Decimal("2.5"), written_1h=Decimal(4))
SONNET = "anthropic.claude-sonnet-5-5"


def bedrock(model: str = SONNET, *places: str, **more: Any) -> ModelSettings:
    targets = tuple(Target(region=f"r{number}", model=place) for number, place in enumerate(places))
    return ModelSettings(name="bedrock", model=model, targets=targets, **more)


def call(**numbers: Any) -> ModelCall:
    return ModelCall(use="plan", model="m", **numbers)


def cost(price: Price = PRICE, **numbers: Any) -> tuple[Decimal | None, Decimal]:
    return prices.cost(call(**numbers), bedrock(price=price))


def test_input_output_and_cache_are_paid_at_their_own_price() -> None:
    money, _ = cost(tokens_in=1_000_000, tokens_cached=1_000_000, tokens_written=2_000_000, tokens_written_1h=1_000_000,
                    tokens_out=1_000_000, tokens_reasoning=900_000)  # fmt: skip
    assert money == Decimal(2) + Decimal("0.2") + Decimal("2.5") + Decimal(4) + Decimal(10)


def test_what_the_cache_saved_is_less_what_writing_to_it_cost() -> None:
    assert cost(tokens_cached=1_000_000)[1] == Decimal("1.8")
    assert cost(tokens_cached=1_000_000, tokens_written=1_000_000)[1] == Decimal("1.3")
    assert cost(Price(tokens_in=Decimal(2)), tokens_cached=500, tokens_written=500)[1] == 0


def test_the_tier_that_served_sets_the_price() -> None:
    paid = {tier: cost(tokens_in=1_000_000, tier=tier)[0] for tier in ("flex", "default", "", "reserved", "priority")}
    assert paid == {"flex": 1, "default": 2, "": 2, "reserved": 2, "priority": Decimal("3.5")}


def test_a_fraction_of_the_smallest_amount_counts_as_one() -> None:
    assert cost(Price(tokens_in=Decimal("0.001")), tokens_in=1)[0] == prices.SMALLEST


def test_the_profile_that_was_called_sets_the_price() -> None:
    settings = bedrock(SONNET, f"global.{SONNET}", f"us.{SONNET}")
    everywhere, near = (prices.cost(call(tokens_in=1_000_000, region=region), settings)[0] for region in ("r0", "r1"))
    assert everywhere is not None and near is not None and everywhere < near


def test_prefixes_versions_and_arns_are_the_same_model() -> None:
    ids = ("anthropic.claude-sonnet-4-6", "us-gov.anthropic.claude-sonnet-4-6-v1:0", "xx.anthropic.claude-sonnet-4-6-v1:0:200k",
           "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-6-v1:0")  # fmt: skip
    found = {str(prices.listed(id)) for id in ids}
    assert len(found) == 1 and found.pop() != "None"


def test_a_price_that_nobody_knows_is_none_and_not_nought() -> None:
    assert prices.cost(call(tokens_in=5), bedrock("somebody.new-model"))[0] is None
    assert prices.upper(bedrock("somebody.new-model"), 5, 5) is None
    named_alike = ModelSettings(name="openai_compatible", model="openai.gpt-oss-20b")
    assert prices.cost(call(tokens_in=5), named_alike)[0] is None


def test_an_administrator_s_price_wins_and_may_be_free() -> None:
    assert prices.price_of(bedrock(price=PRICE)) == PRICE
    own = ModelSettings(name="openai_compatible", model="local", price=Price())
    assert (prices.cost(call(tokens_in=5), own)[0], prices.upper(own, 5, 5)) == (0, 0)
    assert prices.upper(ModelSettings(), 5, 5) == 0


def test_no_call_costs_more_than_its_upper_price() -> None:
    for tier in ("default", "flex", "priority", "reserved"):
        settings = bedrock(SONNET, f"us.{SONNET}", f"global.{SONNET}", tier=tier)
        upper = prices.upper(settings, 1_000, 500)
        worst = call(tokens_written=1_000, tokens_written_1h=1_000, tokens_out=500, region="r0", tier=tier)
        fallen = worst.model_copy(update={"tier": "default" if tier in ("flex", "reserved") else tier})
        assert upper is not None and max(prices.cost(worst, settings)[0] or 0, prices.cost(fallen, settings)[0] or 0) <= upper


def test_the_table_is_what_the_installed_package_says_and_has_the_models_that_matter() -> None:
    kept = prices.table()
    assert price_table.changes(kept, price_table.fresh(datetime.fromisoformat(kept["as_of"]).replace(tzinfo=UTC))) == []
    for name in ("anthropic.claude-", "amazon.nova-", "openai.gpt-oss-", "meta.llama", "mistral."):
        assert any(key.startswith(name) for key in kept["models"]), name


def test_an_upgrade_says_what_changed() -> None:
    old = {"tiers": price_table.TIERS, "models": {"a": {"tokens_in": "1"}, "gone": {"tokens_in": "1"}}, "global": {}}
    new = old | {"models": {"a": {"tokens_in": "2"}, "new": {"tokens_in": "1"}}}
    assert price_table.changes(old, new) == [
        "~ models a: tokens_in 1 → tokens_in 2", "- models gone: tokens_in 1 → none", "+ models new: none → tokens_in 1",
    ]  # fmt: skip
