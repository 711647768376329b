"""What every slide maker needs at hand: the ledger, the language, the theme, and texts written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.core.brief import Language
from agents.core.errors import GateError
from agents.evidence.ledger import Ledger
from agents.evidence.text import Text, rendered
from agents.renderers.box import Box
from agents.renderers.chart.data import ChartData, read_chart
from agents.renderers.fit import Piece, balanced, fit, height, pitch, wrap
from agents.renderers.pptx.writing import Para, Style, measured
from agents.specs.chart import ChartSpec
from agents.specs.theme import Theme


@dataclass(frozen=True)
class Desk:
    """`names` are the plain strings that the deck allows."""

    ledger: Ledger
    language: Language
    theme: Theme
    names: tuple[str, ...]

    def say(self, text: Text) -> str:
        return rendered(text, self.ledger, self.language)

    def chart(self, spec: ChartSpec) -> ChartData:
        return read_chart(spec, self.ledger, self.language, self.names)

    def size(self, paragraphs: Sequence[Para], box: Box, largest: float, floor: float, *, bold: bool = False) -> float | None:
        """The largest size at which paragraphs fit a box, None where the floor does not."""
        flow = measured([_heavy(p) for p in paragraphs] if bold else paragraphs)
        return fit(largest, floor, lambda size: height(flow, size, box.w, self.language) <= box.h + 0.5)

    def needs(self, paragraphs: Sequence[Para], width: float, size: float, *, bold: bool = False) -> float:
        """The height of paragraphs in a width."""
        return height(measured([_heavy(p) for p in paragraphs] if bold else paragraphs), size, width, self.language)

    def style(self, size: float, *, bold: bool = False) -> Style:
        return Style(size, self.language, bold)

    def line(self, size: float) -> float:
        return pitch(size, self.language)


@dataclass(frozen=True)
class Title:
    """A title's words set: size, number of lines, and what the right side keeps free so that two lines are about equal."""

    words: str
    size: float
    lines: int
    free: float


def set_title(desk: Desk, words: str, box: Box, sizes: tuple[float, float], *, where: str, most: int = 2) -> Title:
    """The largest size at which a title takes at most `most` lines. Raises GateError that says what to shorten."""
    pieces = [Piece(words, True)]
    size = fit(*sizes, lambda size: len(wrap(pieces, size, box.w)) <= most)
    if size is None:
        raise GateError(f"The title of {where} does not fit in {most} lines: shorten {words!r}.", where=where)
    width = balanced(pieces, size, box.w)
    return Title(words, size, len(wrap(pieces, size, width)), box.w - width)


def _heavy(paragraph: Para) -> Para:
    return Para(tuple(run._replace(bold=True) for run in paragraph.runs), paragraph.after, paragraph.align)
