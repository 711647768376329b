"""Documents: native, structured, in their language, and refused where a text is not supported."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from openxml_audit import OpenXmlValidator

from agents.core.errors import EvidenceError
from agents.renderers.chart.widths import text_width
from agents.renderers.docx import render_document
from agents.renderers.docx.tables import WIDTH, column_widths
from agents.specs.document import DocumentBlock, DocumentSpec
from agents.specs.table import TableColumn, TableSpec
from tests.renderers.sample_document import sample_document
from tests.renderers.samples import sample_ledger


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DocumentSpec]:
    ledger = sample_ledger(request.param)
    spec, path = sample_document(request.param, ledger), tmp_path_factory.mktemp("docx") / "plan.docx"
    render_document(spec, ledger, path)
    return path, spec


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as file:
        return file.read(name).decode()


def test_the_schema_audit_is_clean(made: tuple[Path, DocumentSpec]) -> None:
    result = OpenXmlValidator().validate(str(made[0]))
    assert [str(error) for error in result.errors] == []


def test_it_reads_back_as_written(made: tuple[Path, DocumentSpec]) -> None:
    document = docx.Document(str(made[0]))
    headings = [p.text for p in document.paragraphs if p.style.name.lower().startswith("heading")]
    assert len(headings) == sum(block.kind == "heading" for block in made[1].blocks)
    assert len(document.tables) == 1 and len(document.inline_shapes) == sum(block.kind == "chart" for block in made[1].blocks)


def test_every_chart_is_native_with_its_workbook(made: tuple[Path, DocumentSpec]) -> None:
    with zipfile.ZipFile(made[0]) as file:
        names = file.namelist()
    charts = [name for name in names if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == sum(block.kind == "chart" for block in made[1].blocks)
    assert len([name for name in names if name.startswith("word/embeddings/")]) == len(charts)
    assert not [name for name in names if name.startswith("word/media/")]


def test_every_chart_names_its_text_size_and_finds_its_workbook(made: tuple[Path, DocumentSpec]) -> None:
    with zipfile.ZipFile(made[0]) as file:
        charts = [match[1] for name in file.namelist() if (match := re.fullmatch(r"word/charts/(chart\d+)\.xml", name))]
    assert charts
    for chart in charts:
        xml, relations = part(made[0], f"word/charts/{chart}.xml"), part(made[0], f"word/charts/_rels/{chart}.xml.rels")
        assert {int(size) for size in re.findall(r' sz="(\d+)"', xml)} <= {900, 800}
        assert 'externalData r:id="rId1"' in xml and 'Id="rId1"' in relations and f"embeddings/{chart}.xlsx" in relations


def test_a_waterfall_that_draws_its_steps_alone_says_its_levels(made: tuple[Path, DocumentSpec]) -> None:
    levels = {"en": "$10.1 m  →  2025  $11.7 m", "zh": "→"}[made[1].language]
    assert levels in part(made[0], "word/document.xml")


def test_each_numbered_list_begins_at_one(made: tuple[Path, DocumentSpec]) -> None:
    numbers = re.findall(
        r'<w:pStyle w:val="ListNumber"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="(\d+)"/>', part(made[0], "word/document.xml")
    )
    assert numbers == ["2", "2", "3"] and "startOverride" in part(made[0], "word/numbering.xml")


def test_it_names_chinese_fonts_and_languages(made: tuple[Path, DocumentSpec]) -> None:
    styles = part(made[0], "word/styles.xml")
    assert 'w:eastAsia="Microsoft YaHei"' in styles and 'w:eastAsia="zh-CN"' in styles
    colours = re.findall(r"<w:color [^>]*>", styles)
    assert colours and all("w:val=" in colour and "w:themeColor=" in colour for colour in colours)


def test_words_lead_to_the_figures_that_follow(made: tuple[Path, DocumentSpec]) -> None:
    body = part(made[0], "word/document.xml")
    wanted = set(re.findall(r"REF (_\w+)", body))
    assert wanted and wanted <= set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', body))


def test_column_widths_share_the_page_exactly_and_break_no_word() -> None:
    heads = tuple(TableColumn(header=word, weight=weight) for word, weight in (("Metric", 1.0), ("Why", 2.5), ("Contribution", 0.1)))
    table = TableSpec(id="t", columns=heads, rows=(("revenue", "a long reason of many words " * 6, ""),))
    widths = column_widths(table, sample_ledger(), "en")
    assert sum(widths) == WIDTH and widths[2] > 20 * text_width("Contribution", 9.5, True)


@pytest.mark.parametrize("text", ["Revenue of 8.3 m", "[[c3|grew]] last year", "Sales grew", "{{nowhere|percent}}"])
def test_it_refuses_what_nothing_supports_and_writes_no_file(text: str, tmp_path: Path) -> None:
    spec = DocumentSpec(title="Plan", language="en", blocks=(DocumentBlock(kind="paragraph", text=text),))
    with pytest.raises(EvidenceError):
        render_document(spec, sample_ledger(), tmp_path / "plan.docx")
    assert not (tmp_path / "plan.docx").exists()
