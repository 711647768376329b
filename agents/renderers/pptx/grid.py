"""Geometry of a 16:9 slide in points: margins, the content area, and boxes cut from it."""

from __future__ import annotations

from agents.renderers.box import Box

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 44.0
TITLE_TOP = 30.0
BOTTOM = 484.0  # content ends here
SOURCE_TOP, SOURCE_BOTTOM = 494.0, 526.0
GAP = 24.0
EMU = 12700

CONTENT_WIDTH = WIDTH - 2 * MARGIN
TITLE = Box(MARGIN, TITLE_TOP, CONTENT_WIDTH, 60)
LEAD = Box(MARGIN, 92, CONTENT_WIDTH, 20)
BODY = Box(MARGIN, 126, CONTENT_WIDTH, BOTTOM - 126)
SOURCE = Box(MARGIN, SOURCE_TOP, CONTENT_WIDTH - 60, SOURCE_BOTTOM - SOURCE_TOP)
NUMBER = Box(WIDTH - MARGIN - 50, SOURCE_TOP, 50, 16)


def left_right(area: Box, share: float) -> tuple[Box, Box]:
    """Two boxes side by side; `share` of the width (less the gap) is the left one's."""
    left = (area.w - GAP) * share
    return Box(area.x, area.y, left, area.h), Box(area.x + left + GAP, area.y, area.w - left - GAP, area.h)


def columns(area: Box, count: int, gap: float = 16) -> list[Box]:
    """Equal boxes side by side."""
    width = (area.w - gap * (count - 1)) / count
    return [Box(area.x + i * (width + gap), area.y, width, area.h) for i in range(count)]


def emu(points: float) -> int:
    return round(points * EMU)
