"""A workbook: sheets of blocks, the data extract as an Excel table, and live formulas where a fact can be computed from it.

The renderer turns facts into formulas by itself: a cell of a grouped result becomes SUMIFS over the data sheet
(agents/evidence/results.py, Grouping); a derived fact whose inputs stand on the sheet becomes its expression over their addresses.
The stored value is always the fact's.
"""

from __future__ import annotations

from typing import Literal

from agents.core.base import Value
from agents.core.brief import Language
from agents.evidence.text import Text
from agents.specs.chart import ChartSpec
from agents.specs.table import TableSpec

SheetKind = Literal["about", "summary", "question", "data", "actions", "checks", "evidence"]


class Block(Value):
    """One thing on a sheet, in reading order: exactly one of text, table, chart."""

    text: Text = ""
    table: TableSpec | None = None
    chart: ChartSpec | None = None


class Check(Value):
    """A control: two facts that must agree within a relative tolerance, shown as OK or CHECK."""

    label: Text
    left: str
    right: str
    tolerance: float = 1e-6


class SheetSpec(Value):
    """A sheet. `name` is at most 31 characters and unique. Data sheets name their result; its rows are read when written."""

    name: str
    kind: SheetKind
    title: Text
    lead: Text = ""
    blocks: tuple[Block, ...] = ()
    data: str = ""  # result id, for kind data
    checks: tuple[Check, ...] = ()


class WorkbookSpec(Value):
    """A whole workbook. About, Checks and Evidence are written from the ledger where their blocks are empty."""

    title: Text
    language: Language
    sheets: tuple[SheetSpec, ...]
    names: tuple[str, ...] = ()
