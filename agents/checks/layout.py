"""The gate of decks: the finished file is read back and measured. What it finds tells the maker how to mend the slide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from agents.checks.findings import GateFinding
from agents.checks.slide_colours import A, contrast, enough
from agents.checks.slide_reading import C, CellRead, ParagraphRead, ShapeRead, SlideRead, read_deck
from agents.evidence.ledger import Ledger
from agents.renderers.box import Box
from agents.renderers.fit import Piece, wrap
from agents.renderers.pptx.layouts import IDX
from agents.specs.deck import DeckSpec, Slide
from agents.specs.theme import THEME

TOLERANCE = 1.5  # points
MOST_WORDS = 110
CJK_WORD = 0.6  # a Chinese character counts as this much of a word
SMALL_TEXT = (IDX["source"], IDX["number"])
LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]|(?<![A-Za-z])(?:None|nan|NaN|null|undefined)(?![A-Za-z])(?! of)|(?i:lorem ipsum)")
HARD = ("srgbClr", "scrgbClr", "hslClr", "sysClr", "prstClr")
Problem = tuple[str, str, str]  # code, message, fix


def check_deck(path: Path, spec: DeckSpec, ledger: Ledger) -> list[GateFinding]:
    """Everything that is wrong with a deck's file, slide by slide. `where` is "slide N" of the spec. Empty when it may be shown."""
    page, slides = read_deck(path)
    numbers = {slide.id: number for number, slide in enumerate(spec.slides, start=1)}
    plain = _texts_of(ledger)
    found = []
    for slide in slides:
        where = f"slide {numbers.get(slide.name, slide.number)}"
        made = spec.slides[numbers[slide.name] - 1] if slide.name in numbers else None
        for code, message, fix in _slide_problems(slide, made, page, plain):
            found.append(GateFinding(code=code, where=where, message=message, fix=fix))
    return found + _whole(slides, spec)


def _slide_problems(slide: SlideRead, made: Slide | None, page: Box, plain: set[str]) -> Iterator[Problem]:
    for shape in slide.shapes:
        for check in SHAPE_CHECKS:
            yield from check(shape, slide)
        yield from _off_slide(shape, page)
        yield from _leftover(shape, plain)
    yield from _overlaps(slide)
    yield from _order(slide)
    yield from _parts(slide, made)
    yield from _hard_colours(slide)
    yield from _words(slide)


# -- one shape -----------------------------------------------------------------------------------------------------------


def _text_overflow(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    if shape.kind != "text" or not shape.text.strip():
        return
    left, top, right, bottom = shape.insets
    needed = text_height(shape.paragraphs, shape.box.w - left - right)
    room = shape.box.h - top - bottom
    if needed > room + TOLERANCE:
        yield "TEXT_OVERFLOW", f"{shape.name} needs {needed:.0f} pt but has {room:.0f} pt: {_short(shape.text)!r}.", "Shorten the text."


def text_height(paragraphs: Sequence[ParagraphRead], width: float) -> float:
    """The height of text in a width, without the space after the last paragraph."""
    total = 0.0
    for paragraph in paragraphs:
        size = max((run.size for run in paragraph.runs), default=0.0)
        lines = wrap([Piece(run.text, run.bold) for run in paragraph.runs], size, width) if paragraph.text else [""]
        total += len(lines) * paragraph.pitch + paragraph.after
    return total - (paragraphs[-1].after if paragraphs else 0.0)


def _table_overflow(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    for number, (row, high) in enumerate(zip(shape.rows, shape.heights, strict=True)):
        if (needed := max(_cell_height(cell, wide) for cell, wide in zip(row, shape.widths, strict=True))) > high + TOLERANCE:
            yield (
                "TABLE_OVERFLOW",
                f"Row {number} of {shape.name} needs {needed:.0f} pt but has {high:.0f} pt.",
                "Shorten its cells or use fewer rows.",
            )
    if shape.kind == "table" and sum(shape.heights) > shape.box.h + TOLERANCE:
        yield "TABLE_OVERFLOW", f"The rows of {shape.name} are higher than its frame.", "Use fewer rows."


def _cell_height(cell: CellRead, width: float) -> float:
    left, top, right, bottom = cell.margins
    return text_height(cell.paragraphs, width - left - right) + top + bottom


def _font_small(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    floor = (
        THEME.title_floor
        if shape.placeholder[0] == "title"
        else THEME.source_size
        if shape.placeholder[1] in SMALL_TEXT
        else THEME.body_floor
    )
    sizes = [run.size for p in shape.paragraphs for run in p.runs if run.text.strip()]
    if shape.kind == "table":
        floor, sizes = (
            THEME.table_floor,
            [run.size for row in shape.rows for cell in row for p in cell.paragraphs for run in p.runs if run.text.strip()],
        )
    if shape.kind == "chart":
        floor, sizes = THEME.source_size, [int(e.get("sz")) / 100 for e in shape.chart.iter(f"{A}rPr", f"{A}defRPr") if e.get("sz")]
    if sizes and min(sizes) < floor - 0.01:
        yield (
            "FONT_SMALL",
            f"{shape.name} is set in {min(sizes):g} pt; the floor is {floor:g} pt.",
            "Shorten the text so that it can be larger.",
        )


def _contrast(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    blocks = [(shape.paragraphs, shape.fill)] + [(cell.paragraphs, cell.fill) for row in shape.rows for cell in row]
    behind = _behind(shape, slide)
    for paragraphs, fill in blocks:
        for run in (run for p in paragraphs for run in p.runs if run.text.strip()):
            ratio = contrast(run.colour or slide.palette.slots["dk1"], fill or behind)
            if not enough(ratio, run.size, run.bold):
                yield (
                    "CONTRAST",
                    f"{_short(run.text)!r} in {shape.name} has a contrast of {ratio:.1f} : 1.",
                    "Use a text colour of the theme.",
                )
                return


def _behind(shape: ShapeRead, slide: SlideRead) -> str:
    """The fill of the topmost shape under the middle of this one, else the background."""
    x, y = shape.box.x + shape.box.w / 2, shape.box.y + shape.box.h / 2
    below = slide.background
    for other in slide.shapes:
        if other is shape:
            break
        if other.fill and other.box.x <= x <= other.box.right and other.box.y <= y <= other.box.bottom:
            below = other.fill
    return below


def _alt_missing(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    if shape.kind in ("chart", "table", "picture") and not shape.alt.strip() and not shape.decorative:
        yield "ALT_MISSING", f"{shape.name} has no text alternative.", "Say in `alt` what it shows."


def _empty_placeholder(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    if shape.kind == "text" and shape.placeholder[1] >= 0 and not shape.text.strip():
        yield "EMPTY_PLACEHOLDER", f"{shape.name} is an empty placeholder.", "Fill it or leave it out."


def _picture(shape: ShapeRead, slide: SlideRead) -> Iterator[Problem]:
    if shape.kind == "picture" and shape.box.w * shape.box.h > 0.8 * 960 * 540:
        yield "PICTURE_SLIDE", f"{shape.name} covers the slide.", "Use native charts, tables and text."


SHAPE_CHECKS: tuple[Callable[[ShapeRead, SlideRead], Iterator[Problem]], ...] = (
    _text_overflow,
    _table_overflow,
    _font_small,
    _contrast,
    _alt_missing,
    _empty_placeholder,
    _picture,
)


def _off_slide(shape: ShapeRead, page: Box) -> Iterator[Problem]:
    box = shape.box
    if box.x < -TOLERANCE or box.y < -TOLERANCE or box.right > page.right + TOLERANCE or box.bottom > page.bottom + TOLERANCE:
        yield "OFF_SLIDE", f"{shape.name} leaves the slide.", "Use less content on the slide."


def _leftover(shape: ShapeRead, plain: set[str]) -> Iterator[Problem]:
    for text in _all_texts(shape):
        if (match := LEFTOVER.search(text)) and text.strip() not in plain:
            yield "LEFTOVER", f"{shape.name} holds {match[0]!r}: {_short(text)!r}.", "Write the text with whole tokens over known facts."


def _all_texts(shape: ShapeRead) -> Iterator[str]:
    yield from (p.text for p in shape.paragraphs)
    yield from (p.text for row in shape.rows for cell in row for p in cell.paragraphs)
    if shape.chart is not None:
        yield from (e.text or "" for e in shape.chart.iter(f"{C}v", f"{A}t"))


# -- one slide -----------------------------------------------------------------------------------------------------------


def _overlaps(slide: SlideRead) -> Iterator[Problem]:
    solid = [shape for shape in slide.shapes if not shape.decorative and shape.kind != "shape" and shape.box.w and shape.box.h]
    for first, second in combinations(solid, 2):
        wide = min(first.box.right, second.box.right) - max(first.box.x, second.box.x)
        high = min(first.box.bottom, second.box.bottom) - max(first.box.y, second.box.y)
        if wide > TOLERANCE and high > TOLERANCE:
            yield "OVERLAP", f"{first.name} and {second.name} lie on each other.", "Use less content on the slide."


def _order(slide: SlideRead) -> Iterator[Problem]:
    if slide.title is not None and slide.shapes[0] is not slide.title:
        yield "ORDER", "The title is not the first in reading order.", "Put the title first."


def _parts(slide: SlideRead, made: Slide | None) -> Iterator[Problem]:
    if slide.title is None or not slide.title.text.strip():
        yield "TITLE_MISSING", "The slide has no title.", "Give the slide a title that says its conclusion."
    shows_data = any(shape.kind in ("chart", "table") for shape in slide.shapes)
    source = next((shape for shape in slide.shapes if shape.placeholder[1] == IDX["source"]), None)
    if shows_data and (made is None or made.kind != "sources") and (source is None or not source.text.strip()):
        yield "SOURCE_MISSING", "The slide shows data without its source.", "Name the results behind it in `results`."
    if not slide.notes.strip():
        yield "NOTES_MISSING", "The slide has no speaker notes.", "Give the slide notes, or facts to list in them."


def _hard_colours(slide: SlideRead) -> Iterator[Problem]:
    for root in (slide.element, *(shape.chart for shape in slide.shapes if shape.chart is not None)):
        if next(root.iter(*(A + name for name in HARD)), None) is not None:
            yield "HARD_COLOUR", "A colour is written instead of taken from the theme.", "Use the colours of the theme."
            return


def _words(slide: SlideRead) -> Iterator[Problem]:
    """Words outside tables, charts and the foot."""
    text = " ".join(shape.text for shape in slide.shapes if shape.placeholder[1] not in SMALL_TEXT)
    count = round(len(re.findall(r"[\u4e00-\u9fff]", text)) * CJK_WORD + len(re.findall(r"[^\W\u4e00-\u9fff][\w.,%’'-]*", text)))
    if count > MOST_WORDS:
        yield "TOO_MANY_WORDS", f"The slide has {count} words; {MOST_WORDS} are the most.", "Leave out a takeaway or shorten the sentences."


# -- whole deck ----------------------------------------------------------------------------------------------------------


def _whole(slides: Sequence[SlideRead], spec: DeckSpec) -> list[GateFinding]:
    found = []
    titles = Counter(slide.title.text.strip() for slide in slides if slide.title is not None and not _continues(slide, slides))
    numbers = {slide.id: number for number, slide in enumerate(spec.slides, start=1)}
    for slide in slides:
        if slide.title is not None and titles[slide.title.text.strip()] > 1:
            found.append(
                GateFinding(
                    code="TITLE_DUPLICATE",
                    where=f"slide {numbers.get(slide.name, slide.number)}",
                    message=f"The title {_short(slide.title.text)!r} stands on several slides.",
                    fix="Say what this slide alone says.",
                )
            )
    shown = list(dict.fromkeys(slide.name for slide in slides))
    wanted = [slide.id for slide in spec.slides]
    if shown != wanted:
        first = next(
            (number for number, (a, b) in enumerate(zip(wanted, shown, strict=False), start=1) if a != b), min(len(wanted), len(shown)) + 1
        )
        found.append(
            GateFinding(
                code="ORDER",
                where=f"slide {first}",
                message="The slides are not those of the spec in its order.",
                fix="Make the deck again.",
            )
        )
    return found


def _continues(slide: SlideRead, slides: Sequence[SlideRead]) -> bool:
    """A further slide of the same slide of the spec: its title repeats by design."""
    before = slides[slide.number - 2] if slide.number > 1 else None
    return before is not None and slide.name != "" and before.name == slide.name


def _texts_of(ledger: Ledger) -> set[str]:
    """Text cells of the results: a category may well be called "None"."""
    return {
        cell for result in ledger.results.values() for row in result.rows for cell in row if isinstance(cell, str) and LEFTOVER.search(cell)
    }


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
