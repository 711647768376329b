"""What follows a sale: returns, and the stock counted at the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.demo import plan
from agents.demo.products import FIRST_SIZE, NAMES, SIZE_COUNT, SIZES, Ints, chance_of_return
from agents.demo.sales import DAYS, MONTH_OF_DAY, Lines, Orders

MARKETPLACE = [channel.name for channel in plan.CHANNELS].index("Marketplace")


@dataclass(frozen=True)
class Returns:
    """One entry for each return, in order of its day. `line` is the row of the line; refund in cents."""

    line: Ints
    day: Ints
    reason: Ints
    quantity: Ints
    refund: Ints


@dataclass(frozen=True)
class Stock:
    """One entry for each product and size that exists."""

    product: Ints
    size: Ints
    on_hand: Ints
    reorder_point: Ints


def draw_returns(rng: np.random.Generator, orders: Orders, lines: Lines) -> Returns:
    """At most one return a line, 4 to 34 days after the order; what would come back after 2025 is not known yet."""
    channel = orders.channel[lines.order]
    back = rng.random(len(lines.order)) < chance_of_return()[channel, lines.product]
    day = orders.day[lines.order] + rng.integers(4, 35, len(lines.order))
    line = np.flatnonzero(back & (orders.status[lines.order] != 2) & (day < DAYS))
    line = line[np.argsort(day[line], kind="stable")]
    quantity = rng.integers(1, lines.quantity[line] + 1)
    refund = (lines.amount[line] * quantity * 2 + lines.quantity[line]) // (2 * lines.quantity[line])
    return Returns(line, day[line], _reasons(rng, channel[line] == MARKETPLACE), quantity, refund)


def _reasons(rng: np.random.Generator, marketplace: np.ndarray) -> Ints:
    usual = rng.choice(len(plan.REASONS), size=len(marketplace), p=plan.REASON_WEIGHTS)
    there = rng.choice(len(plan.REASONS), size=len(marketplace), p=plan.MARKETPLACE_REASON_WEIGHTS)
    return np.where(marketplace, there, usual)


def count_stock(rng: np.random.Generator, orders: Orders, lines: Lines) -> Stock:
    """Pieces on hand on the last day: so many days of the pace at which each size sold in 2025."""
    product = np.repeat(np.arange(len(NAMES)), SIZE_COUNT)
    size = np.concatenate([first + np.arange(count) for first, count in zip(FIRST_SIZE, SIZE_COUNT, strict=True)])
    late = MONTH_OF_DAY[orders.day[lines.order]] >= 12
    key = lines.product * len(SIZES) + lines.size
    sold = np.bincount(key[late], weights=lines.quantity[late], minlength=len(NAMES) * len(SIZES))[product * len(SIZES) + size]
    days = rng.integers(45, 111, len(NAMES))
    for name, planted in plan.STOCK_DAYS.items():
        days[NAMES.index(name)] = planted
    on_hand = np.rint(sold / 366 * days[product]).astype(np.int64)
    return Stock(product, size, on_hand, np.rint(sold / 366 * 21).astype(np.int64))
