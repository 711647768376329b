"""The About sheet: purpose, sheets, colours of numbers, sources, columns and units, and the texts of its blocks."""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter.utility import quote_sheetname

from agents.evidence.results import Column, Coverage
from agents.renderers.xlsx.extracts import Extract
from agents.renderers.xlsx.layout import Writing, section
from agents.renderers.xlsx.page import LEFT, Item, Page
from agents.renderers.xlsx.styles import HEADER, LINK, NUMBER, NUMBER_COLOURS, TEXT
from agents.renderers.xlsx.words import word

WIDTHS = (26.0, 50.0, 16.0, 24.0)


def set_widths(page: Page) -> None:
    for number, width in enumerate(WIDTHS):
        page.widen(LEFT + number, width)
    page.last_col = max(page.last_col, LEFT + len(WIDTHS) - 1)


def add_sheets(page: Page, sheets: list[tuple[str, str, str]], writing: Writing) -> None:
    """The list of sheets with links. Each is name, kind, title."""
    section(page, word("sheets", writing.language))
    _header(page, [word("sheet", writing.language), word("holds", writing.language)])
    for name, kind, title in sheets:
        text = word(f"kind_{kind}", writing.language) if kind in ("data", "checks", "evidence", "about") or not title else title
        page.add(Item(page.row, LEFT, LINK, name, link=f"{quote_sheetname(name)}!A1"))
        _texts(page, [text], first=LEFT + 1)
    page.row += 1


def add_colours(page: Page, writing: Writing) -> None:
    """The colours of numbers, each shown on a sample."""
    section(page, word("colours", writing.language))
    for kind, colour in NUMBER_COLOURS.items():
        page.add(Item(page.row, LEFT, replace(TEXT, colour=colour, bold=True), word(f"colour_{kind}", writing.language)))
        _texts(page, [word(kind, writing.language)], first=LEFT + 1)
    page.row += 1


def add_sources(page: Page, writing: Writing) -> None:
    """Every source of the ledger's results: when it was read and what it covers."""
    section(page, word("sources", writing.language))
    _header(page, [word(key, writing.language) for key in ("source", "covers", "queries", "as_of")])
    sources: dict[str, list[str]] = {}
    for result in writing.ledger.results.values():
        sources.setdefault(result.source, []).append(result.id)
    for source, ids in sources.items():
        results = [writing.ledger.results[id] for id in ids]
        covered = next((text for result in results if (text := coverage_text(result.coverage, writing))), "")
        page.add(Item(page.row, LEFT + 2, replace(NUMBER, align="left"), value=len(ids)))
        _texts(page, [source, covered, None, max(result.taken_at for result in results).strftime("%Y-%m-%d %H:%M")])
    page.row += 1


def add_columns(page: Page, extract: Extract, writing: Writing) -> None:
    """The columns of the data: header, type, unit."""
    section(page, f"{word('columns', writing.language)}: {extract.parts[0].sheet}")
    _header(page, [word(key, writing.language) for key in ("column", "type", "unit")])
    for column in extract.result.columns:
        _texts(page, [extract.headers[column.name], word(f"type_{column.type}", writing.language), unit_text(column, writing)])
    page.row += 1


def coverage_text(coverage: Coverage, writing: Writing) -> str:
    """What a result read and left out, in one line."""
    parts = []
    if coverage.first_day and coverage.last_day:
        parts.append(f"{coverage.first_day.isoformat()} – {coverage.last_day.isoformat()}")
    for count, key in ((coverage.rows_read, "read"), (coverage.rows_dropped, "dropped"), (coverage.duplicates, "duplicates")):
        if count:
            why = f" ({coverage.dropped_why})" if key == "dropped" and coverage.dropped_why else ""
            parts.append(word(key, writing.language, count=f"{count:,}") + why)
    parts += [word("nulls", writing.language, name=name, count=f"{count:,}") for name, count in coverage.nulls.items() if count]
    return "; ".join([*parts, *coverage.notes])


def unit_text(column: Column, writing: Writing) -> str:
    if not column.unit:
        return ""
    if column.unit == "currency" and not column.currency:
        return word("unit_money", writing.language)
    return word(f"unit_{column.unit}", writing.language, code=column.currency)


def _header(page: Page, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        page.add(Item(page.row, LEFT + number, replace(HEADER, align="left"), text))
    page.heights[page.row] = 20
    page.row += 1


def _texts(page: Page, texts: list[str | None], first: int = LEFT) -> None:
    items = [page.add(Item(page.row, first + number, TEXT, text)) for number, text in enumerate(texts) if text is not None]
    page.fit_row(page.row, items)
    page.row += 1
