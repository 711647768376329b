"""Charts and tables as HTML figures, shared by all previews."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.renderers.chart.data import read_chart
from agents.renderers.chart.draw import draw
from agents.renderers.html.text import inline
from agents.renderers.source_line import source_line
from agents.renderers.svg import web_svg
from agents.renderers.tones import signed_tone, status_tone
from agents.specs.chart import ChartSpec
from agents.specs.table import TableColumn, TableSpec


class View:
    """What every part of a preview needs: the evidence, the language, and the names that texts may hold."""

    def __init__(self, ledger: Ledger, language: Language, names: Collection[str]) -> None:
        self.ledger, self.language, self.names = ledger, language, names

    def words(self, text: str) -> str:
        return inline(text, self.ledger, self.language)

    def source(self, results: tuple[str, ...]) -> str:
        return escape(source_line(results, self.ledger, self.language))


def chart_svg(chart: ChartSpec, view: View, width: float, height: float = 0) -> str:
    """The drawing alone, in the page's colours."""
    return web_svg(draw(read_chart(chart, view.ledger, view.language, view.names), width, height, titled=False))


def chart_html(chart: ChartSpec, view: View, width: float = 640, *, label: str = "", results: tuple[str, ...] = ()) -> str:
    """A chart with its title, subtitle, note and source."""
    subtitle = f'<span class="figure-sub">{view.words(chart.subtitle)}</span>' if chart.subtitle else ""
    caption = f'<figcaption>{label}<span class="figure-title">{view.words(chart.title)}</span>{subtitle}</figcaption>'
    return f'<figure class="chart">{caption}{chart_svg(chart, view, width)}{_foot(chart.note, results or chart.results, view)}</figure>'


def table_html(table: TableSpec, view: View, *, label: str = "", results: tuple[str, ...] = (), foot: bool = True) -> str:
    """A table with a caption where it has a title; numbers at the right, signed numbers and status words in their tones."""
    title = f'<span class="figure-title">{view.words(table.title)}</span>' if table.title or label else ""
    caption = f"<caption>{label}{title}</caption>" if title else ""
    head = "".join(f'<th scope="col"{_classes(column)}>{view.words(column.header)}</th>' for column in table.columns)
    body = "".join(_row(table, index, view) for index in range(len(table.rows)))
    grid = f'<table class="table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    end = _foot(table.note, results or table.results, view) if foot else ""
    return f'<div class="table-block"><div class="table-scroll">{grid}</div>{end}</div>'


def _row(table: TableSpec, index: int, view: View) -> str:
    kind = ' class="total"' if index == table.total else ' class="emphasis"' if index in table.emphasis else ""
    cells = []
    for position, (column, text) in enumerate(zip(table.columns, table.rows[index], strict=True)):
        tag, scope = ("th", ' scope="row"') if position == 0 and column.kind == "text" else ("td", "")
        cells.append(f"<{tag}{scope}{_classes(column, _tone(column, text, view))}>{view.words(text)}</{tag}>")
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _tone(column: TableColumn, text: str, view: View) -> str:
    if column.tone == "signed":
        return signed_tone(text, view.ledger)
    return status_tone(text, view.ledger, view.language) if column.tone == "status" else ""


def _classes(column: TableColumn, tone: str = "") -> str:
    names = [name for name in ("num" if column.kind == "number" else "", f"tone-{tone}" if tone else "") if name]
    return f' class="{" ".join(names)}"' if names else ""


def _foot(note: str, results: tuple[str, ...], view: View) -> str:
    parts = [part for part in (view.words(note), view.source(results)) if part]
    return f'<p class="figure-source">{" ".join(parts)}</p>' if parts else ""
