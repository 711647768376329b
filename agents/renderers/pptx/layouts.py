"""The layouts of our master: which placeholders each has, and where. Slides are made from these and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.renderers.box import Box
from agents.renderers.pptx.grid import BODY, BOTTOM, CONTENT_WIDTH, GAP, LEAD, MARGIN, NUMBER, SOURCE, TITLE, WIDTH, left_right

Job = Literal["title", "lead", "body", "panel", "message", "heading", "chart", "table", "source", "number"]
INSETS: dict[Job, tuple[float, float]] = {"panel": (16, 14), "message": (16, 6)}  # across, down
# Placeholder numbers (idx) by job: a second of the same job is one higher.
IDX: dict[str, int] = {
    "title": 0,
    "lead": 10,
    "body": 11,
    "panel": 12,
    "message": 13,
    "heading": 14,
    "chart": 16,
    "table": 18,
    "source": 20,
    "number": 21,
}


@dataclass(frozen=True)
class Slot:
    """A placeholder of a layout."""

    job: Job
    box: Box
    nth: int = 0

    @property
    def idx(self) -> int:
        return IDX[self.job] + self.nth


@dataclass(frozen=True)
class Layout:
    name: str
    slots: tuple[Slot, ...]
    dark: bool = False


LEFT, RIGHT = left_right(BODY, 0.66)
HALF_LEFT, HALF_RIGHT = left_right(BODY, 0.5)
SEGMENT_LEFT, SEGMENT_RIGHT = left_right(Box(MARGIN, BODY.y, CONTENT_WIDTH, 190), 0.56)
MESSAGE = Box(MARGIN, BOTTOM - 44, CONTENT_WIDTH, 44)
FRAME = (Slot("title", TITLE), Slot("lead", LEAD), Slot("source", SOURCE), Slot("number", NUMBER))
HEAD = 40.0  # room for the two lines of a chart's own heading

TITLE_SLIDE = Layout(
    "Title",
    (
        Slot("title", Box(MARGIN + 28, 168, WIDTH - 2 * MARGIN - 140, 130)),
        Slot("lead", Box(MARGIN + 28, 312, 700, 50)),
        Slot("message", Box(MARGIN + 28, 452, 700, 40)),
    ),
    dark=True,
)
TEXT = Layout("Text", (*FRAME, Slot("body", BODY)))
CARDS = Layout("Figures", (*FRAME, Slot("message", MESSAGE)))
CHART_PANEL = Layout("Chart and takeaways", (*FRAME, Slot("chart", LEFT), Slot("panel", RIGHT), Slot("message", MESSAGE)))
FULL_CHART = Layout("Chart", (*FRAME, Slot("chart", BODY), Slot("message", MESSAGE)))
TWO_CHARTS = Layout(
    "Two charts",
    (
        *FRAME,
        Slot("heading", HALF_LEFT._replace(h=HEAD)),
        Slot("chart", HALF_LEFT._replace(y=BODY.y + HEAD, h=BODY.h - HEAD)),
        Slot("heading", HALF_RIGHT._replace(h=HEAD), 1),
        Slot("chart", HALF_RIGHT._replace(y=BODY.y + HEAD, h=BODY.h - HEAD), 1),
        Slot("message", MESSAGE),
    ),
)
TABLE = Layout("Table", (*FRAME, Slot("table", BODY._replace(h=BODY.h - 60)), Slot("message", MESSAGE)))
SEGMENT = Layout(
    "Segment",
    (
        *FRAME,
        Slot("heading", Box(MARGIN, SEGMENT_LEFT.bottom, CONTENT_WIDTH, 20)),
        Slot("chart", SEGMENT_LEFT),
        Slot("panel", SEGMENT_RIGHT),
        Slot("table", Box(MARGIN, SEGMENT_LEFT.bottom + GAP, CONTENT_WIDTH, BOTTOM - SEGMENT_LEFT.bottom - GAP)),
    ),
)
LAYOUTS = (TITLE_SLIDE, TEXT, CARDS, CHART_PANEL, FULL_CHART, TWO_CHARTS, TABLE, SEGMENT)
