"""The main job by Amazon Bedrock on a bad day and with its means to save: regions that fail, a cache, a cheaper tier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agents.core.calls import Target
from tests.main_job.driver import Ran
from tests.models.bedrock_cache import PromptCache
from tests.models.bedrock_replies import Json, Seen
from tests.models.fake_bedrock import HAIKU, FakeBedrock
from tests.models_job.conftest import Job, first_job, same_figures
from tests.models_job.minds import willing
from tests.models_job.places import bedrock, laddered

EUROPE = ("eu-central-1", "eu-west-1", "eu-north-1")
AMERICA = "us-east-1"


def failing(seen: Seen) -> Json:
    """The first region throttles, the second breaks off after its first words, the third answers."""
    if seen.region == EUROPE[0]:
        return {"error": "ThrottlingException"}
    if seen.region == EUROPE[1]:
        return {"text": "Here is what I think of it, and", "break_after": 3}
    return willing(seen)


def done_on(fake: FakeBedrock, shop: Path, folder: Path, **changes: Any) -> Ran:
    ran = first_job(shop, folder, laddered(bedrock(fake, **changes)), deliver=("document",))
    assert ran.status == "done" and [(made.kind, made.status) for made in ran.files] == [("document", "ready")]
    assert fake.invalid == []
    return ran


def test_regions_that_fail_are_left_and_no_region_outside_europe_is_asked(shop: Path, builtin: Job, tmp_path: Path) -> None:
    regions = (*EUROPE[:2], AMERICA, EUROPE[2])
    targets = tuple(Target(region=region, model=f"{'us' if region == AMERICA else 'eu'}.{HAIKU}") for region in regions)
    with FakeBedrock(failing) as fake:
        ran = done_on(fake, shop, tmp_path / "run", targets=targets)
    assert {seen.region for seen in fake.requests} == set(EUROPE)
    answered = [call for call in ran.meter.model_calls if call.outcome == "ok"]
    assert {call.region for call in answered} == {EUROPE[2]} and {call.rung for call in answered} == {"small"}
    assert same_figures(ran, builtin.runs[0])


def test_a_second_request_reads_what_the_first_wrote_to_the_cache(shop: Path, tmp_path: Path) -> None:
    with FakeBedrock(willing, cache=PromptCache(least=200)) as fake:  # our prompts are shorter than what a real one keeps
        first = done_on(fake, shop, tmp_path / "one" / "run")
        again = done_on(fake, shop, tmp_path / "two" / "run")
    assert total(first, "tokens_written") > 0 and total(again, "tokens_written") < total(first, "tokens_written")
    assert total(again, "tokens_cached") > total(first, "tokens_cached") and total(again, "saved") > 0


def test_a_cheap_run_is_served_at_flex_where_the_model_has_it_and_at_standard_where_not(shop: Path, tmp_path: Path) -> None:
    for lacking, served in ((), "flex"), ([(f"eu.{HAIKU}", "flex")], "default"):
        with FakeBedrock(willing, lacking=lacking) as fake:
            ran = done_on(fake, shop, tmp_path / served / "run", tier="flex")
        assert {call.tier for call in ran.meter.model_calls if call.outcome == "ok"} == {served}
        assert fake.requests[0].body["serviceTier"] == {"type": "flex"}


def total(ran: Ran, name: str) -> Any:
    return sum(getattr(call, name) for call in ran.meter.model_calls)
