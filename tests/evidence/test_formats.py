"""Numbers are written one way for each format and language."""

from __future__ import annotations

from datetime import date

import pytest

from agents.evidence.formats import write


@pytest.mark.parametrize(("value", "format", "unit", "en", "zh"), [
    (0.1244, "percent", "ratio", "12.4%", "12.4%"),
    (-0.05, "signed_percent", "ratio", "−5.0%", "−5.0%"),
    (-0.05, "percent_size", "ratio", "5.0%", "5.0%"),
    (0.31, "signed_percent", "ratio", "+31.0%", "+31.0%"),
    (0.0000001, "signed_percent", "ratio", "0.0%", "0.0%"),
    (0.012, "points", "ratio", "+1.2 pts", "+1.2个百分点"),
    (8_310_000.0, "auto", "currency", "$8.31 m", "$831万"),
    (999_996.0, "short", "", "1.00 m", "100万"),
    (-1234.5, "money", "currency", "−$1,234.50", "−$1,234.50"),
    (12480, "auto", "count", "12,480", "12,480"),
    (2.13, "multiple", "", "2.1×", "2.1倍"),
    (None, "percent", "ratio", "–", "–"),
    (date(2025, 3, 9), "date", "", "9 Mar 2025", "2025年3月9日"),
])
def test_a_value_is_written(value: object, format: str, unit: str, en: str, zh: str) -> None:
    currency = "USD" if unit == "currency" else ""
    assert write(value, format, unit=unit, currency=currency) == en  # type: ignore[arg-type]
    assert write(value, format, unit=unit, currency=currency, language="zh") == zh  # type: ignore[arg-type]
