"""Native charts: the numbers in them, their gaps, their looks."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from agents.core.errors import EvidenceError
from agents.renderers.box import Box
from agents.renderers.chart.data import read_chart
from agents.renderers.native_chart import native_chart
from agents.renderers.native_chart.shown import shown
from agents.specs.chart import ChartSpec, Series
from agents.specs.deck import Slide
from tests.renderers.made_decks import made, one_slide, opened
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES

KINDS = ["bar", "pairs", "growth", "column", "line", "area", "stacked_bar", "stacked_column", "share_bar", "slope", "combo", "roles"]
BOX = Box(0, 0, 560, 340)


def drawn(name: str, language: str = "en", box: Box = BOX) -> tuple[str, Any]:
    """The XML of a sample chart and its workbook's sheet."""
    ledger = sample_ledger(language)
    xml, book = native_chart(read_chart(sample_charts(ledger, language)[name], ledger, language, NAMES), box)
    return xml.decode(), openpyxl.load_workbook(BytesIO(book))["Sheet1"]


def chart_of(name: str) -> Any:
    """A chart of the gallery as python-pptx reads it."""
    spec = made("gallery")[1]
    number = [slide.id for slide in spec.slides].index(name)
    return next(shape.chart for shape in opened("gallery").slides[number].shapes if shape.has_chart)


@pytest.mark.parametrize("name", KINDS)
def test_a_chart_holds_the_facts_in_its_cache_and_in_its_workbook(name: str) -> None:
    ledger = made("gallery")[2]
    spec = sample_charts(ledger, "en")[name]
    _, sheet = drawn(name)
    cached = {tuple(series.values) for plot in chart_of(name).plots for series in plot.series}
    for column, series in enumerate(spec.series, start=2):
        values = tuple(ledger.value(ref) if ref else None for ref in series.values)
        assert values in cached
        stored = [sheet.cell(row, column).value for row in range(2, len(values) + 2)]  # written with sixteen digits
        assert all(a == b if b is None else a == pytest.approx(b, rel=1e-14) for a, b in zip(stored, values, strict=True))


def test_a_missing_value_is_a_gap_and_never_a_zero() -> None:
    xml, sheet = drawn("column")
    assert sheet["B2"].value is None and '<c:dispBlanksAs val="gap"/>' in xml
    assert xml.split("2024</c:v>")[1].split("<c:val>")[1].split("</c:val>")[0].count("<c:pt ") == 11


def test_bars_stand_in_the_order_given() -> None:
    chart = chart_of("bar")
    assert list(chart.plots[0].categories)[:2] == ["Marketplace", "Website"] and chart.category_axis.reverse_order


def test_highlight_and_alert_take_the_theme_s_accents_and_the_rest_is_quiet() -> None:
    xml, _ = drawn("bar")
    assert '<c:idx val="0"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:schemeClr val="accent1"/>' in xml
    assert '<c:idx val="2"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr><a:solidFill><a:schemeClr val="accent2"/>' in xml


def test_the_second_label_follows_the_value() -> None:
    xml, _ = drawn("bar")
    assert 'type="VALUE"' in xml and "+34.3%" in xml


def test_labels_write_numbers_as_texts_do() -> None:
    english, chinese = drawn("bar")[0], drawn("bar", "zh")[0]
    assert "$3.79 m" in english and "¥379.5万" in chinese


def test_roles_are_light_dark_and_outlined() -> None:
    xml, _ = drawn("roles")
    looks = [part.split("</c:spPr>")[0] for part in xml.split("<c:ser>")[1:]]
    assert "lumOff" in looks[0] and "accent1" in looks[1] and "bg1" in looks[2] and '<a:ln w="15875"' in looks[2]


def test_a_waterfall_with_small_steps_shows_the_steps_alone() -> None:
    xml, sheet = drawn("waterfall")
    assert [sheet.cell(row, 1).value for row in (2, 7)] == ["Marketplace", "Social"] and sheet.max_row == 7
    assert "accent5" in xml and "accent4" in xml


def test_a_waterfall_that_crosses_zero_is_cut_there() -> None:
    _, sheet = drawn("crossing")
    names = [sheet.cell(1, column).value for column in range(2, sheet.max_column + 1)]
    step = {name: sheet.cell(3, column).value for column, name in enumerate(names, start=2) if sheet.cell(3, column).value}
    ledger = sample_ledger()
    up, below = sheet.cell(3, names.index("Increase") + 2).value, [v for v in step.values() if isinstance(v, float) and v < 0]
    assert up + -below[0] == pytest.approx(ledger.value("change.0"))


def test_the_line_of_a_combo_has_a_scale_of_its_own() -> None:
    xml, _ = drawn("combo")
    assert xml.count("<c:valAx>") == 2 and "<c:lineChart>" in xml and "<c:barChart>" in xml


def test_a_scatter_leaves_out_a_point_without_both_values() -> None:
    _, sheet = drawn("scatter")
    assert [sheet.cell(row, 1).value for row in range(2, 7)] == ["Marketplace", "Website", "Stores", "App", "Social"] and sheet.max_row == 6


def test_many_moments_are_thinned() -> None:
    assert '<c:tickLblSkip val="' in drawn("days")[0] and "tickLblSkip" not in drawn("line", box=Box(0, 0, 872, 340))[0]


def test_columns_with_names_too_long_for_them_become_bars() -> None:
    ledger = sample_ledger()
    long = sample_charts(ledger, "en")["bar"].model_copy(update={"kind": "column", "beside": ()})
    xml, _ = native_chart(read_chart(long, ledger, "en", NAMES), Box(0, 0, 240, 300))
    assert b'<c:barDir val="bar"/>' in xml


def test_no_text_of_a_chart_is_smaller_than_ten_points() -> None:
    import re

    for name in sample_charts(sample_ledger(), "en"):
        xml, _ = drawn(name, box=Box(0, 0, 260, 150))
        assert min(int(size) for size in re.findall(r'sz="(\d+)"', xml)) >= 1000


def test_labels_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    ledger = sample_ledger()
    twins = ChartSpec(
        id="c",
        kind="line",
        title="Revenue",
        categories=("{{r2:1:month|month}}", "{{r2:2:month|month}}"),
        series=tuple(
            Series(name=name, values=(f"r2:{i}:now", "r2:2:now"), format="money_short")
            for i, name in enumerate(("Marketplace", "Website", "App"))
        ),
    )
    xml, _ = native_chart(read_chart(twins, ledger, "en", NAMES), BOX)
    offsets = [part.split('"')[0] for part in xml.decode().split('<c:x val="0.00000"/><c:y val="')[1:]]
    assert len(offsets) == 2 and len(set(offsets)) == 2


def test_a_series_of_the_wrong_length_is_refused() -> None:
    broken = ChartSpec(id="c", kind="bar", title="Revenue", categories=("A", "B"), series=(Series(name="n", values=("total.now",)),))
    with pytest.raises(EvidenceError, match="1 values for 2 categories"):
        one_slide(Slide(id="broken", kind="full_chart", title="Revenue", charts=(broken,)))


def test_every_chart_part_has_its_workbook() -> None:
    names = zipfile.ZipFile(made("gallery")[0]).namelist()
    charts, books = ([name for name in names if name.startswith(folder)] for folder in ("ppt/charts/chart", "ppt/embeddings/"))
    assert len(charts) == len(books) == 16


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (2_610_000, '"$"#,##0.00,," m"', "$2.61 m"),
        (-115_846, '+"$"#,##0.0," k";"−""$"#,##0.0," k"', "−$115.8 k"),
        (0.1512, "0.0%", "15.1%"),
        (3_790_000, r'"¥"0\.0,"万"', "¥379.0万"),
        (1234.5, "#,##0", "1,234"),
        (0.12, "#,##0.0###", "0.12"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_the_levels_of_a_waterfall_carry_no_sign_and_its_steps_do() -> None:
    ledger = sample_ledger()
    points = read_chart(sample_charts(ledger, "en")["waterfall"], ledger, "en", NAMES).rows[0].points
    assert (points[0].text, points[1].text, points[-1].text) == ("$10.1 m", "+$968 k", "$11.7 m")


def test_names_are_never_thinned_only_moments_are() -> None:
    ledger = sample_ledger()
    steps = sample_charts(ledger, "en")["waterfall"]
    xml, _ = native_chart(read_chart(steps, ledger, "en", NAMES), Box(0, 0, 240, 200))
    assert b"tickLblSkip" not in xml and b'<c:barDir val="bar"/>' in xml
