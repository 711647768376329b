"""A chart as a figure: the drawing, keys of its series, and the same values as a table."""

from __future__ import annotations

from html import escape

from agents.renderers.chart.data import ChartData, Point, exact, read_chart
from agents.renderers.chart.draw import draw
from agents.renderers.chart.layout import key, main_row
from agents.renderers.chart.marks import Drawing
from agents.renderers.html.text import fact_link
from agents.renderers.html.view import View
from agents.renderers.svg import web_svg
from agents.specs.chart import ChartSpec

UNTOGGLED = ("slope", "scatter", "waterfall")  # their series are ends, axes or steps of one thing: none can be left out
EMPTY = {"en": "Category", "zh": "类别"}
SWATCH = 14.0  # width and height of a key


def chart_svg(chart: ChartSpec, view: View, width: float, height: float = 0) -> str:
    """The drawing alone, in the page's colours."""
    return web_svg(draw(_read(chart, view), width, height, titled=False))


def chart_html(chart: ChartSpec, view: View, width: float = 640, *, label: str = "", results: tuple[str, ...] = ()) -> str:
    """A chart with its title, subtitle, keys, table of values, note and source. `label` is finished HTML before the title."""
    data = _read(chart, view)
    subtitle = f'<span class="figure-sub">{view.words(chart.subtitle)}</span>' if chart.subtitle else ""
    caption = f'<figcaption>{label}<span class="figure-title">{view.words(chart.title)}</span>{subtitle}</figcaption>'
    plot = f'<div class="chart-plot">{web_svg(draw(data, width, titled=False, keyed=False))}</div>'
    foot = view.foot(chart.note, results or chart.results)
    return f'<figure class="chart" data-chart="{escape(chart.id)}">{caption}{_keys(data)}{plot}{_twin(chart, data, view)}{foot}</figure>'


def _read(chart: ChartSpec, view: View) -> ChartData:
    """Its texts were checked with the whole spec."""
    return read_chart(chart, view.ledger, view.language, None)


def _keys(data: ChartData) -> str:
    """The series with their swatches; a script turns them into switches."""
    if len(data.rows) < 2 or data.kind in UNTOGGLED:
        return ""
    items = "".join(f'<li data-series="{at}">{_swatch(data, at)}{escape(row.name)}</li>' for at, row in enumerate(data.rows))
    return f'<ul class="chart-keys">{items}</ul>'


def _swatch(data: ChartData, row: int) -> str:
    drawing = Drawing(f"{data.id}-key{row}", SWATCH, SWATCH, "", "", [key(data, row, 2, 11)])
    return web_svg(drawing).replace('role="img" ', 'aria-hidden="true" ').replace("<title></title><desc></desc>", "")


def _twin(chart: ChartSpec, data: ChartData, view: View) -> str:
    """The values of a chart as a table: a row for each category, a column for each series."""
    caption = f'<caption class="visually-hidden">{view.words(chart.title)}</caption>'
    heads = "".join(f'<th scope="col" class="num">{view.words(series.name)}</th>' for series in chart.series)
    head = f'<tr><th scope="col"><span class="visually-hidden">{EMPTY[view.language]}</span></th>{heads}</tr>'
    body = "".join(_line(chart, data, at, view) for at in range(len(chart.categories)))
    table = f'<table class="table">{caption}<thead>{head}</thead><tbody>{body}</tbody></table>'
    return f'<div class="chart-twin table-scroll">{table}</div>'


def _line(chart: ChartSpec, data: ChartData, at: int, view: View) -> str:
    beside = f' <span class="chart-beside">{view.words(chart.beside[at])}</span>' if at < len(chart.beside) and chart.beside[at] else ""
    main = main_row(data)
    cells = "".join(_cell(row.points[at], beside if index == main else "", view) for index, row in enumerate(data.rows))
    return f'<tr><th scope="row">{view.words(chart.categories[at])}</th>{cells}</tr>'


def _cell(point: Point, beside: str, view: View) -> str:
    """A value with the link to its evidence; `data-value` is the number as it is, not as it is written."""
    if not point.ref:
        return '<td class="num">–</td>'
    return f'<td class="num" data-value="{exact(point.value)}">{fact_link(point.ref, point.text)}{beside}</td>'
