"""How wide texts are, in Excel's unit: the width of a digit. Chinese characters count double."""

from __future__ import annotations

import math
import unicodedata

NARROW, WIDE, WIDEST = set("ijl.,:;|!'`()[]{}frtI /-"), set("ABCDEFGHKNOPQRSTUVXYZmw%&+=<>~−–_"), set("MW@—")
PIXELS_PER_DIGIT = 7  # Arial and Microsoft YaHei at 10 points, 96 dots an inch
LINE, WIDE_LINE = 13.2, 16.0  # points of a line at 10 points, in Latin letters and with Chinese characters


def text_width(text: str, bold: bool = False) -> float:
    """The width of the longest line of a text in digits."""
    return max((_line(line) for line in text.split("\n")), default=0.0) * (1.08 if bold else 1.0)


def lines(text: str, width: float, bold: bool = False) -> int:
    """How many lines a text takes when wrapped at a width in digits. Rounded up a little: a clipped line is worse than a gap."""
    usable = max(width - 1.5, 1.0)
    return sum(max(1, math.ceil(text_width(part, bold) * 1.04 / usable)) for part in text.split("\n"))


def line_height(text: str, size: float) -> float:
    """Points of a line of a text at a font size."""
    wide = any(unicodedata.east_asian_width(character) in "WF" for character in text)
    return (WIDE_LINE if wide else LINE) * size / 10


def height(points: float) -> float:
    """The height of a row for lines of so many points together, within Excel's limit of 409."""
    return min(409.0, max(18.0, points + 4.5))


def _line(line: str) -> float:
    return sum(_character(character) for character in line)


def _character(character: str) -> float:
    if character in NARROW:
        return 0.55
    if character in WIDE:
        return 1.25
    if character in WIDEST:
        return 1.7
    return 2.0 if unicodedata.east_asian_width(character) in "WF" else 1.0
