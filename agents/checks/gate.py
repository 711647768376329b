"""The gate of each kind of file: its layout check and the numbers read back. A file passes before it becomes an artifact."""

from __future__ import annotations

from pathlib import Path

from agents.checks.document import check_document
from agents.checks.findings import GateFinding
from agents.checks.layout import check_deck
from agents.checks.numbers import unbound_numbers
from agents.checks.workbook import Rows, check_workbook
from agents.evidence.ledger import Ledger
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.workbook import WorkbookSpec


def check_deck_file(path: Path, spec: DeckSpec, ledger: Ledger) -> list[GateFinding]:
    """What is wrong with a finished deck."""
    return [*check_deck(path, spec, ledger), *unbound_numbers(path, spec, ledger, spec.names)]


def check_workbook_file(path: Path, spec: WorkbookSpec, ledger: Ledger, rows: Rows) -> list[GateFinding]:
    """What is wrong with a finished workbook. `rows(result)` yields every row of a data extract."""
    return [*check_workbook(path, spec, ledger, rows), *unbound_numbers(path, spec, ledger, spec.names)]


def check_document_file(path: Path, spec: DocumentSpec, ledger: Ledger) -> list[GateFinding]:
    """What is wrong with a finished document."""
    return [*check_document(path, spec, ledger), *unbound_numbers(path, spec, ledger, spec.names)]
