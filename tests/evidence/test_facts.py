"""Facts are computed by code from cells and from other facts, and say why when they cannot be."""

from __future__ import annotations

import pytest

from agents.core.errors import EvidenceError
from agents.evidence.facts import evaluate
from agents.evidence.ledger import Ledger
from tests.evidence.made import two_years


def test_growth_is_computed_from_two_cells() -> None:
    ledger = two_years(now=120.0, before=100.0)
    fact = ledger.derive("growth", "now / before - 1", {"now": "r1:0:now", "before": "r1:0:before"}, name="growth", unit="ratio")
    assert fact.value == pytest.approx(0.2)
    assert fact.inputs == {"now": "r1:0:now", "before": "r1:0:before"}


def test_growth_from_nothing_is_missing_and_says_why() -> None:
    ledger = two_years(now=120.0, before=0.0)
    fact = ledger.derive("growth", "now / before - 1", {"now": "r1:0:now", "before": "r1:0:before"}, name="growth", unit="ratio")
    assert fact.value is None
    assert fact.missing == "zero base"


def test_a_fact_over_a_missing_fact_is_missing_not_zero() -> None:
    ledger = two_years(now=120.0, before=0.0)
    growth = ledger.derive("growth", "now / before - 1", {"now": "r1:0:now", "before": "r1:0:before"}, name="growth", unit="ratio")
    twice = ledger.derive("twice", "a * 2", {"a": growth.id}, name="twice")
    assert (twice.value, twice.missing) == (None, "missing input")


def test_a_cell_that_is_not_there_is_no_fact() -> None:
    ledger = two_years(now=1.0, before=1.0)
    for ref in ("r1:7:now", "r1:0:nothing", "r9:0:now", "growth"):
        with pytest.raises(EvidenceError):
            ledger.fact(ref)


@pytest.mark.parametrize("expression", ["__import__('os')", "a.real", "a[0]", "open('x')", "[a for a in b]", "a if b else a", "'text'"])
def test_an_expression_can_do_nothing_but_arithmetic(expression: str) -> None:
    with pytest.raises(EvidenceError):
        evaluate(expression, {"a": 1, "b": 2})


def test_two_facts_asked_for_under_one_id_are_both_kept() -> None:
    ledger = two_years(now=3.0, before=2.0)
    first = ledger.derive("x", "a", {"a": "r1:0:now"}, name="first")
    second = ledger.derive("x", "a", {"a": "r1:0:before"}, name="second")
    assert first.id != second.id
    assert (ledger.value(first.id), ledger.value(second.id)) == (3.0, 2.0)


def test_a_changed_cell_changes_every_fact_and_claim_that_rests_on_it() -> None:
    ledger = two_years(now=120.0, before=100.0)
    growth = ledger.derive("growth", "now / before - 1", {"now": "r1:0:now", "before": "r1:0:before"}, name="growth", unit="ratio")
    claim = ledger.claim("increase", {"a": "r1:0:now", "b": "r1:0:before"})
    ledger.results["r1"] = two_years(now=50.0, before=100.0).results["r1"]
    ledger.recompute()
    assert ledger.value(growth.id) == pytest.approx(-0.5)
    assert not ledger.claims[claim.id].holds


def test_a_ledger_survives_the_journey_through_rows() -> None:
    ledger = two_years(now=120.0, before=100.0)
    ledger.derive("growth", "now / before - 1", {"now": "r1:0:now", "before": "r1:0:before"}, name="growth", unit="ratio")
    again = Ledger().merge(type(ledger.snapshot()).model_validate_json(ledger.snapshot().model_dump_json()))
    assert again.snapshot() == ledger.snapshot()
