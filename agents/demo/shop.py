"""Makes the demo shop: python -m agents.demo.shop OUT.sqlite [--orders N] [--seed S] [--postgres URL]."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from agents.core.errors import InputError
from agents.demo import aftermath, people, plan, products, sales, store
from agents.demo.assortment import CATEGORIES
from agents.demo.names import CITIES
from agents.demo.tables import Table, dates, ids, labels, links, money, numbers, rates, texts, times

FIRST_ORDER_ID = 100_001


def make_tables(orders: int = plan.ORDERS, seed: int = plan.SEED) -> tuple[Table, ...]:
    """The six tables, each after those it refers to. The same seed gives the same rows."""
    if orders < plan.FEWEST_ORDERS:
        raise InputError(f"A demo shop needs at least {plan.FEWEST_ORDERS:,} orders; {orders:,} were asked for.")
    rng = np.random.default_rng(seed)
    dirt = plan.dirt(orders)
    prices = products.prices(rng)
    demand = products.demand(rng)
    sold = sales.draw_orders(rng, orders)
    lines = sales.enter_some_twice(rng, sales.draw_lines(rng, sold, demand, prices), dirt.lines_entered_twice)
    customers, buyers = people.draw_people(rng, sold, dirt)
    returns = aftermath.draw_returns(rng, sold, lines)
    stock = aftermath.count_stock(rng, sold, lines)
    return (
        _customers(customers), _products(prices), _orders(sold, buyers),
        _lines(lines), _returns(returns), _stock(stock),
    )  # fmt: skip


def make_sqlite(path: Path, orders: int = plan.ORDERS, seed: int = plan.SEED) -> Path:
    """Writes the shop to a SQLite file, replacing an older demo shop; returns the path."""
    store.write_sqlite(path, make_tables(orders, seed))
    return path


def _customers(made: people.Customers) -> Table:
    cities = [city for region in plan.REGIONS for city in CITIES[region]]
    return Table("customers", ("customer_id",), len(made.name), (
        ids("customer_id", 1),
        texts("name", made.name),
        texts("email", made.email),
        labels("segment", made.segment, people.SEGMENTS),
        labels("city", made.region * 6 + made.city, cities),
        dates("joined_on", made.joined),
    ))  # fmt: skip


def _products(prices: products.Prices) -> Table:
    return Table("products", ("product_id",), len(products.PRODUCTS), (
        ids("product_id", 1),
        texts("name", list(products.NAMES)),
        labels("category", products.CATEGORY, CATEGORIES),
        texts("subcategory", [sub.name for sub, *_ in products.PRODUCTS]),
        texts("season", [season for _, _, season, _ in products.PRODUCTS]),
        texts("colour", [colour for *_, colour in products.PRODUCTS]),
        money("price", prices.now),
        money("cost", prices.cost),
    ))  # fmt: skip


def _orders(made: sales.Orders, buyers: people.Buyers) -> Table:
    return Table("orders", ("order_id",), len(made.channel), (
        ids("order_id", FIRST_ORDER_ID),
        times("ordered_at", made.second),
        links("customer_id", buyers.customer, 1, "customers(customer_id)"),
        labels("channel", made.channel, [channel.name for channel in plan.CHANNELS]),
        labels("status", made.status, sales.STATUSES),
        labels("region", buyers.region, list(plan.REGIONS)),
    ))  # fmt: skip


def _lines(made: sales.Lines) -> Table:
    return Table("order_lines", ("line_id",), len(made.order), (
        ids("line_id", 1),
        links("order_id", made.order, FIRST_ORDER_ID, "orders(order_id)"),
        links("product_id", made.product, 1, "products(product_id)"),
        labels("size", made.size, products.SIZES),
        numbers("quantity", made.quantity),
        money("price", made.price),
        rates("discount", made.discount),
        money("amount", made.amount),
    ))  # fmt: skip


def _returns(made: aftermath.Returns) -> Table:
    return Table("returns", ("return_id",), len(made.line), (
        ids("return_id", 1),
        links("line_id", made.line, 1, "order_lines(line_id)"),
        dates("returned_on", made.day),
        labels("reason", made.reason, plan.REASONS),
        numbers("quantity", made.quantity),
        money("refund", made.refund),
    ))  # fmt: skip


def _stock(made: aftermath.Stock) -> Table:
    return Table("stock", ("product_id", "size"), len(made.product), (
        links("product_id", made.product, 1, "products(product_id)"),
        labels("size", made.size, products.SIZES),
        numbers("on_hand", made.on_hand),
        numbers("reorder_point", made.reorder_point),
        dates("counted_on", np.full(len(made.product), sales.DAYS - 1)),
    ))  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when written, 2 when the person must choose something else."""
    parser = argparse.ArgumentParser(prog="python -m agents.demo.shop", description="Make the Maple & Thread demo shop.")
    parser.add_argument("out", nargs="?", type=Path, help="the SQLite file to write")
    parser.add_argument("--orders", type=int, default=plan.ORDERS, help="number of orders; each has about two lines (default 50000)")
    parser.add_argument("--seed", type=int, default=plan.SEED)
    parser.add_argument("--postgres", metavar="URL", help="also, or instead, load the tables into this PostgreSQL database")
    asked = parser.parse_args(arguments)
    if not asked.out and not asked.postgres:
        parser.error("name a SQLite file to write, or a database with --postgres URL")
    try:
        tables = make_tables(asked.orders, asked.seed)
        if asked.out:
            store.write_sqlite(asked.out, tables)
        if asked.postgres:
            store.write_postgres(asked.postgres, tables)
    except InputError as error:
        sys.stderr.write(f"{error.message}\n")
        return 2
    sys.stdout.write("".join(f"{table.name}: {table.count:,} rows\n" for table in tables))
    return 0


if __name__ == "__main__":
    sys.exit(main())
