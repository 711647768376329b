"""A model on offer as the engine uses it: how its provider is reached, where it is asked, at which tier, under the team's policy."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from pydantic import SecretStr

from agents.core.calls import Access, ModelSettings, Price, Reasoning, Residency, Tier
from agents.models.addresses import Problem, problem_with
from agents.models.prices import listed
from agents.models.regions import Profile, targets_of
from workspace.accounts.models import Team
from workspace.providers.models import OfferedModel, Policy, Provider
from workspace.providers.seal import opened

SECRETS = ("api_key", "key_id", "secret_key", "session_token")
THINKS: Reasoning = "medium"  # how long a rung that thinks may do so


def policy_of(team: Team) -> Policy:
    """What a team allows; where it never said so, what a new one allows."""
    return Policy.objects.filter(team=team).first() or Policy(team=team)


def access_of(provider: Provider) -> Access:
    """How a provider is reached. Raises seal.CannotOpen."""
    secrets = opened(provider.secrets)
    bedrock = provider.kind == Provider.Kind.BEDROCK
    return Access(
        base_url="" if bedrock else provider.address, endpoint=provider.address if bedrock else "", profile=provider.profile,
        role=provider.role, external_id=provider.external_id, reach="network" if settings.OWNERS_USE_MACHINE else "internet",
        **{name: SecretStr(secrets[name]) for name in SECRETS if name in secrets},
    )  # fmt: skip


def model_of(offer: OfferedModel, policy: Policy, *, cheap: bool = False, thinking: bool = False) -> ModelSettings | None:
    """The model as a rung uses it; None where the team's residency leaves no place to ask it. Raises seal.CannotOpen."""
    provider = offer.provider
    common: dict[str, Any] = {
        "model": offer.model, "access": access_of(provider), "reasoning": THINKS if thinking else "off", "window": offer.window,
        "price": Price.model_validate(offer.price) if offer.price else None,
    }  # fmt: skip
    if provider.kind == Provider.Kind.OPENAI_COMPATIBLE:
        allowed = policy.residency in ("any", provider.place)
        return ModelSettings(name="openai_compatible", **common) if allowed else None
    known = [Profile.model_validate(profile) for profile in provider.found]
    targets = targets_of(offer.model, known, cast(Residency, policy.residency), policy.home, provider.regions)
    if not targets:
        return None
    return ModelSettings(name="bedrock", targets=targets, residency=policy.residency, tier=tier_of(offer, policy, cheap), **common)


def tier_of(offer: OfferedModel, policy: Policy, cheap: bool) -> Tier:
    """Flex where nobody waits; else what the team gives to people who wait. A tier that the model lacks becomes the standard one."""
    if cheap and "flex" in offer.tiers:
        return "flex"
    if not cheap and policy.waiting_tier == "priority" and "priority" in offer.tiers:
        return "priority"
    return "reserved" if "reserved" in offer.tiers else "default"  # reserved capacity is paid for whether it is used or not


def price_of(offer: OfferedModel) -> tuple[Price | None, bool]:
    """(the price of a model on offer, whether it is the owner's own and not the table's); None where nobody knows one."""
    if offer.price:
        return Price.model_validate(offer.price), True
    return (listed(offer.model) if offer.provider.kind == Provider.Kind.BEDROCK else None), False


def problem_with_address(url: str) -> Problem | None:
    """Why a team's server may not be asked at this address, None where it may (agents/models/addresses.py)."""
    return problem_with(url, private=settings.OWNERS_USE_MACHINE)
