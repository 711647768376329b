"""The Checks sheet: what the workbook computes against what the source answered, as formulas with one state above all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from agents.evidence.facts import Fact
from agents.evidence.results import Result
from agents.renderers.xlsx.extracts import Extract
from agents.renderers.xlsx.figures import Figures, ask_of, filters_of, literal, total_formula
from agents.renderers.xlsx.layout import Writing
from agents.renderers.xlsx.numbers import exact, is_number, pattern, settled, shown
from agents.renderers.xlsx.page import LEFT, Item, Page
from agents.renderers.xlsx.styles import HEADER, NUMBER, NUMBER_COLOURS, TEXT, Look
from agents.renderers.xlsx.totals import Ask
from agents.renderers.xlsx.widths import text_width
from agents.renderers.xlsx.words import word
from agents.specs.workbook import Check

HEADERS = ("control", "workbook_value", "expected", "difference", "tolerance", "state")
WIDTHS = (54.0, 20.0, 20.0, 16.0, 12.0, 12.0)
TOLERANCE = 1e-9  # of totals: floating sums in another order
MOST_ROUNDING = 1e-6
OK, CHECK = "OK", "CHECK"


@dataclass(frozen=True)
class Control:
    """One line: a formula or an address on the left, a formula, an address or a plain value on the right."""

    label: str
    formula: str
    value: float
    expected: float
    expected_formula: str = ""
    tolerance: float = TOLERANCE
    pattern: str = "#,##0"

    @property
    def difference(self) -> float:
        """Nought where only the order of floating sums differs: every program adds in its own order."""
        return 0.0 if self.rounding and self.agrees else self.value - self.expected

    @property
    def rounding(self) -> bool:
        """Whether the tolerance covers rounding only, and not a difference that a reader should see."""
        return self.tolerance <= MOST_ROUNDING

    @property
    def agrees(self) -> bool:
        return abs(self.value - self.expected) <= self.tolerance * max(abs(self.value), abs(self.expected))


def asks_for_parts(ledger_results: Iterable[Result], extracts: dict[str, Extract]) -> Iterator[tuple[Extract, Ask]]:
    """What must be summed to compare each grouped result, as a whole, with the data."""
    for result in ledger_results:
        for extract, ask, _ in _wholes(result, extracts):
            yield extract, ask


def controls(
    writing: Writing, extracts: dict[str, Extract], figures: Figures, facts: dict[str, Fact], checks: Iterable[Check]
) -> list[Control]:
    """Row counts, totals that the source gave, parts against the whole, and the pairs of the spec."""
    found = [_rows(extract, writing) for extract in extracts.values()]
    found += _parts(writing, extracts)
    found += _totals(writing, extracts, facts)
    found += [control for check in checks if (control := _pair(check, writing, figures))]
    return list({(control.label, control.formula, control.expected): control for control in found}.values())


def write_controls(page: Page, found: list[Control], writing: Writing) -> None:
    """The overall state, then a line a control."""
    for number, width in enumerate(WIDTHS):
        page.widen(LEFT + number, width)
    for control in found:
        for value in (control.value, control.expected):
            page.widen(LEFT + 1, text_width(shown(value, control.pattern)) + 3)
    page.widths[LEFT + 2] = page.widths[LEFT + 1]
    page.last_col = max(page.last_col, LEFT + len(HEADERS) - 1)
    state = LEFT + len(HEADERS) - 1
    first, last = page.row + 3, page.row + 2 + max(len(found), 1)
    _overall(page, found, xl_range_abs(first, state, last, state), writing)
    page.row += 1
    for number, key in enumerate(HEADERS):
        look = replace(HEADER, align="left" if number == 0 else "center" if number == len(HEADERS) - 1 else "right")
        page.add(Item(page.row, LEFT + number, look, word(key, writing.language)))
    page.heights[page.row] = 20
    page.row += 1
    page.freeze = (page.row, 0)
    for control in found:
        _line(page, control)
    page.states.append((first, last, state))


def _overall(page: Page, found: list[Control], states: str, writing: Writing) -> None:
    state = OK if all(control.agrees for control in found) else CHECK
    # One control alone is a range of one cell, written as a range: a bare cell is no range to every program that computes it.
    states = states if ":" in states else f"{states}:{states}"
    # Without any control none can fail: a single question has no total to be held against.
    passed = f'COUNTIF({states},"{OK}")=ROWS({states})' if found else f'COUNTIF({states},"{CHECK}")=0'
    page.add(Item(page.row, LEFT, Look(bold=True, size=12), word("overall", writing.language)))
    page.add(
        Item(
            page.row,
            LEFT + 1,
            Look(bold=True, size=12, align="center"),
            formula=f'IF({passed},"{OK}","{CHECK}")',
            value=state,
        )
    )
    page.states.append((page.row, page.row, LEFT + 1))
    page.heights[page.row] = 26
    page.row += 1


def _line(page: Page, control: Control) -> None:
    row = page.row
    left, right, tolerance = (xl_rowcol_to_cell(row, LEFT + number) for number in (1, 2, 4))
    colour = NUMBER_COLOURS["cross" if "!" in control.formula else "formula"]
    number = replace(NUMBER, pattern=control.pattern)
    within = f"ABS({left}-{right})<={tolerance}*MAX(ABS({left}),ABS({right}))"
    gap = f"IF({within},0,{left}-{right})" if control.rounding else f"{left}-{right}"
    label = page.add(Item(row, LEFT, TEXT, control.label))
    page.add(Item(row, LEFT + 1, replace(number, colour=colour), formula=control.formula, value=control.value))
    right_colour = NUMBER_COLOURS["cross" if control.expected_formula else "input"]
    page.add(Item(row, LEFT + 2, replace(number, colour=right_colour), formula=control.expected_formula, value=control.expected))
    page.add(Item(row, LEFT + 3, number, formula=gap, value=control.difference))
    page.add(Item(row, LEFT + 4, replace(NUMBER, pattern="0.E+00", colour=NUMBER_COLOURS["input"]), value=control.tolerance))
    state = f'IF({within},"{OK}","{CHECK}")'
    page.add(
        Item(row, LEFT + 5, replace(TEXT, align="center", bold=True, wrap=False), formula=state, value=OK if control.agrees else CHECK)
    )
    page.fit_row(row, [label])
    page.row += 1


def _rows(extract: Extract, writing: Writing) -> Control:
    label = word("row_count", writing.language, name=extract.parts[0].sheet)
    if not extract.rows:  # an Excel table keeps one blank row
        return Control(label, f"COUNTA({extract.ranges(next(iter(extract.headers)))[0]})", 0.0, float(extract.result.row_count))
    return Control(label, total_formula(extract, "", []), float(extract.rows), float(extract.result.row_count))


def _totals(writing: Writing, extracts: dict[str, Extract], facts: dict[str, Fact]) -> Iterator[Control]:
    """Facts that are a total without keys: the source's own answer against the data."""
    for fact in facts.values():
        asked = ask_of(fact, writing.ledger, extracts)
        if asked is None or fact.cell is None or not isinstance(fact.value, (int, float)):
            continue
        grouping = writing.ledger.results[fact.cell.result].grouping
        if grouping is None or grouping.keys:
            continue
        extract, ask = asked
        yield _control(word("total_of", writing.language, name=fact.name), extract, ask, float(fact.value), _pattern(fact, writing))


def _parts(writing: Writing, extracts: dict[str, Extract]) -> Iterator[Control]:
    """The groups of a complete result, added up, against the data. A result of only the first few groups has no such sum."""
    for result in writing.ledger.results.values():
        for extract, ask, column in _wholes(result, extracts):
            grouping = result.grouping
            if grouping is None or extract.totals is None or result.truncated or len(result.rows) < result.row_count:
                continue
            keys = tuple(sorted({*grouping.keys.values(), *ask.keys}))
            if keys not in extract.totals.groups or extract.totals.matching(keys, dict(ask.filters)) != result.row_count:
                continue
            values = [float(value) for value in result.values(column) if isinstance(value, (int, float)) and is_number(value)]
            meta = result.columns[result.index(column)]
            name = " · ".join(part for part in (result.purpose or result.id, meta.label or column) if part)
            kind = "money" if meta.unit == "currency" else "integer" if meta.unit == "count" or meta.type == "integer" else "number"
            number = pattern(kind, values, meta.currency, writing.language)
            yield _control(word("parts_of", writing.language, name=name), extract, ask, sum(values), number)


def _wholes(result: Result, extracts: dict[str, Extract]) -> Iterator[tuple[Extract, Ask, str]]:
    """For each summed column of a grouped result: the same sum without its keys."""
    grouping = result.grouping
    if grouping is None or grouping.extract not in extracts or not grouping.keys:
        return
    extract = extracts[grouping.extract]
    for column, summed in grouping.sums.items():
        filters = filters_of(grouping, column)
        known = {*filters, *grouping.keys.values(), *([summed] if summed else [])} <= extract.headers.keys()
        if known and not filters.keys() & set(grouping.keys.values()):
            yield extract, Ask(tuple(sorted(filters.items(), key=lambda pair: pair[0])), summed), column


def _control(label: str, extract: Extract, ask: Ask, expected: float, number: str) -> Control:
    criteria = [(extract.ranges(name), literal(value)) for name, value in ask.filters]
    value = extract.totals.value(ask) if extract.totals else 0.0
    return Control(label, total_formula(extract, ask.column, criteria), value, expected, pattern=number)


def _pair(check: Check, writing: Writing, figures: Figures) -> Control | None:
    left, right = writing.ledger.fact(check.left), writing.ledger.fact(check.right)
    if not (is_number(left.value) and is_number(right.value)):
        return None
    return Control(
        writing.text(check.label),
        figures.address(check.left, ""),
        float(str(left.value)),
        float(str(right.value)),
        expected_formula=figures.address(check.right, ""),
        tolerance=check.tolerance,
        pattern=_pattern(left, writing),
    )


def _pattern(fact: Fact, writing: Writing) -> str:
    return pattern(exact(settled(fact, "auto")), [float(str(fact.value))], fact.currency, writing.language)
