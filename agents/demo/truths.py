"""The truths planted in the demo shop, as data: each says what is so, the plain SQL that shows it, and the answer.

Every revenue here is the sum of order_lines.amount over orders that are not cancelled. The SQL runs on SQLite and on
PostgreSQL as it stands. The answers hold for the default number of orders and the default seed; `between` leaves room for
another seed, except for counts, which are exact.
"""

from __future__ import annotations

from dataclasses import dataclass

from agents.demo import plan


@dataclass(frozen=True)
class Truth:
    """`answer`: the first column of all rows, in order. Or `between`: the one number of the only row, as a closed range."""

    name: str
    says: str
    sql: str
    answer: tuple[str, ...] = ()
    between: tuple[float, float] | None = None


SALE = """order_lines l JOIN orders o ON o.order_id = l.order_id JOIN products p ON p.product_id = l.product_id"""
KEPT = "o.status <> 'cancelled'"
IN_2024 = "SUM(CASE WHEN o.ordered_at < '2025-01-01' THEN l.amount ELSE 0 END)"
IN_2025 = "SUM(CASE WHEN o.ordered_at >= '2025-01-01' THEN l.amount ELSE 0 END)"
MONTH = "SUBSTR(CAST(o.ordered_at AS TEXT), 6, 2)"
MARGIN = "1 - SUM(l.quantity * p.cost) / SUM(l.amount)"
LINES_BACK = f"{SALE} LEFT JOIN returns r ON r.line_id = l.line_id"
SHARE_BACK = "COUNT(r.return_id) * 1.0 / COUNT(*)"


def growth_of(where: str = "") -> str:
    """SQL for the growth of revenue, 2025 over 2024, as a fraction."""
    return f"SELECT {IN_2025} / {IN_2024} - 1 FROM {SALE} WHERE {KEPT}{' AND ' + where if where else ''}"


def fit_of(channel: str, what: str) -> str:
    """SQL for the share of a category or product in a channel's revenue over its share in all revenue; `what` is a condition."""
    inside = f"SUM(CASE WHEN {what} THEN l.amount ELSE 0 END) / SUM(l.amount)"
    return (
        f"SELECT (SELECT {inside} FROM {SALE} WHERE {KEPT} AND o.channel = '{channel}') / (SELECT {inside} FROM {SALE} WHERE {KEPT})"
    )


def _number(name: str, says: str, sql: str, low: float, high: float) -> Truth:
    return Truth(name, says, sql, between=(low, high))


def _count(name: str, says: str, sql: str, count: int) -> Truth:
    return Truth(name, says, sql, between=(count, count))


# Growth of revenue of each channel, as a fraction (low, high), the fastest first.
CHANNEL_GROWTH: dict[str, tuple[float, float]] = {
    "Mobile App": (0.45, 0.75),
    "Marketplace": (0.13, 0.24),
    "Online Store": (0.06, 0.16),
    "Wholesale": (-0.03, 0.15),
    "Outlet": (-0.04, 0.09),
    "Retail Stores": (-0.17, -0.08),
}
# (channel, category): sells far more there than its share in all revenue; and far less.
STRONG_CELLS = (("Mobile App", "Activewear"), ("Mobile App", "Accessories"), ("Retail Stores", "Knitwear"), ("Wholesale", "Bottoms"),
                ("Marketplace", "Tops"), ("Marketplace", "Dresses"), ("Online Store", "Outerwear"), ("Outlet", "Footwear"))  # fmt: skip
WEAK_CELLS = (("Mobile App", "Knitwear"), ("Retail Stores", "Activewear"), ("Wholesale", "Dresses"), ("Wholesale", "Accessories"),
              ("Marketplace", "Outerwear"), ("Marketplace", "Knitwear"))  # fmt: skip

_DIRT = plan.dirt(plan.ORDERS)

CHANNELS = (
    Truth("fastest_and_slowest", "Mobile App grows most, Retail Stores least.",
          f"SELECT o.channel FROM {SALE} WHERE {KEPT} GROUP BY o.channel "
          f"HAVING {IN_2025} / {IN_2024} > 1.3 OR {IN_2025} < {IN_2024} * 0.95 ORDER BY {IN_2025} / {IN_2024} DESC",
          ("Mobile App", "Retail Stores")),
    _number("total_growth", "All revenue grows by 2 to 9 %.", growth_of(), 0.02, 0.09),
    *(_number(f"growth_{channel}", f"Revenue of {channel} changes by {low:.0%} to {high:.0%}.",
              growth_of(f"o.channel = '{channel}'"), low, high) for channel, (low, high) in CHANNEL_GROWTH.items()),
    Truth("largest_2024", "Retail Stores sold most in 2024.",
          f"SELECT o.channel FROM {SALE} WHERE {KEPT} GROUP BY o.channel ORDER BY {IN_2024} DESC LIMIT 1", ("Retail Stores",)),
    Truth("largest_2025", "Online Store sold most in 2025.",
          f"SELECT o.channel FROM {SALE} WHERE {KEPT} GROUP BY o.channel ORDER BY {IN_2025} DESC LIMIT 1", ("Online Store",)),
    _number("marketplace_orders", "Marketplace took 33 % more orders, but discounts and cancellations ate half of the growth.",
            "SELECT SUM(CASE WHEN ordered_at >= '2025-01-01' THEN 1 ELSE 0 END) * 1.0 / "
            "SUM(CASE WHEN ordered_at < '2025-01-01' THEN 1 ELSE 0 END) - 1 FROM orders WHERE channel = 'Marketplace'", 0.329, 0.331),
)  # fmt: skip

MARGINS_AND_RETURNS = (
    Truth("lowest_margin", "Outlet keeps the least of each dollar.",
          f"SELECT o.channel FROM {SALE} WHERE {KEPT} GROUP BY o.channel ORDER BY {MARGIN} LIMIT 1", ("Outlet",)),
    Truth("sold_below_cost", "Only Outerwear in Outlet is sold below its cost.",
          f"SELECT p.category FROM {SALE} WHERE {KEPT} GROUP BY o.channel, p.category HAVING {MARGIN} < 0", ("Outerwear",)),
    _number("outlet_outerwear_margin", "It loses 5 to 20 cents of each dollar.",
            f"SELECT {MARGIN} FROM {SALE} WHERE {KEPT} AND o.channel = 'Outlet' AND p.category = 'Outerwear'", -0.20, -0.05),
    _number("marketplace_discount_2024", "Marketplace's average discount was 13 % in 2024 …",
            "SELECT AVG(l.discount) FROM order_lines l JOIN orders o ON o.order_id = l.order_id "
            "WHERE o.channel = 'Marketplace' AND o.ordered_at < '2025-01-01'", 0.12, 0.14),
    _number("marketplace_discount_2025", "… and 19 % in 2025.",
            "SELECT AVG(l.discount) FROM order_lines l JOIN orders o ON o.order_id = l.order_id "
            "WHERE o.channel = 'Marketplace' AND o.ordered_at >= '2025-01-01'", 0.18, 0.20),
    Truth("most_returned_channel", "Marketplace has the highest share of lines returned.",
          f"SELECT o.channel FROM {LINES_BACK} WHERE {KEPT} GROUP BY o.channel ORDER BY {SHARE_BACK} DESC LIMIT 1", ("Marketplace",)),
    Truth("least_returned_channel", "Wholesale has the lowest.",
          f"SELECT o.channel FROM {LINES_BACK} WHERE {KEPT} GROUP BY o.channel ORDER BY {SHARE_BACK} LIMIT 1", ("Wholesale",)),
    _number("marketplace_dresses_returned", "About two in five lines of Dresses sold in Marketplace come back.",
            f"SELECT {SHARE_BACK} FROM {LINES_BACK} WHERE {KEPT} AND o.channel = 'Marketplace' AND p.category = 'Dresses'", 0.36, 0.48),
    Truth("marketplace_reason", "Marketplace's first reason for a return is that the product was not as pictured.",
          "SELECT r.reason FROM returns r JOIN order_lines l ON l.line_id = r.line_id JOIN orders o ON o.order_id = l.order_id "
          "WHERE o.channel = 'Marketplace' GROUP BY r.reason ORDER BY COUNT(*) DESC LIMIT 1", ("Not as pictured",)),
    Truth("most_returned_product", "The satin slip dress is the product returned most often.",
          f"SELECT p.name FROM {LINES_BACK} WHERE {KEPT} GROUP BY p.name ORDER BY {SHARE_BACK} DESC LIMIT 1",
          ("Satin Slip Dress, bias cut",)),
)  # fmt: skip

PRODUCTS = (
    *(_number(f"strong_{channel}_{category}", f"{category} sells well in {channel}: at least 1.25 times its share in all revenue.",
              fit_of(channel, f"p.category = '{category}'"), 1.25, 4.0) for channel, category in STRONG_CELLS),
    *(_number(f"weak_{channel}_{category}", f"{category} sells badly in {channel}: at most 0.75 of its share in all revenue.",
              fit_of(channel, f"p.category = '{category}'"), 0.0, 0.75) for channel, category in WEAK_CELLS),
    *(_number(f"{'strong' if factor > 1 else 'weak'}_{channel}_{name}", f"{name} sells {'well' if factor > 1 else 'badly'} in {channel}.",
              fit_of(channel, f"p.name = '{name}'"), *((1.5, 9.0) if factor > 1 else (0.0, 0.75)))
      for (name, channel), factor in plan.PRODUCT_LIKES.items()),
    Truth("fastest_category", "Activewear is the category that grows most.",
          f"SELECT p.category FROM {SALE} WHERE {KEPT} GROUP BY p.category ORDER BY {IN_2025} / {IN_2024} DESC LIMIT 1", ("Activewear",)),
    Truth("slowest_category", "Dresses falls most.",
          f"SELECT p.category FROM {SALE} WHERE {KEPT} GROUP BY p.category ORDER BY {IN_2025} / {IN_2024} LIMIT 1", ("Dresses",)),
    _number("dresses_shrink", "Revenue of Dresses shrinks by 1 to 12 %.", growth_of("p.category = 'Dresses'"), -0.12, -0.01),
    Truth("fastest_product", "The seamless legging grows most …",
          f"SELECT p.name FROM {SALE} WHERE {KEPT} GROUP BY p.name ORDER BY {IN_2025} / {IN_2024} DESC LIMIT 1",
          ("Seamless Legging, high rise",)),
    Truth("slowest_product", "… and the skinny jean falls most.",
          f"SELECT p.name FROM {SALE} WHERE {KEPT} GROUP BY p.name ORDER BY {IN_2025} / {IN_2024} LIMIT 1",
          ("Skinny Jean, stretch",)),
    Truth("stock_wrong_way_round", "Of no product is there so little stock against 2025's sales as of the seamless legging.",
          "SELECT p.name FROM products p JOIN (SELECT product_id, SUM(on_hand) AS pieces FROM stock GROUP BY product_id) s "
          "ON s.product_id = p.product_id JOIN (SELECT l.product_id, SUM(l.quantity) AS pieces FROM order_lines l JOIN orders o "
          "ON o.order_id = l.order_id WHERE o.ordered_at >= '2025-01-01' GROUP BY l.product_id) d ON d.product_id = p.product_id "
          "ORDER BY s.pieces * 1.0 / d.pieces LIMIT 1", ("Seamless Legging, high rise",)),
    _number("skinny_jean_stock", "The stock of the skinny jean lasts more than a year at the pace of 2025.",
            "SELECT (SELECT SUM(on_hand) FROM stock s JOIN products p ON p.product_id = s.product_id "
            "WHERE p.name = 'Skinny Jean, stretch') * 1.0 / SUM(l.quantity) "
            f"FROM {SALE} WHERE p.name = 'Skinny Jean, stretch' AND o.ordered_at >= '2025-01-01'", 1.0, 1.3),
)  # fmt: skip

SEASONS = (
    Truth("best_month", "November is the best month of the two years together.",
          f"SELECT {MONTH} FROM {SALE} WHERE {KEPT} GROUP BY 1 ORDER BY SUM(l.amount) DESC LIMIT 1", ("11",)),
    Truth("worst_month", "February is the weakest.",
          f"SELECT {MONTH} FROM {SALE} WHERE {KEPT} GROUP BY 1 ORDER BY SUM(l.amount) LIMIT 1", ("02",)),
    Truth("wholesale_peaks", "Wholesale buys ahead of the season: its two best months are March and September.",
          f"SELECT month FROM (SELECT {MONTH} AS month FROM {SALE} WHERE {KEPT} AND o.channel = 'Wholesale' GROUP BY 1 "
          "ORDER BY SUM(l.amount) DESC LIMIT 2) best ORDER BY month", ("03", "09")),
)  # fmt: skip

DIRT = (
    _count("orders", "There are exactly 50,000 orders.", "SELECT COUNT(*) FROM orders", plan.ORDERS),
    _count("orders_without_customer", "600 orders name no customer.",
           "SELECT COUNT(*) FROM orders WHERE customer_id IS NULL", _DIRT.orders_without_customer),
    _count("customers_entered_twice", "120 customers were entered a second time under the same name and e-mail.",
           "SELECT COUNT(*) - COUNT(DISTINCT email) FROM customers WHERE email IS NOT NULL", _DIRT.customers_entered_twice),
    _count("customers_without_email", "90 customers have no e-mail.",
           "SELECT COUNT(*) FROM customers WHERE email IS NULL", _DIRT.customers_without_email),
    _count("lines_entered_twice", "40 order lines repeat another line of the same order in everything but the key.",
           "SELECT COUNT(*) - (SELECT COUNT(*) FROM (SELECT DISTINCT order_id, product_id, size, quantity, price, discount, amount "
           "FROM order_lines) u) FROM order_lines", _DIRT.lines_entered_twice),
    _number("cancelled", "About 3.5 % of the orders are cancelled.",
            "SELECT SUM(CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END) * 1.0 / COUNT(*) FROM orders", 0.030, 0.040),
    _number("marketplace_cancelled", "9 % of Marketplace's orders of 2025 are cancelled (4 % in 2024).",
            "SELECT SUM(CASE WHEN status = 'cancelled' THEN 1 ELSE 0 END) * 1.0 / COUNT(*) FROM orders "
            "WHERE channel = 'Marketplace' AND ordered_at >= '2025-01-01'", 0.0895, 0.0905),
)  # fmt: skip

TRUTHS: tuple[Truth, ...] = (*CHANNELS, *MARGINS_AND_RETURNS, *PRODUCTS, *SEASONS, *DIRT)
