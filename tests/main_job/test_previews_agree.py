"""The preview in the browser and the downloaded file say the same: every text, in the same order, and every value of every chart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import docx
import pytest
from docx.table import Table
from lxml import etree
from lxml import html as markup
from pptx import Presentation

from agents.renderers.html import charts_html, deck_html, document_html
from agents.specs.charts import ChartsSpec
from tests.main_job.driver import Ran

NUMBER = "\u2039#\u203a"  # the slide number is a field
LEVELS = "  →  "  # the levels of a waterfall: words beside the file's chart, columns of the page's
Chart = tuple[list[str], dict[str, list[float | None]]]


def plain(text: str) -> str:
    """Without spaces: a file breaks lines and joins units with other spaces than a page."""
    return re.sub(r"\s", "", text)


def slide_of_page(fragment: str) -> list[str]:
    """Title, lead, and then every text of a slide in reading order, as the page shows it."""
    root = markup.fromstring(fragment)
    for unread in root.xpath(".//svg | .//*[@class='chart-open'] | .//*[@class='slide-number']"):
        unread.drop_tree()
    lists = ".//li[not(contains(@class, 'kpi'))] | .//li//*[starts-with(@class, 'kpi-')]"
    parts = root.xpath(f".//h3 | .//p | {lists} | .//th | .//td | .//figcaption | .//footer/span")
    return [text for part in parts if (text := plain(part.text_content()))]


def slide_of_file(slide: Any) -> list[str]:
    """The same of a slide of the file, in the order of its shapes."""
    found: list[str] = []
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_text_frame:
            found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
    return [plain(text) for text in found if plain(text) and text != NUMBER and LEVELS not in text]


def twin(figure: Any) -> Chart:
    """Categories and series of a chart, from the table beside its drawing."""
    rows = figure.xpath(".//div[contains(@class, 'chart-twin')]//tr")
    names = [plain(cell.text_content()) for cell in rows[0].xpath("./th")[1:]]
    values = [[float(value) if (value := cell.get("data-value")) else None for cell in row.xpath("./td")] for row in rows[1:]]
    categories = [plain(row.xpath("./th")[0].text_content()) for row in rows[1:]]
    return categories, {name: [row[at] for row in values] for at, name in enumerate(names)}


def same_values(file: Chart, page: Chart) -> None:
    """Every category and value of the file's chart is that of the page; a waterfall's levels may be lines or words in the file."""
    categories, series = file
    places = [page[0].index(category) for category in categories]
    assert places == sorted(places)
    for name, values in series.items():
        own = page[1].get(name) or next(iter(page[1].values()))
        assert values == pytest.approx([own[place] for place in places])


def native(root: Any) -> Chart:
    """Categories and named series of a chart part, the others only hold up bars or labels."""
    named = [series for series in root.iterfind(".//{*}ser") if series.findtext("{*}tx//{*}v")]
    categories = [plain(value.text) for value in named[0].iterfind("{*}cat//{*}v")]
    return categories, {plain(series.findtext("{*}tx//{*}v")): points(series, len(categories)) for series in named}


def points(series: Any, count: int) -> list[float | None]:
    found = {int(point.get("idx")): float(point.findtext("{*}v")) for point in series.iterfind("{*}val//{*}pt")}
    return [found.get(at) for at in range(count)]


def test_each_slide_reads_the_same_in_the_page_and_in_the_file(small: Ran) -> None:
    page = [slide_of_page(fragment) for fragment in deck_html(small.spec("deck"), small.ledger)]
    file = [slide_of_file(slide) for slide in Presentation(str(small.file("deck"))).slides]
    assert len(page) == len(file)
    for number, (shown, kept) in enumerate(zip(page, file, strict=True), start=1):
        assert (number, shown) == (number, kept)


def test_each_chart_of_the_slides_has_the_same_values(small: Ran) -> None:
    spec, compared = small.spec("deck"), 0
    for slide, made in zip(spec.slides, Presentation(str(small.file("deck"))).slides, strict=True):
        charts = [shape.chart for shape in made.shapes if shape.has_chart] if slide.charts else []
        shown = charts_html(ChartsSpec(title="", language=spec.language, charts=slide.charts, names=spec.names), small.ledger)
        for chart, figure in zip(charts, shown, strict=True):
            same_values(native(chart._chartSpace), twin(markup.fromstring(figure)))
            compared += 1
    assert compared > 5


def document_of_page(fragment: str) -> Iterator[str]:
    root = markup.fromstring(fragment)
    for unread in root.xpath(".//svg | .//nav | .//*[contains(@class, 'chart-twin')] | .//*[@class='chart-keys']"):
        unread.drop_tree()
    for part in root.xpath(".//h2 | .//h3 | .//h4 | .//h5 | .//p | .//li | .//caption | .//figcaption | .//th | .//td"):
        yield from (text for text in (plain(part.text_content()),) if text)


def document_of_file(path: Any) -> Iterator[str]:
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            yield from (text for row in block.rows for cell in row.cells if (text := plain(cell.text)))
        elif not block.style.name.lower().startswith("toc") and plain(block.text) and LEVELS not in block.text:
            yield plain(block.text)


def test_the_document_reads_the_same_in_the_page_and_in_the_file(small: Ran) -> None:
    """A caption and its second line are one part of the page and two paragraphs of the file: so all is compared as one text."""
    page = "".join(document_of_page(document_html(small.spec("document"), small.ledger)))
    assert page == "".join(document_of_file(small.file("document")))


def test_each_chart_of_the_document_has_the_same_values(small: Ran) -> None:
    document = docx.Document(str(small.file("document")))
    ids = document.element.xpath(".//*[local-name()='chart']/@*[local-name()='id']")
    kept = [etree.fromstring(document.part.related_parts[id].blob) for id in ids]
    shown = markup.fromstring(document_html(small.spec("document"), small.ledger)).xpath(".//figure[@data-chart]")
    assert len(kept) == len(shown) > 3
    for root, figure in zip(kept, shown, strict=True):
        same_values(native(root), twin(figure))
