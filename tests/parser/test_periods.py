"""Time as people write it."""

from __future__ import annotations

from datetime import date

import pytest

from agents.models.builtin.parser.periods import find_pieces

TODAY = date(2025, 12, 30)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("in Q3 2024", ["2024-07-01/2024-09-30"]),
        ("from 1 March to 31 May 2023", ["2023-03-01/2023-05-31"]),
        ("between March and May 2021", ["2021-03-01/2021-05-31"]),
        ("the back half of 2022 versus the front half", ["2022-07-01/2022-12-31", "2022-01-01/2022-06-30"]),
        ("July to December 2017 against the same six months of 2016", ["2017-07-01/2017-12-31", "2016-07-01/2016-12-31"]),
        ("1-9 December 2011", ["2011-12-01/2011-12-09"]),
        ("the third quarter of 2011 relative to the second", ["2011-07-01/2011-09-30", "2011-04-01/2011-06-30"]),
        ("last year", ["2024-01-01/2024-12-31"]),
        ("the last 3 months", ["2025-10-01/2025-12-30"]),
        ("2023年第三季度", ["2023-07-01/2023-09-30"]),
        ("2023年下半年比上半年", ["2023-07-01/2023-12-31", "2023-01-01/2023-06-30"]),
        ("2018年4月比3月", ["2018-04-01/2018-04-30", "2018-03-01/2018-03-31"]),
        ("2020年到2023年", ["2020-01-01/2023-12-31"]),
        ("去年", ["2024-01-01/2024-12-31"]),
        ("2011年一到四季度", ["2011-01-01/2011-12-31"]),
    ],
)
def test_a_time_is_found_with_the_year_it_leaves_out(text: str, spans: list[str]) -> None:
    assert [f"{p.period.start}/{p.period.end}" for p in find_pieces(text, TODAY) if p.period] == spans


@pytest.mark.parametrize("text", ["2,020 orders", "a price of $2019.50", "may I ask", "the 100 best", "31 February 2024"])
def test_numbers_and_words_that_are_no_time_are_left_alone(text: str) -> None:
    assert [p for p in find_pieces(text, TODAY) if p.period] == []
