"""Marks: the few shapes a drawing is made of. Coordinates are pixels from the top left; text stands on its baseline.

A paint is a job, not a colour: the SVG and PNG writers turn it into one (colours in `paints`, or a CSS class on the page).
`series` and `category` say whose value a mark shows, by position, -1 for none: a page points at marks by them, files ignore them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from agents.specs.theme import Theme

Paint = Literal[
    "accent",
    "alert",
    "context",
    "previous",
    "good",
    "bad",
    "ink",
    "muted",
    "line",
    "paper",
    "on-dark",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "series-5",
    "series-6",
]
Fill = Literal["solid", "outline", "hatch"]
Anchor = Literal["start", "middle", "end"]
SERIES: tuple[Paint, ...] = ("series-1", "series-2", "series-3", "series-4", "series-5", "series-6")


@dataclass(frozen=True, slots=True)
class Box:
    """A bar or a swatch. `tip` is read on hover and by screen readers; `ref` is the fact it shows."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    fill: Fill = "solid"
    tip: str = ""
    ref: str = ""
    series: int = -1
    category: int = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight helper line: baseline, scale rule, connector, leader."""

    x1: float
    y1: float
    x2: float
    y2: float
    paint: Paint = "line"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, or the area it closes."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    width: float = 2.5
    dashed: bool = False
    area: bool = False
    tip: str = ""
    series: int = -1


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line or a cloud."""

    x: float
    y: float
    radius: float
    paint: Paint
    tip: str = ""
    ref: str = ""
    series: int = -1
    category: int = -1


@dataclass(frozen=True, slots=True)
class Label:
    """Words. `job` says what they are: a value of a fact, a value of the scale, or a name."""

    x: float
    y: float
    text: str
    size: float
    paint: Paint = "ink"
    bold: bool = False
    anchor: Anchor = "start"
    job: Literal["name", "value", "tick", "title", "beside", "note"] = "name"
    ref: str = ""
    series: int = -1


Mark = Box | Rule | Path | Dot | Label


def of_series(marks: Iterable[Mark], series: int, category: int = -1) -> list[Mark]:
    """The marks as those of a series, and of a category where they show one value."""
    return [_owned(mark, series, category) for mark in marks]


def _owned(mark: Mark, series: int, category: int) -> Mark:
    if isinstance(mark, Box | Dot):
        return replace(mark, series=series, category=category)
    return mark if isinstance(mark, Rule) else replace(mark, series=series)


@dataclass(slots=True)
class Drawing:
    """A finished layout: its size, its words for those who cannot see it, and its marks from back to front."""

    id: str
    width: float
    height: float
    title: str
    alt: str
    marks: list[Mark] = field(default_factory=list)


def paints(theme: Theme) -> dict[str, str]:
    """The colour (RRGGBB) of each paint on paper."""
    own = {
        "accent": theme.accent,
        "alert": theme.alert,
        "context": theme.context,
        "previous": theme.context_light,
        "good": theme.good,
        "bad": theme.bad,
        "ink": theme.ink,
        "muted": theme.muted,
        "line": theme.line,
        "paper": theme.paper,
        "on-dark": theme.paper,
    }
    return own | {paint: theme.series[index % len(theme.series)] for index, paint in enumerate(SERIES)}
