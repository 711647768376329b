"""Whether text fits, by measurement: lines are broken as office programs break them, so that no box needs to grow.

Widths are Helvetica's (equal to Arial's); Chinese characters are one em.
Office programs differ by a hair: WIDTH_SLACK of the width is kept free. All sizes, widths and heights are in points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from agents.core.brief import Language
from agents.renderers.chart.widths import WIDE, text_width

WIDTH_SLACK = 0.03
AUTO_SPACE = 0.25  # in text sizes: what some programs put between Chinese and Latin letters
STEP = 0.5  # sizes are tried in half points
# Line pitch in text sizes; files pin it with exact spacing, so that every program agrees.
PITCH: dict[Language, float] = {"en": 1.2, "zh": 1.4}
# Kinsoku: marks that may not begin a line, and marks that may not end one.
NOT_FIRST = set("、。，．：；！？）」』】》〉”’％…—·,.:;!?)]}%")
NOT_LAST = set("（「『【《〈“‘([{$¥€£+−")
WIDE_MARKS = set("、。，．：；！？）」』】》〉（「『【《〈")


class Piece(NamedTuple):
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


class Paragraph(NamedTuple):
    """Pieces that flow together, and the free space after them."""

    pieces: tuple[Piece, ...]
    after: float = 0.0


def pitch(size: float, language: Language) -> float:
    """The height of a line, to a tenth of a point."""
    return round(size * PITCH[language], 1)


def wrap(pieces: Sequence[Piece], size: float, width: float) -> list[str]:
    """The lines the text takes in a width. A word wider than the line is cut, as office programs do."""
    room = width * (1 - WIDTH_SLACK)
    lines, line, used = [], "", 0.0
    for unit, wide in _units(pieces, size):
        bare = wide - (text_width(" ", size) if unit.endswith(" ") else 0.0)
        if unit == "\n" or (line and used + bare > room):
            lines.append(line.rstrip())
            line, used = "", 0.0
        if unit == "\n":
            continue
        if bare > room:
            *full, unit = _cut(unit, size, room)
            lines += full
            wide = text_width(unit, size, True)
        line, used = line + unit, used + wide
    return [*lines, line.rstrip()]


def line_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a text in one line, with the slack and the room between Chinese and Latin letters."""
    return sum(wide for _, wide in _units([Piece(text, bold)], size)) / (1 - WIDTH_SLACK)


def height(paragraphs: Sequence[Paragraph], size: float, width: float, language: Language) -> float:
    """The height that paragraphs take, without the space after the last."""
    total = sum(len(wrap(p.pieces, size, width)) * pitch(size, language) + p.after for p in paragraphs)
    return total - (paragraphs[-1].after if paragraphs else 0.0)


def sizes(largest: float, floor: float) -> Iterator[float]:
    """Sizes to try, from the largest to the floor."""
    size = largest
    while size > floor:
        yield size
        size -= STEP
    yield floor


def fit(largest: float, floor: float, fits: Callable[[float], bool]) -> float | None:
    """The largest size that fits, None where not even the floor does."""
    return next((size for size in sizes(largest, floor) if fits(size)), None)


def balanced(pieces: Sequence[Piece], size: float, width: float) -> float:
    """The narrowest width with the same number of lines: a title's lines become about equally long."""
    count = len(wrap(pieces, size, width))
    if count == 1:
        return width
    low, high = width / count, width
    while high - low > 2:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(pieces, size, middle)) <= count else (middle, high)
    return high


def _units(pieces: Sequence[Piece], size: float) -> Iterator[tuple[str, float]]:
    """The stretches no line break may cut, with their widths."""
    letters = [(letter, piece.bold) for piece in pieces for letter in piece.text]
    unit, wide = "", 0.0
    for index, (letter, bold) in enumerate(letters):
        if unit and (letter == "\n" or unit == "\n" or _may_break(letters[index - 1][0], letter)):
            yield unit, wide
            unit, wide = "", 0.0
        between = AUTO_SPACE * size if index and (ord(letters[index - 1][0]) >= WIDE) != (ord(letter) >= WIDE) else 0.0
        unit, wide = unit + letter, wide + text_width(letter, size, bold) + between
    if unit:
        yield unit, wide


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before in " -–/" and not (before in "-–" and after.isdigit()):
        return before != "/" or after.isalpha()
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    if (ord(before) >= WIDE) != (ord(after) >= WIDE):  # some programs keep a Chinese mark and a Latin word together
        return before not in WIDE_MARKS and after not in WIDE_MARKS
    return ord(before) >= WIDE


def _cut(unit: str, size: float, room: float) -> list[str]:
    parts, part = [], ""
    for letter in unit:
        if part and text_width(part + letter, size, True) > room:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]
