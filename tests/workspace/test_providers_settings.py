"""The model of the installation and of `ask`: settings that make no sense stop the start with a sentence; a cheap run says so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from workspace import environment as env
from workspace.providers.models import Policy
from workspace.runs.ladders import ladders_of
from workspace.runs.models import Run
from workspace.web.management.commands.ask import BadInput, _model

ASKED = {"model": "builtin", "model_name": "", "base_url": "", "region": []}


@pytest.fixture
def variables(monkeypatch: Any) -> Any:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    return lambda **given: [monkeypatch.setenv(name, value) for name, value in given.items()]


def test_with_nothing_set_the_built_in_model_is_used(variables: Any) -> None:
    assert env.model() == {"name": "builtin", "model": "", "base_url": "", "regions": [], "residency": "any"}


def test_bedrock_takes_its_regions_from_the_settings_or_from_the_machine(variables: Any) -> None:
    variables(THREEDAY_MODEL="bedrock", THREEDAY_MODEL_NAME="amazon.nova-lite-v1:0", AWS_REGION="eu-west-1")
    assert env.model()["regions"] == ["eu-west-1"]
    variables(THREEDAY_MODEL_REGIONS="eu-central-1, eu-west-1", THREEDAY_MODEL_RESIDENCY="eu")
    assert (env.model()["regions"], env.model()["residency"]) == (["eu-central-1", "eu-west-1"], "eu")


@pytest.mark.parametrize(("given", "words"), [
    ({"THREEDAY_MODEL": "gpt"}, "one of builtin"),
    ({"THREEDAY_MODEL": "bedrock"}, "THREEDAY_MODEL_NAME"),
    ({"THREEDAY_MODEL": "bedrock", "THREEDAY_MODEL_NAME": "m"}, "THREEDAY_MODEL_REGIONS"),
    ({"THREEDAY_MODEL": "bedrock", "THREEDAY_MODEL_NAME": "m", "THREEDAY_MODEL_REGIONS": "Frankfurt"}, "THREEDAY_MODEL_REGIONS"),
    ({"THREEDAY_MODEL_RESIDENCY": "mars"}, "THREEDAY_MODEL_RESIDENCY"),
    ({"THREEDAY_MODEL": "openai_compatible"}, "THREEDAY_MODEL_URL"),
    ({"THREEDAY_MODEL_URL": "localhost:8089"}, "THREEDAY_MODEL_URL"),
])  # fmt: skip
def test_a_model_that_cannot_be_stops_the_start(variables: Any, given: dict[str, str], words: str) -> None:
    variables(**given)
    with pytest.raises(ImproperlyConfigured, match=words):
        env.model()


def test_a_short_key_for_sealing_stops_the_start_and_is_not_repeated(variables: Any) -> None:
    variables(THREEDAY_SEAL_KEYS="planted")
    with pytest.raises(ImproperlyConfigured, match="32 characters") as stopped:
        env.seal_keys("THREEDAY_SEAL_KEYS")
    assert "planted" not in str(stopped.value)


@pytest.mark.parametrize(("options", "words"), [
    ({"model": "openai_compatible"}, "--base-url"), ({"model": "bedrock", "region": ["eu-west-1"]}, "--model-name"),
    ({"model": "bedrock", "model_name": "m"}, "--region"), ({"model": "bedrock", "model_name": "m", "region": ["Paris"]}, "--region"),
])  # fmt: skip
def test_ask_says_what_a_model_needs(settings: Any, options: dict[str, Any], words: str) -> None:
    settings.MODEL = settings.MODEL | {"regions": []}
    with pytest.raises(BadInput, match=words):
        _model(ASKED | options)


@pytest.mark.django_db
def test_ask_takes_bedrock_with_the_machines_credentials_at_the_cheapest_tier(start_run: Any) -> None:
    chosen = _model(ASKED | {"model": "bedrock", "model_name": "amazon.nova-lite-v1:0", "region": ["eu-west-1"]})
    model = ladders_of(start_run(model=chosen, cheap=True)).others.rungs[0].settings
    assert (model.name, model.tier, model.targets[0].region, model.access.key_id.get_secret_value()) == ("bedrock", "flex", "eu-west-1", "")


@pytest.mark.django_db
def test_when_it_is_cheap_is_offered_where_a_model_costs(client: Any, alice: Any, team: Any, source: Any, sent: Any) -> None:
    client.force_login(alice)
    form = {"text": "Revenue", "sources": str(source.pk), "cheap": "on"}
    assert 'name="cheap"' not in client.get(f"/sources/{source.pk}/").content.decode()
    client.post("/threads/", form)
    team.providers.create(kind="openai_compatible", address="http://127.0.0.1:1/v1").models.create(model="m", size="small")
    page = client.get(f"/threads/{Run.objects.get().thread_id}/").content.decode()
    assert 'name="cheap"' in page and "When it is cheap" in page
    client.post("/threads/", form)
    assert sorted(Run.objects.values_list("cheap", flat=True)) == [False, True]
    Policy.objects.create(team=team, top="builtin")
    assert 'name="cheap"' not in client.get(f"/threads/{Run.objects.first().thread_id}/").content.decode()
