"""Facts as live formulas: SUMIFS over the data, an expression over cells, a link to the cell that computes it, or a plain value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from agents.evidence.facts import Fact
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell, Grouping
from agents.renderers.xlsx.expressions import NoFormula, formula_of
from agents.renderers.xlsx.extracts import Extract
from agents.renderers.xlsx.layout import canonical
from agents.renderers.xlsx.numbers import is_number
from agents.renderers.xlsx.page import Item, Page
from agents.renderers.xlsx.totals import Ask

AGREES = 1e-9  # relative: what recalculation may differ from the stored value
HAZARD = re.compile(r"[*?~]|^[<>=]")  # read by SUMIFS as a pattern or a comparison


class Place(NamedTuple):
    page: str
    row: int
    col: int

    def address(self, seen_from: str = "") -> str:
        cell: str = xl_rowcol_to_cell(self.row, self.col)
        return cell if self.page == seen_from else f"{quote_sheetname(self.page)}!{cell}"


def closure(refs: Iterable[str], ledger: Ledger) -> dict[str, Fact]:
    """The facts shown and everything they are computed from, by canonical id, inputs after what needs them. Bare names are left out."""
    found: dict[str, Fact] = {}
    waiting = list(dict.fromkeys(refs))
    while waiting:
        fact = ledger.fact(waiting.pop(0))
        key = canonical(fact)
        if isinstance(fact.value, str) and fact.id == key:
            continue
        if key not in found or (found[key].id == key and fact.id != key):  # a given name goes before the bare cell
            found[key] = fact
            waiting += [ref for ref in fact.inputs.values() if canonical(ledger.fact(ref)) not in found]
    return found


def ask_of(fact: Fact, ledger: Ledger, extracts: dict[str, Extract]) -> tuple[Extract, Ask] | None:
    """The SUMIFS that a cell of a grouped result stands for; None where it stands for none."""
    if fact.cell is None or not is_number(fact.value):
        return None
    result = ledger.results[fact.cell.result]
    grouping, column = result.grouping, fact.cell.column
    if grouping is None or grouping.extract not in extracts or column not in grouping.sums:
        return None
    extract = extracts[grouping.extract]
    filters = filters_of(grouping, column) | {into: result.cell(fact.cell.row, key) for key, into in grouping.keys.items()}
    wanted = {*filters, *([grouping.sums[column]] if grouping.sums[column] else [])}
    if not wanted <= extract.headers.keys() or any(_hazard(value) for value in filters.values()):
        return None
    return extract, Ask(tuple(sorted(filters.items(), key=lambda pair: pair[0])), grouping.sums[column])


def filters_of(grouping: Grouping, column: str) -> dict[str, Cell]:
    """The equal-to filters that hold for a whole number column."""
    return dict(grouping.fixed) | grouping.fixed_by.get(column, {})


def agrees(left: float, right: float, tolerance: float = AGREES) -> bool:
    return abs(left - right) <= tolerance * max(abs(left), abs(right), 1e-6)


@dataclass
class Written:
    """How a cell is written: a formula with its value, or a value. `kind` is its colour."""

    formula: str
    value: Cell
    kind: str


class Figures:
    """Knows every place of every fact and writes the formula for each."""

    def __init__(self, ledger: Ledger, extracts: dict[str, Extract], pages: list[Page], evidence: dict[str, Place]) -> None:
        self.ledger, self.extracts, self.evidence = ledger, extracts, evidence
        self.pages = {page.name: page for page in pages}
        self.cells = {page.name: page.at() for page in pages}
        self.places: dict[str, list[Place]] = {}
        for page in pages:
            for item in page.figures():
                self.places.setdefault(canonical(ledger.fact(item.ref)), []).append(Place(page.name, item.row, item.col))
        self.summaries = [page.name for page in pages if page.kind == "summary"]
        self._local: dict[Place, str] = {}

    def written(self, item: Item, page: str) -> Written:
        """How to write the cell of a fact on a page."""
        fact = self.ledger.fact(item.ref)
        value = fact.value if fact.value is None or not isinstance(fact.value, float) or is_number(fact.value) else None
        place = Place(page, item.row, item.col)
        formula = self.local(fact, place) or self._elsewhere(fact, place)
        if not formula:
            return Written("", value, "input" if is_number(value) or isinstance(value, (date, datetime)) else "text")
        return Written(formula, value, "cross" if "!" in formula and "SUMIFS" not in formula else "formula")

    def in_evidence(self, key: str, fact: Fact) -> Written:
        """How to write the value of a fact in the list of evidence."""
        value = fact.value if is_number(fact.value) or not isinstance(fact.value, float) else None
        home = self.home(key)
        if home:
            return Written(home.address(), value, "cross")
        formula = self._expression(
            fact, {short: self.evidence[self._key(ref)].address(self.evidence[key].page) for short, ref in fact.inputs.items()}
        )
        return Written(formula, value, "formula") if formula else Written("", value, "input" if is_number(value) else "text")

    def home(self, key: str) -> Place | None:
        """The first cell that computes a fact where it stands."""
        fact = self.ledger.fact(key)
        return next((place for place in self.places.get(key, []) if self.local(fact, place)), None)

    def address(self, ref: str, seen_from: str) -> str:
        """The cell to read a fact from: the one that computes it, else its line in the evidence."""
        key = self._key(ref)
        return (self.home(key) or self.evidence[key]).address(seen_from)

    def evidence_of(self, ref: str) -> Place | None:
        return self.evidence.get(self._key(ref))

    def local(self, fact: Fact, place: Place) -> str:
        """The formula that computes a fact at a place, "" where there is none."""
        if place not in self._local:
            self._local[place] = self._total(fact, place) or self._near(fact, place)
        return self._local[place]

    # -- from the data ------------------------------------------------------------------------------------------------

    def _total(self, fact: Fact, place: Place) -> str:
        asked = ask_of(fact, self.ledger, self.extracts)
        if asked is None or not isinstance(fact.value, (int, float)):
            return ""
        extract, ask = asked
        if extract.totals is None or not agrees(extract.totals.value(ask), float(fact.value)):
            return ""
        criteria = [(extract.ranges(name), self._criterion(value, place)) for name, value in ask.filters]
        return total_formula(extract, ask.column, criteria)

    def _criterion(self, value: Cell, place: Place) -> str:
        """The cell of the row, or of the header, that shows a filter's value; else the value itself."""
        cells = self.cells[place.page]
        item = cells.get((place.row, place.col))
        for col in range(place.col - 1, 0, -1):
            if (key := cells.get((place.row, col))) and not key.formula and self._shows(key, value):
                return f"${xl_rowcol_to_cell(place.row, col)}"
        if item and item.header >= 0 and (header := cells.get((item.header, place.col))) and self._shows(header, value):
            return str(xl_rowcol_to_cell(item.header, place.col, row_abs=True))
        return literal(value)

    def _shows(self, item: Item, value: Cell) -> bool:
        if value is None:
            return False
        if item.ref:
            return bool(self.ledger.value(item.ref) == value) and not isinstance(value, bool)
        return isinstance(value, (str, int)) and not isinstance(value, bool) and item.text == str(value)

    # -- from other cells ---------------------------------------------------------------------------------------------

    def _near(self, fact: Fact, place: Place) -> str:
        """An expression over cells of this page, else of the summary; constants stand in the evidence."""
        if not fact.expression or fact.constant:
            return ""
        for page in (place.page, *self.summaries):
            addresses = {short: self._beside(ref, place, page) for short, ref in fact.inputs.items()}
            if all(addresses.values()):
                return self._expression(fact, addresses)
        return ""

    def _beside(self, ref: str, place: Place, page: str) -> str:
        key = self._key(ref)
        here = [found for found in self.places.get(key, []) if found.page == page and found != place]
        if not here:
            return self.evidence[key].address(place.page) if self.ledger.fact(ref).constant and key in self.evidence else ""
        nearest = min(here, key=lambda found: (found.row != place.row, abs(found.row - place.row), abs(found.col - place.col)))
        return nearest.address(place.page)

    def _elsewhere(self, fact: Fact, place: Place) -> str:
        key = canonical(fact)
        home = self.home(key)
        if home and home != place:
            return home.address(place.page)
        if fact.expression and not fact.constant and key in self.evidence and self.in_evidence(key, fact).formula:
            return self.evidence[key].address(place.page)
        return ""

    def _expression(self, fact: Fact, addresses: dict[str, str]) -> str:
        """Only where every input is a number, or the base is zero: else the fact is missing and stays a dash."""
        if not fact.expression or fact.constant or (fact.value is not None and not is_number(fact.value)):
            return ""
        if not all(is_number(self.ledger.value(ref)) for ref in fact.inputs.values()):
            return ""
        try:
            return formula_of(fact.expression, addresses)
        except NoFormula:
            return ""

    def _key(self, ref: str) -> str:
        return canonical(self.ledger.fact(ref))


def total_formula(extract: Extract, column: str, criteria: list[tuple[list[str], str]]) -> str:
    """SUMIFS or COUNTIFS over every sheet of an extract; SUM or ROWS without criteria."""
    summed = extract.ranges(column) if column else extract.ranges(next(iter(extract.headers)))
    pieces = []
    for number, area in enumerate(summed):
        pairs = ",".join(f"{ranges[number]},{criterion}" for ranges, criterion in criteria)
        if column:
            pieces.append(f"SUMIFS({area},{pairs})" if pairs else f"SUM({area})")
        else:
            pieces.append(f"COUNTIFS({pairs})" if pairs else f"ROWS({area})")
    return "+".join(pieces)


def literal(value: Cell) -> str:
    """A filter's value inside a formula. Empty cells are found by "="."""
    if value is None:
        return '"="'
    if isinstance(value, (date, datetime)):
        return f"DATE({value.year},{value.month},{value.day})"
    return '"' + str(value).replace('"', '""') + '"'


def _hazard(value: Cell) -> bool:
    """Values that SUMIFS would not compare as they stand."""
    if isinstance(value, str):
        return not value or len(value) > 250 or bool(HAZARD.search(value)) or value.casefold() in ("true", "false")
    return isinstance(value, (bool, datetime))
