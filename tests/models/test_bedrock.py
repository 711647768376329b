"""A model of Bedrock in the loop: streams, places, tiers, cache, and every bad day, against a fake that refuses what AWS would."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_ai import CachePoint

from agents.core.calls import Target
from agents.models import prices
from agents.models.bedrock import logged
from agents.models.bedrock_stream import LACKING
from agents.models.failures import CallFailed
from tests.models.bedrock_cache import PromptCache
from tests.models.bedrock_places import KEY, SECRET, access, ask, on_bedrock, targets
from tests.models.fake_bedrock import HAIKU, SONNET, FakeBedrock, obedient
from tests.models.uses import use


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LACKING, "_known", set())


def test_a_use_is_streamed_and_its_row_says_what_really_happened() -> None:
    with FakeBedrock(cache=PromptCache(least=0)) as fake:
        tried = use(on_bedrock(fake, tier="flex"))
    assert (tried.order.parts, tried.rungs, fake.invalid) == (("a", "b"), ["small", "small"], [])
    assert {seen.operation for seen in fake.requests} == {"ConverseStream"}
    first, second = tried.meter.model_calls
    assert (first.region, first.tier, first.tokens_out > 0) == ("us-east-1", "flex", True)
    assert first.tokens_written == first.tokens_written_1h == second.tokens_cached > 0
    assert first.money and second.saved > 0


def test_what_is_held_covers_the_longest_answer_that_is_asked_for_also_of_a_model_that_always_thinks() -> None:
    with FakeBedrock() as fake:
        settings = on_bedrock(fake, "openai.gpt-oss-20b-1:0")
        tried = use(settings)
    for held, seen in zip(tried.meter.asked, fake.requests, strict=True):
        assert (held or 0) >= (prices.upper(settings, 1, seen.body["inferenceConfig"]["maxTokens"]) or 1)


def test_what_every_run_shares_is_kept_for_an_hour_and_what_one_run_shares_for_five_minutes() -> None:
    with FakeBedrock([{"text": "Done."}], cache=PromptCache(least=0)) as fake:
        ask(on_bedrock(fake), ["the catalog", CachePoint(), "the request"])
        response = ask(on_bedrock(fake), ["the catalog", CachePoint(), "another request"])
    body = fake.requests[0].body
    assert body["system"][-1] == {"cachePoint": {"type": "default", "ttl": "1h"}}
    assert body["messages"][0]["content"][1] == {"cachePoint": {"type": "default", "ttl": "5m"}}
    assert (response.usage.cache_read_tokens > 100, response.usage.cache_write_tokens) == (True, 0)
    assert fake.invalid == []


def test_a_response_tells_what_the_library_drops() -> None:
    with FakeBedrock([{"text": "Done.", "tier": "default"}]) as fake:
        details = ask(on_bedrock(fake, tier="priority")).provider_details or {}
    assert (details["service_tier"], details["latency_ms"], details["request_id"]) == ("default", 7, "fake-request")


def test_a_call_always_has_a_limit_of_length_and_says_to_the_accounts_logs_what_it_is_for() -> None:
    with FakeBedrock([{"text": "Done."}]) as fake:
        ask(on_bedrock(fake))
    body = fake.requests[0].body
    assert (body["inferenceConfig"]["maxTokens"], body["requestMetadata"]) == (4096, {"use": "a_b"})
    assert logged({"run": "7", "team": ""}) == {"run": "7"}


def test_a_tier_that_a_model_lacks_is_asked_for_once_and_then_left_out() -> None:
    with FakeBedrock([{"text": "Done."}], lacking={(f"us.{SONNET}", "flex")}) as fake:
        tiers = [(ask(on_bedrock(fake, tier="flex")).provider_details or {})["service_tier"] for _ in range(2)]
    assert tiers == ["default", "default"]
    assert [seen.body.get("serviceTier") for seen in fake.requests] == [{"type": "flex"}, None, None]


def test_reserved_capacity_that_nobody_bought_is_a_tier_that_is_lacking() -> None:
    def script(seen: Any) -> dict[str, Any]:
        reserved = "serviceTier" in seen.body
        return {"error": "ValidationException", "message": "Reservation not found."} if reserved else {"text": "Done."}

    with FakeBedrock(script) as fake:
        assert ask(on_bedrock(fake, tier="reserved")).parts
    assert [seen.body.get("serviceTier") for seen in fake.requests] == [{"type": "reserved"}, None]


def test_a_model_that_calls_tools_only_whole_is_asked_so_from_then_on() -> None:
    def thinking(seen: Any) -> dict[str, Any]:
        return {"reasoning": "Hm.", **obedient(seen)}

    with FakeBedrock(thinking, lacking={(f"us.{SONNET}", "stream")}) as fake:
        tried = use(on_bedrock(fake))
    assert (tried.order.parts, tried.rungs, fake.invalid) == (("a", "b"), ["small", "small"], [])
    assert [seen.operation for seen in fake.requests] == ["ConverseStream", "Converse", "Converse"]
    assert [call.reasoning for call in tried.meter.model_calls] == ["Hm.", "Hm."]


def test_three_regions_answer_for_each_other() -> None:
    def script(seen: Any) -> dict[str, Any]:
        if seen.region == "eu-central-1":
            return obedient(seen)
        return {"error": "ServiceUnavailableException"} if seen.region == "us-east-1" else {"text": "Half of", "end_after": 2}

    with FakeBedrock(script) as fake:
        tried = use(on_bedrock(fake))
    assert tried.order.parts == ("a", "b")
    assert [seen.region for seen in fake.requests] == ["us-east-1"] * 2 + ["us-west-2"] * 2 + ["eu-central-1"] * 2
    assert tried.outcomes == ["server"] * 2 + ["stream_broken"] * 2 + ["ok"] * 2


def test_a_place_outside_the_teams_rule_is_never_asked() -> None:
    with FakeBedrock() as fake:
        tried = use(on_bedrock(fake, residency="jp"))
        with pytest.raises(CallFailed) as refused:
            ask(on_bedrock(fake, residency="eu"), target=Target(region="eu-central-1", model=f"eu.{SONNET}", routes=("us-east-1",)))
    assert (tried.rungs, fake.requests, refused.value.kind) == (["builtin"], [], "no_access")


def test_a_profile_and_an_arn_are_called_as_they_are_and_treated_as_their_base_model() -> None:
    arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123"
    with FakeBedrock([{"text": "Done."}]) as fake:
        ask(on_bedrock(fake), target=Target(region="us-east-1", model=arn))
        ask(on_bedrock(fake, model="", targets=targets(HAIKU)))
    assert [seen.model for seen in fake.requests] == [arn, f"us.{HAIKU}"]
    assert all("cachePoint" in seen.body["system"][-1] for seen in fake.requests)


def test_a_model_that_cannot_call_tools_is_refused_before_it_is_asked() -> None:
    with FakeBedrock() as fake, pytest.raises(CallFailed, match="cannot call tools"):
        ask(on_bedrock(fake, model="deepseek.r1-v1:0"))
    assert fake.requests == []


BAD_DAYS: list[tuple[dict[str, Any], str, str]] = [
    ({"error": "ThrottlingException"}, "throttled", "no more calls"),
    ({"error": "ModelNotReadyException"}, "throttled", "no more calls"),
    ({"error": "ModelTimeoutException"}, "timeout", "did not answer"),
    ({"error": "InternalServerException"}, "server", "trouble"),
    ({"error": "ModelErrorException"}, "server", "trouble"),
    ({"error": "SomethingNew", "status": 502}, "server", "trouble"),
    ({"error": "AccessDeniedException", "message": "You don't have access to the model."}, "no_access", "opens the model"),
    ({"error": "AccessDeniedException", "message": "Bearer Token has expired"}, "credentials", "have expired"),
    ({"error": "ExpiredTokenException"}, "credentials", "have expired"),
    ({"error": "UnrecognizedClientException"}, "credentials", "does not accept"),
    ({"error": "ResourceNotFoundException"}, "not_found", "There is no"),
    ({"error": "ValidationException", "message": "The provided model identifier is invalid."}, "not_found", "corrects the model's id"),
    ({"error": "ValidationException", "message": "with on-demand throughput isn’t supported"}, "not_found", "inference profile"),
    ({"error": "ValidationException", "message": "Input is too long for requested model."}, "too_long", "longer than"),
    ({"error": "ValidationException", "message": "Operation not allowed"}, "no_access", "may not use"),
    ({"error": "ValidationException", "message": "Malformed input request"}, "invalid", "Malformed input request"),
    ({"text": "One two", "stream_error": "throttlingException", "after": 2}, "throttled", "no more calls"),
    ({"text": "One two", "stream_error": "modelStreamErrorException", "after": 2}, "server", "trouble"),
    ({"text": "One two", "stream_error": "validationException", "after": 1}, "invalid", "refused"),
    ({"text": "One two three four", "break_after": 2}, "stream_broken", "broke off"),
    ({"text": "zu groß, viel zu groß", "cut": True}, "stream_broken", "broke off"),
    ({"text": "One two three four", "end_after": 2}, "stream_broken", "ended before"),
    ({"text": "I cannot.", "stop": "guardrail_intervened"}, "guardrail", "guardrail"),
    ({"text": "", "stop": "content_filtered"}, "guardrail", "filter"),
    ({"text": "{", "stop": "malformed_tool_use"}, "malformed", "called a tool"),
    ({"text": "One", "stop": "model_context_window_exceeded"}, "too_long", "longer than"),
    ({"endless": True}, "malformed", "did not end"),
    ({"content": []}, "empty", "empty"),
    ({"reasoning": "Hm.", "content": []}, "empty", "empty"),
]


@pytest.mark.parametrize(("reply", "kind", "words"), BAD_DAYS, ids=[f"{kind}-{number}" for number, (_, kind, _) in enumerate(BAD_DAYS)])
def test_every_bad_day_is_one_typed_failure_with_a_sentence_that_names_the_place(reply: dict[str, Any], kind: str, words: str) -> None:
    with FakeBedrock([reply]) as fake, pytest.raises(CallFailed) as failed:
        ask(on_bedrock(fake))
    assert (failed.value.kind, fake.invalid) == (kind, [])
    assert words in failed.value.message
    assert kind == "credentials" or f"us.{SONNET}" in failed.value.message


def test_a_server_that_accepts_and_never_answers_is_given_up() -> None:
    with FakeBedrock([{"hang": 5.0}]) as fake, pytest.raises(CallFailed) as failed:
        ask(on_bedrock(fake, call_seconds=0.2))
    assert failed.value.kind == "timeout"


def test_a_server_that_is_not_there_is_one_clear_sentence() -> None:
    with FakeBedrock() as fake:
        settings = on_bedrock(fake)
    with pytest.raises(CallFailed, match="Oregon .us-west-2. could not be reached") as failed:
        ask(settings, target=Target(region="us-west-2", model=SONNET))
    assert failed.value.kind == "server"


def test_keys_never_stand_in_what_is_said_of_a_failure() -> None:
    planted = f"Credential={KEY}/20261122, {SECRET}, token-in-the-session"
    for name in ("ValidationException", "AccessDeniedException", "InvalidSignatureException", "ThrottlingException"):
        with FakeBedrock([{"error": name, "status": 403, "message": planted}]) as fake, pytest.raises(CallFailed) as failed:
            ask(on_bedrock(fake, access=access(fake)))
        chain = f"{failed.value!r} {failed.value.__cause__!r} {failed.value.__context__!r}"
        assert KEY not in chain and SECRET not in chain


def test_a_model_that_calls_a_tool_with_broken_arguments_or_one_that_is_not_there_is_told_so() -> None:
    replies = [{"tool": "look_up", "args": {}}, {"tool": "propose_order", "raw": '{"a'}, {"tool": "final_result", "args": {"parts": ["b"]}}]
    with FakeBedrock(replies) as fake:
        tried = use(on_bedrock(fake))
    assert (tried.order.parts, tried.rungs, fake.invalid) == (("b",), ["small"] * 3, [])
