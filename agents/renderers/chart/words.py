"""Words on a canvas: breaking into lines, shortening, and keeping labels apart."""

from __future__ import annotations

from collections.abc import Sequence

from agents.renderers.chart.widths import text_width

LINE = 1.22  # line pitch, in text sizes


def lines(text: str, size: float, width: float, most: int = 2, *, bold: bool = False) -> list[str]:
    """The text in at most `most` lines; the last is shortened with an ellipsis where the words go on."""
    found: list[str] = []
    rest = text
    while rest and len(found) < most:
        line = _first_line(rest, size, width, bold)
        rest = rest[len(line) :].lstrip()
        found.append(line.rstrip())
    if rest:
        found[-1] = shortened(found[-1] + rest[:1] + "…", size, width, bold=bold)
    return found or [""]


def _first_line(text: str, size: float, width: float, bold: bool) -> str:
    if text_width(text, size, bold) <= width:
        return text
    end = 1
    while end < len(text) and text_width(text[: end + 1], size, bold) <= width:
        end += 1
    space = text.rfind(" ", 0, end + 1)
    return text[: space + 1] if space > 0 else text[:end]


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis until it fits."""
    if text_width(text, size, bold) <= width:
        return text
    body = text.rstrip("…")
    while len(body) > 1 and text_width(body + "…", size, bold) > width:
        body = body[:-1]
    return body.rstrip() + "…"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places as near as possible to the wanted ones, at least `gap` apart and inside [low, high] where they all fit."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    floor = low
    for index in order:
        placed[index] = max(wanted[index], floor)
        floor = placed[index] + gap
    ceiling = high
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed


class Taken:
    """The places that labels hold already."""

    def __init__(self) -> None:
        self.places: list[tuple[float, float, float, float]] = []

    def free(self, left: float, top: float, right: float, bottom: float) -> bool:
        return all(right <= x1 or left >= x2 or bottom <= y1 or top >= y2 for x1, y1, x2, y2 in self.places)

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        self.places.append((left, top, right, bottom))
