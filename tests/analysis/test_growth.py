"""Growth and its relatives against numbers worked out by hand."""

from __future__ import annotations

import pytest

from agents.core.errors import CannotAnswer
from tests.analysis.bench import Bench


def test_it_computes_the_growth_of_the_whole_and_of_each_segment(tiny: Bench) -> None:
    finding = tiny.one("growth")
    assert tiny.number(finding.facts["total_growth"]) == pytest.approx(350 / 300 - 1)
    assert tiny.rows(finding, "name", "before", "now", "change") == [
        ("shop", 200, 180, -20), ("web", 100, 150, 50), ("kiosk", 0, 20, 20)]  # fmt: skip
    assert [tiny.number(ref) for ref in finding.lists["contribution"]] == pytest.approx([-20 / 300, 50 / 300, 20 / 300])


def test_growth_from_nothing_is_missing_and_never_zero(tiny: Bench) -> None:
    finding = tiny.one("growth")
    fact = tiny.desk.ledger.fact(finding.lists["growth"][2])
    assert (fact.value, fact.missing) == (None, "zero base")
    assert any("nothing before" in note for note in finding.notes)


def test_cancelled_rows_are_left_out_and_the_definition_says_so(tiny: Bench) -> None:
    assert tiny.facts(tiny.one("total"))["before"] == 300
    assert tiny.subject.definition("en").text == "sum of amount, cancelled orders left out"
    assert tiny.subject.definition("zh").text == "合计（amount），不含已取消订单"


def test_every_direction_is_a_claim_that_holds(tiny: Bench) -> None:
    finding = tiny.one("growth")
    kinds = [tiny.desk.ledger.claims[claim].kind for claim in finding.lists["direction"]]
    assert kinds == ["decrease", "increase", "increase"]
    assert all(tiny.desk.ledger.check_claim(tiny.desk.ledger.claims[c]) for c in finding.claims.values())


def test_more_than_eight_segments_are_summed_up_as_other(tiny_many: Bench) -> None:
    finding = tiny_many.one("growth")
    assert len(finding.lists["now"]) == 8 and finding.lists["name"][-1] == ""
    assert sum(tiny_many.number(ref) for ref in finding.lists["now"]) == pytest.approx(tiny_many.number(finding.facts["total_now"]))


def test_the_leader_is_found_among_segments_that_are_not_shown(tiny_many: Bench) -> None:
    finding = tiny_many.one("growth")
    assert tiny_many.names(finding)["takes_most"] == "gone"


def test_a_bridge_leads_from_the_earlier_total_to_the_later_one(tiny: Bench) -> None:
    values = [tiny.number(ref) for ref in tiny.one("bridge").charts[0].series[0].values]
    assert values[0] + sum(values[1:-1]) == pytest.approx(values[-1])
    assert values == [300, 50, 20, -20, 350]


def test_shares_and_their_change_add_up(tiny: Bench) -> None:
    finding = tiny.one("mix")
    assert sum(tiny.number(r) for r in finding.lists["share_now"]) == pytest.approx(1)
    assert sum(tiny.number(r) for r in finding.lists["share_change"]) == pytest.approx(0)
    assert tiny.names(finding) == {"gain": "web", "loss": "shop", "largest": "shop"}


def test_volume_mix_and_value_per_unit_explain_the_change_exactly(tiny: Bench) -> None:
    facts = tiny.facts(tiny.ask("effects")[0])
    assert facts["volume"] == pytest.approx((22 - 30) * 300 / 30)
    assert facts["mix"] == pytest.approx((12 * 100 / 10 + 10 * 200 / 20) - 22 * 300 / 30)
    assert facts["price"] == pytest.approx(330 - (12 * 10 + 10 * 10))
    assert (facts["new"], facts["gone"], facts["remainder"]) == (20, 0, pytest.approx(0, abs=1e-9))


def test_margin_mix_and_own_rate_explain_the_change_of_the_margin(shop_bench: Bench) -> None:
    facts = shop_bench.facts(next(f for f in shop_bench.ask("effects") if f.id.endswith("margin")))
    assert facts["mix"] + facts["own"] == pytest.approx(facts["margin_change"])  # type: ignore[operator]


def test_two_periods_without_dates_cannot_be_compared(undated: Bench) -> None:
    with pytest.raises(CannotAnswer, match="date column"):
        undated.one("growth")
    assert undated.facts(undated.one("total", before=None, now=None)) == {"now": 30}
