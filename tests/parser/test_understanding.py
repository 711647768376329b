"""A whole request, read for the planner."""

from __future__ import annotations

from datetime import date

import pytest

from agents.models.builtin.parser.understand import understand
from agents.sources.reader import Reader

ENGLISH = (
    "Analyse sales growth by channel from 2024 to 2025 and give each channel a product selection plan. "
    "I need slides, a spreadsheet and an action plan."
)
CHINESE = "分析2024年到2025年各销售渠道的增长率，并按渠道制定产品选择策略行动计划，输出幻灯片、表格和文档。"


@pytest.mark.parametrize(("request_text", "language"), [(ENGLISH, "en"), (CHINESE, "zh")])
def test_the_main_request_is_read_to_the_last_word(shop: Reader, request_text: str, language: str) -> None:
    read = understand(request_text, shop.catalog)
    assert read.language == language and read.unread == ()
    assert {"growth", "plan"} <= set(read.operations)
    assert [(d.table, d.column) for d in read.dimensions][0] == ("orders", "channel")
    assert [p.start for p in read.periods] == [date(2024, 1, 1), date(2025, 1, 1)]
    assert read.deliverables == ("deck", "workbook", "document")


def test_sales_are_made_of_quantity_price_and_discount_where_no_column_holds_them(shop: Reader) -> None:
    measure = understand("Sales by region", shop.catalog).measures[0]
    assert (measure.table, measure.formula, measure.parts) == (
        "order_lines",
        "quantity_price_discount",
        ("quantity", "unit_price", "discount"),
    )


def test_an_unread_word_is_given_with_its_place_and_a_name_like_it(shop: Reader) -> None:
    request = "Show sales by channnel"
    unread = understand(request, shop.catalog).unread[0]
    assert request[unread.start : unread.end] == "channnel" and "channel" in unread.near


def test_values_limits_and_year_on_year_are_read(shop: Reader) -> None:
    read = understand("Top 3 products by sales in the Website channel, 2025 year on year, as an Excel file", shop.catalog)
    assert read.filters[0].values == ("Website",) and read.top == 3 and read.deliverables == ("workbook",)
    assert [p.label for p in read.periods] == ["2024", "2025"]


def test_each_sentence_that_asks_is_a_question_of_its_own(shop: Reader) -> None:
    read = understand("Show sales by channel. Which products grew? Keep it short.", shop.catalog)
    assert [q.text for q in read.questions] == ["Show sales by channel.", "Which products grew?"]


@pytest.mark.parametrize(
    ("request_text", "files"),
    [
        ("按渠道分析2024年到2025年的销售额增长，做成幻灯片", ("deck",)),
        ("2024年到2025年的销售额增长整理成表格", ("workbook",)),
        ("Turn the 2025 revenue growth by channel into a deck", ("deck",)),
    ],
)
def test_words_for_making_a_file_of_it_are_read(shop: Reader, request_text: str, files: tuple[str, ...]) -> None:
    read = understand(request_text, shop.catalog)
    assert (read.unread, read.deliverables) == ((), files)
