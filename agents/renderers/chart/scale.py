"""Scales: from values to places on the canvas, and the round values that rules stand on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import NamedTuple

from agents.core.brief import Language
from agents.evidence.formats import write
from agents.renderers.chart.data import Row

ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


class Scale(NamedTuple):
    """A straight line from [low, high] to [start, end] on the canvas (pixels)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def domain(values: Iterable[float], *, from_zero: bool = True) -> tuple[float, float]:
    """The span of the values, never empty. Bars start from zero."""
    known = list(values)
    low, high = min(known, default=0.0), max(known, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - abs(low) * 0.5, high + abs(high) * 0.5) if high else (0.0, 1.0)
    return low, high


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values that cover [low, high]: the first at or below low, the last at or above high."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step * power for step in ROUND_STEPS if step * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


def tick_text(value: float, row: Row, language: Language) -> str:
    """A value of the scale, in the format of the series without needless zeros ("$2 m")."""
    text = write(value, row.format, unit=row.unit, currency=row.currency, language=language)
    return re.sub(r"(\.\d*?)0+(?!\d)", lambda match: match[1].rstrip("."), text, count=1)
