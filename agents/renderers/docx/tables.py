"""Native tables: a repeated header row, rows that do not break, quiet rules, numbers at the right, a total set off."""

from __future__ import annotations

from html import escape

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.docx.styles import rule, shade
from agents.renderers.docx.words import runs
from agents.renderers.docx.xml import paragraph
from agents.renderers.tones import signed_tone, status_tone
from agents.specs.table import TableColumn, TableSpec
from agents.specs.theme import Theme

WIDTH = 9354  # text width of the page in twentieths of a point


def table_xml(table: TableSpec, ledger: Ledger, language: Language, theme: Theme) -> str:
    """The table, with widths on its columns and on its cells, and a description for those who cannot see it."""
    widths = column_widths(table.columns)
    title = escape(rendered(table.title, ledger, language))
    properties = (
        f'<w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        f"<w:tblBorders>{rule(theme, 'top', 4)}{rule(theme, 'bottom', 8, 'context')}{rule(theme, 'insideH', 4)}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{title}"/><w:tblDescription w:val="{escape(_description(table, ledger, language))}"/></w:tblPr>'
    )
    grid = "<w:tblGrid>" + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    rows = "".join(_row(table, index, widths, ledger, language, theme) for index in range(len(table.rows)))
    return f"<w:tbl>{properties}{grid}{_head(table, widths, ledger, language, theme)}{rows}</w:tbl>"


def column_widths(columns: tuple[TableColumn, ...]) -> list[int]:
    """Widths that share the page by weight and add up to it exactly."""
    whole = sum(column.weight for column in columns)
    widths = [int(WIDTH * column.weight / whole) for column in columns]
    return [*widths[:-1], WIDTH - sum(widths[:-1])]


def _description(table: TableSpec, ledger: Ledger, language: Language) -> str:
    joint = "、" if language == "zh" else ", "
    return joint.join(rendered(column.header, ledger, language) for column in table.columns)


def _head(table: TableSpec, widths: list[int], ledger: Ledger, language: Language, theme: Theme) -> str:
    edge = f"<w:tcBorders>{rule(theme, 'bottom', 12, 'ink')}</w:tcBorders>"
    cells = "".join(
        _cell(
            width,
            paragraph("TableHeadNumber" if column.kind == "number" else "TableHead", runs(column.header, ledger, language)),
            edge,
            "bottom",
        )
        for column, width in zip(table.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(table: TableSpec, index: int, widths: list[int], ledger: Ledger, language: Language, theme: Theme) -> str:
    total = index == table.total
    tint = shade(theme, "panel") if total or index in table.emphasis else ""
    keep = (
        "<w:keepNext/>" if index < len(table.rows) - 1 and (index < 2 or index >= len(table.rows) - 3) else ""
    )  # no lonely first or last rows
    cells = []
    for column, width, text in zip(table.columns, widths, table.rows[index], strict=True):
        style = ("TableTotal" if total else "Table") + ("Number" if column.kind == "number" else "" if total else "Text")
        cells.append(
            _cell(width, paragraph(style, runs(text, ledger, language, tone(column, text, ledger, language)), keep), tint, "center")
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def tone(column: TableColumn, text: str, ledger: Ledger, language: Language) -> str:
    """The character style of a cell of a signed or status column."""
    if column.tone == "signed":
        return signed_tone(text, ledger).capitalize()
    return status_tone(text, ledger, language).capitalize() if column.tone == "status" else ""


def _cell(width: int, content: str, look: str, vertical: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}<w:vAlign w:val="{vertical}"/></w:tcPr>{content}</w:tc>'
