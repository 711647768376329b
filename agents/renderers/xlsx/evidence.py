"""The Evidence sheet: every query with its result, every fact with its value, origin and cells."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xlsxwriter.utility import quote_sheetname

from agents.evidence.facts import Fact
from agents.evidence.formats import MISSING
from agents.evidence.results import Result
from agents.renderers.xlsx.about import coverage_text
from agents.renderers.xlsx.figures import Figures, Place
from agents.renderers.xlsx.layout import Writing, section
from agents.renderers.xlsx.names import clean_text
from agents.renderers.xlsx.numbers import exact, is_number, pattern, settled
from agents.renderers.xlsx.page import LEFT, Item, Page
from agents.renderers.xlsx.styles import HEADER, NUMBER, NUMBER_COLOURS, TEXT, Look
from agents.renderers.xlsx.widths import height, line_height, lines
from agents.renderers.xlsx.words import word

RESULT_HEADERS = ("id", "purpose", "rows", "seconds", "taken", "coverage", "source")
FACT_HEADERS = ("id", "name", "value", "unit", "result", "how", "shown")
WIDTHS = (22.0, 38.0, 18.0, 13.0, 20.0, 44.0, 36.0)
MOST_LINES = 12  # of a query; the cell holds the whole
SMALL = replace(TEXT, valign="top", size=9)
QUIET = Look(colour="muted", size=9, wrap=True, valign="top")
VALUE = LEFT + 2


@dataclass
class EvidenceRows:
    """Where each fact stands on the evidence page."""

    page: Page
    facts: dict[str, Fact]
    places: dict[str, Place]


def plan_evidence(page: Page, facts: dict[str, Fact], writing: Writing) -> EvidenceRows:
    """Write the list of results and give each fact its row."""
    for number, width in enumerate(WIDTHS):
        page.widen(LEFT + number, width)
    page.last_col = LEFT + len(WIDTHS) - 1
    section(page, word("results", writing.language))
    _header(page, RESULT_HEADERS, writing)
    for result in writing.ledger.results.values():
        _result(page, result, writing)
    page.row += 1
    section(page, word("facts", writing.language))
    _header(page, FACT_HEADERS, writing)
    places = {key: Place(page.name, page.row + position, VALUE) for position, key in enumerate(facts)}
    return EvidenceRows(page, facts, places)


def fill_evidence(rows: EvidenceRows, figures: Figures, writing: Writing) -> None:
    """Write each fact's line, now that its cells are known."""
    page = rows.page
    for key, fact in rows.facts.items():
        row = rows.places[key].row
        shown = ", ".join(place.address() for place in figures.places.get(key, []))
        source = fact.cell.result if fact.cell else ""
        items = [
            page.add(Item(row, LEFT + number, replace(SMALL, indent=int(number == 3)), clean_text(text)))
            for number, text in ((0, fact.id), (1, fact.name), (3, unit(fact)), (4, source), (5, origin(fact, writing)), (6, shown))
            if text
        ]
        page.add(_value(row, key, fact, figures, writing))
        page.fit_row(row, items)
    page.row += len(rows.facts)


def origin(fact: Fact, writing: Writing) -> str:
    """The cell, or the expression with what its names stand for."""
    if fact.cell:
        return f"{word('row', writing.language)} {fact.cell.row + 1}, {fact.cell.column}"
    if fact.constant:
        return word("setting", writing.language)
    inputs = "; ".join(f"{short} = {ref}" for short, ref in fact.inputs.items())
    return f"{fact.expression}   ({inputs})" + (f"; {fact.missing}" if fact.missing else "")


def unit(fact: Fact) -> str:
    return " ".join(part for part in (fact.currency or fact.unit, fact.period and f"({fact.period})") if part)


def _value(row: int, key: str, fact: Fact, figures: Figures, writing: Writing) -> Item:
    written = figures.in_evidence(key, fact)
    number = ""
    if is_number(fact.value) and isinstance(fact.value, (int, float)):
        number = pattern(exact(settled(fact, "auto")), [float(fact.value)], fact.currency, writing.language)
    elif settled(fact, "auto") == "date":
        number = "yyyy-mm-dd"
    look = replace(NUMBER, size=9, valign="top", pattern=number, colour=NUMBER_COLOURS.get(written.kind, "ink"))
    if isinstance(fact.value, str):
        return Item(row, VALUE, replace(SMALL, align="right"), clean_text(fact.value))
    return Item(row, VALUE, look, MISSING if written.value is None else "", formula=written.formula, value=written.value, shows=fact.id)


def _result(page: Page, result: Result, writing: Writing) -> None:
    """A line of figures; below it the query and the hash of its rows."""
    rows = word("first_rows", writing.language) if result.truncated else ""
    coverage = "; ".join(part for part in (rows, coverage_text(result.coverage, writing)) if part)
    label = writing.ledger.label(result.id)
    texts = {0: label, 1: result.purpose, 4: result.taken_at.strftime("%Y-%m-%d %H:%M:%S"), 5: coverage, 6: result.source}
    top = replace(SMALL, bottom="", top="thin")
    items = [
        page.add(Item(page.row, LEFT + number, replace(top, bold=number == 0, indent=int(number == 4)), clean_text(text)))
        for number, text in texts.items()
    ]
    number_look = replace(NUMBER, size=9, valign="top", bottom="", top="thin", colour=NUMBER_COLOURS["input"])
    page.add(Item(page.row, VALUE, replace(number_look, pattern="#,##0"), value=result.row_count))
    page.add(Item(page.row, VALUE + 1, replace(number_look, pattern="0.000"), value=result.seconds))
    page.fit_row(page.row, items)
    page.row += 1
    wide = sum(WIDTHS[1:])
    for key, text in (("query", result.sql), ("hash", result.hash)):
        page.add(Item(page.row, LEFT, QUIET, word(key, writing.language)))
        page.add(Item(page.row, LEFT + 1, QUIET, clean_text(text), span=page.last_col))
        page.heights[page.row] = height(min(lines(text, wide * 1.1), MOST_LINES) * line_height(text, 9))
        page.row += 1


def _header(page: Page, keys: tuple[str, ...], writing: Writing) -> None:
    for number, key in enumerate(keys):
        numeric = LEFT + number == VALUE or key == "seconds"
        page.add(
            Item(
                page.row,
                LEFT + number,
                replace(HEADER, align="right" if numeric else "left", indent=int(key in ("unit", "taken"))),
                word(key, writing.language),
            )
        )
    page.heights[page.row] = 20
    page.row += 1


def evidence_link(place: Place) -> str:
    """The target of a link to a fact's line."""
    return f"{quote_sheetname(place.page)}!{place.address(place.page)}"
