"""Plain SQL finds every truth that the generator says it planted."""

from __future__ import annotations

import sqlite3

import pytest

from agents.demo.truths import CHANNEL_GROWTH, TRUTHS, Truth, growth_of


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_the_planted_truth_is_found_by_plain_sql(shop: sqlite3.Connection, truth: Truth) -> None:
    found = [row[0] for row in shop.execute(truth.sql)]
    if truth.between:
        low, high = truth.between
        assert len(found) == 1 and low <= found[0] <= high, truth.says
    else:
        assert tuple(found) == truth.answer, truth.says


def test_the_channels_grow_in_the_order_that_was_written_down(shop: sqlite3.Connection) -> None:
    growth = {name: shop.execute(growth_of(f"o.channel = '{name}'")).fetchone()[0] for name in CHANNEL_GROWTH}
    assert sorted(growth, key=growth.__getitem__, reverse=True) == list(CHANNEL_GROWTH)


def test_every_truth_has_a_name_of_its_own_and_an_answer() -> None:
    assert len({truth.name for truth in TRUTHS}) == len(TRUTHS)
    assert all(bool(truth.answer) != (truth.between is not None) for truth in TRUTHS)
