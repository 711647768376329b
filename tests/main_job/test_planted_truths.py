"""The run finds what is planted in the demo shop, without having been told where to look."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agents.demo.truths import CHANNEL_GROWTH, STRONG_CELLS, WEAK_CELLS
from agents.specs.findings import Action, Finding
from tests.main_job.driver import Ran


def of_kind(ran: Ran, kind: str) -> list[Finding]:
    found = [finding for finding in ran.findings if finding.kind == kind]
    assert found, f"no finding of kind {kind}: {[f.kind for f in ran.findings]}"
    return found


def column(ran: Ran, finding: Finding, role: str) -> list[object]:
    return [ran.ledger.value(ref) if ref else None for ref in finding.lists[role]]


def named(ran: Ran, finding: Finding, role: str) -> object:
    return ran.ledger.value(finding.names[role])


def actions(ran: Ran, segment: str, subject: str) -> list[Action]:
    """The actions of the plan about something in a segment."""
    def text(ref: str) -> object:
        return ran.ledger.value(ref) if ref else ""

    return [a for finding in of_kind(ran, "plan") for a in finding.actions if text(a.segment) == segment and text(a.subject) == subject]


def fits(ran: Ran, role: str) -> Iterator[tuple[str, str]]:
    """(channel, group) of the groups that the channels' profiles name as strong or weak."""
    for finding in of_kind(ran, "segment"):
        for suffix in ("", "_item"):
            yield from ((str(ran.ledger.value(finding.segment)), str(group)) for group in column(ran, finding, f"{role}{suffix}_name"))


def test_the_growth_of_every_channel_is_as_planted_and_in_order(whole: Ran) -> None:
    finding = of_kind(whole, "growth")[0]
    found = dict(zip(column(whole, finding, "name"), column(whole, finding, "growth"), strict=True))
    assert sorted(found, key=lambda name: -found[name]) == list(CHANNEL_GROWTH)  # type: ignore[operator]
    assert all(low <= found[name] <= high for name, (low, high) in CHANNEL_GROWTH.items())  # type: ignore[operator]


def test_the_whole_grows_by_what_was_planted(whole: Ran) -> None:
    facts = of_kind(whole, "growth")[0].facts
    assert 0.02 <= whole.ledger.value(facts["total_growth"]) <= 0.09  # type: ignore[operator]
    assert whole.ledger.value(facts["total_now"]) == pytest.approx(4_836_977, abs=1)


def test_the_fastest_the_slowest_and_the_largest_channel_are_named(whole: Ran) -> None:
    finding = of_kind(whole, "growth")[0]
    assert [named(whole, finding, role) for role in ("fastest", "slowest", "largest")] == ["Mobile App", "Retail Stores", "Online Store"]


def test_cancelled_orders_are_left_out_and_it_is_said(whole: Ran) -> None:
    assert any("cancelled" in definition.text.lower() for definition in whole.brief.definitions)


@pytest.mark.parametrize("cell", STRONG_CELLS, ids=" × ".join)
def test_what_sells_well_in_a_channel_is_named_as_strong(whole: Ran, cell: tuple[str, str]) -> None:
    assert cell in set(fits(whole, "strong"))


@pytest.mark.parametrize("cell", WEAK_CELLS, ids=" × ".join)
def test_what_sells_badly_in_a_channel_is_named_as_weak(whole: Ran, cell: tuple[str, str]) -> None:
    assert cell in set(fits(whole, "weak"))


def test_outerwear_sold_below_cost_in_the_outlet_is_to_be_fixed_or_dropped(whole: Ran) -> None:
    (action,) = actions(whole, "Outlet", "Outerwear")
    assert action.verb in ("fix", "drop") and action.metric == "margin"
    assert whole.ledger.value(action.now) < 0 <= whole.ledger.value(action.target)  # type: ignore[operator]


def test_dresses_that_come_back_to_the_marketplace_are_to_be_fixed(whole: Ran) -> None:
    (action,) = actions(whole, "Marketplace", "Dresses")
    assert (action.verb, action.metric) == ("fix", "returns")
    assert 0.36 <= whole.ledger.value(action.now) <= 0.48  # type: ignore[operator]


def test_the_discount_that_bought_growth_on_the_marketplace_is_to_be_taken_back(whole: Ran) -> None:
    found = [action for action in actions(whole, "Marketplace", "Marketplace") if action.metric == "discount"]
    assert [action.verb for action in found] == ["fix"]
    assert whole.ledger.value(found[0].target) < whole.ledger.value(found[0].now)  # type: ignore[operator]


def test_activewear_is_to_grow_in_the_app(whole: Ran) -> None:
    assert [action.verb for action in actions(whole, "Mobile App", "Activewear")] == ["grow"]


def test_the_strong_and_the_weak_month_are_named(whole: Ran) -> None:
    words = of_kind(whole, "seasonality")[0].words
    assert (words["peak"], words["trough"]) == ("November", "February")


def test_every_channel_has_a_plan_with_metric_target_and_date(whole: Ran) -> None:
    everything = [action for finding in of_kind(whole, "plan") for action in finding.actions]
    assert {whole.ledger.value(action.segment) for action in everything if action.segment} == set(CHANNEL_GROWTH)
    assert all(whole.ledger.fact(ref) for action in everything for ref in (action.now, action.target, action.due))


def test_the_rows_that_are_not_clean_are_counted(whole: Ran) -> None:
    facts = of_kind(whole, "quality")[0].facts
    assert whole.ledger.value(facts["repeats"]) == 40
    assert whole.ledger.value(facts["rows"]) == 96_042


def test_the_headline_figures_were_computed_a_second_way_and_agree(whole: Ran) -> None:
    headline = {ref for finding in of_kind(whole, "growth") for ref in finding.headline}
    assert headline <= {outcome.fact for outcome in whole.reconciliations}
    assert [outcome.fact for outcome in whole.reconciliations if not outcome.agrees] == []
