"""Charts as SVG: what a reader sees, what a screen reader hears, and nothing outside the canvas or on top of another."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from agents.core.brief import Language
from agents.core.errors import EvidenceError
from agents.renderers.chart.data import read_chart
from agents.renderers.chart.draw import draw
from agents.renderers.chart.marks import Box, Drawing, Label
from agents.renderers.chart.widths import text_width
from agents.renderers.svg import render_chart_svg
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES

SVG = "{http://www.w3.org/2000/svg}"
CASES = [(name, language) for language in ("en", "zh") for name in sample_charts(sample_ledger("en"), "en")]


def drawing(name: str, language: Language, width: float = 720, height: float = 0) -> Drawing:
    ledger = sample_ledger(language)
    return draw(read_chart(sample_charts(ledger, language)[name], ledger, language, NAMES), width, height)


def box(label: Label) -> tuple[float, float, float, float]:
    wide = text_width(label.text, label.size, label.bold)
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - label.size * 0.72, left + wide, label.y + label.size * 0.1


def overlap(one: Label, other: Label) -> bool:
    a, b = box(one), box(other)
    return a[0] < b[2] - 0.5 and b[0] < a[2] - 0.5 and a[1] < b[3] - 0.5 and b[1] < a[3] - 0.5


@pytest.mark.parametrize(("name", "language"), CASES)
@pytest.mark.parametrize("width", [420, 720])
def test_labels_stay_on_the_canvas_and_off_each_other(name: str, language: Language, width: float) -> None:
    made = drawing(name, language, width)
    labels = [mark for mark in made.marks if isinstance(mark, Label) and mark.text]
    outside = [mark.text for mark in labels if box(mark)[0] < -0.5 or box(mark)[2] > made.width + 0.5 or box(mark)[3] > made.height]
    assert outside == []
    assert [(one.text, other.text) for one, other in combinations(labels, 2) if overlap(one, other)] == []


@pytest.mark.parametrize(("name", "language"), CASES)
def test_it_is_an_image_with_a_title_and_every_mark_says_its_value(name: str, language: Language) -> None:
    ledger = sample_ledger(language)
    root = ElementTree.fromstring(render_chart_svg(sample_charts(ledger, language)[name], ledger, language, names=NAMES))
    assert root.get("role") == "img" and root.findtext(f"{SVG}title") and root.findtext(f"{SVG}desc")
    marks = [mark for mark in root if mark.get("data-fact") and mark.tag in (f"{SVG}rect", f"{SVG}circle")]
    assert marks and all(mark.findtext(f"{SVG}title") for mark in marks)
    assert all(ledger.fact(mark.get("data-fact") or "") for mark in marks)


def test_the_page_variant_has_classes_in_place_of_colours_and_styles() -> None:
    ledger = sample_ledger()
    for chart in sample_charts(ledger, "en").values():
        svg = render_chart_svg(chart, ledger, "en", names=NAMES, for_web=True)
        assert "style=" not in svg and 'fill="#' not in svg and 'stroke="#' not in svg and "<script" not in svg


def test_bars_begin_at_zero_and_are_as_long_as_their_values() -> None:
    ledger = sample_ledger()
    boxes = [mark for mark in drawing("bar", "en").marks if isinstance(mark, Box) and mark.ref]
    values = [float(str(ledger.value(mark.ref))) for mark in boxes]
    assert len({round(mark.x, 3) for mark in boxes}) == 1
    assert [mark.width / boxes[0].width for mark in boxes] == pytest.approx([value / values[0] for value in values])


def test_plan_is_outlined_and_the_year_before_is_light() -> None:
    boxes = [mark for mark in drawing("roles", "en").marks if isinstance(mark, Box) and mark.ref]
    assert {mark.fill for mark in boxes} == {"solid", "outline"} and "previous" in {mark.paint for mark in boxes}


def test_one_bar_is_the_accent_one_the_alert_and_the_rest_are_quiet() -> None:
    paints = [mark.paint for mark in drawing("bar", "en").marks if isinstance(mark, Box) and mark.ref]
    assert paints == ["accent", "context", "alert", "context", "context", "context"]


def test_markup_in_a_name_stays_text() -> None:
    ledger = sample_ledger()
    chart = sample_charts(ledger, "en")["bar"].model_copy(update={"title": "<script>alert()</script> & more"})
    svg = render_chart_svg(chart, ledger, "en", names=NAMES, for_web=True)
    assert "<script" not in svg and "&lt;script&gt;" in svg


def test_it_refuses_a_typed_number_and_a_false_claim() -> None:
    ledger = sample_ledger()
    chart = sample_charts(ledger, "en")["bar"]
    for title in ("Revenue of 8.3 m", "[[c3|grew]]", "Revenue grew"):
        with pytest.raises(EvidenceError):
            render_chart_svg(chart.model_copy(update={"title": title}), ledger, "en", names=NAMES)


def test_a_series_of_the_wrong_length_is_refused_with_both_lengths() -> None:
    ledger = sample_ledger()
    chart = sample_charts(ledger, "en")["bar"]
    short = chart.model_copy(update={"categories": chart.categories[:3]})
    with pytest.raises(EvidenceError, match="6 values for 3 categories"):
        render_chart_svg(short, ledger, "en", names=NAMES)
