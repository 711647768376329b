"""What a provider has to offer, as its own API lists it."""

from __future__ import annotations

from agents.models.regions import Profile
from workspace.providers.models import Provider


def look_through(provider: Provider) -> str:
    """Ask the provider for its models and profiles and keep the list. Returns "" or, in words, why it could not be had."""
    return ""


def known_models(provider: Provider) -> list[str]:
    """The ids that may be offered, as the list has them: base models first, then the profiles."""
    listed = [Profile.model_validate(profile) for profile in provider.found]
    return list(dict.fromkeys([*sorted(profile.model for profile in listed), *sorted(profile.id for profile in listed)]))
