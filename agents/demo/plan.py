"""What is planted in the demo shop: every number that the generator turns into rows, in one place.

Shares and rates are fractions (0.1 is ten percent), money is US dollars. `truths.py` says what must be found again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SHOP = "Maple & Thread"
CURRENCY = "USD"
SEED = 20251231
ORDERS = 50_000
FEWEST_ORDERS = 1_000
YEARS = (2024, 2025)
PRICE_RISE = 0.03  # list prices of 2025 over those of 2024
DISCOUNT_SPREAD = 0.06  # standard deviation of a line's discount around its channel's, before rounding to 5 %


@dataclass(frozen=True)
class Channel:
    """How one sales channel behaves. Pairs are (2024, 2025)."""

    name: str
    orders: float  # share of all orders in 2024
    growth: float  # of the number of orders, 2025 over 2024
    lines: float  # average lines in an order, less the first
    pieces: float  # average quantity of a line, less the first piece
    discount: tuple[float, float]  # average discount
    cancelled: tuple[float, float]  # share of orders
    returned: float  # share of lines, before the factors of the category
    guests: float  # weight in the draw of orders without a customer
    weekend: float  # weight of Saturday and Sunday against a weekday
    months: tuple[float, ...]  # weight of each month
    likes: dict[str, float] = field(default_factory=dict)  # category → factor on the chance to be bought


SHOP_YEAR = (0.90, 0.60, 0.90, 0.95, 1.00, 0.96, 0.92, 0.86, 1.00, 1.08, 1.52, 1.34)
TRADE_YEAR = (0.80, 1.15, 1.90, 0.90, 0.60, 0.55, 0.75, 1.30, 1.90, 1.05, 0.65, 0.50)
OUTLET_YEAR = (1.40, 1.00, 0.80, 0.80, 0.85, 1.10, 1.45, 1.05, 0.80, 0.85, 1.05, 0.95)

CHANNELS: tuple[Channel, ...] = (
    Channel("Online Store", 0.30, 0.11, 0.95, 0.12, (0.09, 0.09), (0.035, 0.035), 0.150, 1.0, 1.20, SHOP_YEAR,
            {"Outerwear": 1.45, "Dresses": 1.20, "Footwear": 0.85}),
    Channel("Mobile App", 0.10, 0.58, 0.70, 0.08, (0.07, 0.07), (0.030, 0.030), 0.120, 0.5, 1.35, SHOP_YEAR,
            {"Activewear": 2.10, "Accessories": 1.60, "Knitwear": 0.45, "Outerwear": 0.70}),
    Channel("Marketplace", 0.19, 0.33, 0.55, 0.10, (0.13, 0.19), (0.040, 0.090), 0.190, 1.5, 1.15, SHOP_YEAR,
            {"Tops": 1.55, "Dresses": 1.35, "Knitwear": 0.60, "Outerwear": 0.50}),
    Channel("Retail Stores", 0.29, -0.14, 1.05, 0.15, (0.04, 0.04), (0.010, 0.010), 0.045, 8.0, 1.90, SHOP_YEAR,
            {"Knitwear": 1.90, "Footwear": 1.35, "Activewear": 0.45}),
    Channel("Outlet", 0.09, 0.01, 1.10, 0.30, (0.37, 0.37), (0.015, 0.015), 0.040, 3.0, 1.70, OUTLET_YEAR,
            {"Footwear": 1.50, "Bottoms": 1.40, "Accessories": 0.60, "Activewear": 0.70}),
    Channel("Wholesale", 0.03, 0.03, 2.60, 4.50, (0.24, 0.24), (0.020, 0.020), 0.020, 0.0, 0.10, TRADE_YEAR,
            {"Bottoms": 1.90, "Tops": 1.30, "Dresses": 0.55, "Accessories": 0.55}),
)  # fmt: skip

# Demand for a category: its weight, and the factor on it in 2025.
CATEGORY_DEMAND: dict[str, tuple[float, float]] = {
    "Tops": (1.35, 1.00),
    "Knitwear": (0.95, 1.00),
    "Bottoms": (1.15, 0.98),
    "Dresses": (0.85, 0.86),
    "Outerwear": (0.60, 1.00),
    "Activewear": (0.85, 1.38),
    "Accessories": (1.05, 1.05),
    "Footwear": (0.80, 1.00),
}
# How likely a line of a category comes back, against the average.
CATEGORY_RETURNS: dict[str, float] = {"Dresses": 1.45, "Footwear": 1.25, "Outerwear": 1.1, "Accessories": 0.45, "Activewear": 0.8}
# Single cells that break the rule: (channel, category) → factor.
RETURNS_CELLS: dict[tuple[str, str], float] = {("Marketplace", "Dresses"): 1.55, ("Mobile App", "Footwear"): 1.6}
DISCOUNT_CELLS: dict[tuple[str, str], float] = {("Outlet", "Outerwear"): 0.16}  # added to the channel's discount: sold below cost

# A product against its category: demand in each channel, and in 2025.
PRODUCT_LIKES: dict[tuple[str, str], float] = {
    ("Quilted Liner Jacket", "Mobile App"): 4.5,
    ("Quilted Liner Jacket", "Retail Stores"): 0.30,
    ("Merino Sweater, crew neck", "Retail Stores"): 2.6,
    ("Merino Sweater, crew neck", "Marketplace"): 0.35,
    ("Court Sneaker, leather", "Outlet"): 2.4,
    ("Court Sneaker, leather", "Mobile App"): 0.40,
    ("Straight Jean, mid rise", "Wholesale"): 2.8,
    ("Straight Jean, mid rise", "Online Store"): 0.55,
    ("Satin Slip Dress, bias cut", "Marketplace"): 3.0,
    ("Satin Slip Dress, bias cut", "Retail Stores"): 0.40,
}
PRODUCT_2025: dict[str, float] = {"Seamless Legging, high rise": 2.3, "Skinny Jean, stretch": 0.40}
PRODUCT_RETURNS: dict[str, float] = {"Satin Slip Dress, bias cut": 1.35}
# Days of stock against the pace of 2025; every other product has 45 to 110.
STOCK_DAYS: dict[str, int] = {"Seamless Legging, high rise": 9, "Skinny Jean, stretch": 420}

# How much a product of a season sells in each month.
SEASON_YEAR: dict[str, tuple[float, ...]] = {
    "Spring": (0.6, 1.2, 2.2, 2.4, 1.9, 0.9, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4),
    "Summer": (0.3, 0.4, 0.7, 1.3, 2.2, 2.7, 2.6, 1.7, 0.6, 0.3, 0.3, 0.3),
    "Autumn": (0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.6, 1.5, 2.4, 2.5, 1.8, 1.0),
    "Winter": (2.0, 1.5, 0.8, 0.4, 0.2, 0.2, 0.2, 0.4, 0.9, 1.7, 2.4, 2.6),
    "All year": (1.0,) * 12,
}

REGIONS: dict[str, float] = {"Northeast": 0.27, "West": 0.24, "South": 0.21, "Midwest": 0.17, "Canada": 0.11}
REASONS: tuple[str, ...] = ("Too small", "Too large", "Not as pictured", "Changed mind", "Damaged")
REASON_WEIGHTS = (0.30, 0.22, 0.16, 0.24, 0.08)
MARKETPLACE_REASON_WEIGHTS = (0.20, 0.15, 0.43, 0.16, 0.06)


@dataclass(frozen=True)
class Dirt:
    """Exact numbers of rows that are not clean."""

    orders_without_customer: int
    customers_entered_twice: int  # a second row with the name and e-mail of an earlier one
    customers_without_email: int
    lines_entered_twice: int  # a second row equal to an earlier one of the same order in all but its key


def dirt(orders: int) -> Dirt:
    """The dirt of a shop with so many orders; 600, 120, 90 and 40 rows at 50,000 orders."""
    return Dirt(orders * 12 // 1000, orders * 24 // 10_000, orders * 18 // 10_000, orders * 8 // 10_000)
