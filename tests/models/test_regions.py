"""A team's residency rule decides where a model may be asked; among what is left the nearest comes first."""

from __future__ import annotations

import json
from itertools import product
from typing import get_args

import pytest

from agents.core.calls import Residency, Target
from agents.models.regions import TABLE, Profile, allowed, base_id, name_of, targets_of

MODEL = "anthropic.claude-sonnet-4-5-20250929-v1:0"
PREFIXES = json.loads(TABLE.read_text(encoding="utf-8"))["prefixes"]
# Where each prefix may be called from, and the one rule besides "any" under which it may.
SOURCES: dict[str, tuple[str, Residency]] = {
    "us": ("us-east-1", "us"), "us-gov": ("us-gov-west-1", "us"), "eu": ("eu-central-1", "eu"), "jp": ("ap-northeast-1", "jp"),
    "au": ("ap-southeast-2", "au"), "apac": ("me-central-1", "any"), "ca": ("ca-central-1", "any"), "in": ("ap-south-1", "any"),
    "global": ("eu-central-1", "any"), "mars": ("us-east-1", "any"),
}  # fmt: skip


def arn(region: str) -> str:
    return f"arn:aws:bedrock:{region}::foundation-model/{MODEL}"


def profile(id: str, *routes: str, at: tuple[str, ...] = ()) -> Profile:
    return Profile(id=id, models=tuple(arn(region) for region in routes), regions=at)


def test_every_prefix_of_the_table_stands_in_this_test() -> None:
    assert set(SOURCES) == {*PREFIXES, "mars"}


@pytest.mark.parametrize(("prefix", "rule"), list(product(SOURCES, get_args(Residency))))
def test_a_prefix_is_allowed_under_its_own_rule_and_under_any(prefix: str, rule: Residency) -> None:
    region, own = SOURCES[prefix]
    assert allowed(Target(region=region, model=f"{prefix}.{MODEL}"), rule) == (rule in ("any", own))


@pytest.mark.parametrize(
    ("region", "rule", "may"),
    [("eu-central-1", "eu", True), ("eu-west-2", "eu", False), ("eu-central-2", "eu", False), ("me-central-1", "gulf", True),
     ("me-south-1", "gulf", True), ("il-central-1", "gulf", False), ("ap-northeast-3", "jp", True), ("ap-southeast-6", "au", False),
     ("us-gov-east-1", "us", True), ("ca-central-1", "us", False), ("eu-new-9", "eu", False), ("eu-new-9", "any", True)],
)  # fmt: skip
def test_a_base_model_answers_in_the_region_that_is_asked(region: str, rule: Residency, may: bool) -> None:
    assert allowed(Target(region=region, model=MODEL), rule) == may


def test_the_arns_are_the_truth_whatever_the_prefix_says() -> None:
    lying = Target(region="eu-central-1", model=f"eu.{MODEL}", routes=("eu-central-1", "us-east-1"))
    honest = Target(region="eu-central-1", model=f"mars.{MODEL}", routes=("eu-central-1", "eu-west-1"))
    anywhere = Target(region="eu-central-1", model=f"eu.{MODEL}", routes=("", "eu-central-1"))
    assert [allowed(target, "eu") for target in (lying, honest, anywhere)] == [False, True, False]


def test_an_application_profile_whose_routes_are_not_known_is_refused_under_a_rule() -> None:
    hidden = Target(region="us-east-1", model="arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123")
    told = hidden.model_copy(update={"routes": ("us-east-1", "us-west-2")})
    assert (allowed(hidden, "us"), allowed(told, "us"), allowed(hidden, "any")) == (False, True, True)


def test_a_model_of_an_unknown_vendor_is_a_base_model_only_where_its_id_leaves_no_doubt() -> None:
    ids = ("newvendor.model-1", "newvendor.model.2", "deepseek.v3.2", "minimax.minimax-m2.1")
    assert [allowed(Target(region="us-east-1", model=id), "us") for id in ids] == [True, False, True, True]


OFFERED = [
    profile(f"us.{MODEL}", "us-east-1", "us-west-2", at=("us-east-1",)),
    profile(f"us.{MODEL}", "us-east-1", "us-west-2", at=("us-west-2",)),
    profile(f"eu.{MODEL}", "eu-central-1", "eu-west-1", at=("eu-central-1",)),
    profile(f"global.{MODEL}", "", "us-east-1", at=("us-east-1",)),
    profile(MODEL, "eu-west-1", at=("eu-west-1",)),
    profile("us.amazon.nova-lite-v1:0", "us-east-1", at=("us-east-1",)),
]


def places(rule: Residency, home: str, *regions: str) -> list[tuple[str, str]]:
    found = targets_of(MODEL, OFFERED[:-1], rule, home, regions)
    return [(target.region, target.model.removesuffix(MODEL).rstrip(".")) for target in found]


def test_the_nearest_comes_first_and_there_what_routes_least_far() -> None:
    assert places("any", "eu-west-1") == [
        ("eu-west-1", ""), ("eu-central-1", "eu"), ("us-east-1", "us"), ("us-east-1", "global"), ("us-west-2", "us")
    ]  # fmt: skip


def test_a_rule_leaves_only_what_stays_inside() -> None:
    assert places("us", "us-west-2") == [("us-west-2", "us"), ("us-east-1", "us")]
    assert places("eu", "us-east-1") == [("eu-west-1", ""), ("eu-central-1", "eu")]
    assert places("jp", "ap-northeast-1") == []


def test_only_the_regions_that_the_account_uses_are_asked() -> None:
    assert places("any", "us-east-1", "us-east-1") == [("us-east-1", "us"), ("us-east-1", "global")]


def test_a_profile_that_is_named_is_the_only_one_that_is_meant() -> None:
    found = targets_of(f"us.{MODEL}", OFFERED, "any", "us-east-1")
    assert [(target.region, target.model) for target in found] == [("us-east-1", f"us.{MODEL}"), ("us-west-2", f"us.{MODEL}")]


def test_a_model_that_no_list_knows_is_asked_by_its_own_id_where_the_rule_allows() -> None:
    found = targets_of("amazon.nova-pro-v1:0", [], "eu", "eu-north-1", ["us-east-1", "eu-north-1", "eu-west-1"])
    assert [target.region for target in found] == ["eu-north-1", "eu-west-1"]


def test_the_base_model_is_read_from_ids_and_arns() -> None:
    ids = [f"us-gov.{MODEL}", f"mars.{MODEL}", MODEL, arn("us-east-1"), f"arn:aws:bedrock:us-east-1:1:inference-profile/global.{MODEL}"]
    assert {base_id(id) for id in ids} == {MODEL}
    assert base_id("deepseek.v3.2") == "deepseek.v3.2"
    assert name_of("eu-central-1") == "Frankfurt (eu-central-1)"
