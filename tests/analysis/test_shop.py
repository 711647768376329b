"""What is planted in the demo shop is found, and the plan answers it."""

from __future__ import annotations

import pytest

from agents.demo.truths import CHANNEL_GROWTH, STRONG_CELLS, WEAK_CELLS
from agents.evidence.text import problems
from agents.sources.reader import Reader
from agents.specs.findings import Action
from agents.specs.walk import fact_refs, texts
from tests.analysis.bench import Bench

ALL = (
    "total", "growth", "trend", "bridge", "mix", "effects", "ranking", "share", "concentration", "seasonality", "outliers", "fit",
    "segment", "plan", "quality", "drivers", "distribution",
)  # fmt: skip


def actions(bench: Bench, segment: str) -> dict[str, Action]:
    found = [a for a in bench.one("plan").actions if bench.value(a.segment) == segment]
    return {str(bench.value(a.subject)): a for a in found}


def test_each_channel_grows_as_planted_and_leaders_are_named(shop_bench: Bench) -> None:
    finding = shop_bench.one("growth")
    for name, growth in shop_bench.rows(finding, "name", "growth"):
        low, high = CHANNEL_GROWTH[str(name)]
        assert isinstance(growth, float) and low <= growth <= high
    names = shop_bench.names(finding)
    assert (names["fastest"], names["slowest"], names["largest"]) == ("Mobile App", "Retail Stores", "Online Store")


def test_planted_fits_are_on_their_side_of_one(shop_bench: Bench) -> None:
    finding = shop_bench.ask("fit")[0]
    strong = {row[:2] for row in shop_bench.rows(finding, "strong_segment", "strong_name")}
    weak = {row[:2] for row in shop_bench.rows(finding, "weak_segment", "weak_name")}
    assert len(strong & set(STRONG_CELLS)) >= 5 and len(weak & set(WEAK_CELLS)) >= 5
    assert not strong & set(WEAK_CELLS) and not weak & set(STRONG_CELLS)


def test_the_plan_mends_what_loses_money_comes_back_or_is_given_away(shop_bench: Bench) -> None:
    assert actions(shop_bench, "Outlet")["Outerwear"].reason == "loss_discounted"
    marketplace = actions(shop_bench, "Marketplace")
    assert (marketplace["Dresses"].verb, marketplace["Dresses"].metric) == ("fix", "returns")
    assert marketplace["Marketplace"].reason == "discount_risen"


def test_the_plan_grows_what_fits_and_rises(shop_bench: Bench) -> None:
    activewear = actions(shop_bench, "Mobile App")["Activewear"]
    assert (activewear.verb, activewear.reason) == ("grow", "fits_and_rises")
    assert shop_bench.number(activewear.target) > shop_bench.number(activewear.now)
    assert str(shop_bench.value(activewear.due)) == "2026-06-30"


def test_every_channel_has_a_plan_of_more_than_one_verb_and_at_most_six_lines(shop_bench: Bench) -> None:
    for channel in CHANNEL_GROWTH:
        found = actions(shop_bench, channel)
        assert 3 <= len(found) <= 6 and len({a.verb for a in found.values()}) >= 2


def test_a_profile_holds_each_rate_beside_the_whole(shop_bench: Bench) -> None:
    outlet = next(f for f in shop_bench.ask("segment") if shop_bench.value(f.segment) == "Outlet")
    facts = shop_bench.facts(outlet)
    assert facts["margin_now"] < facts["margin_total"]  # type: ignore[operator]
    assert facts["returns_now"] == pytest.approx(0.034, abs=0.01)
    assert shop_bench.desk.ledger.claims[outlet.claims["margin_against_total"]].kind == "below"


def test_orders_are_counted_once_however_many_lines_they_have(shop_bench: Bench) -> None:
    query = """SELECT COUNT(DISTINCT o.order_id) FROM orders o JOIN order_lines l ON l.order_id = o.order_id
               WHERE o.status <> 'cancelled' AND o.channel = 'Outlet' AND o.ordered_at >= '2025-01-01'"""
    plain = shop_bench.desk.reader.run_sql(query, id="plain").rows[0][0]
    outlet = shop_bench.facts(next(f for f in shop_bench.ask("segment") if shop_bench.value(f.segment) == "Outlet"))
    assert outlet["now"] / outlet["order_value_now"] == pytest.approx(plain)  # type: ignore[operator]


def test_seasons_and_quality_are_as_planted(shop_bench: Bench) -> None:
    season = shop_bench.one("seasonality")
    assert (season.words["peak"], season.words["trough"]) == ("November", "February")
    quality = shop_bench.facts(shop_bench.one("quality"))
    assert (quality["rows"], quality["repeats"]) == (96_042, 40)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_of_any_finding_holds_a_typed_number_or_an_unbound_comparison(shop: Reader, language: str) -> None:
    bench = Bench(shop, dimension="channel", language=language)  # type: ignore[arg-type]
    allowed = ("2024–2025", "2024", "2025", "USD")
    for finding in (f for name in ALL for f in bench.ask(name)):
        for text in (t for spec in (*finding.charts, *finding.tables) for t in texts(spec)):
            assert problems(text, bench.desk.ledger, bench.desk.language, allowed) == [], finding.id
        assert [p for n in finding.notes for p in problems(n, bench.desk.ledger, bench.desk.language, allowed)] == []


def test_every_role_leads_to_a_fact_or_a_claim_that_holds(shop_bench: Bench) -> None:
    ledger = shop_bench.desk.ledger
    for finding in (f for name in ALL for f in shop_bench.ask(name)):
        refs = [*finding.facts.values(), *finding.names.values(), *(r for s in (*finding.charts, *finding.tables) for r in fact_refs(s))]
        assert all(ledger.fact(ref).value is not None or ledger.fact(ref).missing for ref in refs), finding.id
        assert all(ledger.claims[c].holds for c in finding.claims.values()), finding.id
        listed = [ref for rows in finding.lists.values() for ref in rows if ref]
        assert all(ref in ledger.claims or ledger.fact(ref) for ref in listed)


def test_everything_is_computed_again_from_the_results(shop_bench: Bench) -> None:
    ledger = shop_bench.desk.ledger
    shop_bench.ask("plan")
    before = {id: fact.value for id, fact in ledger.facts.items()}
    ledger.recompute()
    assert {id: fact.value for id, fact in ledger.facts.items()} == before
