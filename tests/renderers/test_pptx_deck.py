"""Decks: what a person finds who opens the file."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from openxml_audit import validate_pptx
from pptx.util import Pt

from agents.core.errors import EvidenceError, GateError
from agents.renderers.pptx import render_deck
from agents.specs.deck import DeckSpec, Kpi, Slide, Takeaway
from agents.specs.table import TableColumn, TableSpec
from tests.renderers.made_decks import folder, made, one_slide, opened, slide_of
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_deck import sample_deck

ALL = [("deck", "en"), ("deck", "zh"), ("gallery", "en"), ("gallery", "zh")]


@pytest.mark.parametrize(("which", "language"), ALL)
def test_the_schema_audit_finds_nothing(which: str, language: str) -> None:
    result = validate_pptx(str(made(which, language)[0]))
    assert result.is_valid, [str(error) for error in result.errors[:5]]


def test_the_page_is_wide_and_the_master_has_our_layouts_only() -> None:
    deck = opened()
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    assert [layout.name for layout in deck.slide_layouts] == [
        "Title",
        "Text",
        "Figures",
        "Chart and takeaways",
        "Chart",
        "Two charts",
        "Table",
        "Segment",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_slide_has_a_title_placeholder_first_and_speaker_notes(language: str) -> None:
    for slide in opened("deck", language).slides:
        assert slide.shapes[0] == slide.shapes.title and slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_no_colour_and_no_font_is_written_outside_the_theme() -> None:
    deck = opened()
    for slide in deck.slides:
        parts = [slide.part.blob.decode()] + [r.target_part.blob.decode() for r in slide.part.rels.values() if "/chart" in r.reltype]
        assert not any("srgbClr" in part for part in parts)
        assert {face for part in parts for face in re.findall(r'typeface="([^"]+)"', part)} <= {"+mn-lt", "+mn-ea"}


def test_the_theme_holds_our_colours_and_a_face_for_each_script() -> None:
    theme = next(r.target_part for r in opened().slide_master.part.rels.values() if r.reltype.endswith("/theme")).blob.decode()
    assert "0D5C66" in theme and 'latin typeface="Arial"' in theme and theme.count('ea typeface="Microsoft YaHei"') == 2


@pytest.mark.parametrize(("language", "tag"), [("en", "en-US"), ("zh", "zh-CN")])
def test_runs_carry_the_language_of_the_deck(language: str, tag: str) -> None:
    tags = {tag for slide in opened("deck", language).slides for tag in re.findall(r'<a:rPr lang="([^"]+)"', slide.part.blob.decode())}
    assert tags == {tag}


def test_charts_and_tables_have_words_for_those_who_cannot_see_them() -> None:
    frames = [shape for slide in opened().slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    alts = [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in frames]
    assert len(frames) >= 14 and all(alts)
    assert any(alt.startswith("Bar chart: Revenue") and "highest Marketplace ($3.79 m)" in alt for alt in alts)


def test_notes_list_the_facts_of_the_slide_with_their_ids() -> None:
    notes = opened().slides[1].notes_slide.notes_text_frame.text
    assert "growth = 15.1% · revenue growth (b / a - 1)" in notes


def test_the_source_of_the_numbers_stands_on_slides_with_data() -> None:
    for slide in list(opened().slides)[2:11]:
        assert any(
            shape.is_placeholder and shape.placeholder_format.idx == 20 and "Shop orders" in shape.text_frame.text for shape in slide.shapes
        )


def test_slides_are_numbered_by_a_field() -> None:
    assert all('type="slidenum"' in slide.part.blob.decode() for slide in list(opened().slides)[1:])


def test_core_properties_name_title_author_and_language() -> None:
    properties = opened("deck", "zh").core_properties
    assert properties.title.startswith("电商平台贡献了过半") and properties.author == "Threeday" and properties.language == "zh-CN"


def test_numbers_in_a_table_are_right_aligned_and_signs_are_coloured() -> None:
    table = next(shape for shape in opened().slides[7].shapes if shape.has_table).table
    stores = table.cell(3, 3)
    assert stores.text_frame.text == "−$116 k" and "accent5" in stores._tc.xml and 'algn="r"' in stores._tc.xml
    assert "accent4" in table.cell(1, 3)._tc.xml and 'b="1"' in table.cell(7, 1)._tc.xml


def test_a_long_table_goes_on_and_loses_no_row() -> None:
    columns = (TableColumn(header="Channel"), TableColumn(header="Revenue", kind="number"))
    table = TableSpec(
        id="t", columns=columns, rows=tuple(("{{r1:1:channel|name}}", "{{r1:1:now|money_short}}") for _ in range(50)), results=("r1",)
    )
    deck, _ = one_slide(Slide(id="long", kind="table", title="All rows", table=table, message="The end"))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1 and sum(len(t.rows) - 1 for t in tables) == 50
    assert max(len(t.rows) for t in tables) - min(len(t.rows) for t in tables) <= 3
    assert [slide.shapes.title.text_frame.text for slide in deck.slides][1:] == ["All rows (continued)"] * (len(tables) - 1)


def test_takeaways_that_find_no_room_go_on_with_none_lost() -> None:
    points = tuple(
        Takeaway(lead=f"Point {letter}", text="carried by dresses and knitwear at full price in all of the regions " * 3)
        for letter in "abcdefgh"
    )
    points = tuple(point.model_copy(update={"text": point.text.replace("all of", "")}) for point in points)
    chart = slide_of(made()[1], "pairs").charts[0]
    deck, _ = one_slide(Slide(id="many", kind="chart", title="Many reasons", charts=(chart,), takeaways=points, results=("r1",)))
    text = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert len(deck.slides) > 1 and [f"Point {letter}" in text for letter in "abcdefgh"] == [True] * 8


def test_a_long_title_shrinks_to_the_floor_and_no_further() -> None:
    deck, _ = one_slide(Slide(id="t", kind="text", title="Revenue by channel and product group " * 3, takeaways=(Takeaway(text="One"),)))
    size = deck.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].font.size
    assert Pt(20) <= size <= Pt(24)


def test_a_title_that_never_fits_is_sent_back_with_its_slide() -> None:
    with pytest.raises(GateError, match="shorten") as caught:
        one_slide(Slide(id="t", kind="text", title="Revenue by channel and product group " * 12))
    assert caught.value.details["where"] == "slide 1"


@pytest.mark.parametrize("text", ["Revenue came to 42 m", "Revenue grew", "[[c1|fell]]", "{{nothing|money}}"])
def test_a_text_without_evidence_is_refused_and_no_file_is_left(text: str) -> None:
    path = folder() / "refused.pptx"
    spec = DeckSpec(title="Sales", language="en", slides=(Slide(id="s", kind="text", title=text, takeaways=()),))
    with pytest.raises(EvidenceError):
        render_deck(spec, sample_ledger(), path)
    assert not path.exists()


def test_the_same_fact_changed_once_changes_on_every_slide(tmp_path: Path) -> None:
    ledger = sample_ledger()
    spec = sample_deck("en", ledger)
    ledger.facts["growth"] = ledger.facts["growth"].model_copy(update={"value": 0.777})
    render_deck(spec, ledger, tmp_path / "changed.pptx")
    from pptx import Presentation

    xml = "".join(slide.part.blob.decode() for slide in Presentation(str(tmp_path / "changed.pptx")).slides)
    assert xml.count("77.7%") >= 3 and "15.1%" not in xml


@pytest.mark.parametrize("count", [1, 3, 5, 8])
def test_any_number_of_cards_finds_its_place(count: int) -> None:
    kpis = tuple(
        Kpi(label="Revenue", figure="{{total.now|money_short}}", change="{{growth|signed_percent}}", spark=("r2:1:now", "r2:2:now"))
        for _ in range(count)
    )
    deck, _ = one_slide(Slide(id=f"k{count}", kind="kpis", title="Figures", kpis=kpis, message="The message"))
    assert sum(shape.has_chart for shape in deck.slides[0].shapes) == count


def test_a_deck_takes_about_a_second_at_most(tmp_path: Path) -> None:
    _, spec, ledger = made("gallery")
    start = time.process_time()
    render_deck(spec, ledger, tmp_path / "timed.pptx")
    assert time.process_time() - start < 1.5


def test_a_plan_too_long_for_its_segment_gets_a_slide_of_its_own() -> None:
    segment = slide_of(made()[1], "segment")
    assert segment.table is not None
    short, _ = one_slide(segment)
    long = segment.model_copy(update={"id": "long-plan", "table": segment.table.model_copy(update={"rows": segment.table.rows * 4})})
    deck, _ = one_slide(long)
    assert len(short.slides) == 1 and [sum(shape.has_table for shape in slide.shapes) for slide in deck.slides] == [0, 1]


def test_a_column_without_a_word_is_left_out() -> None:
    columns = (TableColumn(header="Channel"), TableColumn(header="Verdict"))
    table = TableSpec(id="t", columns=columns, rows=(("{{r1:1:channel|name}}", ""),), results=("r1",))
    deck, _ = one_slide(Slide(id="hollow", kind="table", title="Verdicts", table=table))
    assert len(next(shape for shape in deck.slides[0].shapes if shape.has_table).table.columns) == 1


def test_a_slide_that_names_no_results_shows_where_its_facts_come_from() -> None:
    table = TableSpec(id="t", columns=(TableColumn(header="Growth", kind="number"),), rows=(("{{growth|percent}}",),))
    deck, _ = one_slide(Slide(id="unnamed", kind="table", title="Growth", table=table))
    assert any("query r1" in shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame)


def test_a_change_that_reads_as_zero_has_no_colour_of_good_or_bad() -> None:
    ledger = sample_ledger()
    ledger.derive("hair", "a * 0.0000001", {"a": "growth"}, name="a hair", unit="ratio")
    column = TableColumn(header="Growth", kind="number", tone="signed")
    table = TableSpec(id="t", columns=(column,), rows=(("{{hair|signed_percent}}",),), results=("r1",))
    deck, _ = one_slide(Slide(id="hair", kind="table", title="Growth", table=table), ledger)
    cell = next(shape for shape in deck.slides[0].shapes if shape.has_table).table.cell(1, 0)
    assert cell.text_frame.text == "0.0%" and "accent" not in cell._tc.xml
