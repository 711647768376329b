"""Round scales for charts whose labels do not carry every value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agents.renderers.chart.scale import domain, ticks
from agents.renderers.chart.widths import text_width
from agents.renderers.native_chart.parts import Frame
from agents.renderers.native_chart.shown import shown

NEAR = 0.35  # lines whose values move by less than this share of their size may leave zero out


class RoundAxis(NamedTuple):
    """Ends, step, number format and the numbers of a scale."""

    low: float
    high: float
    step: float
    pattern: str
    texts: tuple[str, ...]

    def width(self, frame: Frame) -> float:
        return max(text_width(text, frame.size) for text in self.texts)


def round_axis(values: Sequence[float], pattern: str, *, plot_height: float, from_zero: bool = True) -> RoundAxis:
    """A scale over the values with about a rule every 60 points."""
    low, high = domain(values, from_zero=from_zero)
    marks = ticks(low, high, about=max(2, min(5, int(plot_height // 60))))
    plain = _plainest(marks, pattern.replace("+", "") if low >= 0 else pattern)
    return RoundAxis(marks[0], marks[-1], round(marks[1] - marks[0], 12), plain, tuple(shown(mark, plain) for mark in marks))


def may_leave_zero(values: Sequence[float]) -> bool:
    """Whether lines over these values would be flat on a scale from zero."""
    return bool(values) and min(values) > 0 and (max(values) - min(values)) < NEAR * max(values)


def _plainest(marks: Sequence[float], pattern: str) -> str:
    """The pattern with the fewest places that still tells the marks apart truly."""
    full = pattern.count("0", pattern.find(".") + 1) if "." in pattern and "\\." not in pattern else 0
    if not full:
        return pattern
    digits = pattern[pattern.find(".") :]
    places = len(digits[1:]) - len(digits[1:].lstrip("0#"))
    exact = [shown(mark, pattern) for mark in marks]
    for fewer in range(places):
        shorter = pattern.replace("." + "0" * places, "." + "0" * fewer if fewer else "")
        if all(_same(shown(mark, shorter), text) for mark, text in zip(marks, exact, strict=True)):
            return shorter
    return pattern


def _same(short: str, full: str) -> bool:
    numbers = ["".join(c for c in text if c.isdigit() or c == ".") for text in (short, full)]
    return all(numbers) and float(numbers[0].rstrip(".")) == float(numbers[1].rstrip("."))
