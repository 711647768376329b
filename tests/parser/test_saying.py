"""The sentence of an answer, and what stands beside it."""

from __future__ import annotations

from collections.abc import Callable

from agents.answer import Answer


def test_one_number_is_said_with_its_name(ask: Callable[..., Answer]) -> None:
    answer = ask("How many customers are there?")
    assert answer.text == "number of customers: 10." and answer.sql.upper().startswith("SELECT")


def test_a_list_is_said_row_by_row_and_a_long_one_says_how_many_rows_there_are(ask: Callable[..., Answer]) -> None:
    assert "Website" in ask("How many orders does each channel have?").text
    assert "rows in all" in ask("How many orders does each day have?").text


def test_a_chinese_question_is_answered_with_chinese_signs(ask: Callable[..., Answer]) -> None:
    assert ask("一共有多少位客户？", "zh").text.endswith("10。")


def test_a_superlative_shows_the_number_it_rests_on(ask: Callable[..., Answer]) -> None:
    answer = ask("Which customer placed the most orders?")
    assert len(answer.rows) == 1 and any(isinstance(cell, int) and cell > 10 for cell in answer.rows[0])


def test_rows_that_tie_at_the_cut_all_belong_to_the_answer(ask: Callable[..., Answer]) -> None:
    answer = ask("Which channel has the lowest number of customers?")
    assert {row[0] for row in answer.rows} == {"Website", "Store", "Marketplace"} and len({row[1] for row in answer.rows}) == 1
