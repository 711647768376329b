"""Customers: who ordered, under which name and e-mail, and with which dirt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from agents.demo import plan
from agents.demo.names import FIRST_NAMES, LAST_NAMES, TRADE_FIRST, TRADE_KIND, TRADE_SECOND
from agents.demo.products import Floats, Ints
from agents.demo.sales import DAYS, Orders

SEGMENTS = ("Consumer", "Trade")
WHOLESALE = [channel.name for channel in plan.CHANNELS].index("Wholesale")


@dataclass(frozen=True)
class Customers:
    """One entry for each row of the table. `joined` counts days from 2024-01-01 and may be negative."""

    name: list[str]
    email: list[str | None]
    segment: Ints
    region: Ints
    city: Ints
    joined: Ints


@dataclass(frozen=True)
class Buyers:
    """Who gave each order: the row of the customer table, or -1 for nobody known; and the region it went to."""

    customer: Ints
    region: Ints


def draw_people(rng: np.random.Generator, orders: Orders, dirt: plan.Dirt) -> tuple[Customers, Buyers]:
    """The customer table and the buyer of every order."""
    total = len(orders.channel)
    trade = 10 + total // 300
    once = trade + total * 22 // 100
    names, emails = _names(rng, trade, once)
    twice = trade + rng.choice(once - trade, size=dirt.customers_entered_twice + dirt.customers_without_email, replace=False)
    originals, nameless = np.split(twice, [dirt.customers_entered_twice])
    rows = np.concatenate([np.arange(once), originals])  # the person behind each row
    for row in nameless.tolist():
        emails[row] = None
    region = rng.choice(len(plan.REGIONS), size=once, p=_shares(list(plan.REGIONS.values())))[rows]
    city = rng.integers(0, 6, once)[rows]
    buyers = _buyers(rng, orders, (trade, region), dirt.orders_without_customer)
    joined = _joined(rng, len(rows), orders, buyers.customer)
    people = rows.tolist()
    segment = (np.arange(len(rows)) < trade).astype(np.int64)
    return Customers([names[p] for p in people], [emails[p] for p in people], segment, region, city, joined), buyers


def _shares(weights: list[float]) -> Floats:
    return np.array(weights) / sum(weights)


def _names(rng: np.random.Generator, trade: int, total: int) -> tuple[list[str], list[str | None]]:
    """Names, the shops first; and one e-mail for each, all different."""
    pick = rng.integers(0, 1 << 30, (total, 3)).tolist()
    names: list[str] = []
    emails: list[str | None] = []
    seen: Counter[str] = Counter()
    for number, (a, b, c) in enumerate(pick):
        if number < trade:
            name = f"{TRADE_FIRST[a % len(TRADE_FIRST)]} & {TRADE_SECOND[b % len(TRADE_SECOND)]} {TRADE_KIND[c % len(TRADE_KIND)]}"
        else:
            name = f"{FIRST_NAMES[a % len(FIRST_NAMES)]} {LAST_NAMES[b % len(LAST_NAMES)]}"
        mailbox = ".".join(name.lower().replace("&", "and").replace(".", "").split())
        seen[mailbox] += 1
        names.append(name)
        emails.append(f"{mailbox}{seen[mailbox] if seen[mailbox] > 1 else ''}@example.com")
    return names, emails


def _buyers(rng: np.random.Generator, orders: Orders, rows: tuple[int, Ints], unknown: int) -> Buyers:
    """Shops order wholesale, people everywhere else; some people order often. So many orders name nobody."""
    trade, region_of = rows
    consumers = len(region_of) - trade
    total = len(orders.channel)
    eager = rng.gamma(0.9, 1.0, consumers)
    customer = trade + rng.choice(consumers, size=total, p=eager / eager.sum())
    wholesale = orders.channel == WHOLESALE
    customer[wholesale] = rng.integers(0, trade, int(wholesale.sum()))
    region = region_of[customer]
    weight = np.array([channel.guests for channel in plan.CHANNELS])[orders.channel]
    customer[rng.choice(total, size=unknown, replace=False, p=weight / weight.sum())] = -1
    return Buyers(customer, region)


def _joined(rng: np.random.Generator, count: int, orders: Orders, customer: Ints) -> Ints:
    """Everybody joined on or before the day of the first order."""
    first = np.full(count, DAYS - 1)
    known = customer >= 0
    np.minimum.at(first, customer[known], orders.day[known])
    return first - rng.exponential(160, count).astype(np.int64)
