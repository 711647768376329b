"""Previews: semantic, escaped, every number a link to its evidence, nothing inline that a strict policy forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.core.errors import EvidenceError
from agents.renderers.html import deck_html, document_html, text_html, workbook_html
from tests.renderers.sample_document import sample_document
from tests.renderers.sample_workbook import sample
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_deck import sample_deck

STYLES = Path(__file__).parents[2] / "static" / "css"


@pytest.fixture(scope="module", params=["en", "zh"])
def previews(request: pytest.FixtureRequest) -> dict[str, str]:
    ledger = sample_ledger(request.param)
    spec, book_ledger, _ = sample(120, request.param)
    return {
        "deck": "".join(deck_html(sample_deck(request.param, ledger), ledger)), "workbook": workbook_html(spec, book_ledger),
        "document": document_html(sample_document(request.param, ledger), ledger),
    }  # fmt: skip


def test_nothing_inline_that_a_strict_policy_forbids(previews: dict[str, str]) -> None:
    for html in previews.values():
        assert not re.search(r"\sstyle=|<script|<style|\son\w+=|javascript:", html)


def test_every_number_of_the_prose_opens_its_evidence() -> None:
    html = text_html("Revenue [[c1|grew]] {{growth|percent}}", sample_ledger(), "en")
    assert html == (
        'Revenue <span class="claim" data-claim="c1">grew</span> <a class="fact" href="#fact-growth" data-fact="growth">15.1%</a>'
    )


def test_a_reference_to_a_cell_is_escaped_in_its_link() -> None:
    assert 'href="#fact-r1%3A0%3Anow" data-fact="r1:0:now"' in text_html("{{r1:0:now|money}}", sample_ledger(), "en")


def test_tags_are_balanced(previews: dict[str, str]) -> None:
    for html in previews.values():
        for tag in ("article", "section", "table", "figure", "svg", "a", "span", "ul", "ol", "li", "p", "div"):
            assert len(re.findall(rf"<{tag}[\s>]", html)) == html.count(f"</{tag}>"), tag


def test_each_slide_is_an_article_with_its_title_and_number() -> None:
    ledger = sample_ledger()
    slides = deck_html(sample_deck("en", ledger), ledger)
    assert len(slides) == len(sample_deck("en", ledger).slides)
    assert all(f'<span class="slide-number">{number}</span>' in slide for number, slide in enumerate(slides[1:], start=2))
    assert "slide-number" not in slides[0]  # a title slide has none in the file either


def test_data_shows_its_first_rows_and_says_how_many_there_are() -> None:
    spec, ledger, _ = sample(120)
    html = workbook_html(spec, ledger)
    shown, total = re.search(r"First (\d+) of ([\d,]+) rows", html).groups()  # type: ignore[union-attr]
    assert shown == "50" and int(total) == max(result.row_count for result in ledger.results.values())


def test_names_from_data_are_escaped() -> None:
    ledger = sample_ledger()
    result = ledger.results["r1"]
    rows = (("<img src=x onerror=alert()>", *result.rows[0][1:]), *result.rows[1:])
    ledger.add_result(result.model_copy(update={"rows": rows}))
    assert "<img" not in text_html("{{r1:0:channel|name}}", ledger, "en")


def test_classes_of_the_previews_are_known_to_the_style_sheet(previews: dict[str, str]) -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in STYLES.rglob("*.css"))
    known = set(re.findall(r"\.([a-z][\w-]*)", sheets))
    used = {name for html in previews.values() for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}
    plain = {name for name in used if name.startswith("is-") and name != "is-title"} | {"slide-number"}
    assert used - known - plain == set()


def test_it_refuses_a_false_claim() -> None:
    with pytest.raises(EvidenceError, match="does not hold"):
        ledger = sample_ledger()
        ledger.add_result(ledger.results["r1"].model_copy(update={"rows": tuple((c, n, b) for c, b, n in ledger.results["r1"].rows)}))
        ledger.recompute()
        text_html("Revenue [[c1|grew]]", ledger, "en")
