"""What a call costs."""

from __future__ import annotations

from decimal import Decimal

from agents.core.calls import ModelCall, ModelSettings

MILLION = Decimal(1_000_000)


def cost(call: ModelCall, settings: ModelSettings) -> tuple[Decimal, Decimal]:
    """(what the call cost, what the cache saved), in US dollars."""
    price = settings.price
    if price is None:
        return Decimal(0), Decimal(0)
    cached = price.tokens_in if price.cached is None else price.cached
    written = price.tokens_in if price.written_5m is None else price.written_5m
    money = call.tokens_in * price.tokens_in + call.tokens_out * price.tokens_out
    money += call.tokens_cached * cached + call.tokens_written * written
    return money / MILLION, call.tokens_cached * (price.tokens_in - cached) / MILLION
