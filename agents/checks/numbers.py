"""The numbers gate: every number of a finished file is read back and must be one that the spec put at that very place."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from agents.checks.findings import GateFinding
from agents.checks.numbers_expected import Part, bookkeeping, every, lexemes, parts_of
from agents.checks.numbers_read import Place, read_places
from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result
from agents.renderers.xlsx.extracts import MOST_ROWS
from agents.renderers.xlsx.names import sheet_names, table_headers
from agents.specs.deck import DeckSpec
from agents.specs.walk import Spec
from agents.specs.workbook import SheetSpec, WorkbookSpec

HEAD = 30  # rows in which the header of a data sheet is looked for
FIX = "Write the number as a token of a fact, or mend the renderer that typed it."


class FoundNumber(Value):
    """A number of a finished file: where it stands, as it is written, and its value where it is one (cells and caches)."""

    where: str
    text: str
    value: float | None = None


def read_numbers(path: Path) -> list[FoundNumber]:
    """Every number of a pptx, xlsx, docx or svg file: text, table cells, chart caches, workbooks inside charts, notes, alternatives."""
    found = []
    for place in read_places(path):
        found += [FoundNumber(where=f"{place.name}, {kind}", text=token) for kind, line in place.lines for token in lexemes(line)]
        found += [FoundNumber(where=f"{place.name}, {where}", text=repr(value), value=value) for where, value in place.values]
    return found


def unbound_numbers(path: Path, spec: Spec, ledger: Ledger, allowed: Collection[str] = (), language: Language = "en") -> list[GateFinding]:
    """The numbers of a file that its spec did not put there.

    `allowed` are plain names that may hold digits; `language` is that of a chart's picture (other specs know theirs).
    """
    parts = parts_of(spec, ledger, language)
    sheets = spec.sheets if isinstance(spec, WorkbookSpec) else ()
    data = {name: ledger.results[sheet.data] for name, sheet in _in_file(sheets) if sheet.data in ledger.results}
    extracts = {name: _data_sheets(name, result) for name, result in data.items()}
    places = read_places(path, skip=[name for names in extracts.values() for name in names])
    pairs = _paired(places, parts, spec)
    for part in parts:
        part.slots = max(1, sum(other is part for _, other in pairs))
    books, shown = bookkeeping(ledger), every(parts)
    found = [finding for place, part in pairs for finding in _check(place, part, books, allowed)]
    for place in places:
        if not any(place is other for other, _ in pairs):
            found += [
                _finding(place.name, token)
                for _, line in place.lines
                for token in lexemes(line)
                if token not in shown and not _named(token, line, allowed)
            ]
    return found + [finding for name, result in data.items() for finding in _check_data(path, extracts[name], result)]


# -- places ------------------------------------------------------------------------------------------------------------


def _paired(places: list[Place], parts: list[Part], spec: Spec) -> list[tuple[Place, Part]]:
    """Each place with its part: sheets by name; slides and sections in order, where a part may run on over several places."""
    if isinstance(spec, WorkbookSpec):
        by_name = {name: part for (name, _), part in zip(_in_file(spec.sheets), parts, strict=True)}
        return [(place, by_name[place.key]) for place in places if place.key in by_name]
    told = [place for place in places if place.name != "page edges"]
    if not isinstance(spec, DeckSpec):
        return list(zip(told, [*parts, *parts[-1:] * (len(told) - len(parts))], strict=False))
    ids = {part.id: number for number, part in enumerate(parts)}
    pairs: list[tuple[Place, Part]] = []
    at = 0
    for place in told:
        at = ids[place.id] if place.id in ids else _next_slide(_flat(place.key), at if pairs else -1, [_flat(part.key) for part in parts])
        pairs.append((place, parts[at]))
    return pairs


def _next_slide(title: str, at: int, titles: list[str]) -> int:
    """The part of the next slide: a later one of this title, the same one where it goes on, else simply the next."""
    later = range(at + 1, len(titles))
    exact = next((n for n in later if titles[n] == title), None)
    if exact is not None:
        return exact
    if at >= 0 and title.startswith(titles[at]):
        return at
    return next((n for n in later if title.startswith(titles[n])), min(at + 1, len(titles) - 1))


def _flat(text: str) -> str:
    return "".join(text.split())


# -- checks ------------------------------------------------------------------------------------------------------------


def _check(place: Place, part: Part, books: set[str], allowed: Collection[str]) -> list[GateFinding]:
    if part.loose:
        return []
    found = []
    left = Counter({token: count * part.slots for token, count in part.words.items()})
    for kind, line in place.lines:
        for token in lexemes(line):
            if kind == "text":
                left[token] -= 1
                bound = left[token] >= 0 or (place.name.startswith("sheet") and token in part.words)
            else:
                bound = token in part.words or token in _more(kind, part, books)
            if not bound and not _named(token, line, allowed):
                found.append(_finding(f"{place.name}, {kind}", token))
    for where, value in place.values:
        counted = where == "chart" and f"{value:g}" in part.words  # a name such as a year, kept as a number
        if not counted and not _known(value, part.values):
            found.append(_finding(f"{place.name}, {where}", f"{value:g}"))
    return found


def _named(token: str, line: str, allowed: Collection[str]) -> bool:
    """Whether the number is only part of an allowed name in its line."""
    bare = line
    for name in sorted(allowed, key=len, reverse=True):
        bare = re.sub(rf"(?<![\d,.]){re.escape(name)}(?![\d,.%])", " ", bare)
    return token not in lexemes(bare)


def _more(kind: str, part: Part, books: set[str]) -> set[str]:
    """What lines of this kind may say beyond the words of their part."""
    return {"source": books, "chart": part.serials}.get(kind, part.aside)


def _known(value: float, values: list[float]) -> bool:
    return value == 0 or any(math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-9) for other in values)


def _in_file(sheets: Sequence[SheetSpec]) -> list[tuple[str, SheetSpec]]:
    """The sheets of the spec by their names in the file, which are cleaned."""
    return list(zip(sheet_names((sheet.name for sheet in sheets), "sheet"), sheets, strict=True))


def _data_sheets(name: str, result: Result) -> list[str]:
    """The sheets a data extract takes: one more for each million rows."""
    return [name, *(f"{name[:27]} {number}" for number in range(2, -(-result.row_count // MOST_ROWS) + 1))]


def _check_data(path: Path, names: list[str], result: Result) -> list[GateFinding]:
    """Data sheets hold as many rows as their result, and their number columns the same sums where the result holds every row."""
    heads, count = table_headers((column.label or column.name for column in result.columns), "column"), 0
    where = f"sheet {names[0]}"
    body: list[list[object]] = []
    book = CalamineWorkbook.from_path(str(path))
    for name in names:
        sheet = book.get_sheet_by_name(name)
        top = next((at for at, row in enumerate(sheet.to_python(nrows=HEAD)) if [str(cell) for cell in row[: len(heads)]] == heads), None)
        if top is None:
            message, fix = "The header of the data is missing.", "Write the columns of the result."
            return [GateFinding(code="DATA_HEADER", where=where, message=message, fix=fix)]
        count += sheet.height - top - 1
        if len(result.rows) == result.row_count:
            body += [list(row) for row in sheet.to_python()[top + 1 :]]
    if count != result.row_count:
        message = f"The sheet holds {count} rows and its result {result.row_count}."
        return [GateFinding(code="DATA_ROWS", where=where, message=message, fix="Write every row of the result.")]
    return _check_sums(names[0], result, body) if body else []


def _check_sums(name: str, result: Result, body: Sequence[Sequence[object]]) -> list[GateFinding]:
    found = []
    for at, column in enumerate(result.columns):
        if column.type not in ("integer", "number"):
            continue
        there = math.fsum(value for row in body if isinstance(value := row[at], (int, float)))
        here = math.fsum(float(value) for value in result.values(column.name) if isinstance(value, (int, float)))
        if not math.isclose(there, here, rel_tol=1e-9, abs_tol=1e-6):
            message = f"{column.name} adds up to {there:g} on the sheet and to {here:g} in its result."
            found.append(GateFinding(code="DATA_SUM", where=f"sheet {name}", message=message, fix="Write the result's values unchanged."))
    return found


def _finding(where: str, token: str) -> GateFinding:
    return GateFinding(code="UNBOUND_NUMBER", where=where, message=f"{token!r} is shown but the spec put no such number there.", fix=FIX)
