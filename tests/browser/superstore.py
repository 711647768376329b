"""A shop's orders as a newcomer has them in a file: the columns of the Superstore set, four years, made by rule."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = ("Row ID", "Order ID", "Order Date", "Ship Mode", "Customer ID", "Segment", "State", "Region", "Product ID", "Category",
          "Sub-Category", "Product Name", "Sales", "Quantity", "Discount", "Profit")  # fmt: skip
REGIONS = {"West": ("California", 1.3), "East": ("New York", 1.1), "Central": ("Texas", 0.9), "South": ("Florida", 0.6)}
CATEGORIES = {"Furniture": ("Chairs", 220.0), "Technology": ("Phones", 310.0), "Office Supplies": ("Paper", 35.0)}
GROWTH = {"West": 1.18, "East": 1.09, "Central": 0.97, "South": 1.04}  # a year
YEARS = (2022, 2023, 2024, 2025)


def make(path: Path, orders_a_year: int = 500) -> Path:
    """Write the file; the same every time."""
    dice = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER)
        number = 0
        for place, year in enumerate(YEARS):
            for order in range(orders_a_year):
                number += 1
                rows.writerow(_line(dice, number, year, place, order, orders_a_year))
    return path


def _line(dice: random.Random, number: int, year: int, place: int, order: int, orders: int) -> list[object]:
    region = dice.choices(list(REGIONS), [share for _, share in REGIONS.values()])[0]
    category = dice.choice(list(CATEGORIES))
    part, price = CATEGORIES[category]
    day = date(year, 1, 1) + timedelta(days=365 * order // orders)
    quantity = dice.randint(1, 9)
    sales = round(price * quantity * dice.uniform(0.7, 1.4) * GROWTH[region] ** place, 2)
    product = dice.randint(1, 12)
    return [
        number, f"US-{year}-{number:06d}", day.isoformat(), dice.choice(("First Class", "Standard Class")), f"C-{dice.randint(1, 200):04d}",
        dice.choice(("Consumer", "Corporate")), REGIONS[region][0], region, f"{category[:3].upper()}-{product:03d}", category, part,
        f"{part} model {chr(64 + product)}", sales, quantity, dice.choice((0.0, 0.1, 0.2)), round(sales * dice.uniform(-0.05, 0.35), 2),
    ]  # fmt: skip
