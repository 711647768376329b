"""What a workbook was written with, cell by cell. A preview drawn from it shows what the file holds, and nobody has to read the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.text import Text
from agents.renderers.xlsx.styles import Look
from agents.specs.chart import ChartSpec
from agents.specs.workbook import SheetKind

Stored = bool | int | float | str | None
NAME = "sheets.jsonl"  # of the record, in the folder where the workbook was made


class CellRecord(Value):
    """One cell, rows and columns from 0. `value` is what the file stores: moments are Excel's numbers, what is missing is a dash."""

    row: int
    col: int
    look: Look
    value: Stored = None
    formula: str = ""  # without its =
    ref: str = ""  # the fact that the cell shows
    text: Text = ""  # the words with their tokens, where they hold facts
    link: str = ""  # name of the sheet that the cell leads to
    span: int = 0  # last column of a merged cell


class ChartRecord(Value):
    """A chart at a cell, its size in pixels."""

    row: int
    col: int
    width: int
    height: int
    chart: ChartSpec


class ColumnRecord(Value):
    """A column of a data sheet. `name` is the column of the result; `width` is in digits."""

    name: str
    header: str
    pattern: str
    width: float


class SheetRecord(Value):
    """A sheet. Data sheets name their result, the first of its rows that they hold and how many; the others hold cells and charts.

    `widths` are digits by column, `heights` points by row; `freeze` is the first row and column that scroll; `states` are cells that say
    OK or CHECK (first row, last row, column).
    """

    name: str
    kind: SheetKind
    cells: tuple[CellRecord, ...] = ()
    charts: tuple[ChartRecord, ...] = ()
    widths: dict[int, float] = {}
    heights: dict[int, float] = {}
    freeze: tuple[int, int] = (0, 0)
    states: tuple[tuple[int, int, int], ...] = ()
    data: str = ""
    first: int = 0
    rows: int = 0
    columns: tuple[ColumnRecord, ...] = ()


class Contents(Value):
    """What a workbook holds: name and kind of each sheet, in order."""

    title: str
    language: Language
    sheets: tuple[tuple[str, SheetKind], ...]


class BookRecord(Value):
    """A whole workbook, its sheets in order."""

    title: str
    language: Language
    sheets: tuple[SheetRecord, ...]

    def formulas(self) -> Iterator[tuple[str, CellRecord]]:
        """Every cell that holds a formula, with the name of its sheet."""
        return ((sheet.name, cell) for sheet in self.sheets for cell in sheet.cells if cell.formula)

    def save(self, folder: Path) -> None:
        """Write it down: the contents on the first line, then a line for each sheet, so that one can be read without the others."""
        contents = Contents(title=self.title, language=self.language, sheets=tuple((sheet.name, sheet.kind) for sheet in self.sheets))
        lines = [contents.model_dump_json(), *(sheet.model_dump_json(exclude_defaults=True) for sheet in self.sheets)]
        (folder / NAME).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read_contents(folder: Path) -> Contents:
    """The contents of a workbook that was saved. Raises OSError where nothing was."""
    with (folder / NAME).open(encoding="utf-8") as file:
        return Contents.model_validate_json(file.readline())


def read_sheet(folder: Path, number: int) -> SheetRecord:
    """A sheet by its number, from 1. Raises OSError where nothing was saved, IndexError for a number that is not there."""
    with (folder / NAME).open(encoding="utf-8") as file:
        for position, line in enumerate(file):
            if position == number > 0:
                return SheetRecord.model_validate_json(line)
    raise IndexError(f"there is no sheet {number}")
