"""What the data cannot answer is refused, and the refusal says why and what could be asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agents.answer import Answer


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("What is the average weather score by channel?", "weather"),
        ("How many orders have a loyalty voucher?", "loyalty"),
        ("Which customers subscribed to the newsletter?", "newsletter"),
        ("What is the capital of Australia?", "capital"),
    ],
)
def test_a_word_that_stands_for_nothing_blocks_the_answer_and_is_named(ask: Callable[..., Answer], question: str, word: str) -> None:
    answer = ask(question)
    assert answer.abstained and word in answer.reason and not answer.rows


def test_a_refusal_offers_a_question_that_has_an_answer(ask: Callable[..., Answer]) -> None:
    offer = ask("What is the shoe size of each customer?").text.split("You could ask: ")[1]
    assert not ask(offer.split("? ")[0].rstrip("?") + "?").abstained


def test_a_chinese_question_is_refused_in_chinese_and_names_the_whole_word(ask: Callable[..., Answer]) -> None:
    answer = ask("各渠道的碳排放是多少？", "zh")
    assert answer.abstained and "碳排放" in answer.reason and "可以这样问" in answer.text


def test_a_not_that_turns_nothing_round_is_no_answer(ask: Callable[..., Answer]) -> None:
    assert ask("Which products are not?").abstained


def test_a_question_about_a_time_before_the_data_has_no_rows_to_show(ask: Callable[..., Answer]) -> None:
    answer = ask("List the orders of 1999.")
    assert answer.abstained and "no rows" in answer.reason


@pytest.mark.parametrize("question", ["", "?", "🙂", "SELECT * FROM orders; DROP TABLE orders", "a" * 3000, "每" * 500, "'\"“"])
def test_anything_may_be_asked_without_a_fault(ask: Callable[..., Answer], question: str) -> None:
    assert ask(question).abstained and ask(question, "zh").abstained
