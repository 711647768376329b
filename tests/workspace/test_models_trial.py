"""“Test it”: one real call by the code of a run, and what happened in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.models.fake_bedrock import HAIKU, FakeBedrock
from tests.models.wire import serving
from workspace.providers import seal
from workspace.providers.models import OfferedModel, Policy
from workspace.runs import profiles, trying
from workspace.usage.models import ModelCall

pytestmark = pytest.mark.django_db
SECRET = "sk-planted-0123456789"
WORD = {"tool": "final_result", "args": {"word": "maple"}}


def _server(team: Any, url: str, key: str = SECRET) -> OfferedModel:
    provider = team.providers.create(kind="openai_compatible", name="Local", address=url, secrets=seal.sealed({"api_key": key}))
    offer: OfferedModel = provider.models.create(model="little", size="small", price={"tokens_in": "1", "tokens_out": "2"})
    return offer


def _bedrock(team: Any, url: str, **fields: Any) -> OfferedModel:
    keys = seal.sealed({"key_id": "AKIAPLANTED", "secret_key": SECRET})
    provider = team.providers.create(kind="bedrock", name="AWS", address=url, way="key_pair", regions=["eu-central-1"], secrets=keys)
    offer: OfferedModel = provider.models.create(model=f"eu.{HAIKU}", size="small", **fields)
    return offer


def test_a_model_that_answers_shows_what_really_happened_and_its_cost_is_in_the_ledger(team: Any) -> None:
    with serving([WORD | {"usage": {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}}]) as (url, seen):
        told = trying.try_model(offer := _server(team, url))
    assert told["ok"] and (told["tokens_in"], told["tokens_out"], told["requests"]) == (100, 10, len(seen)) == (100, 10, 1)
    row = ModelCall.objects.get()
    assert (row.run, row.step, row.model) == (offer.provider_id, "test", "little") and row.money == Decimal("0.00012")
    offer.provider.refresh_from_db()
    assert offer.provider.trial == told


def test_bedrock_says_region_and_tier_that_served(team: Any) -> None:
    Policy.objects.create(team=team, waiting_tier="priority")
    with FakeBedrock([{"tool": "final_result", "args": {"word": "maple"}, "tier": "default"}]) as fake:
        told = trying.try_model(_bedrock(team, fake.url, tiers=["priority"]))
        assert fake.conversations[0].body["serviceTier"] == {"type": "priority"} and not fake.invalid
    assert told["ok"] and (told["region"], told["tier"]) == ("eu-central-1", "default")


def test_a_refused_key_says_what_to_do_and_does_not_repeat_the_key(team: Any) -> None:
    with serving([{"status": 401, "error": f"Incorrect API key provided: {SECRET}"}]) as (url, _seen):
        told = trying.try_model(_server(team, url))
    assert not told["ok"] and told["kind"] == "credentials" and SECRET not in str(told)
    assert "Enter the keys again" in str(trying.ADVICE[told["kind"]])


def test_no_access_to_a_model_of_bedrock_is_said_in_words(team: Any) -> None:
    with FakeBedrock([{"error": "AccessDeniedException", "message": "You don't have access to the model."}]) as fake:
        told = trying.try_model(_bedrock(team, fake.url))
    assert (told["ok"], told["kind"]) == (False, "no_access")


def test_prose_in_place_of_the_form_is_told_from_a_broken_connection(team: Any) -> None:
    with serving([{"text": "Maple, of course!"}]) as (url, _seen):
        assert trying.try_model(_server(team, url))["kind"] == "malformed"
    assert trying.try_model(_server(team, "http://127.0.0.1:1/v1"))["kind"] == "server"


def test_a_server_that_never_answers_ends_within_its_time(team: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(trying, "PATIENCE", 0.4)
    with serving([{"hang": True}]) as (url, _seen):
        assert trying.try_model(_server(team, url))["kind"] == "timeout"


def test_a_rule_of_residency_is_kept_by_a_test_too(team: Any) -> None:
    Policy.objects.create(team=team, residency="us")
    with FakeBedrock([WORD]) as fake:
        assert trying.try_model(_bedrock(team, fake.url))["kind"] == "residency" and not fake.requests


def test_a_test_does_not_pass_the_limit_of_the_month(team: Any) -> None:
    Policy.objects.create(team=team, month_limit="0.00")
    with serving([WORD]) as (url, seen):
        assert trying.try_model(_server(team, url))["kind"] == "limit" and not seen


def test_keys_that_cannot_be_opened_are_told(team: Any, settings: Any) -> None:
    offer = _server(team, "http://127.0.0.1:1/v1")
    settings.SECRET_KEY = "another" * 10
    told = trying.try_model(offer)
    assert told["kind"] == "keys" and "enter them again" in told["error"]


def test_what_the_account_has_is_looked_up_and_kept(team: Any) -> None:
    with FakeBedrock() as fake:
        provider = _bedrock(team, fake.url).provider
        assert profiles.look_through(provider) == ""
    assert HAIKU in profiles.known_models(provider) and f"eu.{HAIKU}" in profiles.known_models(provider)


def test_the_page_shows_the_outcome_of_a_test(client: Any, alice: Any, team: Any) -> None:
    client.force_login(alice)
    with serving([WORD]) as (url, _seen):
        text = client.post(f"/models/offers/{_server(team, url).pk}/trial/", headers={"HX-Request": "true"}).content.decode()
    assert "little answers" in text and "Tokens" in text and SECRET not in text
