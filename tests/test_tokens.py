"""The colours of the tokens have the contrast that they promise, in both themes (WCAG 2.2: text 4.5, edges and focus 3)."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parent.parent / "static/css/tokens.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)")
GROUNDS = ("canvas", "surface", "raised", "hover")
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS] + [
    ("on-accent", "accent"), ("accent-text", "accent-soft"), ("accent-text", "raised"), ("accent-text", "surface"),
    ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("good", "raised"), ("warn", "raised"), ("bad", "raised"),
    ("good", "surface"), ("bad", "surface"), ("ink", "accent-soft"), ("ink", "warn-soft"), ("ink", "bad-soft"),
]  # fmt: skip
EDGES = [(edge, ground) for edge in ("edge", "focus", "accent") for ground in ("canvas", "surface", "raised")]


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Relative luminance (WCAG) of an OKLCH colour, by way of linear sRGB (Ottosson 2020)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    parts = [min(1.0, max(0.0, part)) for part in (red, green, blue)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def colours(theme: int) -> dict[str, float]:
    return {match[1]: luminance(*(float(part) for part in match[2 + theme].split())) for match in COLOUR.finditer(TOKENS)}


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_white_on_black_is_twenty_one_to_one() -> None:
    assert ratio(luminance(1, 0, 0), luminance(0, 0, 0)) == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (EDGES, 3.0)], ids=["text", "edges"])
def test_every_pair_has_the_contrast_it_needs(theme: int, pairs: list[tuple[str, str]], least: float) -> None:
    known = colours(theme)
    found = {f"{ink} on {ground}": round(ratio(known[ink], known[ground]), 2) for ink, ground in pairs}
    assert {pair: value for pair, value in found.items() if value < least} == {}
