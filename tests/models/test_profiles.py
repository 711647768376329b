"""What an account may call is listed region by region, and becomes the places where a model is asked."""

from __future__ import annotations

from agents.models.profiles import listed, listed_in
from agents.models.regions import base_id, targets_of
from tests.models.bedrock_places import access
from tests.models.fake_bedrock import HAIKU, REGIONS, SONNET, FakeBedrock


def test_all_pages_of_a_region_are_read_with_the_regions_that_each_profile_routes_to() -> None:
    with FakeBedrock(page=2) as fake:
        found = {profile.id: profile for profile in listed(access(fake), "us-west-2")}
    assert {f"us.{SONNET}", f"us.{HAIKU}", f"global.{SONNET}", SONNET} <= set(found)
    assert found[f"us.{SONNET}"].routes == ("us-east-1", "us-east-2", "us-west-2")
    assert found[f"global.{SONNET}"].routes == ("", "us-west-2")
    assert (found[SONNET].routes, found[SONNET].regions, base_id(f"us.{SONNET}")) == (("us-west-2",), ("us-west-2",), SONNET)
    assert fake.invalid == []


def test_places_come_from_the_lists_under_each_rule() -> None:
    with FakeBedrock() as fake:
        found, failures = listed_in(access(fake), REGIONS)
    assert failures == {}
    by_rule = {rule: {target.region for target in targets_of(SONNET, found, rule, "us-west-2")} for rule in ("any", "us", "eu", "jp")}
    assert by_rule == {"any": set(REGIONS), "us": {"us-east-1", "us-west-2"}, "eu": {"eu-central-1"}, "jp": set()}
    assert not any(target.model.startswith("global.") for target in targets_of(SONNET, found, "eu", "us-west-2"))


def test_a_region_where_nothing_may_be_listed_is_told_in_words_and_the_others_stay() -> None:
    with FakeBedrock(lacking={("us-east-1", "list")}) as fake:
        found, failures = listed_in(access(fake), REGIONS)
    assert {region for profile in found for region in profile.regions} == {"us-west-2", "eu-central-1"}
    assert "N. Virginia (us-east-1): an administrator allows bedrock:ListInferenceProfiles" in failures["us-east-1"]


def test_profiles_that_an_account_has_made_are_called_by_their_arn() -> None:
    with FakeBedrock(profiles={"app.reports": ("us-east-1",)}) as fake:
        ids = [profile.id for profile in listed(access(fake), "us-east-1")]
    assert ids[0] == "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/app.reports"
