"""The gate of decks: silent on good files, and it finds each defect that is put into one."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Pt

from agents.checks.layout import check_deck
from tests.renderers.made_decks import made

TABLE, CHART, CARDS = 7, 3, 2  # positions of slides in the sample deck


def shape(slide: Any, idx: int) -> Any:
    return next(s for s in slide.placeholders if s.placeholder_format.idx == idx)


def frame(slide: Any) -> Any:
    return next(s for s in slide.shapes if s.has_chart or s.has_table)


def overflow(deck: Any) -> None:
    shape(deck.slides[CHART], 12).text_frame.paragraphs[0].runs[1].text = "carried by dresses and knitwear at full price " * 30


def table_overflow(deck: Any) -> None:
    frame(deck.slides[TABLE]).table.cell(1, 0).text_frame.paragraphs[0].runs[0].text = "Marketplace and everything that belongs to it " * 4


def overlap(deck: Any) -> None:
    frame(deck.slides[CHART]).left += Pt(200)


def off_slide(deck: Any) -> None:
    frame(deck.slides[CHART]).top += Pt(300)


def small_font(deck: Any) -> None:
    shape(deck.slides[CHART], 12).text_frame.paragraphs[0].runs[1].font.size = Pt(9)


def small_font_in_a_chart(deck: Any) -> None:
    frame(deck.slides[CHART]).chart.font.size = Pt(7)


def poor_contrast(deck: Any) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    shape(deck.slides[CHART], 12).text_frame.paragraphs[0].runs[1].font.color.theme_color = MSO_THEME_COLOR.ACCENT_3


def no_alt(deck: Any) -> None:
    frame(deck.slides[CHART])._element.nvGraphicFramePr.cNvPr.attrib.pop("descr")


def empty_placeholder(deck: Any) -> None:
    shape(deck.slides[CHART], 10).text_frame.text = ""


def leftover_token(deck: Any) -> None:
    shape(deck.slides[CHART], 10).text_frame.paragraphs[0].runs[0].text = "Revenue {{total.now"


def leftover_none(deck: Any) -> None:
    frame(deck.slides[TABLE]).table.cell(2, 2).text_frame.paragraphs[0].runs[0].text = "None"


def no_title(deck: Any) -> None:
    title = deck.slides[CHART].shapes.title._element
    title.getparent().remove(title)


def same_title(deck: Any) -> None:
    deck.slides[CHART].shapes.title.text_frame.paragraphs[0].runs[0].text = deck.slides[TABLE].shapes.title.text_frame.text


def no_source(deck: Any) -> None:
    source = shape(deck.slides[CHART], 20)._element
    source.getparent().remove(source)


def title_last(deck: Any) -> None:
    title = deck.slides[CHART].shapes.title._element
    title.getparent().append(title)


def slides_swapped(deck: Any) -> None:
    listed = deck.slides._sldIdLst
    listed.insert(2, listed[4])


def no_notes(deck: Any) -> None:
    deck.slides[CHART].notes_slide.notes_text_frame.text = ""


def hard_colour(deck: Any) -> None:
    shape(deck.slides[CHART], 12).text_frame.paragraphs[0].runs[0].font.color.rgb = RGBColor(0x0D, 0x5C, 0x66)


def too_many_words(deck: Any) -> None:
    body = shape(deck.slides[1], 11).text_frame
    for _ in range(12):
        body._txBody.append(deepcopy(body.paragraphs[0]._p))


DEFECTS: list[tuple[str, int, Callable[[Any], None]]] = [
    ("TEXT_OVERFLOW", 4, overflow),
    ("TABLE_OVERFLOW", 8, table_overflow),
    ("OVERLAP", 4, overlap),
    ("OFF_SLIDE", 4, off_slide),
    ("FONT_SMALL", 4, small_font),
    ("FONT_SMALL", 4, small_font_in_a_chart),
    ("CONTRAST", 4, poor_contrast),
    ("ALT_MISSING", 4, no_alt),
    ("EMPTY_PLACEHOLDER", 4, empty_placeholder),
    ("LEFTOVER", 4, leftover_token),
    ("LEFTOVER", 8, leftover_none),
    ("TITLE_MISSING", 4, no_title),
    ("TITLE_DUPLICATE", 8, same_title),
    ("SOURCE_MISSING", 4, no_source),
    ("ORDER", 4, title_last),
    ("ORDER", 3, slides_swapped),
    ("NOTES_MISSING", 4, no_notes),
    ("HARD_COLOUR", 4, hard_colour),
    ("TOO_MANY_WORDS", 2, too_many_words),
]


@pytest.mark.parametrize(("which", "language"), [("deck", "en"), ("deck", "zh"), ("gallery", "en"), ("gallery", "zh")])
def test_it_is_silent_on_a_good_deck(which: str, language: str) -> None:
    assert check_deck(*made(which, language)) == []


@pytest.mark.parametrize(("code", "number", "spoil"), DEFECTS, ids=[spoil.__name__ for _, _, spoil in DEFECTS])
def test_it_finds_a_defect_and_says_where_and_what_to_do(code: str, number: int, spoil: Callable[[Any], None], tmp_path: Path) -> None:
    path, spec, ledger = made()
    deck = Presentation(str(path))
    spoil(deck)
    deck.save(str(tmp_path / "spoiled.pptx"))
    found = check_deck(tmp_path / "spoiled.pptx", spec, ledger)
    assert (code, f"slide {number}") in {(finding.code, finding.where) for finding in found}
    assert all(finding.message and finding.fix for finding in found)


def test_a_defect_on_a_continued_slide_is_laid_at_its_slide_of_the_spec(tmp_path: Path) -> None:
    from agents.renderers.pptx import render_deck

    _, spec, ledger = made()
    table = spec.slides[7].table
    assert table is not None
    long = spec.slides[7].model_copy(update={"table": table.model_copy(update={"rows": table.rows[:-1] * 8, "total": None})})
    spec = spec.model_copy(update={"slides": (spec.slides[0], long, spec.slides[9])})
    render_deck(spec, ledger, tmp_path / "long.pptx")
    deck = Presentation(str(tmp_path / "long.pptx"))
    no_alt_on = frame(deck.slides[len(deck.slides) - 1])
    no_alt_on._element.nvGraphicFramePr.cNvPr.attrib.pop("descr")
    deck.save(str(tmp_path / "long.pptx"))
    assert len(deck.slides) > 3
    assert [(f.code, f.where) for f in check_deck(tmp_path / "long.pptx", spec, ledger)] == [("ALT_MISSING", "slide 3")]
