"""How a model of Bedrock is asked: reasoning, cache points, tier and length, as its family takes them.

The agent library knows most families (its profiles); bedrock_models.json knows what it does not. A model that neither knows is asked
with the least: no cache points, no reasoning, tools offered.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, Literal, cast

from pydantic_ai.models.bedrock import BedrockModelSettings
from pydantic_ai.profiles import ModelProfile
from pydantic_ai.providers.bedrock import BedrockProvider
from pydantic_ai.settings import ModelSettings as LibrarySettings

from agents.core.base import Value
from agents.core.calls import ModelSettings
from agents.models.asking import THOUGHT_TOKENS
from agents.models.regions import base_id

TABLE = Path(__file__).with_name("bedrock_models.json")
LEAST = 1_024  # tokens of an answer after its thoughts
MOST = 4_096  # tokens of an answer where the request does not say; without a limit the model's maximum would be reserved
SAMPLING = ("temperature", "top_p", "top_k")
REFUSES_SAMPLING = ("anthropic_disallows_sampling_settings", "bedrock_disallows_sampling_settings")
# What every run shares (tools, instructions) is kept longer than what the calls of one run share.
SHARED_BY_ALL = "1h"


class Traits(Value):
    """What a family of models takes that the agent library does not know."""

    tools: bool = True
    thinking: Literal["library", "nova"] = "library"


def traits_of(model: str) -> Traits:
    """The traits of a base model: of the longest family name that its id begins with, else the careful ones."""
    families = _families()
    name = max((family for family in families if base_id(model).startswith(family)), key=len, default="")
    return families.get(name, Traits())


@functools.lru_cache(256)
def profile_of(model: str) -> ModelProfile:
    """What the library knows of a base model."""
    return BedrockProvider.model_profile(base_id(model)) or ModelProfile()


def can_think(model: str) -> bool:
    """Whether a model reasons when it is asked to."""
    profile = profile_of(model)
    known = profile.get("supports_thinking", False) or profile.get("thinking_always_enabled", False)
    return traits_of(model).thinking == "nova" or (known and profile.get("bedrock_thinking_variant") is not None)


def standing(settings: ModelSettings, model: str, about: dict[str, str]) -> BedrockModelSettings:
    """What stays the same for all calls. `model` is the id or ARN that is called; `about` goes into the account's own logs."""
    found: dict[str, Any] = {"bedrock_inference_profile": model, **_caching(settings.model), **_thinking(settings)}
    if settings.tier != "default":
        found["bedrock_service_tier"] = {"type": settings.tier}
    if about:
        found["bedrock_request_metadata"] = about
    return cast(BedrockModelSettings, found)


def fitted(given: LibrarySettings | None, settings: ModelSettings) -> LibrarySettings:
    """The settings of one call: always with a limit of length that leaves room for thoughts, without what the model refuses."""
    fit, room = accepted(given, settings), thinking_room(settings)
    asked = fit.get("max_tokens") or MOST
    fit["max_tokens"] = max(asked, room + LEAST) if room else asked
    return fit


def accepted(given: LibrarySettings | None, settings: ModelSettings) -> LibrarySettings:
    """The settings without those of sampling where the model refuses them: all that think do, and some others."""
    fit, profile = LibrarySettings(**(given or {})), profile_of(settings.model)
    if thinking_room(settings) or any(profile.get(flag) for flag in REFUSES_SAMPLING):
        for name in SAMPLING:
            fit.pop(name, None)  # type: ignore[misc]
    return fit


def thinking_room(settings: ModelSettings) -> int:
    """Tokens for thoughts, which count as output; also where a model thinks without being asked to."""
    if not can_think(settings.model):
        return 0
    always = profile_of(settings.model).get("thinking_always_enabled", False)
    return THOUGHT_TOKENS["low" if always and settings.reasoning == "off" else settings.reasoning]


def _caching(model: str) -> dict[str, Any]:
    """Cache points after the tools and after the instructions, where the model keeps them."""
    profile = profile_of(model)
    if not profile.get("bedrock_supports_prompt_caching"):
        return {}
    ttl = SHARED_BY_ALL if SHARED_BY_ALL in profile.get("supported_cache_retentions", ()) else True
    return {"bedrock_cache_instructions": ttl, "bedrock_cache_tool_definitions": ttl}


def _thinking(settings: ModelSettings) -> dict[str, Any]:
    """How much the model may reason, in its family's way; nothing for a model that cannot."""
    if not can_think(settings.model):
        return {}
    level, profile = settings.reasoning, profile_of(settings.model)
    if traits_of(settings.model).thinking == "nova":
        # At "high" Nova takes no limit of length, and a call without one is not made here.
        effort = {"low": "low", "medium": "medium", "high": "medium"}.get(level)
        fields = {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": effort}} if effort else None
        return {"bedrock_additional_model_requests_fields": fields} if fields else {}
    claude = profile.get("bedrock_thinking_variant") == "anthropic"
    if level == "off":
        # Claude's older models do not think unless they are asked to, and some refuse even to be told not to.
        return {} if claude and not profile.get("thinking_enabled_by_default") else {"thinking": False}
    if claude and not profile.get("bedrock_supports_adaptive_thinking"):
        return {"bedrock_additional_model_requests_fields": {"thinking": {"type": "enabled", "budget_tokens": THOUGHT_TOKENS[level]}}}
    return {"thinking": level}


@functools.cache
def _families() -> dict[str, Traits]:
    table = json.loads(TABLE.read_text(encoding="utf-8"))["families"]
    return {family: Traits.model_validate(traits) for family, traits in table.items()}
