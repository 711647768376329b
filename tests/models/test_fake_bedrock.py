"""The fake Bedrock speaks as the real one is documented, and refuses what the real one would: asked by plain boto3."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from urllib3.exceptions import HTTPError

from tests.models.bedrock_cache import PromptCache
from tests.models.fake_bedrock import HAIKU, SONNET, FakeBedrock, obedient

MODEL = f"us.{SONNET}"
ASK: dict[str, Any] = {
    "modelId": MODEL,
    "messages": [{"role": "user", "content": [{"text": "Say it."}]}],
    "inferenceConfig": {"maxTokens": 50},
}


def client(fake: FakeBedrock, service: str = "bedrock-runtime", region: str = "us-east-1") -> Any:
    config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)  # what a client lets through is the point
    keys = {"aws_access_key_id": "AK", "aws_secret_access_key": "sk"}
    return boto3.client(service, region_name=region, endpoint_url=fake.url, config=config, **keys)


def streamed(fake: FakeBedrock, **more: Any) -> list[dict[str, Any]]:
    return list(client(fake).converse_stream(**ASK | more)["stream"])


def joined(events: list[dict[str, Any]], *path: str) -> str:
    """The deltas of one kind put together."""
    found = ""
    for event in events:
        value: Any = event.get("contentBlockDelta", {}).get("delta", {})
        for key in path:
            value = value.get(key) or {} if isinstance(value, dict) else {}
        found += value or ""
    return found


def test_a_stream_gives_reasoning_text_and_a_tool_call_in_pieces_and_ends_with_usage_and_tier() -> None:
    said = [{"text": "Let me look it up."}, {"tool": "look", "args": {"city": "Zürich"}}]
    reply = {"reasoning": "First, the größte one.", "content": said}
    with FakeBedrock([reply]) as fake:
        tools = {"tools": [{"toolSpec": {"name": "look", "inputSchema": {"json": {"type": "object"}}}}]}
        events = streamed(fake, serviceTier={"type": "flex"}, toolConfig=tools)
    assert joined(events, "reasoningContent", "text") == "First, the größte one."
    assert json.loads(joined(events, "toolUse", "input")) == {"city": "Zürich"}
    assert events[-2] == {"messageStop": {"stopReason": "tool_use"}}
    metadata = events[-1]["metadata"]
    assert (metadata["serviceTier"], metadata["usage"]["outputTokens"] > 0) == ({"type": "flex"}, True)
    seen = fake.requests[0]
    assert (seen.operation, seen.region, seen.model, seen.key_id) == ("ConverseStream", "us-east-1", MODEL, "AK")
    assert fake.invalid == []


def test_converse_and_count_tokens_answer_whole() -> None:
    with FakeBedrock([{"text": "Done."}]) as fake:
        answer = client(fake, region="eu-central-1").converse(**ASK)
        counted = client(fake).count_tokens(modelId=SONNET, input={"converse": {"messages": ASK["messages"]}})
    assert answer["output"]["message"]["content"] == [{"text": "Done."}]
    assert (answer["stopReason"], answer["metrics"]["latencyMs"], counted["inputTokens"] > 0) == ("end_turn", 7, True)
    assert [seen.region for seen in fake.requests] == ["eu-central-1", "us-east-1"]


def test_profiles_are_listed_page_by_page_for_each_region() -> None:
    with FakeBedrock(page=2) as fake:
        pages = client(fake, "bedrock").get_paginator("list_inference_profiles").paginate(typeEquals="SYSTEM_DEFINED")
        found = {profile["inferenceProfileId"]: profile["models"] for page in pages for profile in page["inferenceProfileSummaries"]}
        models = client(fake, "bedrock", "us-west-2").list_foundation_models()["modelSummaries"]
    assert MODEL in found and f"eu.{SONNET}" not in found
    assert found[f"global.{HAIKU}"][0]["modelArn"] == f"arn:aws:bedrock:::foundation-model/{HAIKU}"
    assert SONNET in [model["modelId"] for model in models] and fake.invalid == []


def test_an_error_before_the_stream_has_a_status_and_one_inside_it_has_none() -> None:
    replies = [{"error": "ThrottlingException"}, {"text": "One, two, three.", "stream_error": "throttlingException", "after": 2}]
    with FakeBedrock(replies) as fake:
        with pytest.raises(ClientError) as before:
            streamed(fake)
        with pytest.raises(ClientError) as inside:
            streamed(fake)
    assert before.value.response["Error"]["Code"] == "ThrottlingException"
    assert before.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert inside.value.response["Error"]["Code"] == "throttlingException"
    assert "HTTPStatusCode" not in inside.value.response.get("ResponseMetadata", {})


@pytest.mark.parametrize("reply", [{"text": "Long enough to break.", "break_after": 2}, {"text": "zu groß, viel zu groß", "cut": True}])
def test_a_connection_that_ends_in_the_middle_is_an_error_for_the_client(reply: dict[str, Any]) -> None:
    with FakeBedrock([reply]) as fake, pytest.raises(HTTPError):
        streamed(fake)


def test_a_stream_that_ends_early_but_in_good_order_has_no_message_stop() -> None:
    with FakeBedrock([{"text": "Half of it and the rest.", "end_after": 2}]) as fake:
        events = streamed(fake)
    assert [next(iter(event)) for event in events] == ["messageStart", "contentBlockDelta"]


def test_an_endless_answer_stops_at_max_tokens() -> None:
    with FakeBedrock([{"endless": True}]) as fake:
        events = streamed(fake)
    assert events[-2] == {"messageStop": {"stopReason": "max_tokens"}}


POINT = {"cachePoint": {"type": "default"}}
HOUR = {"cachePoint": {"type": "default", "ttl": "1h"}}
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"serviceTier": {"type": "cheap"}}, "not one of"),
    ({"inferenceConfig": {"temperature": 1.5}}, "more than 1"),
    ({"requestMetadata": {"run": "a|b"}}, "does not match"),
    ({"system": [{"text": "a"}, POINT] * 5}, "maximum of 4 cache points"),
    ({"system": [{"text": "a"}, POINT, {"text": "b"}, HOUR]}, "must not come after"),
    ({"messages": [{"role": "user", "content": [{"text": "a", "image": {"format": "png", "source": {"bytes": b"x"}}}]}]}, "union"),
    ({"messages": [{"role": "user", "content": [{"text": " "}]}]}, "blank"),
    ({"messages": [{"role": "assistant", "content": [{"text": "a"}]}]}, "start with a user message"),
    ({"additionalModelRequestFields": {"thinking": {"type": "enabled", "budget_tokens": 4096}}}, "budget_tokens"),
    ({"additionalModelRequestFields": {"thinking": {"type": "adaptive"}}, "inferenceConfig": {"temperature": 0.0}}, "temperature"),
]


@pytest.mark.parametrize(("more", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_the_service_would_refuse_is_refused_and_remembered(more: dict[str, Any], words: str) -> None:
    with FakeBedrock([{"text": "Done."}]) as fake, pytest.raises(ClientError) as refused:
        streamed(fake, **more)
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert words.lower() in fake.invalid[0].lower()


def test_an_unknown_field_and_an_unknown_operation_are_refused() -> None:
    """Sent by hand: boto3 cannot even write them."""
    with FakeBedrock([{"text": "Done."}]) as fake:
        for path in ("converse", "chat"):
            body = json.dumps({"messages": ASK["messages"], "inferenceConfig": {"topK": 5}}).encode()
            with pytest.raises(urllib.error.HTTPError, match="400"):
                urllib.request.urlopen(f"{fake.url}/model/{MODEL}/{path}", body)
    assert "topK" in fake.invalid[0] and "no operation" in fake.invalid[1]


def test_a_tier_that_a_model_lacks_is_a_validation_error_that_names_it() -> None:
    with FakeBedrock([{"text": "Done."}], lacking={(MODEL, "flex")}) as fake:
        with pytest.raises(ClientError, match="service tier flex"):
            streamed(fake, serviceTier={"type": "flex"})
        assert streamed(fake)[-1]["metadata"]["serviceTier"] == {"type": "default"}
    assert fake.invalid == []


def test_the_cache_is_written_first_read_next_and_forgotten_after_its_time() -> None:
    now = [0.0]
    prompt = {"system": [{"text": "word " * 1000}, POINT], "messages": ASK["messages"]}
    with FakeBedrock([{"text": "Done."}], cache=PromptCache(clock=lambda: now[0])) as fake:
        usages = [streamed(fake, **prompt)[-1]["metadata"]["usage"] for _ in range(2)]
        now[0] = 400.0
        usages.append(streamed(fake, **prompt)[-1]["metadata"]["usage"])
    pairs = [(usage["cacheReadInputTokens"] > 1000, usage["cacheWriteInputTokens"] > 1000) for usage in usages]
    assert pairs == [(False, True), (True, False), (False, True)]
    assert len({sum(usage[key] for key in ("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens")) for usage in usages}) == 1


def test_an_obedient_model_calls_the_tool_that_proposes_and_hands_its_proposal_back() -> None:
    specs = [{"toolSpec": {"name": name, "inputSchema": {"json": {"type": "object"}}}} for name in ("propose_order", "final_result")]
    asked = {**ASK, "toolConfig": {"tools": specs}}
    with FakeBedrock(obedient(change=lambda proposal, _: {"parts": proposal["parts"][::-1]})) as fake:
        first = client(fake).converse(**asked)["output"]["message"]
        use = first["content"][0]["toolUse"]
        result = {"toolUseId": use["toolUseId"], "content": [{"text": json.dumps({"proposal": {"parts": ["a", "b"]}})}]}
        asked["messages"] = [*ASK["messages"], first, {"role": "user", "content": [{"toolResult": result}]}]
        second = client(fake).converse(**asked)["output"]["message"]
    assert (use["name"], second["content"][0]["toolUse"]["name"]) == ("propose_order", "final_result")
    assert second["content"][0]["toolUse"]["input"] == {"parts": ["b", "a"]}
