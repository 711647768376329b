"""A WorkbookSpec becomes an xlsx file: plan the pages, stream the data, then write formulas that are known to agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlsxwriter import Workbook

from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.evidence.text import check
from agents.renderers.xlsx import about
from agents.renderers.xlsx.blocks import lay_out
from agents.renderers.xlsx.controls import asks_for_parts, controls, write_controls
from agents.renderers.xlsx.data import DataSheet
from agents.renderers.xlsx.evidence import fill_evidence, plan_evidence
from agents.renderers.xlsx.extracts import MOST_ROWS, Extract, Rows, plan_extracts, write_extract
from agents.renderers.xlsx.figures import Figures, ask_of, closure
from agents.renderers.xlsx.layout import Writing
from agents.renderers.xlsx.names import sheet_names
from agents.renderers.xlsx.page import Page
from agents.renderers.xlsx.record import BookRecord, SheetRecord
from agents.renderers.xlsx.sheets import TAB_COLOURS, SheetWriter, set_up_print
from agents.renderers.xlsx.styles import Styles, font
from agents.renderers.xlsx.totals import Ask
from agents.renderers.xlsx.words import word
from agents.specs.theme import THEME, Theme
from agents.specs.walk import fact_refs, texts
from agents.specs.workbook import SheetSpec, WorkbookSpec

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "max_url_length": 2079}
Named = list[tuple[str, SheetSpec]]


def render_workbook(spec: WorkbookSpec, ledger: Ledger, path: Path, rows: Rows, theme: Theme = THEME) -> BookRecord:
    """Write the workbook and give what was written. `rows(result)` yields every row of a data extract.

    Raises EvidenceError for a text that nothing supports, Fault for a data sheet whose result is not in the ledger.
    """
    for text in texts(spec):
        check(text, ledger, spec.language, spec.names)
    writing = Writing(ledger, spec.language)
    sheets = _named(spec, ledger)
    face = font(theme, spec.language)
    book = Workbook(str(path), OPTIONS | {"default_format_properties": {"font_name": face, "font_size": 10}})
    book.use_zip64() if any(_long(sheet, ledger) for _, sheet in sheets) else None
    styles = Styles(book, theme, face)
    for name, sheet in sheets:
        made = book.add_worksheet(name, DataSheet if sheet.kind == "data" else None)
        made.set_tab_color(styles.colour(TAB_COLOURS[sheet.kind]))
    written = _fill(book, spec, sheets, writing, styles, rows)
    title = writing.text(spec.title)
    book.set_properties({"title": title, "comments": word("evidence_lead", spec.language)})
    book.get_worksheet_by_name(sheets[0][0]).activate()
    book.close()
    return BookRecord(title=title, language=spec.language, sheets=tuple(written[name] for name, _ in sheets))


def _fill(
    book: Workbook, spec: WorkbookSpec, sheets: Named, writing: Writing, styles: Styles, rows: Rows
) -> dict[str, SheetRecord]:
    ledger, title = writing.ledger, writing.text(spec.title)
    extracts = plan_extracts(sheets, ledger)
    facts = closure(fact_refs(spec), ledger)
    pages = {name: _page(name, sheet, writing) for name, sheet in sheets if sheet.kind != "data"}
    last = [name for name, sheet in sheets if sheet.kind == "evidence"][-1]
    evidence = plan_evidence(pages[last], facts, writing)
    for extract, ask in [*filter(None, (ask_of(fact, ledger, extracts) for fact in facts.values())), *_part_asks(ledger, extracts)]:
        extract.asks.add(ask)
    for extract in extracts.values():
        write_extract(book, extract, rows, styles, spec.language)
        for part in extract.parts:
            set_up_print(book.get_worksheet_by_name(part.sheet), title, spec.language, styles.face, landscape=True)
            book.get_worksheet_by_name(part.sheet).repeat_rows(0)
    figures = Figures(ledger, extracts, [page for name, page in pages.items() if name != last], evidence.places)
    _generated(pages, sheets, writing, extracts, figures)
    fill_evidence(evidence, figures, writing)
    writer = SheetWriter(styles, writing, figures, title)
    written = {name: writer.write(book.get_worksheet_by_name(name), page) for name, page in pages.items()}
    return written | {record.name: record for extract in extracts.values() for record in extract.records(book)}


def _page(name: str, sheet: SheetSpec, writing: Writing) -> Page:
    page = Page(name, sheet.kind)
    if sheet.kind == "about":
        about.set_widths(page)
    lay_out(page, sheet, writing)
    return page


def _generated(pages: dict[str, Page], sheets: Named, writing: Writing, extracts: dict[str, Extract], figures: Figures) -> None:
    """What About and Checks say beyond their blocks."""
    listed = [(name, sheet.kind, writing.text(sheet.title)) for name, sheet in sheets]
    checks = [check for _, sheet in sheets for check in sheet.checks]
    for name, sheet in sheets:
        if sheet.kind == "about":
            about.add_sheets(pages[name], [entry for entry in listed if entry[0] != name], writing)
            about.add_colours(pages[name], writing)
            about.add_sources(pages[name], writing)
            for extract in extracts.values():
                about.add_columns(pages[name], extract, writing)
        elif sheet.kind == "checks":
            facts = closure(figures.evidence, writing.ledger)
            write_controls(pages[name], controls(writing, extracts, figures, facts, checks), writing)


def _named(spec: WorkbookSpec, ledger: Ledger) -> Named:
    """The sheets in order with names Excel accepts, About, Checks and Evidence among them; long extracts take several."""
    data = [sheet.data for sheet in spec.sheets if sheet.kind == "data"]
    if len(data) != len(set(data)):
        raise EvidenceError("Two data sheets hold the same result: keep one.")
    sheets = list(spec.sheets)
    kinds = {sheet.kind for sheet in sheets}
    if "about" not in kinds:
        sheets.insert(0, SheetSpec(name=word("about", spec.language), kind="about", title=spec.title))
    if "checks" not in kinds:
        sheets.append(SheetSpec(name=word("checks", spec.language), kind="checks", title=word("checks", spec.language)))
    if "evidence" not in kinds:
        sheets.append(SheetSpec(name=word("evidence", spec.language), kind="evidence", title=word("evidence", spec.language)))
    every = [(name, sheet) for sheet in sheets for name in _split(sheet, ledger)]
    return list(zip(sheet_names((name for name, _ in every), word("sheet", spec.language)), (sheet for _, sheet in every), strict=True))


def _split(sheet: SheetSpec, ledger: Ledger) -> Iterator[str]:
    yield sheet.name
    count = ledger.results[sheet.data].row_count if sheet.kind == "data" and sheet.data in ledger.results else 0
    for number in range(2, -(-count // MOST_ROWS) + 1):
        yield f"{sheet.name[:27]} {number}"


def _part_asks(ledger: Ledger, extracts: dict[str, Extract]) -> Iterator[tuple[Extract, Ask]]:
    yield from asks_for_parts(ledger.results.values(), extracts)


def _long(sheet: SheetSpec, ledger: Ledger) -> bool:
    """Whether a data sheet may pass the four gigabytes of a plain zip."""
    result = ledger.results.get(sheet.data)
    return result is not None and result.row_count * max(len(result.columns), 1) > 20_000_000
