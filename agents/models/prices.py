"""What calls cost: an administrator's own price, else the table in prices.json; a price that nobody knows is None, never 0.

The table has two lists for Amazon Bedrock: what a model costs in a region or in the profile of a geography, and what it costs in
the global profile, which is cheaper for newer models. `manage.py prices --write` makes it anew from the genai-prices package.
"""

from __future__ import annotations

import functools
import json
import re
from decimal import ROUND_UP, Decimal
from pathlib import Path
from typing import Any

from agents.core.calls import ModelCall, ModelSettings, Price

TABLE = Path(__file__).with_name("prices.json")
MILLION = Decimal(1_000_000)
SMALLEST = Decimal("0.00000001")  # dollars; as the ledger keeps them
FREE = Price()
GLOBAL = "global."
# What stands behind a model's name: "-v1:0", "-1:0", ":0", "-v1".
VERSION = re.compile(r"(-v?\d+)?(:\w+)+$|-v\d+$")


def cost(call: ModelCall, settings: ModelSettings) -> tuple[Decimal | None, Decimal]:
    """(what the call cost, what the cache saved), in US dollars, at the tier that served; (None, 0) without a price.

    Saved is net: what reading from the cache spared, less what writing to it cost beyond plain input. Reasoning is a part of the output.
    """
    price = price_of(settings, call.region)
    if price is None:
        return None, Decimal(0)
    cached, short, long = rates(price)
    hour = min(call.tokens_written_1h, call.tokens_written)
    written = (call.tokens_written - hour) * short + hour * long
    money = call.tokens_in * price.tokens_in + call.tokens_out * price.tokens_out + call.tokens_cached * cached + written
    saved = call.tokens_cached * (price.tokens_in - cached) - (written - call.tokens_written * price.tokens_in)
    each = factor(call.tier) / MILLION
    return (money * each).quantize(SMALLEST, ROUND_UP), (saved * each).quantize(SMALLEST)


def upper(settings: ModelSettings, tokens_in: int, max_tokens: int) -> Decimal | None:
    """What a call costs at most, in US dollars; None without a price. Nothing is read from the cache, all of it is written, and
    a cheaper tier that is not there gives way to the standard one."""
    price = price_of(settings)
    if price is None:
        return None
    money = tokens_in * max(price.tokens_in, *rates(price)) + max_tokens * price.tokens_out
    return (money * max(Decimal(1), factor(settings.tier)) / MILLION).quantize(SMALLEST, ROUND_UP)


def price_of(settings: ModelSettings, region: str = "") -> Price | None:
    """The price of a model where it was called; without a region, where it is dearest. A server of the OpenAI wire has none of its own:
    the name that it gives its model says nothing about who runs it."""
    if settings.price is not None or settings.name in ("builtin", "scripted"):
        return settings.price or FREE
    if settings.name != "bedrock":
        return None
    places = [_name(target.model) for target in settings.targets if not region or target.region == region] or [_name(settings.model)]
    return listed(settings.model, everywhere=all(place.startswith(GLOBAL) for place in places))


def listed(model: str, *, everywhere: bool = False) -> Price | None:
    """The table's price for a base id, the id of an inference profile or an ARN; `everywhere` takes that of the global profile."""
    name = _name(model)
    for key in (name, name.partition(".")[2]):  # the prefix of a geography is whatever stands before the base id
        found = table()["models"].get(key)
        if found is not None:
            cheaper = table()["global"].get(key) if everywhere else None
            return Price.model_validate(cheaper or found)
    return None


def rates(price: Price) -> tuple[Decimal, Decimal, Decimal]:
    """What a million tokens of the cache cost: read, written for five minutes, written for an hour."""
    cached = price.tokens_in if price.cached is None else price.cached
    short = price.tokens_in if price.written_5m is None else price.written_5m
    return cached, short, short if price.written_1h is None else price.written_1h


def factor(tier: str) -> Decimal:
    """What a tier costs, the standard one being 1. A tier that is not named counts as the standard one."""
    return Decimal(table()["tiers"].get(tier, "1"))


@functools.cache
def table() -> dict[str, Any]:
    """The table as it is kept: "as_of", "source", "tiers", "models" and "global"."""
    found: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found


def _name(model: str) -> str:
    """The key of a model in the table: its id without the rest of an ARN and without its version."""
    return VERSION.sub("", model.rpartition("/")[2].lower())
