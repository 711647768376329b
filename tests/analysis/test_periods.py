"""Like is compared with like."""

from __future__ import annotations

from datetime import date

import pytest

from agents.analysis.calendar import whole_starts
from agents.analysis.plan import half_year_end
from agents.analysis.spans import comparable, span_label
from agents.core.errors import CannotAnswer
from agents.core.periods import Period, year
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo


def holding(first: str, last: str, rows: int = 10_000) -> Catalog:
    day = ColumnInfo(name="day", type="date", role="time", minimum=date.fromisoformat(first), maximum=date.fromisoformat(last))
    return Catalog(source="s", tables=(TableInfo(name="t", label="t", rows=rows, columns=(day,)),))


def test_whole_years_stay_as_they_are() -> None:
    asked = (year(2024), year(2025))
    assert comparable(asked, holding("2023-05-01", "2025-12-31")) == asked


def test_a_year_that_ends_in_october_is_compared_with_the_same_days_of_the_year_before() -> None:
    before, now = comparable((year(2024), year(2025)), holding("2023-01-01", "2025-10-14"))
    assert (before.end, now.end) == (date(2024, 10, 14), date(2025, 10, 14))
    assert (before.label, now.label) == ("1 Jan–14 Oct 2024", "1 Jan–14 Oct 2025")


def test_the_earlier_year_may_be_the_partial_one() -> None:
    before, now = comparable((year(2016), year(2017)), holding("2016-07-04", "2018-05-06"), "zh")
    assert (before.start, now.start) == (date(2016, 7, 4), date(2017, 7, 4))
    assert now.label == "2017年7月4日–12月31日"


def test_days_without_sales_at_the_end_of_sparse_data_are_nothing_unusual() -> None:
    asked = (year(2024), year(2025))
    assert comparable(asked, holding("2021-01-01", "2025-12-22", rows=412)) == asked


def test_a_period_outside_the_data_cannot_be_answered() -> None:
    with pytest.raises(CannotAnswer, match="holds nothing of 2030"):
        comparable((year(2025), year(2030)), holding("2023-01-01", "2025-12-31"))


def test_periods_with_no_days_in_common_cannot_be_compared() -> None:
    with pytest.raises(CannotAnswer, match="no days in common"):
        comparable((year(2024), year(2025)), holding("2024-09-01", "2025-03-31"))


def test_only_whole_months_count_in_a_trend() -> None:
    period = Period(start=date(2025, 1, 15), end=date(2025, 12, 31), label="2025")
    assert whole_starts(period, "month", date(2025, 4, 20)) == [date(2025, 2, 1), date(2025, 3, 1)]


@pytest.mark.parametrize(("first", "last", "label"), [
    ("2025-01-01", "2025-09-30", "Jan–Sep 2025"), ("2025-03-01", "2025-03-31", "Mar 2025"),
    ("2024-11-05", "2025-02-07", "5 Nov 2024–7 Feb 2025"),
])  # fmt: skip
def test_a_span_is_named_as_people_name_it(first: str, last: str, label: str) -> None:
    assert span_label(date.fromisoformat(first), date.fromisoformat(last), "en") == label


@pytest.mark.parametrize(("last", "due"), [("2025-12-31", "2026-06-30"), ("2025-05-20", "2025-12-31"), ("2025-02-01", "2025-06-30")])
def test_a_plan_is_due_at_a_half_year_end_with_time_to_act(last: str, due: str) -> None:
    assert half_year_end(date.fromisoformat(last)) == date.fromisoformat(due)
