"""Text holds no number that no fact gives, and no comparison that no claim supports."""

from __future__ import annotations

import pytest

from agents.core.errors import EvidenceError
from agents.evidence.text import check, problems, rendered, sole_fact
from tests.evidence.made import two_years


def test_a_token_writes_the_fact_in_its_format_and_language() -> None:
    ledger = two_years(now=8_310_000.0, before=7_390_000.0)
    assert rendered("Revenue: {{r1:0:now|money_short}}.", ledger) == "Revenue: $8.31 m."
    assert rendered("销售额：{{r1:0:now|money_short}}。", ledger, "zh") == "销售额：$831万。"


@pytest.mark.parametrize("text", ["Revenue was 12.4%", "Revenue was １２ m", "three of five channels", "up Ⅳ points", "half the sales"])
def test_a_typed_number_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError):
        check(text, two_years(now=2.0, before=1.0), "en")


@pytest.mark.parametrize("text", ["销售额为12万", "三个渠道亏损", "销售额翻倍", "线上渠道增长明显", "占比过半"])
def test_a_typed_number_or_bare_comparison_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(EvidenceError):
        check(text, two_years(now=2.0, before=1.0), "zh")


@pytest.mark.parametrize("text", ["Revenue grew", "the largest channel", "sales doubled", "Website leads", "more than half of it"])
def test_a_comparison_without_a_claim_is_refused(text: str) -> None:
    with pytest.raises(EvidenceError):
        check(text, two_years(now=2.0, before=1.0), "en")


def test_a_true_claim_passes_and_a_false_one_does_not() -> None:
    ledger = two_years(now=2.0, before=1.0)
    true = ledger.claim("increase", {"a": "r1:0:now", "b": "r1:0:before"})
    false = ledger.claim("decrease", {"a": "r1:0:now", "b": "r1:0:before"})
    assert problems(f"Revenue [[{true.id}|grew]].", ledger, "en") == []
    assert "false" in problems(f"Revenue [[{false.id}|fell]].", ledger, "en")[0]


def test_a_true_claim_cannot_carry_the_opposite_word() -> None:
    ledger = two_years(now=2.0, before=1.0)
    claim = ledger.claim("increase", {"a": "r1:0:now", "b": "r1:0:before"})
    assert problems(f"Revenue [[{claim.id}|fell]].", ledger, "en")


def test_a_claim_that_became_false_is_not_rendered() -> None:
    ledger = two_years(now=2.0, before=1.0)
    claim = ledger.claim("increase", {"a": "r1:0:now", "b": "r1:0:before"})
    ledger.results["r1"] = two_years(now=1.0, before=2.0).results["r1"]
    with pytest.raises(EvidenceError):
        rendered(f"Revenue [[{claim.id}|grew]].", ledger)


def test_names_of_the_brief_may_hold_digits() -> None:
    ledger = two_years(now=2.0, before=1.0)
    assert problems("Website in 2025 against 2024", ledger, "en", ("2025", "2024")) == []
    assert problems("Website in 2025 against 2023", ledger, "en", ("2025", "2024"))


@pytest.mark.parametrize("text", ["{{r1:0:now|money", "{{r1:0:now|nonsense}}", "{{r7:0:now|money}}", "[[c9|grew]]", "}} x"])
def test_a_broken_token_is_refused(text: str) -> None:
    assert problems(text, two_years(now=2.0, before=1.0), "en")


def test_a_cell_that_is_one_token_is_a_number() -> None:
    assert sole_fact(" {{r1:0:now|money}} ") == ("r1:0:now", "money")
    assert sole_fact("about {{r1:0:now|money}}") is None


@pytest.mark.parametrize(
    ("text", "language"), [("Sales growth by channel", "en"), ("Growth rate of each channel", "en"), ("各渠道增长率", "zh")]
)
def test_the_noun_growth_states_nothing(text: str, language: str) -> None:
    assert problems(text, two_years(now=2.0, before=1.0), language) == []  # type: ignore[arg-type]
