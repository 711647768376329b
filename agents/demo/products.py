"""The product table as arrays, and how much each channel wants each product in each month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from agents.demo import plan
from agents.demo.assortment import ASSORTMENT, CATEGORIES, COST_SHARE, Subcategory

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

PRODUCTS: tuple[tuple[Subcategory, str, str, str], ...] = tuple((sub, *style) for sub in ASSORTMENT for style in sub.styles)
NAMES: tuple[str, ...] = tuple(name for _, name, _, _ in PRODUCTS)
SIZES: tuple[str, ...] = tuple(dict.fromkeys(size for sub in ASSORTMENT for size in sub.sizes))
CATEGORY: Ints = np.array([CATEGORIES.index(sub.category) for sub, *_ in PRODUCTS])
FIRST_SIZE: Ints = np.array([SIZES.index(sub.sizes[0]) for sub, *_ in PRODUCTS])  # the sizes of a product lie side by side in SIZES
SIZE_COUNT: Ints = np.array([len(sub.sizes) for sub, *_ in PRODUCTS])


@dataclass(frozen=True)
class Prices:
    """Cents for each product. `now` is the list price of 2025, `before` that of 2024."""

    now: Ints
    before: Ints
    cost: Ints


def prices(rng: np.random.Generator) -> Prices:
    """Whole dollars around the subcategory's price; last year's were lower, in half dollars."""
    base = np.array([sub.price for sub, *_ in PRODUCTS])
    share = np.array([COST_SHARE[sub.category] for sub, *_ in PRODUCTS])
    now = np.rint(base * rng.uniform(0.85, 1.25, len(PRODUCTS))).astype(np.int64) * 100
    before = np.rint(now / (1 + plan.PRICE_RISE) / 50).astype(np.int64) * 50
    cost = np.rint(now * share * rng.uniform(0.94, 1.06, len(PRODUCTS))).astype(np.int64)
    return Prices(now, before, cost)


def demand(rng: np.random.Generator) -> Floats:
    """Chance of each product, shaped (channel, month since January 2024, product); each row sums to 1."""
    months = 12 * len(plan.YEARS)
    popularity = rng.lognormal(0.0, 0.40, len(PRODUCTS))
    weights = np.empty((len(plan.CHANNELS), months, len(PRODUCTS)))
    for product, (sub, name, season, _) in enumerate(PRODUCTS):
        level, later = plan.CATEGORY_DEMAND[sub.category]
        by_year = (level, level * later * plan.PRODUCT_2025.get(name, 1.0))
        by_month = np.outer(by_year, plan.SEASON_YEAR[season]).ravel()
        for number, channel in enumerate(plan.CHANNELS):
            liking = channel.likes.get(sub.category, 1.0) * plan.PRODUCT_LIKES.get((name, channel.name), 1.0)
            weights[number, :, product] = popularity[product] * liking * by_month
    weights /= weights.sum(axis=2, keepdims=True)
    return weights


def chance_of_return() -> Floats:
    """Chance that a line comes back, shaped (channel, product)."""
    chance = np.empty((len(plan.CHANNELS), len(PRODUCTS)))
    for product, (sub, name, _, _) in enumerate(PRODUCTS):
        factor = plan.CATEGORY_RETURNS.get(sub.category, 1.0) * plan.PRODUCT_RETURNS.get(name, 1.0)
        for number, channel in enumerate(plan.CHANNELS):
            chance[number, product] = channel.returned * factor * plan.RETURNS_CELLS.get((channel.name, sub.category), 1.0)
    return np.minimum(chance, 0.6)
