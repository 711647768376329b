"""Places are asked in order: again where that helps, the next where not, none that the team's rule does not allow."""

from __future__ import annotations

from agents.core.calls import Target
from agents.models.breaker import FAILURES, Breakers
from tests.models.bedrock_replies import Json, Seen
from tests.models.days import bedrock
from tests.models.fake_bedrock import HAIKU, FakeBedrock
from tests.models.uses import ANSWER, Tried, Waits, at, use
from tests.models.wire import serving

FIRST, SECOND = "eu-central-1", "eu-north-1"


def failing_in(region: str, reply: Json) -> FakeBedrock:
    """Answers everywhere but in one region."""
    return FakeBedrock(lambda seen: reply if seen.region == region else {"tool": "final_result", "args": {"parts": ["b", "a"]}})


def regions(fake: FakeBedrock) -> list[str]:
    return [seen.region for seen in fake.conversations]


def test_a_throttled_region_is_asked_again_with_growing_waits_and_then_the_next() -> None:
    with failing_in(FIRST, {"error": "ThrottlingException"}) as fake:
        tried = use(bedrock(fake))
    assert tried.order.parts == ("b", "a") and regions(fake) == [FIRST] * 3 + [SECOND]
    assert tried.waits.slept == [1.0, 2.0]
    assert [(call.region, call.rung) for call in tried.meter.model_calls] == [(FIRST, "small")] * 3 + [(SECOND, "small")]


def test_a_region_without_the_model_is_left_at_once() -> None:
    with failing_in(FIRST, {"error": "AccessDeniedException"}) as fake:
        tried = use(bedrock(fake))
    assert regions(fake) == [FIRST, SECOND] and tried.waits.slept == []


def test_refused_credentials_go_to_no_other_region() -> None:
    with failing_in(FIRST, {"error": "ExpiredTokenException"}) as fake:
        tried = use(bedrock(fake))
    assert regions(fake) == [FIRST] and tried.rungs == ["small", "builtin"]


def test_a_region_outside_the_rule_is_never_asked_also_where_all_others_fail() -> None:
    with failing_in(FIRST, {"error": "AccessDeniedException"}) as fake:
        targets = (Target(region="us-east-1", model=f"us.{HAIKU}"), Target(region=FIRST, model=f"eu.{HAIKU}"),
                   Target(region="us-west-2", model=f"us.{HAIKU}"))  # fmt: skip
        tried = use(bedrock(fake, targets=targets))
    assert regions(fake) == [FIRST] and tried.causes == ["provider"]
    assert "must stay within EU" in tried.events[0].detail["reason"]


def test_an_open_breaker_skips_its_region_for_the_uses_that_follow() -> None:
    breakers = Breakers(Waits().now)
    with failing_in(FIRST, {"error": "ThrottlingException"}) as fake:
        use(bedrock(fake), breakers=breakers)
        use(bedrock(fake), breakers=breakers)
    assert regions(fake) == [FIRST] * FAILURES + [SECOND, SECOND]


def test_the_region_that_served_is_asked_first_in_the_same_use() -> None:
    def script(seen: Seen) -> Json:
        if seen.region == FIRST:
            return {"error": "AccessDeniedException"}
        return {"tool": "propose_order"} if len(seen.body["messages"]) == 1 else {"tool": "final_result", "args": {"parts": ["b", "a"]}}

    with FakeBedrock(script) as fake:
        use(bedrock(fake))
    assert regions(fake) == [FIRST, SECOND, SECOND]


def retried(**headers: str) -> Tried:
    with serving([{"status": 429, "headers": headers}, ANSWER]) as (url, _):
        return use(at(url))


def test_a_server_that_says_how_long_to_wait_is_obeyed() -> None:
    assert retried(**{"Retry-After": "7"}).waits.slept == [7.0]


def test_a_wait_that_is_too_long_is_not_waited() -> None:
    tried = retried(**{"Retry-After": "60"})
    assert tried.waits.slept == [] and tried.rungs == ["small", "builtin"]


def test_waits_end_where_the_time_of_the_use_does() -> None:
    with serving([{"status": 429, "headers": {"Retry-After": "7"}}]) as (url, _):
        tried = use(at(url, seconds=10.0))
    assert tried.waits.slept == [7.0] and tried.rungs == ["small", "small", "builtin"]
