"""How each family of models is asked to think, to keep and to be short: shown by what reaches a fake that refuses what AWS would."""

from __future__ import annotations

from typing import Any

import pytest

from agents.core.calls import ModelSettings
from agents.models.asking import THOUGHT_TOKENS
from agents.models.bedrock_settings import accepted, can_think, standing, thinking_room, traits_of
from tests.models.bedrock_places import ask, on_bedrock, targets
from tests.models.fake_bedrock import HAIKU, NOVA, SONNET, FakeBedrock
from tests.models.uses import use

NEWER, NOVA_2, OSS, QWEN, GROK = (
    "anthropic.claude-sonnet-4-6", "amazon.nova-2-lite-v1:0", "openai.gpt-oss-120b-1:0", "qwen.qwen3-32b-v1:0", "xai.grok-4.7",
)  # fmt: skip
UNKNOWN = "newvendor.model-1"
FIELDS: list[tuple[str, str, dict[str, Any] | None]] = [
    (SONNET, "off", None),
    (SONNET, "low", {"thinking": {"type": "enabled", "budget_tokens": THOUGHT_TOKENS["low"]}}),
    (SONNET, "high", {"thinking": {"type": "enabled", "budget_tokens": THOUGHT_TOKENS["high"]}}),
    (NEWER, "off", None),
    (NEWER, "medium", {"thinking": {"type": "adaptive"}, "output_config": {"effort": "medium"}}),
    ("anthropic.claude-haiku-5-5", "off", {"thinking": {"type": "disabled"}}),
    (NOVA, "high", None),
    (NOVA_2, "off", None),
    (NOVA_2, "low", {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "low"}}),
    (NOVA_2, "high", {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": "medium"}}),
    (OSS, "off", {"reasoning_effort": "low"}),
    (OSS, "medium", {"reasoning_effort": "medium"}),
    (QWEN, "off", {"reasoning_config": "none"}),
    (QWEN, "low", {"reasoning_config": "low"}),
    (GROK, "high", {"reasoning": {"effort": "high"}}),
    (UNKNOWN, "high", None),
]


@pytest.mark.parametrize(("model", "level", "fields"), FIELDS, ids=[f"{model}-{level}" for model, level, _ in FIELDS])
def test_each_family_is_asked_to_think_in_its_own_way(model: str, level: str, fields: dict[str, Any] | None) -> None:
    with FakeBedrock() as fake:
        tried = use(on_bedrock(fake, model=model, targets=targets(model), reasoning=level))
    assert (tried.order.parts, tried.rungs[-1], fake.invalid) == (("a", "b"), "small", [])
    assert all(seen.body.get("additionalModelRequestFields") == fields for seen in fake.requests)


def test_thoughts_have_room_beside_the_answer_and_no_temperature() -> None:
    with FakeBedrock([{"text": "Done."}]) as fake:
        ask(on_bedrock(fake, reasoning="high"))
        ask(on_bedrock(fake, model=GROK, targets=targets(GROK)))
    limits = [seen.body["inferenceConfig"] for seen in fake.requests]
    assert limits == [{"maxTokens": THOUGHT_TOKENS["high"] + 1_024}, {"maxTokens": 4_096}]
    asked = ModelSettings(name="bedrock", model=SONNET, reasoning="low")
    assert accepted({"temperature": 0.0, "max_tokens": 9}, asked) == {"max_tokens": 9}
    assert accepted({"temperature": 0.0}, asked.model_copy(update={"reasoning": "off"})) == {"temperature": 0.0}


def test_who_can_think_and_who_always_does() -> None:
    assert [can_think(model) for model in (SONNET, NOVA_2, OSS, NOVA, UNKNOWN)] == [True, True, True, False, False]
    rooms = [thinking_room(ModelSettings(name="bedrock", model=model)) for model in (SONNET, GROK, OSS, UNKNOWN)]
    assert rooms == [0, THOUGHT_TOKENS["low"], THOUGHT_TOKENS["low"], 0]


@pytest.mark.parametrize(
    ("model", "instructions", "tools"),
    [(SONNET, "1h", "1h"), (HAIKU, "1h", "1h"), (NOVA, "5m", None), (UNKNOWN, None, None), (OSS, None, None)],
)
def test_cache_points_stand_where_a_model_keeps_what_it_read(model: str, instructions: str | None, tools: str | None) -> None:
    with FakeBedrock() as fake:
        use(on_bedrock(fake, model=model, targets=targets(model)))
    body = fake.requests[0].body
    found = [[point["cachePoint"].get("ttl", "5m") for point in blocks if "cachePoint" in point]
             for blocks in (body["system"], body["toolConfig"]["tools"])]  # fmt: skip
    assert found == [[ttl] if ttl else [] for ttl in (instructions, tools)]


def test_the_longest_name_of_a_family_decides_and_the_careful_traits_are_for_the_rest() -> None:
    assert traits_of("us.amazon.nova-2-lite-v1:0").thinking == "nova"
    assert (traits_of(UNKNOWN).tools, traits_of("meta.llama3-8b-instruct-v1:0").tools) == (True, False)
    assert traits_of("meta.llama3-1-8b-instruct-v1:0").tools


def test_the_standard_tier_needs_no_word() -> None:
    asked = ModelSettings(name="bedrock", model=UNKNOWN)
    assert standing(asked, "us.x", {}) == {"bedrock_inference_profile": "us.x"}
    assert standing(asked.model_copy(update={"tier": "reserved"}), "us.x", {})["bedrock_service_tier"] == {"type": "reserved"}
