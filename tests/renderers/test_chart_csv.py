"""A chart's values as CSV: whole numbers, no formulas."""

from __future__ import annotations

import pytest

from agents.renderers.chart_csv import chart_csv, harmless
from tests.renderers.samples import sample_ledger
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import NAMES


@pytest.mark.parametrize("text", ["=1+1", "+31", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_name_from_the_data_cannot_become_a_formula() -> None:
    ledger = sample_ledger("en")
    rows = (("=cmd|'/c calc'!A0", *ledger.results["r1"].rows[0][1:]), *ledger.results["r1"].rows[1:])
    ledger.add_result(ledger.results["r1"].model_copy(update={"rows": rows}))
    chart = sample_charts(ledger, "en")["bar"]
    text = chart_csv(chart, ledger, "en", NAMES)
    assert "'=cmd" in text and "\n=cmd" not in text


def test_every_category_has_a_line_and_every_series_a_column() -> None:
    ledger = sample_ledger("en")
    for chart in sample_charts(ledger, "en").values():
        lines = chart_csv(chart, ledger, "en", NAMES).splitlines()
        assert len(lines) == 1 + len(chart.categories) and lines[0].startswith("\ufeff")
