"""The workbook of a run as people look at it: its sheets drawn from what was written into the file, one at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.cache import caches

from agents.renderers.html import sheet as drawing
from agents.renderers.html.view import View
from agents.renderers.xlsx.record import Contents, SheetRecord, read_contents, read_sheet
from workspace.runs import desk, evidence, previews, sheet_rows
from workspace.runs.models import Run, Step

KEPT = 3600  # seconds
MOST_ROW = 1_100_000  # a sheet has no more
FIRST_ROWS = 50  # of a data sheet, on the page that needs no scripts


class NoSheet(Exception):
    """The workbook has no such sheet, or was not kept."""


@dataclass(frozen=True)
class Book:
    """A finished workbook: its run, the step that made it, the folder where its record is, its contents."""

    run: Run
    step: Step
    folder: Path
    contents: Contents

    def key(self, *parts: object) -> str:
        return "-".join(map(str, ("sheet", self.step.pk, self.step.attempt, *parts)))

    def sheet(self, number: int) -> SheetRecord:
        """Raises NoSheet."""
        try:
            return read_sheet(self.folder, number)
        except (OSError, IndexError) as error:
            raise NoSheet from error

    @property
    def opening(self) -> int:
        """The sheet to begin with: the summary, else the first."""
        kinds = [kind for _name, kind in self.contents.sheets]
        return kinds.index("summary") + 1 if "summary" in kinds else 1


@dataclass(frozen=True)
class SheetShown:
    """A sheet for a template. `first` is the first row drawn (from 0), `rows` how many there are."""

    book: Book
    number: int
    name: str
    kind: str
    html: str
    first: int
    rows: int
    of: int  # rows without filters
    size: int  # rows drawn at once
    formulas: bool = False
    missing: str = ""  # why there are no rows, in words
    table: sheet_rows.Table | None = None
    tabs: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def next(self) -> int | None:
        return self.first + self.size if self.first + self.size < self.rows else None

    @property
    def previous(self) -> int | None:
        return max(0, self.first - self.size) if self.first else None


def book_of(run: Run) -> Book | None:
    """The workbook that a run made, None where there is none or nothing was kept to draw it from."""
    step = Step.objects.filter(run=run, spec_kind="workbook", status="done").first()
    if step is None:
        return None
    folder = desk.work_folder(step)
    try:
        return Book(run, step, folder, read_contents(folder))
    except (OSError, ValueError):
        return None


def open_sheet(book: Book, query: Mapping[str, str], number: int | None = None) -> SheetShown:
    """A sheet as the address asks for it. Raises NoSheet, and BadQuestion for what no sheet can answer."""
    if number is None:
        number = sheet_rows.whole(query, "sheet", book.opening, most=len(book.contents.sheets), least=1)
    record = book.sheet(number)
    common: dict[str, Any] = {"book": book, "number": number, "name": record.name, "kind": record.kind, "tabs": tabs(book)}
    if record.kind == "data":
        return _data(book, record, query, common)
    first = sheet_rows.whole(query, "from", 0, most=MOST_ROW)
    formulas = query.get("formulas") == "1"
    key = book.key(number, first, formulas)
    html: str | None = caches["previews"].get(key)
    if html is None:
        html = _drawn(book, record, first, formulas)
        caches["previews"].set(key, html, KEPT)
    count = drawing.row_count(record)
    return SheetShown(**common, html=html, first=first, rows=count, of=count, size=drawing.ROWS, formulas=formulas)


def data_table(book: Book, number: int, query: Mapping[str, str]) -> sheet_rows.Table:
    """The rows of a data sheet. Raises NoSheet, BadQuestion, NotKept."""
    record = book.sheet(number)
    if record.kind != "data":
        raise NoSheet
    return sheet_rows.Table.of(book.run, record, query)


def tabs(book: Book) -> list[tuple[int, str, str]]:
    """Number, name and kind of each sheet."""
    return [(number, name, kind) for number, (name, kind) in enumerate(book.contents.sheets, start=1)]


def _drawn(book: Book, record: SheetRecord, first: int, formulas: bool) -> str:
    view = View(evidence.ledger(book.run), book.contents.language, ())
    piece = previews.Piece(record.name, record.name, drawing.sheet_html(record, view, first=first, formulas=formulas))
    return previews.finished(piece, book.run).html


def _data(book: Book, record: SheetRecord, query: Mapping[str, str], common: dict[str, Any]) -> SheetShown:
    """The first rows of a data sheet; a script fetches the others as they are scrolled to."""
    first = sheet_rows.whole(query, "from", 0, most=MOST_ROW)
    table, missing, rows, total = None, "", [], record.rows
    try:
        table = sheet_rows.Table.of(book.run, record, query)
        page = table.page(first, FIRST_ROWS)
        rows, total = page.rows, page.total
    except sheet_rows.NotKept as error:
        missing = str(error)
    sorts = {column.number: column.sort for column in table.columns if column.sort} if table else {}
    html = drawing.data_html(record.columns, rows, sorts)
    return SheetShown(**common, html=html, first=first, rows=total, of=record.rows, size=FIRST_ROWS, missing=missing, table=table)
