"""What slides share: title, lead and source around the content, the message bar, panels of takeaways."""

from __future__ import annotations

from collections.abc import Sequence

from agents.core.errors import GateError
from agents.renderers.box import Box
from agents.renderers.fit import Piece, wrap
from agents.renderers.pptx.canvas import Canvas
from agents.renderers.pptx.desk import Desk, set_title
from agents.renderers.pptx.grid import BOTTOM, CONTENT_WIDTH, LEAD, MARGIN, SOURCE, TITLE
from agents.renderers.pptx.layouts import INSETS
from agents.renderers.pptx.words import phrase
from agents.renderers.pptx.writing import Para, Run, para
from agents.renderers.source_line import source_line
from agents.specs.deck import Slide, Takeaway
from agents.specs.walk import fact_refs

AIR = 16.0  # between the head and the content
PARAGRAPH_GAP = 10.0
MESSAGE_MOST = 3  # lines


def where(slide: Slide) -> str:
    return f"slide {slide.id!r}"


def head(canvas: Canvas, slide: Slide, desk: Desk, *, continued: bool = False, lead: str = "") -> Box:
    """Title and lead. The area that is left for content."""
    words = phrase("continued", desk.language, desk.say(slide.title)) if continued else desk.say(slide.title)
    title = set_title(desk, words, TITLE, (desk.theme.title_size, desk.theme.title_floor), where=where(slide))
    box = TITLE._replace(h=title.lines * desk.line(title.size) + 4)
    canvas.put_text("title", [para(title.words)], desk.style(title.size, bold=True), box=box, inset=(0, 0, title.free, 0))
    top, metric = box.bottom, desk.say(slide.lead) or lead
    if metric and metric != words:
        size = (
            desk.size([para(metric)], LEAD._replace(h=desk.line(desk.theme.body_size)), desk.theme.body_size, desk.theme.body_floor)
            or desk.theme.body_floor
        )
        place = LEAD._replace(y=top, h=desk.needs([para(metric)], LEAD.w, size) + 2)
        canvas.put_text("lead", [para(metric)], desk.style(size), box=place)
        top = place.bottom
    return Box(MARGIN, top + AIR, CONTENT_WIDTH, BOTTOM - top - AIR)


def foot(canvas: Canvas, slide: Slide, desk: Desk) -> None:
    """The note and the source of the slide's numbers, and the slide's number."""
    results = slide.results or _named(slide) or _behind(slide, desk)
    noted = [
        *(desk.say(chart.note) for chart in slide.charts if chart.note),
        *((desk.say(slide.table.note),) if slide.table and slide.table.note else ()),
    ]
    source = _source(results, desk, room=1 if noted else 2)
    lines = (
        [para(" ".join([phrase("note", desk.language) + (": " if desk.language == "en" else "："), *noted]).replace(":  ", ": "))]
        if noted
        else []
    )
    lines += [para(source)] if source else []
    size = desk.theme.source_size
    if lines and desk.needs(lines, SOURCE.w, size) <= SOURCE.h:
        canvas.put_text("source", lines, desk.style(size))
    elif lines:
        raise GateError(f"The note of {where(slide)} is too long for the foot of the slide: shorten it.", where=where(slide))
    canvas.put_number()


def _named(slide: Slide) -> tuple[str, ...]:
    """The results that the slide's charts and table name."""
    return tuple(dict.fromkeys(id for part in (*slide.charts, *((slide.table,) if slide.table else ())) for id in part.results))


def _behind(slide: Slide, desk: Desk) -> tuple[str, ...]:
    """The results that the slide's facts are read or computed from, where nobody named them."""
    found: dict[str, None] = {}
    waiting, seen = [ref for ref in fact_refs(slide) if ref], set()
    while waiting:
        ref = waiting.pop(0)
        if ref in seen:
            continue
        seen.add(ref)
        fact = desk.ledger.fact(ref)
        if fact.cell is not None:
            found[fact.cell.result] = None
        waiting += fact.inputs.values()
    return tuple(found)


def _source(results: Sequence[str], desk: Desk, room: int) -> str:
    """The source line in at most `room` lines: fewer results are named where it would be longer."""
    for count in range(min(len(results), 4), 0, -1):
        line = source_line(results if count == 4 else results[:count], desk.ledger, desk.language)
        if len(wrap([Piece(line)], desk.theme.source_size, SOURCE.w)) <= room:
            return line
    return source_line(results[:1], desk.ledger, desk.language)


def message_bar(canvas: Canvas, words: str, area: Box, slide: Slide, desk: Desk) -> Box:
    """A message at the foot of the content. The area that is left above it. Raises GateError for a message of more than three lines."""
    if not words:
        return area
    across, down = INSETS["message"]
    text = [para(words)]
    room = Box(0, 0, area.w - 2 * across, MESSAGE_MOST * desk.line(desk.theme.body_floor))
    largest = desk.theme.body_size if desk.needs(text, room.w, desk.theme.body_size, bold=True) <= room.h else desk.theme.body_floor
    size = desk.size(text, room, largest, desk.theme.body_floor, bold=True)
    if size is None:
        raise GateError(f"The message of {where(slide)} takes more than {MESSAGE_MOST} lines: shorten {words!r}.", where=where(slide))
    high = max(desk.needs(text, room.w, size, bold=True) + 2 * down + 6, 36.0)
    box = Box(area.x, area.bottom - high, area.w, high)
    canvas.put_text("message", text, desk.style(size, bold=True), box=box)
    canvas.put_shape(Box(box.x, box.y, 4, box.h), "accent", name="Band")
    return area._replace(h=area.h - high - 16)


def points(takeaways: Sequence[Takeaway], desk: Desk, gap: float = PARAGRAPH_GAP) -> list[Para]:
    """A paragraph for each takeaway, its lead-in bold."""
    made = []
    for takeaway in takeaways:
        lead, text = desk.say(takeaway.lead), desk.say(takeaway.text)
        made.append(Para((Run(lead + _joint(lead, text), True, "accent"), Run(text)) if lead else (Run(text),), gap))
    return made


def _joint(lead: str, text: str) -> str:
    """What stands between a lead-in and its sentence: nothing after a full-width mark, before a mark, or between Chinese words."""
    if not lead or not text or text[0] in ",.;:，。；：、" or lead[-1] in "，。；：、":
        return ""
    return " " if lead[-1] in ".:;,!?" or text[0].isascii() else "：" if ord(lead[-1]) > 0x2E80 else " "


def panel(canvas: Canvas, takeaways: Sequence[Takeaway], box: Box, slide: Slide, desk: Desk) -> list[Takeaway]:
    """Takeaways on a tinted panel. Those that do not fit are given back, for a further slide."""
    inner = box.inner(*INSETS["panel"])
    for count in range(len(takeaways), 0, -1):
        text = points(takeaways[:count], desk)
        size = desk.size(text, inner, desk.theme.body_size + 3, desk.theme.body_floor)
        if size is not None:
            free = (inner.h - desk.needs(text, inner.w, size)) / count
            text = points(takeaways[:count], desk, PARAGRAPH_GAP + min(free, 12.0))
            canvas.put_text("panel", text, desk.style(size), box=box)
            return list(takeaways[count:])
    raise GateError(f"The first takeaway of {where(slide)} does not fit beside its chart: shorten it.", where=where(slide))
