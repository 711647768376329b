"""The document gate: silent on a good document, and each planted defect is named."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from agents.checks.document import check_document
from agents.renderers.docx import render_document
from tests.renderers.sample_document import sample_document
from tests.renderers.samples import sample_ledger

BODY = "word/document.xml"
DEFECTS = {
    "HEADING_JUMP": (BODY, r'<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading3"/>'),
    "TITLE": (BODY, r'<w:pStyle w:val="Title"/>', '<w:pStyle w:val="Subtitle"/>'),
    "CONTENTS": (BODY, r'(<w:pStyle w:val="TOC1"/>.*?<w:t xml:space="preserve">)', r"\1Another "),
    "LINK_DEAD": (BODY, r'w:anchor="_Toc0"', 'w:anchor="_Toc999"'),
    "CAPTION": (BODY, r'(SEQ Figure.*?<w:t xml:space="preserve">)1<', r"\g<1>4<"),
    "HEADER_ROW": (BODY, r"<w:tblHeader/>", ""),
    "ALT_MISSING": (BODY, r'descr="[^"]+"', 'descr=""'),
    "EMPTY_PARAGRAPH": (BODY, r"<w:sectPr", '<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p><w:sectPr'),
    "DIRECT_FORMAT": (BODY, r"<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t"),
    "LEFTOVER": (BODY, r">Put dresses", ">{{growth|percent}} put dresses"),
    "STYLE": (BODY, r'<w:pStyle w:val="Callout"/>', '<w:pStyle w:val="Fancy"/>'),
    "FONTS": ("word/styles.xml", r' w:eastAsia="Microsoft YaHei"', ""),
    "LANGUAGE": ("word/styles.xml", r' w:eastAsia="zh-CN"', ""),
    "PROPERTIES": ("docProps/core.xml", r">Threeday</dc:creator>", "></dc:creator>"),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, ledger = tmp_path_factory.mktemp("gate") / "plan.docx", sample_ledger()
    render_document(sample_document("en", ledger), ledger, path)
    return path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_good_document_passes(language: str, tmp_path: Path) -> None:
    ledger = sample_ledger(language)  # type: ignore[arg-type]
    spec = sample_document(language, ledger)  # type: ignore[arg-type]
    render_document(spec, ledger, tmp_path / "plan.docx")
    assert check_document(tmp_path / "plan.docx", spec, ledger) == []


@pytest.mark.parametrize("code", DEFECTS)
def test_a_planted_defect_is_named(code: str, good: Path, tmp_path: Path) -> None:
    part, old, new = DEFECTS[code]
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(tmp_path / "bad.docx", "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                text, count = re.subn(old, new, data.decode(), count=1, flags=re.DOTALL)
                assert count == 1, "the defect was not planted"
                data = text.encode()
            target.writestr(name, data)
    ledger = sample_ledger()
    assert code in {finding.code for finding in check_document(tmp_path / "bad.docx", sample_document("en", ledger), ledger)}
