"""The Models page: what owners set up, what others see, and that no key ever comes out."""

from __future__ import annotations

import logging
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.serializers import serialize
from django.db import connection

from workspace.providers import seal
from workspace.providers.models import Policy, Provider

pytestmark = pytest.mark.django_db
KEY, SECRET = "AKIAPLANTED000000ENDS", "planted-secret/0123456789"
SERVER = {"name": "Under the desk", "address": "http://127.0.0.1:8089/v1", "place": "any", "api_key": ""}
BEDROCK = {"name": "Company", "regions": "eu-central-1 eu-west-1", "way": "key_pair", "key_id": KEY, "secret_key": SECRET}


@pytest.fixture
def owner(client: Any, alice: Any, team: Any) -> Any:
    client.force_login(alice)
    return client


def _provider(client: Any, **form: str) -> Provider:
    response = client.post("/models/providers/bedrock/new/", BEDROCK | form)
    assert response.status_code == 302, response.content.decode()
    return Provider.objects.get()


def _wrong(response: Any) -> str:
    assert response.status_code == 422
    text: str = response.content.decode()
    return text


def test_with_nothing_configured_the_page_says_that_the_built_in_model_does_everything(owner: Any) -> None:
    text = owner.get("/models/").content.decode()
    assert "The built-in model does everything" in text and "Amazon Bedrock" in text


def test_an_owner_connects_bedrock_and_its_keys_are_sealed(owner: Any) -> None:
    provider = _provider(owner)
    assert (provider.regions, provider.way) == (["eu-central-1", "eu-west-1"], "key_pair")
    assert seal.opened(provider.secrets) == {"key_id": KEY, "secret_key": SECRET}


def test_planted_keys_are_in_no_page_row_log_or_dump(owner: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    provider = _provider(owner)
    owner.post(f"/models/providers/{provider.pk}/", BEDROCK | {"key_id": "", "secret_key": "", "regions": "nowhere"})
    paths = ("/models/", f"/models/providers/{provider.pk}/", f"/models/providers/{provider.pk}/offers/", "/patterns/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM providers_provider")
        rows = str(cursor.fetchall())
    said = [rows, repr(provider), serialize("json", [provider]), caplog.text, *(owner.get(path).content.decode() for path in paths)]
    assert not [text for text in said if KEY in text or SECRET in text or SECRET[-6:] in text]
    assert "ENDS" in owner.get("/models/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_planted_keys_are_nowhere_in_the_files_of_the_database(owner: Any) -> None:
    _provider(owner)
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        # In another process: closing a file of SQLite's in this one would take away the locks that this process holds on it.
        held = subprocess.run(["cat", *Path(name).parent.glob(Path(name).name + "*")], check=True, capture_output=True).stdout
        assert b"Company" in held and KEY.encode() not in held and SECRET.encode() not in held


def test_a_key_that_was_refused_is_not_handed_back_in_the_form(owner: Any) -> None:
    text = _wrong(owner.post("/models/providers/bedrock/new/", BEDROCK | {"regions": "Frankfurt"}))
    assert "no region of AWS" in text and SECRET not in text and KEY not in text


def test_an_empty_field_keeps_the_key_that_is_there(owner: Any) -> None:
    provider = _provider(owner)
    owner.post(f"/models/providers/{provider.pk}/", BEDROCK | {"name": "Other", "key_id": "", "secret_key": ""})
    provider.refresh_from_db()
    assert provider.name == "Other" and seal.opened(provider.secrets)["secret_key"] == SECRET


def test_another_way_lets_the_old_keys_go(owner: Any) -> None:
    provider = _provider(owner)
    owner.post(f"/models/providers/{provider.pk}/", BEDROCK | {"way": "profile", "profile": "work"})
    provider.refresh_from_db()
    assert (provider.profile, provider.secrets) == ("work", "")


def test_a_key_is_not_sent_to_an_address_that_it_was_not_entered_for(owner: Any) -> None:
    owner.post("/models/providers/openai_compatible/new/", SERVER | {"api_key": SECRET})
    provider = Provider.objects.get()
    text = _wrong(owner.post(f"/models/providers/{provider.pk}/", SERVER | {"address": "http://127.0.0.1:9/v1"}))
    assert "The address has changed" in text
    provider.refresh_from_db()
    assert provider.address == SERVER["address"]


@pytest.mark.parametrize(("address", "words"), [
    ("file:///etc/passwd", "begins with http"), ("http://me:word@127.0.0.1/v1", "out of the address"),
    ("http://169.254.169.254/latest", "keep their own credentials"), ("http://[fe80::1]/v1", "keep their own credentials"),
    ("http://[::ffff:169.254.169.254]/", "keep their own credentials"), ("http://2852039166/", "keep their own credentials"),
    ("http://metadata.google.internal/v1", "keep their own credentials"), ("http://127.0.0.1/v1?key=1", "from ? or # on"),
])  # fmt: skip
def test_an_address_that_may_not_be_asked_is_refused_in_words(owner: Any, address: str, words: str) -> None:
    assert words in _wrong(owner.post("/models/providers/openai_compatible/new/", SERVER | {"address": address}))
    assert not Provider.objects.exists()


def test_where_anybody_may_sign_up_the_machine_is_out_of_reach(owner: Any, settings: Any) -> None:
    settings.OWNERS_USE_MACHINE = False
    assert "public servers only" in _wrong(owner.post("/models/providers/openai_compatible/new/", SERVER))
    assert owner.post("/models/providers/bedrock/new/", BEDROCK | {"way": "machine"}).status_code == 422
    assert "own credentials" not in owner.get("/models/providers/bedrock/new/").content.decode()


def test_keys_sealed_with_another_key_say_who_must_act(owner: Any, settings: Any) -> None:
    settings.SEAL_KEYS = ["o" * 40]
    _provider(owner)
    settings.SEAL_KEYS = []
    assert "The keys of Company were sealed with another key" in owner.get("/models/").content.decode()


def test_a_model_is_offered_changed_and_taken_off(owner: Any, team: Any) -> None:
    provider = _provider(owner)
    form = {"model": "anthropic.claude-haiku", "size": "small", "tiers": ["flex"], "thinks": "on", "tokens_in": "1", "tokens_out": "5"}
    assert owner.post(f"/models/providers/{provider.pk}/offers/", form).status_code == 302
    offer = provider.models.get()
    assert (offer.tiers, offer.thinks, offer.price) == (["flex"], True, {"tokens_in": "1", "tokens_out": "5"})
    team.starts.create(use="answer", rung="small")
    owner.post(f"/models/offers/{offer.pk}/", form | {"model": "anthropic.claude-other"})
    assert provider.models.get().model == "anthropic.claude-other" and not team.starts.exists()
    Provider.objects.update(trial={"model": "anthropic.claude-other"})
    owner.post(f"/models/offers/{offer.pk}/removal/")
    provider.refresh_from_db()
    assert not provider.models.exists() and provider.trial is None


def test_removing_a_provider_names_what_uses_it_first(owner: Any, team: Any) -> None:
    provider = _provider(owner)
    provider.models.create(model="anthropic.claude-haiku", size="small")
    team.starts.create(use="answer", rung="small")
    asked = owner.get(f"/models/providers/{provider.pk}/removal/").content.decode()
    assert "anthropic.claude-haiku" in asked and "Write the answer" in asked
    owner.post(f"/models/providers/{provider.pk}/removal/")
    assert not Provider.objects.exists() and not team.starts.exists()


def test_the_policy_is_kept(owner: Any, team: Any) -> None:
    form = {"residency": "eu", "home": "eu-west-1", "top": "small", "waiting_tier": "priority", "run_limit": "2.50", "month_limit": ""}
    owner.post("/models/policy/", form)
    policy = Policy.objects.get(team=team)
    assert (policy.residency, policy.top, policy.reasoning) == ("eu", "small", False)
    assert (str(policy.run_limit), policy.month_limit) == ("2.50", None)
    assert "a region of AWS" in _wrong(owner.post("/models/policy/", form | {"home": "Ireland"}))


def test_a_use_starts_where_the_owner_says_and_only_on_a_rung_that_is_there(owner: Any, team: Any) -> None:
    provider = _provider(owner)
    provider.models.create(model="anthropic.claude-haiku", size="small")
    uses = dict.fromkeys(("plan", "query", "rank", "slides", "document", "sheets", "charts", "answer", "summarise"), "builtin")
    owner.post("/models/uses/", uses | {"answer": "small"})
    assert list(team.starts.values_list("use", "rung")) == [("answer", "small")]
    assert owner.post("/models/uses/", uses | {"answer": "large"}).status_code == 422


def test_others_see_which_models_are_used_and_no_settings(client: Any, owner: Any, bob: Any) -> None:
    _provider(owner).models.create(model="anthropic.claude-haiku", size="small")
    client.force_login(bob)
    text = client.get("/models/").content.decode()
    assert "anthropic.claude-haiku" in text and "Company" not in text and "ENDS" not in text and "Owners change this" in text
