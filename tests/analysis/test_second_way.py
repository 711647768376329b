"""Two ways to every headline, and what becomes of a disagreement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.analysis.extract import extract
from agents.analysis.second_way import second_ways
from agents.evidence.ledger import Ledger
from agents.evidence.reconcile import reconcile
from agents.sources.open import open_data
from agents.sources.query import Query, Select, call, col
from tests.analysis.bench import TINY, Bench


def test_headlines_are_computed_a_second_way_and_agree(shop_bench: Bench) -> None:
    findings = [*shop_bench.ask("growth"), *shop_bench.ask("effects"), *shop_bench.ask("ranking")]
    outcomes = second_ways(shop_bench.desk, findings, {"q1": shop_bench.asked})
    assert {o.way for o in outcomes} == {"way_months", "way_total", "way_effects", "way_filter"}
    assert all(o.agrees and o.fact != o.second for o in outcomes)


@pytest.mark.parametrize(("second", "decision"), [(100.0, "same"), (100.00001, "rounding"), (101.0, "marked")])
def test_a_disagreement_is_decided_by_rule_and_keeps_both_values(second: float, decision: str) -> None:
    ledger = Ledger()
    a, b = ledger.constant("a", 100.0, name="a"), ledger.constant("b", second, name="b")
    outcome = reconcile(ledger, a.id, b.id, "way_total")
    assert (outcome.decision, outcome.agrees) == (decision, decision != "marked")
    assert ledger.value(outcome.difference) == pytest.approx(100.0 - second)


def test_an_average_and_a_distinct_count_have_a_second_way_too(tiny: Bench) -> None:
    for op in ("avg", "count_distinct"):
        measure = tiny.subject.measure.model_copy(update={"op": op})
        asked = tiny.asked.model_copy(update={"subject": tiny.subject.model_copy(update={"measure": measure})})
        tiny.asked = asked
        outcomes = second_ways(tiny.desk, tiny.ask("total"), {"q1": asked})
        assert len(outcomes) >= 2 and all(o.agrees for o in outcomes)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Bench]:
    (tmp_path / "sales.csv").write_text(TINY)
    reader = open_data([tmp_path / "sales.csv"], tmp_path / "work")
    yield Bench(reader, dimension="channel")
    reader.close()


def test_grouped_results_say_how_they_add_up_from_the_extract(stored: Bench) -> None:
    rows = extract(stored.desk, stored.subject, stored.asked.spans())
    result = stored.desk.ledger.results[stored.one("growth").results[0]]
    assert result.grouping is not None and result.grouping.extract == rows.id
    for row, name in enumerate(result.values("channel")):
        for column, fixed in (("now", "2025"), ("before", "2024")):
            added = sum(r[rows.index("amount")] for r in rows.rows if r[rows.index("channel")] == name and r[rows.index("period")] == fixed)  # type: ignore[misc]
            assert result.cell(row, column) == pytest.approx(added)
            assert result.grouping.fixed_by[column] == {"period": fixed}


def test_an_extract_too_long_for_a_sheet_is_summed_by_month_and_dimension(shop_bench: Bench) -> None:
    short = Bench(shop_bench.desk.reader, dimension="channel")
    rows = extract(short.desk, short.subject, short.asked.spans(), line_rows=1_000)
    assert rows.columns[0].name == "month" and rows.row_count < 93_099
    query = Query(table="order_lines", select=(Select(name="n", expr=call("sum", col("order_lines", "amount"))),))
    assert short.desk.ask(query, "all").row_count == 1


def test_results_about_other_rows_do_not_claim_to_add_up_from_the_extract(stored: Bench) -> None:
    extract(stored.desk, stored.subject, stored.asked.spans())
    everything = stored.subject.model_copy(update={"filters": ()})
    assert stored.desk.ledger.results[stored.one("growth", subject=everything).results[0]].grouping is None
