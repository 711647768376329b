"""Settings that point a model of Bedrock at a fake one, and a request to it."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

from pydantic import SecretStr
from pydantic_ai.messages import ModelMessage, ModelRequest, ModelResponse, UserPromptPart
from pydantic_ai.models import ModelRequestParameters

from agents.core.calls import Access, ModelSettings, Price, Target
from agents.models.bedrock import bedrock_model
from tests.models.fake_bedrock import REGIONS, SONNET, FakeBedrock

KEY, SECRET = "AKIAPLANTEDKEY", "planted-secret-access-key"
PRICE = Price(tokens_in=Decimal(3), tokens_out=Decimal(15), cached=Decimal("0.3"), written_5m=Decimal("3.75"), written_1h=Decimal(6))


def access(fake: FakeBedrock, **changes: Any) -> Access:
    return Access(endpoint=fake.url, key_id=SecretStr(KEY), secret_key=SecretStr(SECRET)).model_copy(update=changes)


def targets(model: str = SONNET, *regions: str) -> tuple[Target, ...]:
    """Each region by the profile of its geography."""
    return tuple(Target(region=region, model=f"{region[:2]}.{model}") for region in regions or REGIONS)


def on_bedrock(fake: FakeBedrock, model: str = SONNET, **changes: Any) -> ModelSettings:
    """A model at the three regions of the fake."""
    settings = ModelSettings(name="bedrock", model=model, access=access(fake), targets=targets(model), price=PRICE, seconds=20.0)
    return settings.model_copy(update=changes)


def ask(settings: ModelSettings, prompt: Any = "Say it.", *, target: Target | None = None) -> ModelResponse:
    """One request at one place, by hand."""
    messages: list[ModelMessage] = [ModelRequest(parts=[UserPromptPart(prompt)], instructions="Be short. " + "word " * 100)]
    model = bedrock_model(settings, target or settings.targets[0], {"use": "a|b"})
    return asyncio.run(model.request(messages, None, ModelRequestParameters()))
