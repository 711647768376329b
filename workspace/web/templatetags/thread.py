"""Filters of the thread's page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import gettext_lazy

from workspace.web.templatetags.page import heading, is_number

register = template.Library()
TIERS = {"default": gettext_lazy("standard"), "flex": gettext_lazy("flex"), "priority": gettext_lazy("priority"),
         "reserved": gettext_lazy("reserved")}  # fmt: skip


@register.filter
def money(amount: Decimal) -> str:
    """US dollars with the places that say something: 1.204 -> "1.20", 0.00214 -> "0.0021"."""
    if amount >= 1:
        return f"{amount:,.2f}"
    return f"{amount:.{4 if abs(amount) >= Decimal('0.0001') else 8}f}".rstrip("0").ljust(4, "0")


@register.filter
def dollars(amount: str | float | None) -> str:
    """An amount as a brief keeps it, "" for none and for nought."""
    found = Decimal(str(amount or 0))
    return money(found) if found else ""


@register.filter
def tier(name: str) -> str:
    """The name of a tier for people."""
    return str(TIERS.get(name, name))


@register.filter
def headings(query: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns of a query's first rows: their label, and whether they hold numbers, which stand to the right."""
    first = (query.get("rows") or [[]])[0]
    numbers = [is_number(value) for value in first] + [False] * len(query["columns"])
    return [{"label": heading(column), "number": number} for column, number in zip(query["columns"], numbers, strict=False)]
