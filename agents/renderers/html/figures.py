"""Tables as HTML, shared by all previews."""

from __future__ import annotations

from agents.renderers.html.chart import chart_html, chart_svg
from agents.renderers.html.view import View
from agents.renderers.tones import signed_tone, status_tone
from agents.specs.table import TableColumn, TableSpec

__all__ = ["View", "chart_html", "chart_svg", "table_html"]


def table_html(table: TableSpec, view: View, *, label: str = "", results: tuple[str, ...] = (), foot: bool = True) -> str:
    """A table with a caption where it has a title; numbers at the right, signed numbers and status words in their tones."""
    title = f'<span class="figure-title">{view.words(table.title)}</span>' if table.title or label else ""
    caption = f"<caption>{label}{title}</caption>" if title else ""
    head = "".join(f'<th scope="col"{_classes(column)}>{view.words(column.header)}</th>' for column in table.columns)
    body = "".join(_row(table, index, view) for index in range(len(table.rows)))
    grid = f'<table class="table">{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    end = view.foot(table.note, results or table.results) if foot else ""
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
