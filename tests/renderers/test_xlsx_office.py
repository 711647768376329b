"""Workbooks in other programs: LibreOffice computes every formula to the stored value; the schema audit finds nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agents.evidence.results import Column
from agents.evidence.text import fact_token
from agents.renderers.xlsx import render_workbook
from tests.renderers.sample_workbook import Row, sample
from tests.renderers.test_xlsx import one_table

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice computes it anew."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    out = folder / "out"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.name


def differences(path: Path, other: Path) -> tuple[int, list[str]]:
    """How many formulas a workbook has, and those whose values differ in the other one."""
    stored, computed = load_workbook(path, data_only=True), load_workbook(other, data_only=True)
    count, found = 0, []
    for sheet in load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            count += 1
            a, b = stored[sheet.title][cell.coordinate].value, computed[sheet.title][cell.coordinate].value
            if not (a == b or isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= 1e-9 * max(abs(a), abs(b))):
                found.append(f"{sheet.title}!{cell.coordinate} {cell.value}: {a!r} / {b!r}")
    return count, found


@needs_office
@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_computes_every_formula_to_its_stored_value(language: str, tmp_path: Path) -> None:
    spec, ledger, rows = sample(language=language)  # type: ignore[arg-type]
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    count, found = differences(tmp_path / "w.xlsx", recalculated(tmp_path / "w.xlsx", tmp_path))
    assert count > 150 and found == []


@needs_office
def test_libreoffice_finds_empty_quoted_and_numeric_keys_too(tmp_path: Path) -> None:
    keys: list[str | None] = [None, 'say "hi"', "2024", "007", "O'Brien", "业务", "a b-c (d)", "1e3", "50%"]
    rows: list[Row] = [(key, float(place + 1)) for place, key in enumerate(keys)]
    grouped = ([(key, float(place + 1), 1) for place, key in enumerate(keys)], {"keys": {"k": "my [k]"}, "sums": {"total": "v", "n": ""}})
    columns = [Column(name="my [k]", type="text"), Column(name="v", type="number")]
    cells = [(fact_token(f"g:{i}:total"), fact_token(f"g:{i}:n")) for i in range(len(keys))]
    formulas, _ = one_table(rows, columns, cells, tmp_path / "w.xlsx", grouped)
    count, found = differences(tmp_path / "w.xlsx", recalculated(tmp_path / "w.xlsx", tmp_path))
    assert found == [] and formulas["B6"].data_type == "f" and "Data!$A$2:$A$10" in formulas["B6"].value


def test_the_schema_audit_is_clean(tmp_path: Path) -> None:
    spec, ledger, rows = sample(40)
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    audit = Path(sys.executable).parent / "openxml-audit"
    done = subprocess.run([str(audit), str(tmp_path / "w.xlsx")], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "Errors: 0" in done.stdout, done.stdout
