"""Slides of words and figures: title, summary, text, cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.core.errors import GateError
from agents.renderers.box import Box
from agents.renderers.native_chart import sparkline
from agents.renderers.pptx.alt import spark_alt
from agents.renderers.pptx.canvas import Canvas
from agents.renderers.pptx.desk import Desk, set_title
from agents.renderers.pptx.frame import foot, head, message_bar, points, where
from agents.renderers.pptx.grid import columns
from agents.renderers.pptx.layouts import CARDS, TEXT, TITLE_SLIDE, Layout
from agents.renderers.pptx.writing import para
from agents.renderers.xlsx.numbers import pattern, settled
from agents.specs.deck import Kpi, Slide, Takeaway

NewSlide = Callable[[Layout], Canvas]
TONES = {"good": "good", "bad": "bad", "plain": "muted"}
MOST_CARDS = 8
PAD = 14.0


def title_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """Dark, with one band: the conclusion, what it is about, the state of the data."""
    canvas = new(TITLE_SLIDE)
    box = canvas.slot("title").box
    title = set_title(desk, desk.say(slide.title), box, (36.0, 26.0), where=where(slide), most=3)
    canvas.put_text("title", [para(title.words)], desk.style(title.size, bold=True), inset=(0, 0, title.free, 0))
    for job, words, largest in (("lead", slide.lead, 18.0), ("message", slide.message, 14.0)):
        if not words:
            continue
        text, place = [para(desk.say(words))], canvas.slot(job).box  # type: ignore[arg-type]
        size = desk.size(text, place, largest, desk.theme.body_floor)
        if size is None:
            raise GateError(f"The {job} of {where(slide)} does not fit: shorten {words!r}.", where=where(slide))
        canvas.put_text(job, text, desk.style(size))  # type: ignore[arg-type]
    canvas.finish()


def text_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """Takeaways under each other with quiet rules between them; what does not fit goes on."""
    rest, continued = list(slide.takeaways), False
    while rest or not continued:
        canvas = new(TEXT)
        area = head(canvas, slide, desk, continued=continued)
        rest = statements(canvas, rest, area, slide, desk) if rest else []
        foot(canvas, slide, desk)
        canvas.finish()
        continued = True


def statements(canvas: Canvas, takeaways: Sequence[Takeaway], area: Box, slide: Slide, desk: Desk) -> list[Takeaway]:
    """As many takeaways as fit, spread over the area; the rest is given back."""
    for count in range(len(takeaways), 0, -1):
        text = points(takeaways[:count], desk, 18)
        size = desk.size(text, area, desk.theme.body_size + 6, desk.theme.body_floor)
        if size is None:
            continue
        gap = min((area.h - desk.needs(text, area.w, size)) / max(count, 1) + 18, 44.0)
        text = points(takeaways[:count], desk, gap)
        box = area._replace(h=desk.needs(text, area.w, size) + 2)
        canvas.put_text("body", text, desk.style(size), box=box)
        y = box.y
        for statement in text[:-1]:
            y += desk.needs([statement], area.w, size) + gap
            canvas.put_shape(Box(area.x, y - gap / 2, area.w, 0.75), "line", name="Rule")
        return list(takeaways[count:])
    raise GateError(f"A takeaway of {where(slide)} is longer than a slide: shorten it.", where=where(slide))


def cards_slide(new: NewSlide, slide: Slide, desk: Desk) -> None:
    """Cards in one row, or in two from five cards on; the message under them."""
    for start in range(0, max(len(slide.kpis), 1), MOST_CARDS):
        canvas = new(CARDS)
        area = head(canvas, slide, desk, continued=start > 0)
        kpis = slide.kpis[start : start + MOST_CARDS]
        foot_room = message_bar(canvas, desk.say(slide.message), area, slide, desk)
        for kpi, box in zip(kpis, _places(foot_room, kpis), strict=True):
            _card(canvas, kpi, box, slide, desk)
        foot(canvas, slide, desk)
        canvas.finish()


def _places(area: Box, kpis: Sequence[Kpi]) -> list[Box]:
    """One row of tall cards; two rows where there are many, or where four cards have too few lines to fill their height."""
    count, sparks = len(kpis), sum(bool(kpi.spark) for kpi in kpis)
    if count < 4 or count == 4 and sparks >= 2:
        return columns(area, max(count, 2))[:count]
    per_row = -(-count // 2)
    high = (area.h - 16) / 2
    rows = [Box(area.x, area.y + i * (high + 16), area.w, high) for i in (0, 1)]
    return [*columns(rows[0], per_row), *columns(rows[1], count - per_row)]


def _card(canvas: Canvas, kpi: Kpi, box: Box, slide: Slide, desk: Desk) -> None:
    """Label, figure, change with words, and a small line of values where it finds room."""
    canvas.put_shape(box, "panel", name="Card")
    canvas.put_shape(Box(box.x, box.y, box.w, 3), {"good": "good", "bad": "bad"}.get(kpi.tone, "context"), name="Band")
    inner, y = box.inner(PAD, 0), box.y + PAD + 2
    wide = box.h < 170 and bool(kpi.spark)
    text_width = inner.w * (0.58 if wide else 1.0)
    for words, sizes, bold, colour in (
        (kpi.label, (13.0, 12.0), False, "muted"),
        (kpi.figure, (36.0 if box.h > 120 else 28.0, 20.0), True, "ink"),
        (kpi.change, (13.0, 12.0), True, TONES[kpi.tone]),
    ):
        if not words:
            continue
        text = [para(desk.say(words), colour=colour)]
        lines = 1 if bold and sizes[0] > 20 else 2
        size = desk.size(text, Box(0, 0, text_width, lines * desk.line(sizes[0])), *sizes, bold=bold)
        if size is None:
            raise GateError(
                f"A card of {where(slide)} is too narrow for {desk.say(words)!r}: shorten it or use fewer cards.", where=where(slide)
            )
        high = desk.needs(text, text_width, size, bold=bold)
        canvas.put_box(Box(inner.x, y, text_width, high + 1), text, desk.style(size, bold=bold), name="Figure" if lines == 1 else "Label")
        y += high + 4
    spark = (
        Box(inner.x + text_width + 8, box.y + PAD, inner.w - text_width - 8, box.h - 2 * PAD)
        if wide
        else Box(inner.x, y + 8, inner.w, box.bottom - y - PAD - 8)
    )
    if spark.h >= 30 and sum(desk.ledger.value(ref) is not None for ref in kpi.spark if ref) > 1:
        canvas.put_chart(spark, _spark(kpi, spark, desk), spark_alt(kpi, desk), nth=None)


def _spark(kpi: Kpi, box: Box, desk: Desk) -> tuple[bytes, bytes]:
    facts = [desk.ledger.fact(ref) if ref else None for ref in kpi.spark]
    values = [float(fact.value) if fact is not None and isinstance(fact.value, (int, float)) else None for fact in facts]
    first = next(fact for fact in facts if fact is not None and fact.value is not None)
    form = pattern(settled(first, "auto"), [v for v in values if v is not None], first.currency, desk.language)
    job = {"good": "good", "bad": "bad"}.get(kpi.tone, "accent")
    return sparkline(desk.say(kpi.label), values, tuple(str(i + 1) for i in range(len(values))), box, (job, desk.language, form))
