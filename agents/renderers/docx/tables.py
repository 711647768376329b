"""Native tables: a repeated header row, rows that do not break, quiet rules, numbers at the right, a total set off."""

from __future__ import annotations

import re
from html import escape

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.text import rendered
from agents.renderers.chart.widths import text_width
from agents.renderers.docx.styles import rule, shade
from agents.renderers.docx.words import DATE, runs
from agents.renderers.docx.xml import paragraph
from agents.renderers.tones import signed_tone, status_tone
from agents.specs.table import TableColumn, TableSpec
from agents.specs.theme import Theme

WIDTH = 9354  # text width of the page in twentieths of a point
SIZE, WIDEST = 9.5, 220.0  # of the text, and of a text for which a column is kept in one line, in points
MARGINS = 219  # of a cell, with room for programs that take wider margins and for a font that runs a little wider


def table_xml(table: TableSpec, ledger: Ledger, language: Language, theme: Theme) -> str:
    """The table, with widths on its columns and on its cells, and a description for those who cannot see it."""
    widths = column_widths(table, ledger, language)
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


def column_widths(table: TableSpec, ledger: Ledger, language: Language) -> list[int]:
    """Widths that add up to the page exactly: each column as wide as its longest word, so that none breaks; the rest of the page is
    shared by weight, after what the columns need for their texts in one line."""
    needs, wishes = zip(*(_needs(table, i, ledger, language) for i in range(len(table.columns))), strict=True)
    rest = WIDTH - sum(needs)
    if rest < 0:
        widths = [int(WIDTH * need / sum(needs)) for need in needs]
        return [*widths[:-1], WIDTH - sum(widths[:-1])]
    lacking = [wish - need for need, wish in zip(needs, wishes, strict=True)]
    given = min(1.0, rest / sum(lacking)) if sum(lacking) else 0.0
    left, whole = rest - given * sum(lacking), sum(column.weight for column in table.columns)
    widths = [
        int(need + given * lack + left * column.weight / whole)
        for need, lack, column in zip(needs, lacking, table.columns, strict=True)
    ]
    return [*widths[:-1], WIDTH - sum(widths[:-1])]


def _needs(table: TableSpec, index: int, ledger: Ledger, language: Language) -> tuple[float, float]:
    """(width of the longest word, width of the longest text) of a column, in twentieths of a point, with the margins of its cells."""
    number = table.columns[index].kind == "number"
    head = rendered(table.columns[index].header, ledger, language)
    texts = [(rendered(row[index], ledger, language), position == table.total) for position, row in enumerate(table.rows)]
    longest = max((text_width(piece, SIZE, bold) for text, bold in texts for piece in _pieces(text, number)), default=0.0)
    longest = max([longest, *(text_width(piece, SIZE, True) for piece in _pieces(head, False))])
    whole = max((text_width(text, SIZE, bold) for text, bold in [*texts, (head, True)]), default=0.0)
    return 20 * longest + MARGINS, 20 * max(longest, min(whole, WIDEST)) + MARGINS


def _pieces(text: str, number: bool) -> list[str]:
    """What a line cannot break: words; a number and a date whole; Chinese breaks between any two characters, so two stay together."""
    if number or DATE.fullmatch(text):
        return [text]
    return [piece for word in text.split() for piece in ([word] if word.isascii() else re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]{1,2}", word))]


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
