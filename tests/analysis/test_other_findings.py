"""Trends, rankings, concentration, comparisons, and what is said where the data is poor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agents.analysis.plan_rules import Reading, judge
from agents.core.errors import CannotAnswer, ToolError
from agents.sources.open import open_data
from agents.sources.reader import Reader
from tests.analysis.bench import Bench


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[[str], Reader]]:
    opened: list[Reader] = []

    def make(text: str) -> Reader:
        (tmp_path / "made.csv").write_text(text)
        opened.append(open_data([tmp_path / "made.csv"], tmp_path / f"work{len(opened)}"))
        return opened[-1]

    yield make
    for reader in opened:
        reader.close()


def test_a_ranking_names_the_first_and_from_the_bottom_the_last(tiny: Bench) -> None:
    top, bottom = tiny.one("ranking", count=2), tiny.one("ranking", count=1, lowest=True)
    assert tiny.rows(top, "name", "value") == [("shop", 180), ("web", 150)]
    assert tiny.facts(top)["lead"] == 30
    assert tiny.rows(bottom, "name", "value") == [("kiosk", 20)]
    assert tiny.desk.ledger.claims[bottom.claims["first"]].kind == "smallest"


def test_a_majority_is_claimed_only_where_it_is_one(tiny: Bench, shop_bench: Bench) -> None:
    assert "majority" in tiny.one("share").claims
    assert "majority" not in shop_bench.one("share").claims


def test_concentration_is_computed_by_one_query_for_any_number_of_values(tiny: Bench) -> None:
    facts = tiny.facts(tiny.one("concentration"))
    assert facts["top_1"] == pytest.approx(180 / 350)
    assert facts["index"] == pytest.approx((180**2 + 150**2 + 20**2) / 350**2)
    assert (facts["values"], facts["needed"]) == (3, 2)


def test_two_values_are_set_side_by_side(tiny: Bench) -> None:
    finding = tiny.one("comparison", values=("web", "SHOP"))
    assert tiny.facts(finding) == {"a": 150, "b": 180, "difference": -30, "ratio": pytest.approx(150 / 180)}
    assert tiny.desk.ledger.claims[finding.claims["against"]].kind == "below"
    with pytest.raises(CannotAnswer, match="no moon") as refused:
        tiny.one("comparison", values=("web", "moon"))
    assert "web" in refused.value.suggestions


def test_a_trend_leaves_out_the_month_that_the_data_does_not_cover(made: Callable[[str], Reader]) -> None:
    days = [f"2025-{m:02}-{d:02},a,1" for m in range(1, 5) for d in range(1, 29 if m < 4 else 10)]
    bench = Bench(made("\n".join(["day,channel,amount", *days])), dimension="channel", years=(2025, 2025))
    trend = bench.one("trend", before=None, now=None, grain="month")
    assert [bench.number(r) for r in trend.lists["now"]] == [28, 28, 28]
    assert trend.notes


def test_peak_and_trough_are_claims(shop_bench: Bench) -> None:
    trend = shop_bench.one("trend")
    assert str(shop_bench.names(trend)["peak"])[:7] == "2025-11"
    assert [shop_bench.desk.ledger.claims[trend.claims[r]].kind for r in ("peak", "trough")] == ["largest", "smallest"]


def test_data_without_cost_quantity_or_products_still_gives_growth_and_a_plan(made: Callable[[str], Reader]) -> None:
    rows = [f"{y}-{m:02}-15,{c},{v}" for y, v in ((2024, 10), (2025, 13)) for m in range(1, 13) for c in ("a", "b") for _ in range(3)]
    bench = Bench(made("\n".join(["day,channel,amount", *rows])), dimension="channel")
    assert bench.facts(bench.one("growth"))["total_growth"] == pytest.approx(0.3)
    plan = bench.one("plan")
    assert plan.actions and len(plan.notes) == 2
    with pytest.raises(CannotAnswer, match="no quantity and no profit"):
        bench.one("effects")


def test_one_row_and_a_measure_of_nulls_are_refused_in_a_sentence(made: Callable[[str], Reader]) -> None:
    with pytest.raises(CannotAnswer):
        Bench(made("day,channel,amount\n2025-01-01,a,5\n")).one("growth")
    with pytest.raises(CannotAnswer):
        Bench(made("day,channel,amount\n2024-01-01,a,\n2025-01-01,b,\n"))


def test_an_unknown_analysis_or_argument_tells_what_there_is(tiny: Bench) -> None:
    with pytest.raises(ToolError, match="concentration"):
        tiny.ask("astrology")


def reading(**more: float) -> Reading:
    usual = {"rows_before": 500.0, "rows_now": 500.0, "now": 1000.0, "share": 0.1, "fair": 0.1, "growth": 0.0, "segment_growth": 0.05,
             "margin": 0.4, "segment_margin": 0.4, "discount": 0.1, "segment_discount": 0.1, "index": 1.0}  # fmt: skip
    return Reading(**(usual | more))


@pytest.mark.parametrize(("more", "verdict"), [
    ({}, ("keep", "core")), ({"margin": -0.1, "share": 0.02}, ("drop", "loss")),
    ({"margin": -0.1}, ("fix", "margin_low")), ({"margin": -0.1, "discount": 0.3}, ("fix", "loss_discounted")),
    ({"returns": 0.3, "segment_returns": 0.1}, ("fix", "returns_high")),
    ({"index": 0.5, "share": 0.02, "growth": -0.2}, ("drop", "misfit")),
    ({"index": 1.5, "growth": 0.2}, ("grow", "fits_and_rises")), ({"growth": 0.4}, ("grow", "rises")),
    ({"index": 0.5, "growth": 0.03, "growth_elsewhere": 0.3}, ("grow", "gap")), ({"margin": 0.2}, ("fix", "margin_low")),
    ({"growth": -0.4}, ("fix", "sliding")), ({"rows_now": 5.0}, None), ({"share": 0.05}, None),
])  # fmt: skip
def test_each_rule_of_the_plan_decides_as_written(more: dict[str, float], verdict: tuple[str, str] | None) -> None:
    assert judge(reading(**more)) == verdict
