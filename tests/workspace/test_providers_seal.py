"""Keys of providers: sealed in the row, never shown, opened by nobody else's key."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from workspace.providers import seal
from workspace.providers.models import Provider

pytestmark = pytest.mark.django_db
OLD, NEW = "o" * 40, "n" * 40


def _provider(team: Any, secret: str = "sk-planted-0123456789") -> Provider:
    secrets = seal.sealed({"api_key": secret})
    return Provider.objects.create(team=team, kind="openai_compatible", name="Local", address="http://127.0.0.1:1/v1", secrets=secrets)


def test_what_is_sealed_opens_again_and_the_row_holds_nothing_of_it(team: Any) -> None:
    provider = _provider(team)
    assert seal.opened(provider.secrets) == {"api_key": "sk-planted-0123456789"}
    assert "planted" not in provider.secrets and "planted" not in repr(provider)


def test_nothing_to_seal_is_nothing_in_the_row() -> None:
    assert seal.sealed({"api_key": ""}) == "" and seal.opened("") == {}


def test_another_secret_key_opens_nothing(team: Any, settings: Any) -> None:
    provider = _provider(team)
    settings.SECRET_KEY = "another" * 10
    with pytest.raises(seal.CannotOpen):
        seal.opened(provider.secrets)


def test_reseal_lets_an_old_key_go(team: Any, settings: Any) -> None:
    settings.SEAL_KEYS = [OLD]
    provider = _provider(team)
    settings.SEAL_KEYS = [NEW, OLD]
    call_command("reseal", verbosity=0)
    settings.SEAL_KEYS = [NEW]
    provider.refresh_from_db()
    assert seal.opened(provider.secrets)["api_key"] == "sk-planted-0123456789"


def test_reseal_names_what_it_cannot_open_and_does_the_rest(team: Any, settings: Any) -> None:
    settings.SEAL_KEYS = [OLD]
    _provider(team)
    settings.SEAL_KEYS = [NEW]
    kept = _provider(team)
    with pytest.raises(CommandError, match="Local"):
        call_command("reseal", verbosity=0)
    settings.SECRET_KEY = "another" * 10
    kept.refresh_from_db()
    assert seal.opened(kept.secrets)


def test_a_short_key_shows_no_end_of_it(team: Any) -> None:
    assert _provider(team).hint == "6789"
    assert _provider(team, "short").hint == ""
