"""What an account of Amazon Bedrock has to offer, as its own API lists it."""

from __future__ import annotations

from agents.models.regions import Profile
from workspace.providers.models import Provider
from workspace.providers.seal import CannotOpen
from workspace.runs.offers import access_of
from workspace.runs.trying import cannot_open


def look_through(provider: Provider) -> str:
    """Ask the provider for its models and profiles, region by region, and keep the list. Returns "" or, in words, what was not had."""
    from agents.models.profiles import listed_in  # AWS's library costs time that other pages need not pay

    try:
        found, failures = listed_in(access_of(provider), provider.regions)
    except CannotOpen:
        return cannot_open(provider)
    if found:
        provider.found = [profile.model_dump(mode="json") for profile in found]
        provider.save(update_fields=["found"])
    return " ".join(f"{region}: {words}" for region, words in failures.items())


def known_models(provider: Provider) -> list[str]:
    """The ids that may be offered, as the list has them: base models first, then the profiles."""
    listed = [Profile.model_validate(profile) for profile in provider.found]
    return list(dict.fromkeys([*sorted(profile.model for profile in listed), *sorted(profile.id for profile in listed)]))
