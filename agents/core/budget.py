"""What a step may spend."""

from __future__ import annotations

from decimal import Decimal

from agents.core.base import Value


class Budget(Value):
    """Upper bounds of one step. Time in seconds, money in US dollars."""

    seconds: float = 600.0
    model_calls: int = 12
    tool_calls: int = 40
    tokens: int = 200_000
    money: Decimal = Decimal(0)
