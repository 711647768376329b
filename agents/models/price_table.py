"""Makes prices.json anew from the price table of the genai-prices package, which is read without a network."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from genai_prices.data import providers
from genai_prices.types import ModelInfo, ModelPrice

from agents.models.prices import GLOBAL, TABLE, VERSION

TIERS = {"default": "1", "reserved": "1", "priority": "1.75", "flex": "0.5"}  # as Amazon's page of prices says, 2026
REGIONAL = "regional."
FIELDS = {"tokens_in": "input_mtok", "tokens_out": "output_mtok", "cached": "cache_read_mtok", "written_5m": "cache_write_mtok",
          "written_1h": "cache_write_1h_mtok"}  # fmt: skip


def fresh(now: datetime | None = None) -> dict[str, Any]:
    """The table as the installed package has it at a moment. Prices of long prompts, where a model has them, are left out."""
    now = now or datetime.now(UTC)
    bedrock = next(provider for provider in providers if provider.id == "aws")
    regional: dict[str, dict[str, str]] = {}
    everywhere: dict[str, dict[str, str]] = {}
    for model in bedrock.models:
        price = _price(model, now)
        if price:
            (everywhere if model.id.startswith(GLOBAL) else regional)[_key(model)] = price
    models = everywhere | regional
    return {
        "as_of": now.date().isoformat(), "source": f"genai-prices {version('genai-prices')}", "currency": "USD", "tiers": TIERS,
        "models": dict(sorted(models.items())), "global": dict(sorted(everywhere.items())),
    }  # fmt: skip


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What is different, a line for each model: "+ new", "- gone" or "~ other price"."""
    found = []
    for part in ("tiers", "models", "global"):
        before, after = old.get(part, {}), new[part]
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                sign = "+" if key not in before else "-" if key not in after else "~"
                found.append(f"{sign} {part} {key}: {_words(before.get(key))} → {_words(after.get(key))}")
    return found


def write(found: dict[str, Any]) -> None:
    """Keep a table as the one in use."""
    TABLE.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _price(model: ModelInfo, now: datetime) -> dict[str, str]:
    """The price of a model that takes and gives text, {} for any other."""
    prices = model.get_prices(now)
    found = {field: _amount(prices, name) for field, name in FIELDS.items()}
    if found["tokens_in"] is None or found["tokens_out"] is None or _amount(prices, "input_audio_mtok") is not None:
        return {}
    return {field: str(amount) for field, amount in found.items() if amount is not None}


def _amount(prices: ModelPrice, name: str) -> Decimal | None:
    amount = getattr(prices, name, None)
    return getattr(amount, "base", amount)  # where the price grows with the prompt, that of a short one


def _key(model: ModelInfo) -> str:
    return VERSION.sub("", model.id.removeprefix(GLOBAL).removeprefix(REGIONAL).lower())


def _words(price: dict[str, str] | str | None) -> str:
    if isinstance(price, dict):
        return ", ".join(f"{field} {amount}" for field, amount in price.items())
    return price or "none"
