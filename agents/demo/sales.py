"""Orders and their lines, drawn from the plan as arrays. Days count from 2024-01-01."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from agents.demo import plan
from agents.demo.assortment import CATEGORIES
from agents.demo.products import CATEGORY, FIRST_SIZE, PRODUCTS, SIZE_COUNT, SIZES, Ints, Prices

FIRST_DAY = np.datetime64("2024-01-01")
DAYS = int((np.datetime64("2026-01-01") - FIRST_DAY).astype(int))
MONTH_OF_DAY: Ints = ((FIRST_DAY + np.arange(DAYS)).astype("datetime64[M]") - FIRST_DAY.astype("datetime64[M]")).astype(np.int64)
WEEKEND = (np.arange(DAYS) % 7) >= 5  # 2024-01-01 was a Monday
STATUSES = ("delivered", "shipped", "cancelled")
ON_THE_WAY_FROM = DAYS - 4  # orders of the last four days are still on their way


@dataclass(frozen=True)
class Orders:
    """One entry for each order, in order of time. `status` indexes STATUSES, `channel` plan.CHANNELS."""

    channel: Ints
    second: Ints  # since the first day began
    status: Ints

    @property
    def day(self) -> Ints:
        return self.second // 86_400


@dataclass(frozen=True)
class Lines:
    """One entry for each line, in order of its order. Money in cents, discount in percent."""

    order: Ints
    product: Ints
    size: Ints
    quantity: Ints
    price: Ints
    discount: Ints
    amount: Ints


def order_counts(total: int) -> Ints:
    """Orders of each (channel, year), by largest remainder: they add up to the total exactly."""
    share = np.array([[channel.orders, channel.orders * (1 + channel.growth)] for channel in plan.CHANNELS])
    exact = share / share.sum() * total
    counts: Ints = np.floor(exact).astype(np.int64)
    short = total - int(counts.sum())
    largest = np.argsort(-(exact - counts), axis=None, kind="stable")[:short]
    counts.ravel()[largest] += 1
    return counts


def draw_orders(rng: np.random.Generator, total: int) -> Orders:
    """So many orders, each with its channel, its time and its status."""
    parts = [
        _orders_of(rng, number, year, int(count))
        for (number, year), count in np.ndenumerate(order_counts(total))
    ]  # fmt: skip
    channel, second, cancelled = (np.concatenate(column) for column in zip(*parts, strict=True))
    by_time = np.argsort(second, kind="stable")
    channel, second, cancelled = channel[by_time], second[by_time], cancelled[by_time]
    second[0] %= 86_400  # however few the orders, they reach from the first day to the last
    second[-1] = (DAYS - 1) * 86_400 + second[-1] % 86_400
    status = np.where(second // 86_400 >= ON_THE_WAY_FROM, 1, 0)
    return Orders(channel, second, np.where(cancelled == 1, 2, status))


def _orders_of(rng: np.random.Generator, number: int, year: int, count: int) -> tuple[Ints, Ints, Ints]:
    """Channel, second and cancelled (0 or 1) of one channel's orders in one year."""
    channel = plan.CHANNELS[number]
    weight = np.array(channel.months)[MONTH_OF_DAY % 12] * np.where(WEEKEND, channel.weekend, 1.0)
    weight *= year == MONTH_OF_DAY // 12
    day = rng.choice(DAYS, size=count, p=weight / weight.sum())
    second = day * 86_400 + (rng.beta(4.5, 2.7, count) * 86_400).astype(np.int64)  # most in the afternoon
    cancelled = np.zeros(count, dtype=np.int64)
    cancelled[: round(count * channel.cancelled[year])] = 1
    return np.full(count, number), second, rng.permutation(cancelled)


def draw_lines(rng: np.random.Generator, orders: Orders, demand: np.ndarray, prices: Prices) -> Lines:
    """Every order has at least one line; no order holds the same product and size twice."""
    extra = np.array([channel.lines for channel in plan.CHANNELS])[orders.channel]
    order = np.repeat(np.arange(len(orders.channel)), 1 + rng.poisson(extra))
    channel, month = orders.channel[order], MONTH_OF_DAY[orders.day[order]]
    product = _draw_products(rng, channel * demand.shape[1] + month, demand.reshape(-1, len(PRODUCTS)))
    size = FIRST_SIZE[product] + rng.binomial(SIZE_COUNT[product] - 1, 0.47)
    keep = np.unique((order * len(PRODUCTS) + product) * len(SIZES) + size, return_index=True)[1]
    keep.sort()
    return _priced(rng, prices, orders, (order[keep], product[keep], size[keep]))


def _draw_products(rng: np.random.Generator, group: Ints, chances: np.ndarray) -> Ints:
    """A product for each line, by the chances of its group (channel and month)."""
    product = np.empty(len(group), dtype=np.int64)
    by_group = np.argsort(group, kind="stable")
    edges = np.searchsorted(group[by_group], np.arange(len(chances) + 1))
    for number, chance in enumerate(chances):
        lines = by_group[edges[number] : edges[number + 1]]
        product[lines] = rng.choice(len(chance), size=len(lines), p=chance)
    return product


def _priced(rng: np.random.Generator, prices: Prices, orders: Orders, chosen: tuple[Ints, Ints, Ints]) -> Lines:
    order, product, size = chosen
    channel, year = orders.channel[order], MONTH_OF_DAY[orders.day[order]] // 12
    quantity = 1 + rng.poisson(np.array([channel.pieces for channel in plan.CHANNELS])[channel])
    price = np.where(year == 0, prices.before[product], prices.now[product])
    usual = np.array([channel.discount for channel in plan.CHANNELS])[channel, year] + _extra_discount()[channel, CATEGORY[product]]
    discount = np.rint(np.clip(rng.normal(usual, plan.DISCOUNT_SPREAD), 0.0, 0.6) * 20).astype(np.int64) * 5
    amount = (price * quantity * (100 - discount) + 50) // 100
    return Lines(order, product, size, quantity, price, discount, amount)


def _extra_discount() -> np.ndarray:
    """Shaped (channel, category)."""
    return np.array(
        [[plan.DISCOUNT_CELLS.get((channel.name, category), 0.0) for category in CATEGORIES] for channel in plan.CHANNELS]
    )


def enter_some_twice(rng: np.random.Generator, lines: Lines, count: int) -> Lines:
    """The same lines, and so many of them a second time right after the first."""
    times = np.ones(len(lines.order), dtype=np.int64)
    times[rng.choice(len(times), size=count, replace=False)] = 2
    row = np.repeat(np.arange(len(times)), times)
    return Lines(**{name: values[row] for name, values in vars(lines).items()})
