"""Which rungs a use may take: policy × models on offer × where it starts."""

from __future__ import annotations

from typing import Any

import pytest

from workspace.providers import seal
from workspace.providers.models import Policy
from workspace.runs.evaluation_rungs import rungs_for
from workspace.runs.ladders import ladders_of

pytestmark = pytest.mark.django_db
HAIKU, SONNET = "anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic.claude-sonnet-4-6"
ALL = "builtin small small,thinking large large,thinking"


@pytest.fixture
def bedrock(team: Any) -> Any:
    """Two models of Bedrock: a small one and a large one, both of which can think."""
    keys = seal.sealed({"key_id": "AKIA", "secret_key": "secret"})
    provider = team.providers.create(kind="bedrock", name="AWS", way="key_pair", regions=["eu-central-1", "us-east-1"], secrets=keys)
    provider.models.create(model=SONNET, size="large", thinks=True, tiers=["flex"])
    provider.models.create(model=HAIKU, size="small", thinks=True, tiers=["priority", "flex"])
    return provider


def _rungs(run: Any, use: str = "answer") -> str:
    return " ".join(rung.name.replace(", ", ",") for rung in ladders_of(run).of(use).rungs)


@pytest.mark.parametrize(("policy", "start", "expected"), [
    ({}, None, ALL),
    ({}, "builtin", ALL),
    ({}, "small", "small small,thinking large large,thinking builtin"),
    ({}, "small, thinking", "small,thinking large large,thinking builtin"),
    ({}, "large, thinking", "large,thinking builtin"),
    ({"reasoning": False}, None, "builtin small large"),
    ({"reasoning": False}, "small, thinking", "small large builtin"),
    ({"top": "small"}, None, "builtin small small,thinking"),
    ({"top": "small"}, "large", "builtin small small,thinking"),
    ({"top": "builtin"}, "small", "builtin"),
    ({"residency": "jp"}, "small", "builtin"),
])  # fmt: skip
def test_a_ladder_goes_up_from_its_start_and_never_above_what_is_allowed(
    bedrock: Any, team: Any, start_run: Any, policy: dict[str, Any], start: str | None, expected: str
) -> None:
    Policy.objects.create(team=team, **policy)
    if start:
        team.starts.create(use="answer", rung=start)
    assert _rungs(start_run()) == expected


def test_a_start_of_one_use_leaves_the_others_where_they_were(bedrock: Any, team: Any, start_run: Any) -> None:
    team.starts.create(use="plan", rung="large")
    assert _rungs(run := start_run(), "plan") == "large large,thinking builtin" and _rungs(run, "rank") == ALL


def test_a_model_that_cannot_think_has_no_such_rung_and_a_second_small_one_comes_after_the_first(bedrock: Any, start_run: Any) -> None:
    bedrock.models.filter(size="large").update(thinks=False)
    bedrock.models.create(model="amazon.nova-lite-v1:0", size="small")
    assert _rungs(start_run()) == "builtin small small,thinking small 2 large"


@pytest.mark.parametrize(("waiting", "cheap", "size", "expected"), [
    ("default", False, "small", "default"), ("priority", False, "small", "priority"), ("priority", False, "large", "default"),
    ("priority", True, "small", "flex"), ("default", True, "large", "flex"),
])  # fmt: skip
def test_the_tier_follows_whether_somebody_waits_and_what_the_model_has(
    bedrock: Any, team: Any, start_run: Any, waiting: str, cheap: bool, size: str, expected: str
) -> None:
    Policy.objects.create(team=team, waiting_tier=waiting)
    rungs = {rung.name: rung for rung in ladders_of(start_run(cheap=cheap)).others.rungs}
    assert rungs[size].settings.tier == expected


def test_reserved_capacity_is_used_where_priority_is_not_asked_for(bedrock: Any, start_run: Any) -> None:
    bedrock.models.filter(size="small").update(tiers=["reserved", "priority"])
    assert ladders_of(start_run(cheap=True)).others.rungs[1].settings.tier == "reserved"


def test_residency_leaves_only_its_regions_and_is_copied_into_the_settings(bedrock: Any, team: Any, start_run: Any) -> None:
    Policy.objects.create(team=team, residency="eu", home="us-east-1")
    settings = ladders_of(start_run()).others.rungs[1].settings
    assert [target.region for target in settings.targets] == ["eu-central-1"] and settings.residency == "eu"


def test_the_home_region_is_asked_first(bedrock: Any, team: Any, start_run: Any) -> None:
    Policy.objects.create(team=team, home="us-east-1")
    assert [target.region for target in ladders_of(start_run()).others.rungs[1].settings.targets] == ["us-east-1", "eu-central-1"]


@pytest.mark.parametrize(("place", "residency", "expected"), [
    ("any", "any", "builtin small"), ("eu", "any", "builtin small"), ("eu", "eu", "builtin small"), ("any", "eu", "builtin"),
    ("us", "eu", "builtin"),
])  # fmt: skip
def test_a_server_is_asked_only_where_it_stands_in_the_area(team: Any, start_run: Any, place: str, residency: str, expected: str) -> None:
    team.providers.create(kind="openai_compatible", address="http://127.0.0.1:1/v1", place=place).models.create(model="m", size="small")
    Policy.objects.create(team=team, residency=residency)
    assert _rungs(start_run()) == expected


def test_keys_reach_the_settings_and_no_repr_of_them(bedrock: Any, start_run: Any) -> None:
    ladders = ladders_of(run := start_run())
    access = ladders.others.rungs[1].settings.access
    assert access.secret_key.get_secret_value() == "secret" and access.reach == "network"
    assert "AKIA" not in repr(ladders) and "AKIA" not in ladders.model_dump_json() and run.model == {}


def test_a_provider_whose_keys_cannot_be_opened_is_left_out(bedrock: Any, start_run: Any, settings: Any, caplog: Any) -> None:
    settings.SECRET_KEY = "another" * 10
    assert _rungs(start_run()) == "builtin" and "keys_cannot_be_opened" in caplog.text


def test_without_offers_the_installations_model_is_taken_unless_the_policy_forbids_it(team: Any, start_run: Any, settings: Any) -> None:
    settings.MODEL = {"name": "openai_compatible", "model": "m", "base_url": "http://127.0.0.1:1/v1", "residency": "any"}
    run = start_run()
    assert _rungs(run) == "chosen builtin"
    policy = Policy.objects.create(team=team, residency="eu")
    assert _rungs(run) == "builtin"
    settings.MODEL["residency"] = "eu"
    assert _rungs(run) == "chosen builtin"
    policy.top = "builtin"
    policy.save()
    assert _rungs(run) == "builtin"


def test_bedrock_of_the_installation_takes_the_machines_credentials(start_run: Any, settings: Any) -> None:
    settings.MODEL_KEY = "a key of another wire"
    run = start_run(model={"name": "bedrock", "model": HAIKU, "regions": ["eu-west-1"], "residency": "eu"})
    chosen = ladders_of(run).others.rungs[0].settings
    assert (chosen.name, chosen.targets[0].region, chosen.access.api_key.get_secret_value()) == ("bedrock", "eu-west-1", "")


def test_what_was_chosen_for_a_run_is_kept_whatever_the_team_offers(bedrock: Any, start_run: Any) -> None:
    assert _rungs(start_run(model={"name": "builtin"})) == "builtin"


def test_a_rung_that_thinks_can_be_named_among_others(bedrock: Any, team: Any) -> None:
    found = rungs_for(team, {"model": "", "rung": "builtin,small, thinking,large"})
    assert [rung.name for rung in found] == ["builtin", "small, thinking", "large"]
