"""The gate of workbooks: silent on a good one, and each planted defect is found where it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agents.checks.findings import GateFinding
from agents.checks.workbook import check_workbook
from agents.renderers.xlsx import render_workbook
from tests.renderers.sample_workbook import sample

SHEETS = {"About": 1, "Summary": 2, "Channels": 3, "Charts": 4, "Actions": 5, "Data": 6, "Checks": 7, "Evidence": 8}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gate") / "good.xlsx"
    spec, ledger, rows = sample()
    render_workbook(spec, ledger, path, rows)
    return path


def broken(good: Path, folder: Path, sheet: str, change: Callable[[str], str]) -> list[GateFinding]:
    """The gate's findings after one part of a good workbook was changed."""
    part = f"xl/worksheets/sheet{SHEETS[sheet]}.xml" if sheet in SHEETS else sheet
    path = folder / "broken.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                changed = change(data.decode())
                assert changed != data.decode(), "the defect was not planted"
                data = changed.encode()
            target.writestr(name, data)
    spec, ledger, rows = sample()
    return check_workbook(path, spec, ledger, rows)


def replaced(pattern: str, by: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, by, text, count=1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_good_workbook_has_no_findings(language: str, tmp_path: Path) -> None:
    spec, ledger, rows = sample(language=language)  # type: ignore[arg-type]
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    assert check_workbook(tmp_path / "w.xlsx", spec, ledger, rows) == []


CELL_C6 = r'(<c r="C6"[^>]*>)<f>([^<]*)</f><v>[^<]*</v>'
DEFECTS = {
    "a formula without a stored value": ("Channels", replaced(CELL_C6, r"\1<f>\2</f><v></v>"), "NO_CACHE", "Channels!C6"),
    "a stored value that the formula does not give": ("Channels", replaced(CELL_C6, r"\1<f>\2</f><v>77</v>"), "STALE", "Channels!C6"),
    "a figure that is not its fact": ("Channels", replaced(CELL_C6, r"\1<v>77</v>"), "FACT", "Channels!C6"),
    "a typed number in a formula": ("Channels", replaced(r"<f>D6-C6</f>", "<f>D6-C6*1.05</f>"), "HARDCODE", "Channels!E6"),
    "a formula that differs from its neighbours": ("Channels", replaced(r"<f>D8-C8</f>", "<f>D8-C7</f>"), "INCONSISTENT", "Channels!E8"),
    "a lost reference": ("Channels", replaced(r"<f>D7-C7</f>", "<f>#REF!-C7</f>"), "ERROR", "Channels!E7"),
    "a division by nought": ("Channels", replaced(r"<f>D7-C7</f>", "<f>D7/(C7-C7)</f>"), "ERROR", "Channels!E7"),
    "an error value": (
        "Channels",
        replaced(r'(<c r="E7"[^>]*)>(<f>[^<]*</f>)<v>[^<]*</v>', r'\1 t="e">\2<v>#DIV/0!</v>'),
        "ERROR",
        "Channels!E7",
    ),
    "a number written as text": (
        "Channels",
        replaced(r'<c r="C7"( s="\d+")?>.*?</c>', r'<c r="C7"\1 t="inlineStr"><is><t>1,234.50</t></is></c>'),
        "NUM_AS_TEXT",
        "Channels!C7",
    ),
    "a number that no fact stands behind": (
        "Actions",
        replaced(r'<c r="F5"( s="\d+")?>.*?</c>', r'<c r="F5"\1><v>0.5</v></c>'),
        "FACT",
        "Actions!F5",
    ),
    "a column too narrow": ("Channels", replaced(r'(<col min="3" max="\d" )width="[\d.]+"', r'\1width="3"'), "WIDTH", "Channels!C6"),
    "no frozen pane": ("Summary", replaced(r"<pane [^>]*/>", ""), "NO_FREEZE", "Summary"),
    "no print set-up": ("Actions", replaced(r"<oddFooter>.*?</oddFooter>", ""), "NO_PRINT_SETUP", "Actions"),
    "a leftover token": ("xl/sharedStrings.xml", replaced(r"What to do", "{{fact|auto}}"), "LEFTOVER", "Actions!B2"),
    "a hidden sheet": ("xl/workbook.xml", replaced(r'(<sheet name="Checks")', r'\1 state="hidden"'), "HIDDEN_SHEET", "Checks"),
    "a lost last row": ("Data", replaced(r'<row r="401">.*?</row>', ""), "ROW_COUNT", "Data"),
    "a changed row of data": ("Data", replaced(r'(<c r="H9"[^>]*><v>)[^<]*', r"\g<1>99999"), "STALE", ""),
    "a table that misses rows": ("xl/tables/table1.xml", lambda text: text.replace("A1:I401", "A1:I400"), "ROW_COUNT", "Data"),
    "a formula over another file": ("Channels", replaced(r"<f>D7-C7</f>", "<f>[other.xlsx]Data!A1</f>"), "EXTERNAL_LINK", "Channels!E7"),
    "a control that does not agree": ("Checks", lambda text: text.replace("<v>OK</v>", "<v>CHECK</v>"), "CONTROL", "Checks!"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_the_gate_finds(defect: str, good: Path, tmp_path: Path) -> None:
    sheet, change, code, where = DEFECTS[defect]
    found = broken(good, tmp_path, sheet, change)
    assert [f for f in found if f.code == code and f.where.startswith(where)], [(f.code, f.where) for f in found]
    assert all(f.message and f.fix for f in found)


def test_a_number_outside_every_fact_is_found(good: Path, tmp_path: Path) -> None:
    found = broken(good, tmp_path, "Actions", replaced(r"</row>", '<c r="H1"><v>12345</v></c></row>'))
    assert ("UNBOUND", "Actions!H1") in [(f.code, f.where) for f in found]


def test_a_fact_that_changed_after_writing_is_found(good: Path) -> None:
    spec, ledger, rows = sample()
    first = ledger.results["r1"]
    ledger.results["r1"] = first.model_copy(update={"rows": ((first.rows[0][0], 1.0, *first.rows[0][2:]), *first.rows[1:])})
    codes = {(f.code, f.where) for f in check_workbook(good, spec, ledger, rows)}
    assert ("FACT", "Channels!C6") in codes


def test_rows_that_the_source_gave_and_the_file_lacks_are_found(good: Path) -> None:
    spec, ledger, rows = sample()
    longer = [*rows(ledger.results["x"]), next(iter(rows(ledger.results["x"])))]
    assert "ROW_COUNT" in {f.code for f in check_workbook(good, spec, ledger, lambda _: iter(longer))}


def test_a_file_that_is_no_workbook_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "w.xlsx").write_bytes(b"no zip at all")
    spec, ledger, rows = sample(10)
    assert [f.code for f in check_workbook(tmp_path / "w.xlsx", spec, ledger, rows)] == ["BROKEN"]
