"""From blocks to places: titles, prose, tables and charts down a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agents.core.brief import Language
from agents.evidence.facts import Fact
from agents.evidence.formats import MISSING
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Cell
from agents.evidence.text import Text, rendered, sole_fact
from agents.renderers.xlsx.names import clean_text
from agents.renderers.xlsx.numbers import is_number, pattern, settled, shown
from agents.renderers.xlsx.page import LEFT, Frame, Item, Page, natural
from agents.renderers.xlsx.styles import HEADER, LEAD, NOTE, NUMBER, PROSE, SECTION, TEXT, TITLE, Look
from agents.renderers.xlsx.widths import text_width
from agents.specs.table import TableSpec

WIDEST_TEXT, NARROWEST = 44.0, 9.0


def canonical(fact: Fact) -> str:
    """One id for a fact however it is named: a named cell is the cell."""
    return cell_ref(fact.cell.result, fact.cell.row, fact.cell.column) if fact.cell else fact.id


@dataclass(frozen=True)
class Writing:
    """What texts are written with."""

    ledger: Ledger
    language: Language
    sources: dict[str, Text] = field(default_factory=dict)  # written words -> the text with tokens, "" where two texts read the same

    def text(self, text: Text) -> str:
        words = clean_text(rendered(text, self.ledger, self.language))
        if self.sources.setdefault(words, text) != text:
            self.sources[words] = ""
        return words

    def source(self, words: str) -> Text:
        """The text behind words that were written before, "" where it holds no facts or is not known for certain."""
        text = self.sources.get(words, "")
        return text if text != words else ""

    def ref(self, ref: str) -> str:
        return canonical(self.ledger.fact(ref))


@dataclass(frozen=True)
class CellPlan:
    """A cell of a table before it has a place."""

    text: str
    fact: Fact | None = None
    format: str = ""

    @property
    def value(self) -> Cell:
        return self.fact.value if self.fact else None


def head(page: Page, writing: Writing, title: Text, lead: Text) -> None:
    """Title and lead; the pane freezes below them unless a table follows at once."""
    page.heights[0] = 8
    page.row = 1
    page.line(writing.text(title), TITLE, 28)
    if lead:
        page.line(writing.text(lead), LEAD, 18)
    page.heights[page.row] = 8
    page.row += 1
    page.freeze = (page.row, 0)


def section(page: Page, text: str) -> None:
    page.line(text, SECTION, 24)


def paragraph(page: Page, text: str) -> None:
    page.prose(text, PROSE)


def plan_cells(table: TableSpec, writing: Writing) -> list[list[CellPlan]]:
    """Every cell of a table as a text or a fact."""
    return [[_cell(text, writing) for text in row] for row in table.rows]


def widen_for(page: Page, table: TableSpec, cells: Sequence[Sequence[CellPlan]], writing: Writing) -> None:
    """Make the columns wide enough for a table: numbers and the longest word of a header whole, texts wrapped when long."""
    for position, column in enumerate(table.columns):
        header = writing.text(column.header)
        column_cells = [row[position] for row in cells]
        number = ColumnPatterns(column_cells, writing.language)
        shown_numbers = [shown(float(c.value), number(c)) for c in column_cells if is_number(c.value) and isinstance(c.value, (int, float))]
        numbers = max((text_width(text, bold=True) for text in shown_numbers), default=0.0) + 2.5
        texts = min(natural([c.text for c in column_cells if not is_number(c.value)], bold=True), WIDEST_TEXT)
        longest = max((text_width(part, bold=True) for part in header.split()), default=0.0) + 3.5
        page.widen(LEFT + position, max(numbers, texts, min(longest, WIDEST_TEXT), min(natural([header], True), 18.0), NARROWEST))
    page.last_col = max(page.last_col, LEFT + len(table.columns) - 1)


def place_table(page: Page, table: TableSpec, cells: Sequence[Sequence[CellPlan]], writing: Writing) -> Frame:
    """Write a table's title, header, rows and note at the next free row."""
    if table.title:
        section(page, writing.text(table.title))
    top = page.row
    headers = [Item(top, LEFT + i, _header_look(table, i), writing.text(column.header)) for i, column in enumerate(table.columns)]
    for item in headers:
        page.add(item)
    page.fit_row(top, headers)
    page.row += 1
    frame = Frame(top, page.row, page.row + len(cells) - 1, LEFT, LEFT + len(table.columns) - 1)
    numbers = [ColumnPatterns([row[i] for row in cells], writing.language) for i in range(len(table.columns))]
    for position, row in enumerate(cells):
        set_off = "total" if position == table.total else "emphasis" if position in table.emphasis else ""
        items = [_item(page.row, i, table, cell, numbers[i](cell), set_off) for i, cell in enumerate(row)]
        for item in items:
            item.header = top
            page.add(item)
        page.fit_row(page.row, items)
        frame.refs.append([canonical(cell.fact) if cell.fact else "" for cell in row])
        frame.texts.append([cell.text for cell in row])
        page.row += 1
    frame.total = None if table.total is None else frame.first + table.total
    page.frames.append(frame)
    _bars(page, frame, table, cells)
    if table.note:
        page.prose(writing.text(table.note), NOTE)
    return frame


class ColumnPatterns:
    """The number format of each cell of a column: cells of one format share scale and places."""

    def __init__(self, cells: Sequence[CellPlan], language: Language) -> None:
        self.language = language
        self.values: dict[tuple[str, str], list[float]] = {}
        for cell in cells:
            if isinstance(cell.value, (int, float)) and is_number(cell.value):
                self.values.setdefault(self._key(cell), []).append(float(cell.value))

    def __call__(self, cell: CellPlan) -> str:
        if not cell.fact or not (is_number(cell.value) or cell.format in ("date", "month")):
            return ""
        return pattern(cell.format, self.values.get(self._key(cell), []), cell.fact.currency, self.language)

    @staticmethod
    def _key(cell: CellPlan) -> tuple[str, str]:
        return (cell.format, cell.fact.currency if cell.fact else "")


def _cell(text: Text, writing: Writing) -> CellPlan:
    sole = sole_fact(text)
    if sole is None:
        return CellPlan(writing.text(text))
    fact = writing.ledger.fact(sole[0])
    missing = fact.value is None or (isinstance(fact.value, float) and not is_number(fact.value))
    return CellPlan(MISSING if missing else writing.text(text), fact, settled(fact, sole[1]))


def _item(row: int, position: int, table: TableSpec, cell: CellPlan, number: str, set_off: str) -> Item:
    column = table.columns[position]
    numeric = bool(number) or (cell.fact is not None and cell.value is None)
    align = "right" if column.kind == "number" else "left"
    look = replace(NUMBER, pattern=number, align=align) if numeric else replace(TEXT, align=align, indent=_gutter(table, position))
    if column.tone == "status" and not numeric:
        look = replace(look, bold=True, colour="accent")
    if set_off:
        look = replace(look, bold=True, fill="panel", top="line" if set_off == "total" else "")
    return Item(row, LEFT + position, look, cell.text, ref=cell.fact.id if cell.fact else "", value=cell.value)


def _header_look(table: TableSpec, position: int) -> Look:
    return replace(HEADER, align="right" if table.columns[position].kind == "number" else "left", indent=_gutter(table, position))


def _gutter(table: TableSpec, position: int) -> int:
    """A little room where a left column follows a right one."""
    return int(position > 0 and table.columns[position].kind == "text" and table.columns[position - 1].kind == "number")


def _bars(page: Page, frame: Frame, table: TableSpec, cells: Sequence[Sequence[CellPlan]]) -> None:
    """Data bars for signed rates, the total left out."""
    last = frame.last - 1 if frame.total == frame.last else frame.last
    for position, column in enumerate(table.columns):
        rates = [row[position].fact for row in cells if row[position].fact]
        signed = column.tone == "signed" and rates and all(fact is not None and fact.unit in ("ratio", "points") for fact in rates)
        if signed and last > frame.first:
            page.bars.append((frame.first, last, LEFT + position))
