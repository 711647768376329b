"""Other programs open the finished files, compute the same, and find nothing to repair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.main_job.driver import Ran
from tests.main_job.files import audit, cells, converted

KINDS = ("deck", "workbook", "document")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_audit_is_clean(small: Ran, kind: Any) -> None:
    assert audit(small.file(kind)) == []


@pytest.mark.parametrize("kind", ("deck", "document"))
def test_libreoffice_opens_it(small: Ran, kind: Any, tmp_path: Path) -> None:
    assert converted(small.file(kind), "pdf", tmp_path).stat().st_size > 10_000


def test_libreoffice_computes_the_values_that_are_stored(small: Ran, tmp_path: Path) -> None:
    stored, formulas = cells(small.file("workbook")), cells(small.file("workbook"), formulas=True)
    again = cells(converted(small.file("workbook"), "xlsx", tmp_path))
    live = [place for place, formula in formulas.items() if isinstance(formula, str) and formula.startswith("=")]
    different = {place: (stored.get(place), again.get(place)) for place in live if not same(stored.get(place), again.get(place))}
    assert len(live) > 50 and different == {}


def test_every_formula_has_its_value_stored(small: Ran) -> None:
    stored, formulas = cells(small.file("workbook")), cells(small.file("workbook"), formulas=True)
    bare = [place for place, formula in formulas.items() if isinstance(formula, str) and formula.startswith("=") and place not in stored]
    assert bare == []


def test_totals_and_growth_are_live(english: Ran) -> None:
    formulas = [formula for formula in cells(english.file("workbook"), formulas=True).values() if str(formula).startswith("=")]
    assert sum("SUMIFS(" in formula for formula in formulas) > 10
    assert any("-1" in formula and "/" in formula for formula in formulas)


def test_the_data_sheet_holds_every_line_that_was_summed(english: Ran) -> None:
    extract = next(english.ledger.results[r.grouping.extract] for r in english.ledger.results.values() if r.grouping is not None)
    book = cells(english.file("workbook"))
    longest = max(int("".join(c for c in address if c.isdigit())) for _, address in book)
    assert longest >= extract.row_count


def test_the_checks_sheet_says_that_all_agree(small: Ran) -> None:
    name = next(sheet.name for sheet in small.spec("workbook").sheets if sheet.kind == "checks")
    said = [value for (sheet, _), value in cells(small.file("workbook")).items() if sheet == name]
    assert "OK" in said and "CHECK" not in said


def same(stored: object, again: object) -> bool:
    if isinstance(stored, (int, float)) and isinstance(again, (int, float)):
        return abs(stored - again) <= 1e-9 * max(1.0, abs(stored))
    return (stored or "") == (again or "")
