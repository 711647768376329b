"""Scatter: two measures, one dot a category, named where there is room."""

from __future__ import annotations

from agents.renderers.chart.data import ChartData
from agents.renderers.chart.layout import SMALL, Area, emphasised, value_rules
from agents.renderers.chart.marks import Anchor, Dot, Label, Mark, Paint, Rule
from agents.renderers.chart.scale import Scale, domain, tick_text, ticks
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import LINE, Taken, shortened

RADIUS = 5.0


def scatter(data: ChartData, area: Area) -> list[Mark]:
    """Dots over two scales. The names of the measures stand at the ends of their axes."""
    across, up = data.rows[0], data.rows[1]
    plot = Area(area.left, area.top + 22, area.right - 10, area.bottom - 2 * SMALL * LINE - 10)
    marks, vertical, left = value_rules(up, *domain(up.values, from_zero=_from_zero(up.values)), plot, data)
    steps = ticks(*domain(across.values, from_zero=_from_zero(across.values)), about=max(2, min(6, int((plot.right - left) // 90))))
    horizontal = Scale(steps[0], steps[-1], left + 6, plot.right)
    y = plot.bottom + SMALL + 6
    for step in steps:
        x = horizontal.at(step)
        marks.append(Rule(x, plot.bottom, x, plot.bottom + 4, "context"))
        marks.append(Label(x, y, tick_text(step, across, data.language), SMALL, "muted", anchor="middle", job="tick"))
    marks.append(Label(area.left, area.top + SMALL, "↑ " + shortened(up.name, SMALL, area.width * 0.8), SMALL, "muted"))
    marks.append(
        Label(plot.right, y + SMALL * LINE + 2, shortened(across.name, SMALL, area.width * 0.8) + " →", SMALL, "muted", anchor="end")
    )
    return marks + _dots(data, horizontal, vertical, Area(left, plot.top - 8, area.right, plot.bottom))


def _from_zero(values: list[float]) -> bool:
    return bool(values) and min(values) < 0 < max(values)


def _dots(data: ChartData, horizontal: Scale, vertical: Scale, area: Area) -> list[Mark]:
    places = [
        (category, horizontal.at(x.value), vertical.at(y.value))
        for category, (x, y) in enumerate(zip(data.rows[0].points, data.rows[1].points, strict=True))
        if x.value is not None and y.value is not None
    ]
    taken = Taken()
    for _, x, y in places:
        taken.take(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)
    dots: list[Mark] = []
    names: list[Mark] = []
    for category, x, y in sorted(places, key=lambda place: not emphasised(data, place[0])):
        paint: Paint = (
            "alert"
            if category in data.alert
            else "accent"
            if category in data.highlight or not (data.highlight or data.alert)
            else "context"
        )
        about = " · ".join(f"{row.name} {row.points[category].text}" for row in data.rows)
        dots.insert(0, Dot(x, y, RADIUS, paint, f"{data.categories[category]}: {about}", data.rows[1].points[category].ref, 0, category))
        names += _name(data, category, (x, y), area, taken)
    return dots + names


def _name(data: ChartData, category: int, at: tuple[float, float], area: Area, taken: Taken) -> list[Mark]:
    """The name beside its dot, at the first free place of four; a name that finds none stays in the tip."""
    (x, y), strong = at, emphasised(data, category)
    text = shortened(data.categories[category], SMALL, 140, bold=strong)
    wide = text_width(text, SMALL, strong)
    choices: tuple[tuple[float, float, Anchor], ...] = (
        (x + RADIUS + 4, y + 4, "start"),
        (x - RADIUS - 4, y + 4, "end"),
        (x, y - RADIUS - 4, "middle"),
        (x, y + RADIUS + 12, "middle"),
    )
    for left, base, anchor in choices:
        start = left - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0)
        inside = start >= area.left and start + wide <= area.right and base - 9 >= area.top and base <= area.bottom
        if inside and taken.free(start, base - 9, start + wide, base + 2):
            taken.take(start, base - 9, start + wide, base + 2)
            return [Label(left, base, text, SMALL, "ink" if strong else "muted", strong, anchor)]
    return []
