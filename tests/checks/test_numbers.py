"""The numbers gate: silent on good files, and a typed digit is found wherever it is planted."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from agents.checks.numbers import read_numbers, unbound_numbers
from agents.core.errors import EvidenceError
from agents.evidence.ledger import Ledger
from agents.renderers.docx import render_document
from agents.renderers.pptx import render_deck
from agents.renderers.svg import render_chart_svg
from agents.renderers.xlsx import render_workbook
from agents.specs.walk import Spec
from tests.renderers.sample_document import sample_document
from tests.renderers.sample_workbook import sample
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES, sample_deck

Made = tuple[Path, Spec, Ledger]


def make(kind: str, folder: Path, language: str = "en", change: Callable[[Ledger], None] = lambda ledger: None) -> Made:
    path = folder / f"file.{kind}"
    if kind == "xlsx":
        spec, ledger, rows = sample(200, language)  # type: ignore[arg-type]
        render_workbook(spec, ledger, path, rows)
        return path, spec, ledger
    ledger = sample_ledger(language)  # type: ignore[arg-type]
    change(ledger)
    if kind == "pptx":
        deck = sample_deck(language, ledger)  # type: ignore[arg-type]
        render_deck(deck, ledger, path)
        return path, deck, ledger
    if kind == "docx":
        document = sample_document(language, ledger)  # type: ignore[arg-type]
        render_document(document, ledger, path)
        return path, document, ledger
    chart = sample_charts(ledger, language)["pairs"]  # type: ignore[arg-type]
    path.write_text(render_chart_svg(chart, ledger, language, names=NAMES), encoding="utf-8")  # type: ignore[arg-type]
    return path, chart, ledger


def plant(path: Path, part: str, old: str, new: str) -> Path:
    """The file with one text of one part replaced, once."""
    target = path.with_name(f"planted{path.suffix}")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old.encode() in data, "the digit was not planted"
                data = data.replace(old.encode(), new.encode(), 1)
            out.writestr(name, data)
    return target


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("kind", ["pptx", "docx", "xlsx", "svg"])
def test_every_number_of_a_good_file_is_bound(kind: str, language: str, tmp_path: Path) -> None:
    path, spec, ledger = make(kind, tmp_path, language)
    assert len(read_numbers(path)) > 10
    assert [finding.message for finding in unbound_numbers(path, spec, ledger, NAMES, language)] == []  # type: ignore[arg-type]


PLANTS = {
    "a sentence": (
        "docx",
        "word/document.xml",
        '<w:t xml:space="preserve">Put dresses',
        '<w:t xml:space="preserve">7.7% more: put dresses',
    ),
    "a chart's cache": ("docx", "word/charts/chart{n}.xml", "<c:v>", "<c:v>9"),
    "a slide": ("pptx", "ppt/slides/slide2.xml", "<a:t>", "<a:t>41.9% "),
    "notes": ("pptx", "ppt/notesSlides/notesSlide2.xml", "<a:t>", "<a:t>41.9% "),
}


@pytest.mark.parametrize("where", PLANTS)
def test_a_typed_digit_is_found(where: str, tmp_path: Path) -> None:
    kind, part, old, new = PLANTS[where]
    path, spec, ledger = make(kind, tmp_path)
    with zipfile.ZipFile(path) as file:
        charts = [name for name in file.namelist() if name.startswith("word/charts/") and b"numCache" in file.read(name)]
    if "{n}" in part:
        part, old, new = (
            charts[0],
            '</c:formatCode><c:ptCount val="6"/><c:pt idx="0"><c:v>',
            '</c:formatCode><c:ptCount val="6"/><c:pt idx="0"><c:v>9',
        )
    found = unbound_numbers(plant(path, part, old, new), spec, ledger, NAMES)
    assert [finding.code for finding in found] == ["UNBOUND_NUMBER"]


def test_a_number_of_another_slide_is_not_good_enough(tmp_path: Path) -> None:
    path, spec, ledger = make("pptx", tmp_path)
    planted = plant(path, "ppt/slides/slide12.xml", "<a:t>What was read", "<a:t>11.2% of what was read")
    found = unbound_numbers(planted, spec, ledger, NAMES)
    assert [(finding.where.split(",")[0], "11.2%" in finding.message) for finding in found] == [("slide 12", True)]


def test_a_repeated_number_needs_a_second_token(tmp_path: Path) -> None:
    path, spec, ledger = make("docx", tmp_path)
    planted = plant(path, "word/document.xml", ">Hold outerwear at full price<", ">Hold outerwear, +$968\u00a0k, at full price<")
    assert "UNBOUND_NUMBER" in [finding.code for finding in unbound_numbers(planted, spec, ledger, NAMES)]


def test_a_lost_row_of_data_is_found(tmp_path: Path) -> None:
    path, spec, ledger = make("xlsx", tmp_path)
    big = next(result for result in ledger.results.values() if result.row_count == 200)
    ledger.add_result(big.model_copy(update={"row_count": 201}))
    assert "DATA_ROWS" in [finding.code for finding in unbound_numbers(path, spec, ledger, NAMES)]


@pytest.mark.parametrize("kind", ["pptx", "docx", "svg"])
def test_one_changed_fact_changes_everywhere(kind: str, tmp_path: Path) -> None:
    def change(ledger: Ledger) -> None:
        first, *rest = ledger.results["r1"].rows
        ledger.add_result(ledger.results["r1"].model_copy(update={"rows": ((*first[:2], 4_010_000.0), *rest)}))
        ledger.recompute()

    before, after = make(kind, tmp_path)[0], make(kind, tmp_path, change=change)
    found = read_numbers(after[0])
    assert any(number.text == "4.01 m" for number in found) and not any(number.text == "3.79 m" for number in found)
    assert kind == "svg" or any(number.value == 4_010_000.0 for number in found)
    assert before.exists() and unbound_numbers(*after, NAMES) == []


@pytest.mark.parametrize("kind", ["pptx", "docx", "svg"])
def test_a_claim_that_turned_false_is_refused(kind: str, tmp_path: Path) -> None:
    def fall(ledger: Ledger) -> None:
        rows = tuple((channel, now, before) for channel, before, now in ledger.results["r1"].rows)
        ledger.add_result(ledger.results["r1"].model_copy(update={"rows": rows}))
        ledger.recompute()

    if kind == "svg":
        ledger = sample_ledger()
        fall(ledger)
        chart = sample_charts(ledger, "en")["pairs"].model_copy(update={"title": "Revenue [[c1|grew]]"})
        with pytest.raises(EvidenceError, match="does not hold"):
            render_chart_svg(chart, ledger, "en", names=NAMES)
        return
    with pytest.raises(EvidenceError, match="does not hold"):
        make(kind, tmp_path, change=fall)
