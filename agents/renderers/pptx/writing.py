"""Text as it stands in shapes and cells: runs of a weight and a colour, paragraphs with pinned line spacing, language tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from agents.core.brief import Language
from agents.renderers.drawingml import TAGS, fill
from agents.renderers.fit import Paragraph, Piece, pitch


class Run(NamedTuple):
    """A stretch of text; colour "" is the placeholder's own."""

    text: str
    bold: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Para:
    """A paragraph. `after` is the free space after it in points."""

    runs: tuple[Run, ...]
    after: float = 0.0
    align: str = ""

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Style:
    """How a block of text is set: size in points, language, whether its runs carry the weight themselves."""

    size: float
    language: Language
    bold: bool = False


def para(text: str, *, bold: bool = False, colour: str = "", after: float = 0.0, align: str = "") -> Para:
    return Para((Run(text, bold, colour),), after, align)


def measured(paragraphs: Sequence[Para]) -> list[Paragraph]:
    """The paragraphs as the measurement takes them."""
    return [Paragraph(tuple(Piece(run.text, run.bold) for run in p.runs), p.after) for p in paragraphs]


def paragraph_xml(paragraph: Para, style: Style) -> str:
    """An `a:p` with exact line spacing, so that every program sets it as measured."""
    align = f' algn="{paragraph.align}"' if paragraph.align else ""
    spacing = (
        f'<a:lnSpc><a:spcPts val="{round(pitch(style.size, style.language) * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
    )
    after = f'<a:spcAft><a:spcPts val="{round(paragraph.after * 100)}"/></a:spcAft>'
    return f"<a:p><a:pPr{align}>{spacing}{after}</a:pPr>{''.join(_run_xml(run, style) for run in paragraph.runs)}</a:p>"


def _run_xml(run: Run, style: Style) -> str:
    properties = f'<a:rPr {TAGS[style.language]} sz="{round(style.size * 100)}" b="{int(run.bold or style.bold)}" dirty="0">'
    words = f"{properties}{fill(run.colour) if run.colour else ''}</a:rPr>"
    lines = run.text.split("\n")
    return "<a:br/>".join(f"<a:r>{words}<a:t>{escape(line)}</a:t></a:r>" for line in lines)


def body_xml(paragraphs: Sequence[Para], style: Style, inset: tuple[float, float, float, float] | None = None, anchor: str = "") -> str:
    """The inside of a `txBody`. `inset` is left, top, right, bottom in points; None keeps the layout's."""
    sides = (
        ""
        if inset is None
        else "".join(f' {name}="{round(value * 12700)}"' for name, value in zip(("lIns", "tIns", "rIns", "bIns"), inset, strict=True))
    )
    held = f' anchor="{anchor}"' if anchor else ""
    return f'<a:bodyPr wrap="square"{sides}{held}><a:noAutofit/></a:bodyPr><a:lstStyle/>' + "".join(
        paragraph_xml(p, style) for p in paragraphs
    )
