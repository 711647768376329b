"""Lines: line, area and slope. Series are named at their ends; a scale stands at the left."""

from __future__ import annotations

from dataclasses import replace

from agents.renderers.chart.data import ChartData, Point
from agents.renderers.chart.layout import SIZE, SMALL, Area, emphasised, line_paint, tip, value_rules
from agents.renderers.chart.marks import SERIES, Dot, Label, Mark, Paint, Path, Rule, of_series
from agents.renderers.chart.names import name_room, names_below
from agents.renderers.chart.scale import Scale, domain
from agents.renderers.chart.widths import text_width
from agents.renderers.chart.words import LINE, Taken, shortened, spread

GUTTER = 50.0  # about what the values of the scale take at the left


def line_chart(data: ChartData, area: Area) -> list[Mark]:
    """One line a series; its name and last value at its end. A single line also shows its highest and lowest value."""
    ends = [_end_label(data, row) for row in range(len(data.rows))]
    room = min(max((text_width(text, SMALL, True) for text in ends), default=0.0) + 14, area.width * 0.34)
    plot = Area(area.left, area.top + 14, area.right - room, area.bottom - _names(data, area.width - room))
    low, high = domain([value for row in data.rows for value in row.values], from_zero=near_zero(data))
    marks, scale, left = value_rules(data.rows[0], low, high, plot, data)
    band = (plot.right - left) / max(1, len(data.categories))
    marks += names_below(data, Area(left, plot.bottom, plot.right, area.bottom))
    taken = Taken()
    quiet_first = sorted(range(len(data.rows)), key=lambda row: line_paint(data, row) != "context")
    for row in quiet_first:
        marks += _line(data, row, scale, left, band)
    for row in reversed(quiet_first):
        marks += _marked(data, row, (scale, left, band), taken)
    return marks + _end_labels(data, ends, scale, plot, area)


def _names(data: ChartData, width: float) -> float:
    return name_room(data, (width - GUTTER) / max(1, len(data.categories)))


def near_zero(data: ChartData) -> bool:
    """A line may leave zero out where its values move little beside their size; columns never do."""
    values = [value for row in data.rows for value in row.values]
    return not values or min(values) < 0 or min(values) < 0.5 * max(values)


def _line(data: ChartData, row: int, scale: Scale, left: float, band: float) -> list[Mark]:
    """The pieces of a line between its gaps, and a silent dot on each point that carries the tip."""
    series, paint = data.rows[row], line_paint(data, row)
    dashed = series.role in ("plan", "forecast")
    marks: list[Mark] = []
    piece: list[tuple[float, float]] = []
    for category, point in enumerate((*series.points, Point(None, "", ""))):
        if point.value is not None:
            piece.append((left + band * (category + 0.5), scale.at(point.value)))
            marks.append(Dot(*piece[-1], 2.0, paint, tip(data, row, category), point.ref, row, category))
        elif piece:
            marks.insert(0, Path(tuple(piece), paint, 1.75 if paint == "context" else 2.5, dashed, series=row))
            piece = []
    return marks


def _marked(data: ChartData, row: int, place: tuple[Scale, float, float], taken: Taken) -> list[Mark]:
    """Dots and values on what is set off, and on the extremes of a single line."""
    scale, left, band = place
    series = data.rows[row]
    known = [category for category, point in enumerate(series.points) if point.value is not None]
    chosen = [category for category in known if emphasised(data, category) and line_paint(data, row) != "context"]
    if len(data.rows) == 1 and len(known) > 2:
        chosen += [pick(known, key=lambda category: series.points[category].value or 0.0) for pick in (max, min)]
    marks: list[Mark] = []
    for category in dict.fromkeys(chosen):
        point = series.points[category]
        x, y = left + band * (category + 0.5), scale.at(point.value or 0.0)
        paint = "alert" if category in data.alert else line_paint(data, row)
        marks.append(Dot(x, y, 4.0, paint, tip(data, row, category), point.ref, row, category))
        half = text_width(point.text, SMALL, True) / 2
        base = y + 17 if point.value == min(series.values) and y + 20 < scale.start else y - 9
        if category != known[-1] and taken.free(x - half, base - 10, x + half, base + 3):
            taken.take(x - half, base - 10, x + half, base + 3)
            marks.append(Label(x, base, point.text, SMALL, bold=True, anchor="middle", job="value", ref=point.ref, series=row))
    return marks


def _end_label(data: ChartData, row: int) -> str:
    last = _last(data, row)
    return f"{data.rows[row].name} {last.text}".strip() if last else data.rows[row].name


def _last(data: ChartData, row: int) -> Point | None:
    return next((point for point in reversed(data.rows[row].points) if point.value is not None), None)


def _end_labels(data: ChartData, ends: list[str], scale: Scale, plot: Area, area: Area) -> list[Mark]:
    rows = [row for row in range(len(data.rows)) if _last(data, row)]
    lasts = [_last(data, row) for row in rows]
    wanted = [scale.at(point.value or 0.0) for point in lasts if point]
    places = spread(wanted, SMALL * LINE, plot.top - 6, plot.bottom)
    marks: list[Mark] = []
    for row, point, y in zip(rows, lasts, places, strict=True):
        paint = line_paint(data, row)
        text = shortened(ends[row], SMALL, area.right - plot.right - 8, bold=paint != "context")
        ref = point.ref if point else ""
        ink = "muted" if paint == "context" else paint
        marks.append(Label(plot.right + 8, y + 4, text, SMALL, ink, paint != "context", job="value", ref=ref, series=row))
    return marks


def area_chart(data: ChartData, area: Area) -> list[Mark]:
    """Areas from zero, one on top of the other; values of the last point at the right."""
    count = len(data.categories)
    room = max((text_width(row.points[-1].text, SMALL, True) for row in data.rows), default=0.0) + 12
    plot = Area(area.left, area.top + 6, area.right - room, area.bottom - _names(data, area.width - room))
    sums = [0.0] * count
    layers: list[tuple[list[float], list[float]]] = []
    for row in data.rows:
        upper = [base + (point.value or 0.0) for base, point in zip(sums, row.points, strict=True)]
        layers.append((sums, upper))
        sums = upper
    low, high = domain([value for _, upper in layers for value in upper])
    marks, scale, left = value_rules(data.rows[0], low, high, plot, data)
    band = (plot.right - left) / max(1, count)
    xs = [left + band * (category + 0.5) for category in range(count)]
    for number, (lower, upper) in enumerate(layers):
        marks += _layer(data, number, (xs, [scale.at(v) for v in lower], [scale.at(v) for v in upper]))
    middles = [scale.at((lower[-1] + upper[-1]) / 2 if len(layers) > 1 else upper[-1]) for lower, upper in layers] if count else []
    for layer, y in enumerate(spread(middles, SMALL * LINE, plot.top, plot.bottom)):
        point = data.rows[layer].points[-1]
        marks.append(Label(xs[-1] + 8, y + 4, point.text, SMALL, _layer_paint(data, layer), True, job="value", ref=point.ref, series=layer))
    return marks + names_below(data, Area(left, plot.bottom, plot.right, area.bottom))


def _layer_paint(data: ChartData, row: int) -> Paint:
    return line_paint(data, row) if len(data.rows) == 1 else SERIES[row % len(SERIES)]


def _layer(data: ChartData, row: int, places: tuple[list[float], list[float], list[float]]) -> list[Mark]:
    xs, lower, upper = places
    paint = _layer_paint(data, row)
    top = tuple(zip(xs, upper, strict=True))
    outline = (*top, *reversed(tuple(zip(xs, lower, strict=True))))
    dots: list[Mark] = [
        Dot(x, y, 2.0, paint, tip(data, row, category), data.rows[row].points[category].ref, row, category)
        for category, (x, y) in enumerate(top)
        if data.rows[row].points[category].value is not None
    ]
    return of_series([Path(outline, paint, area=True), Path(top, paint, 2.0)], row) + dots


def slope_chart(data: ChartData, area: Area) -> list[Mark]:
    """Two moments, one line a series, named and valued at both ends. Two series over many categories are turned: a line a category."""
    if len(data.categories) > 2 and len(data.rows) == 2:
        data = turned(data)
    rows = [row for row in data.rows if row.points and row.points[0].value is not None and row.points[-1].value is not None]
    texts = [(row.points[0].text, f"{row.points[-1].text} {row.name}") for row in rows]
    before = max((text_width(left, SIZE, True) for left, _ in texts), default=0.0) + 12
    after = min(max((text_width(right, SIZE, True) for _, right in texts), default=0.0) + 12, area.width * 0.5)
    plot = Area(area.left + before, area.top + 26, area.right - after, area.bottom - 6)
    scale = Scale(*domain([value for row in rows for value in row.values], from_zero=False), plot.bottom - 4, plot.top + 4)
    marks: list[Mark] = [
        Rule(plot.left, plot.top, plot.left, plot.bottom),
        Rule(plot.right, plot.top, plot.right, plot.bottom),
        Label(plot.left, area.top + 13, data.categories[0], SMALL, "muted", anchor="middle"),
        Label(plot.right, area.top + 13, data.categories[-1], SMALL, "muted", anchor="middle"),
    ]
    ends = [[scale.at(row.points[at].value or 0.0) for row in rows] for at in (0, -1)]
    spaced = [spread(side, SIZE * LINE, plot.top, plot.bottom) for side in ends]
    for index, row in enumerate(rows):
        number = data.rows.index(row)
        paint = slope_paint(data, number)
        strong = paint in ("accent", "alert")
        marks.append(Path(((plot.left, ends[0][index]), (plot.right, ends[1][index])), paint, 2.5 if strong else 1.75))
        for at, x, y in ((0, plot.left, ends[0][index]), (len(data.categories) - 1, plot.right, ends[1][index])):
            marks.append(Dot(x, y, 3.5, paint, tip(data, number, at), row.points[at].ref, number, at))
        ink = paint if strong else "ink"
        marks.append(Label(plot.left - 10, spaced[0][index] + 4, texts[index][0], SIZE, ink, strong, "end", "value", row.points[0].ref))
        text = shortened(texts[index][1], SIZE, area.right - plot.right - 10, bold=strong)
        marks.append(Label(plot.right + 10, spaced[1][index] + 4, text, SIZE, ink, strong, job="value", ref=row.points[-1].ref))
    return marks


def turned(data: ChartData) -> ChartData:
    """Series and categories changed over: two series over many categories become many lines over two moments."""
    rows = tuple(
        replace(data.rows[0], name=name, points=tuple(row.points[at] for row in data.rows)) for at, name in enumerate(data.categories)
    )
    return replace(data, categories=tuple(row.name for row in data.rows), rows=rows)


def slope_paint(data: ChartData, row: int) -> Paint:
    """In a slope the emphasis chooses series, for its categories are only the two moments."""
    return "alert" if row in data.alert else "accent" if row in data.highlight else "context"
