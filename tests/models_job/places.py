"""Where the models of these tests answer: nowhere but here, a server of the OpenAI wire, a Bedrock of three regions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import SecretStr

from agents.core.calls import Access, Ladder, Ladders, ModelSettings, Price, Provider, Rung, Target
from tests.models.fake_bedrock import HAIKU, FakeBedrock
from tests.models.wire import serving
from tests.models_job.minds import Mind, seen_of

KINDS: tuple[Provider, ...] = ("builtin", "openai_compatible", "bedrock")
REGION = "eu-central-1"
PRICE = Price(tokens_in=Decimal(1), tokens_out=Decimal(5), cached=Decimal("0.1"), written_5m=Decimal("1.25"), written_1h=Decimal(2))
PLANTED = "planted-secret"


@dataclass(frozen=True)
class Place:
    """A model that answers. `asked` are the requests of the OpenAI wire, `fake` is the Bedrock."""

    kind: Provider
    settings: ModelSettings = ModelSettings()
    asked: list[dict[str, Any]] = field(default_factory=list)
    fake: FakeBedrock | None = None

    @property
    def ladders(self) -> Ladders:
        return laddered(self.settings)


def laddered(*rungs: ModelSettings) -> Ladders:
    """A ladder of these models with the built-in one on top."""
    names = ("small", "large")
    return Ladders(others=Ladder(rungs=tuple(Rung(name=name, settings=rung) for name, rung in zip(names, rungs, strict=False)) + (Rung(),)))


@contextmanager
def answering(kind: Provider, mind: Mind) -> Iterator[Place]:
    """A place of a kind whose model has such a mind."""
    if kind == "builtin":
        yield Place(kind)
    elif kind == "openai_compatible":
        with serving(lambda request: mind(seen_of(request))) as (url, asked):
            access = Access(base_url=url, api_key=SecretStr(PLANTED))
            yield Place(kind, ModelSettings(name=kind, model="local", access=access, price=PRICE, seconds=20), asked)
    else:
        with FakeBedrock(mind) as fake:
            yield Place(kind, bedrock(fake), fake=fake)


def bedrock(fake: FakeBedrock, **changes: Any) -> ModelSettings:
    """A model of the fake Bedrock, in Europe."""
    access = Access(endpoint=fake.url, key_id=SecretStr("AKIDFAKE"), secret_key=SecretStr(PLANTED))
    targets = (Target(region=REGION, model=f"eu.{HAIKU}"),)
    chosen = ModelSettings(name="bedrock", model=HAIKU, access=access, targets=targets, residency="eu", price=PRICE, seconds=20)
    return chosen.model_copy(update=changes)
