"""A word that the parser does not know is read with a model's help, shown, and never guessed."""

from __future__ import annotations

import pytest

from agents.core.brief import Language
from agents.team.desk import Turn
from tests.team.reading import Reader, defined, query

AMOUNT, CHANNEL = ("column order_lines.amount", ""), ("column orders.channel", "Marketplace")


def test_a_synonym_is_read_answered_and_shown_with_the_model_that_read_it(reader: Reader) -> None:
    outcome = reader.plan("dosh by channel", {"dosh": ["money", "revenue"]}, {"dosh": AMOUNT})
    assert "'amount'" in query(outcome) and "'channel'" in query(outcome)
    assert defined(outcome)["dosh"] == "read as revenue (order_lines.amount), by the model small (tiny)"
    assert any(event.detail.get("rule") == "reading" and event.detail["word"] == "dosh" for event in reader.events)


def test_a_word_for_a_value_limits_the_rows_to_it(reader: Reader) -> None:
    outcome = reader.plan("revenue in bazaar", {"bazaar": ["market", "Marketplace"]}, {"bazaar": CHANNEL})
    assert "'value': 'Marketplace'" in query(outcome)
    assert defined(outcome)["bazaar"] == "read as Marketplace, by the model small (tiny)"


def test_a_value_left_out_is_the_only_one_that_was_offered(reader: Reader) -> None:
    outcome = reader.plan("revenue in bazaar", {"bazaar": ["Marketplace"]}, {"bazaar": ("column orders.channel", "")})
    assert "'value': 'Marketplace'" in query(outcome)


def test_a_chinese_word_is_read_and_its_reading_is_told_in_chinese(reader: Reader) -> None:
    outcome = reader.plan("主顾有多少个？", {"主顾": ["客户"]}, {"主顾": ("table customers", "")}, language="zh")
    assert "'customers'" in query(outcome) and "客户" in defined(outcome)["主顾"]


def test_a_report_with_an_unread_word_takes_the_same_way(reader: Reader) -> None:
    request = "Analyse dosh growth by channel from 2024 to 2025 with slides."
    outcome = reader.plan(request, {"dosh": ["revenue"]}, {"dosh": AMOUNT})
    assert "dosh" in defined(outcome) and outcome.brief is not None and outcome.brief.deliverables == ("deck", "charts")
    assert "“dosh”" in reader.alone(request).cannot


REFUSED: dict[str, tuple[str, list[str], tuple[str, str]]] = {
    "an invented column": ("revenue by bazaar", ["channel"], ("column orders.bazaar", "")),
    "an invented value": ("revenue in bazaar", ["Marketplace"], ("column orders.channel", "Bazaar")),
    "a meaning without a known word": ("revenue by bazaar", ["souk"], ("column orders.channel", "")),
    "another meaning than its known word": ("revenue by bazaar", ["channel"], ("column orders.region", "")),
    "a column named already": ("revenue and dosh by channel", ["income"], AMOUNT),
    "a filler that tells which rows": ("revenue from loyal customers", [], ("filler", "")),
    "a filler that negates": ("Nonbazaar, revenue by channel", [], ("filler", "")),
    "a filler with a number": ("3bazaar, revenue by channel", [], ("filler", "")),
    "a filler that compares": ("Bazaarer, revenue by channel", [], ("filler", "")),
    "unknown": ("revenue by bazaar", ["channel"], ("unknown", "")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_a_model_says_wrongly_leaves_the_refusal_of_the_parser(case: str, reader: Reader) -> None:
    request, likes, meant = REFUSED[case]
    alone = reader.alone(request)
    word = next(word for word in ("loyal", "bazaar", "dosh", "Nonbazaar", "3bazaar", "Bazaarer") if f"“{word}”" in alone.cannot)
    outcome = reader.plan(request, {word: likes}, {word: meant})
    assert outcome.brief is None and (outcome.cannot, outcome.suggestions) == (alone.cannot, alone.suggestions)


def test_a_wider_or_narrower_meaning_is_none(reader: Reader) -> None:
    outcome = reader.plan("revenue in bazaar", {"bazaar": ["Marketplace"]}, {"bazaar": CHANNEL}, fit="broader")
    assert "“bazaar”" in outcome.cannot


def test_two_words_cannot_mean_one_thing(reader: Reader) -> None:
    likes = {"dosh": ["revenue"], "lolly": ["revenue"]}
    outcome = reader.plan("dosh and lolly by channel", likes, {"dosh": AMOUNT, "lolly": AMOUNT})
    assert "“lolly”" in outcome.cannot
    assert any("cannot both mean" in call.outcome for call in reader.meter.tool_calls)


def test_a_ranking_of_nothing_is_not_answered_with_a_total(reader: Reader) -> None:
    outcome = reader.plan("What are our crackers?", {"crackers": ["best selling"]}, {"crackers": ("operation best selling", "")})
    assert "“crackers”" in outcome.cannot


def test_a_word_of_address_may_be_passed_over_and_is_shown(reader: Reader) -> None:
    outcome = reader.plan("Mate, revenue by channel", {"Mate": []}, {"Mate": ("filler", "")})
    assert defined(outcome)["Mate"] == "has no influence on the answer, as the model small (tiny) read it"


@pytest.mark.parametrize(("request_", "language"), [("revenue by channel", "en"), ("各渠道的收入", "zh")])
def test_a_request_that_is_read_asks_no_model(request_: str, language: Language, reader: Reader) -> None:
    assert reader.plan(request_, {}, {}, language=language).brief is not None and not reader.seen


def test_a_follow_up_keeps_what_a_word_was_read_as_and_asks_for_its_own_words(reader: Reader) -> None:
    first = reader.plan("dosh by channel", {"dosh": ["revenue"]}, {"dosh": AMOUNT})
    assert first.brief is not None
    turn = Turn(run="r", request="dosh by channel", brief=first.brief)
    outcome = reader.plan("now only bazaar", {"bazaar": ["Marketplace"]}, {"bazaar": CHANNEL}, before=turn)
    assert "'amount'" in query(outcome) and "'value': 'Marketplace'" in query(outcome)
    assert set(defined(outcome)) >= {"dosh", "bazaar"} and all("dosh" not in str(seen["messages"][-1]) for seen in reader.seen)
