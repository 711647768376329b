"""What native charts are built of: plots, series, labels, scales."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from agents.core.brief import Language
from agents.renderers.chart.data import ChartData, Point, Row
from agents.renderers.chart.layout import bar_paint, emphasised, fill_of, main_row
from agents.renderers.chart.marks import Paint
from agents.renderers.chart.native_xml import Axis, axis, format_code, look, numbers, rich, strings, text_look
from agents.renderers.chart.scale import domain, ticks
from agents.renderers.chart.widths import text_width
from agents.specs.theme import Theme

SIZE = 9.0  # points of labels
POINTS = 400.0  # about the width of a plot
NO_WRAP = 'wrap="none"'
FIRST, SECOND = (101, 102), (201, 202)  # ids of the category and value axes


class Plot(NamedTuple):
    """What a kind contributes: charts and axes inside the plot area, whether a legend shows, and the plot's inner box (x, y, w, h)."""

    xml: str
    legend: bool = False
    box: tuple[float, float, float, float] | None = None


def _column(index: int) -> str:
    return chr(ord("B") + index) if index < 25 else "A" + chr(ord("A") + index - 25)


def head(row: int, name: str, index: int = -1) -> str:
    """Number and name of a series that stands in column `row` of the workbook; `index` where its place in the chart is another."""
    reference, place = f"Data!${_column(row)}$1", row if index < 0 else index
    return f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{reference}</c:f>{strings([name])}</c:strRef></c:tx>'


def series_values(data: ChartData, row: int, values: Sequence[float | None]) -> str:
    last = len(data.categories) + 1
    names = f"<c:cat><c:strRef><c:f>Data!$A$2:$A${last}</c:f>{strings(data.categories)}</c:strRef></c:cat>"
    return f"{names}<c:val><c:numRef><c:f>Data!${_column(row)}$2:${_column(row)}${last}</c:f>{numbers(values)}</c:numRef></c:val>"


class Words(NamedTuple):
    """How a label is told: where, in which paint, with which second label, with the series' name, live or fixed, moved by how much."""

    place: str
    paint: Paint = "ink"
    bold: bool = False
    after: str = ""
    name: bool = False
    live: bool = True
    shift: float = 0.0


def label(series: Row, index: int, language: Language, words: Words, theme: Theme) -> str:
    """The label of a point: live with its own number format, or fixed words where a second label or a Chinese scale asks for them."""
    point = series.points[index]
    if point.value is None:
        return ""
    code = "" if words.after or not words.live else format_code(point.value, series.format, series.unit, series.currency, language)
    told = f"{series.name} {point.text}" if words.name else f"{point.text}  {words.after}" if words.after else point.text
    text = f'<c:numFmt formatCode="{escape(code)}" sourceLinked="0"/>' if code else rich(told, theme, SIZE, words.paint, words.bold)
    layout = f'<c:layout><c:manualLayout><c:x val="0"/><c:y val="{words.shift:.4f}"/></c:manualLayout></c:layout>'
    moved = layout if abs(words.shift) > 0.002 else ""
    separator = "<c:separator> </c:separator>" if words.name else ""
    return (
        f'<c:dLbl><c:idx val="{index}"/>{moved}{text}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{text_look(theme, SIZE, words.paint, words.bold, NO_WRAP)}"
        f'<c:dLblPos val="{words.place}"/>{flags(value=True, series=words.name)}{separator}</c:dLbl>'
    )


def flags(*, value: bool = False, series: bool = False) -> str:
    """What a label shows by itself."""
    shown = {"LegendKey": False, "Val": value, "CatName": False, "SerName": series, "Percent": False, "BubbleSize": False}
    return "".join(f'<c:show{part} val="{int(on)}"/>' for part, on in shown.items())


def labels_of(parts: Sequence[str]) -> str:
    return f"<c:dLbls>{''.join(parts)}{flags()}</c:dLbls>"


def _bar_series(data: ChartData, row: int, theme: Theme, *, inside: bool, labelled: bool) -> str:
    """A series of bars: points that differ from the series get their own fill; values stand at the ends or inside."""
    series, kind = data.rows[row], fill_of(data.rows[row])
    base = bar_paint(data, row, -1)
    points, labels = [], []
    for index, point in enumerate(series.points):
        paint = bar_paint(data, row, index)
        if paint != base:
            points.append(
                f'<c:dPt><c:idx val="{index}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look(paint, theme, kind)}</c:dPt>'
            )
        main = row == main_row(data)
        after = data.beside[index] if main and index < len(data.beside) and not inside else ""
        ink: Paint = "on-dark" if inside and paint not in ("context", "previous") and kind == "solid" else "ink"
        if labelled and (not inside or _wide_enough(data, index, point)):
            place = "ctr" if inside else "outEnd"
            labels.append(
                label(
                    series, index, data.language, Words(place=place, paint=ink, bold=emphasised(data, index) and main, after=after), theme
                )
            )
    return (
        f'<c:ser>{head(row, series.name)}{look(base, theme, kind)}<c:invertIfNegative val="0"/>{"".join(points)}{labels_of(labels)}'
        f"{series_values(data, row, [point.value for point in series.points])}</c:ser>"
    )


def _wide_enough(data: ChartData, index: int, point: Point) -> bool:
    """A segment of at least a tenth of the longest (or, for shares, of its own) bar holds its label."""
    sums = [sum(abs(row.points[at].value or 0.0) for row in data.rows) for at in range(len(data.categories))]
    whole = sums[index] if data.kind == "share_bar" else max(sums, default=0.0)
    return bool(whole) and abs(point.value or 0.0) >= 0.1 * whole


def bar_chart(data: ChartData, theme: Theme, direction: str, grouping: str, *, labelled: bool = True) -> str:
    inside = grouping != "clustered"
    series = "".join(_bar_series(data, row, theme, inside=inside, labelled=labelled) for row in range(len(data.rows)))
    gap, overlap = (45, 100) if inside else (45, -8 if len(data.rows) > 1 else 0)
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/><c:axId val="{FIRST[0]}"/><c:axId val="{FIRST[1]}"/></c:barChart>'
    )


def scaled_axes(data: ChartData, theme: Theme, *, from_zero: bool = True) -> str:
    """Category axis below, value axis at the left with rules."""
    low, high = domain([value for row in data.rows for value in row.values], from_zero=from_zero)
    steps = ticks(low, high)
    code = axis_code(data.rows[0], steps)
    return axis("catAx", FIRST, theme, Axis(place="b", every=every(data))) + axis(
        "valAx", FIRST[::-1], theme, Axis(place="l", grid=True, bounds=(steps[0], steps[-1]), code=code, low=False)
    )


def axis_code(row: Row, steps: Sequence[float]) -> str:
    """One format for a whole scale."""
    code = format_code(steps[-1], row.format, row.unit, row.currency, "en")
    return code.replace("0.00", "0.##").replace(".0%", "%") if code else "General"


def every(data: ChartData) -> int:
    """Every how many names fit under a plot of a document's width; names of up to twelve categories wrap instead."""
    if len(data.categories) <= 12:
        return 1
    widest = max(text_width(name, SIZE) for name in data.categories) + 8
    return max(1, math.ceil(widest * len(data.categories) / POINTS))
