"""Filters of the thread's page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from workspace.web.templatetags.page import heading, is_number

register = template.Library()


@register.filter
def money(amount: Decimal) -> str:
    """US dollars with the places that say something: 1.204 -> "1.20", 0.00214 -> "0.0021"."""
    return f"{amount:.2f}" if amount >= 1 else f"{amount:.4f}".rstrip("0").ljust(4, "0")


@register.filter
def headings(query: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of a query's first rows: their label, and whether they hold numbers, which stand to the right."""
    first = (query.get("rows") or [[]])[0]
    numbers = [is_number(value) for value in first] + [False] * len(query["columns"])
    return [{"label": heading(column), "number": number} for column, number in zip(query["columns"], numbers, strict=False)]
