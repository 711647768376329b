"""Filters of the pages about sources."""

from __future__ import annotations

from datetime import date

from django import template
from django.conf import settings
from django.utils.formats import date_format

register = template.Library()


@register.filter
def day(text: str | None) -> str:
    """A day as the page's language writes it: "2017-12-30" -> "Dec. 30, 2017"; "" where there is none (JSON's null comes as a word)."""
    return date_format(date.fromisoformat(text[:10]), "DATE_FORMAT") if text and text != "null" else ""


@register.filter
def percent(share: float) -> str:
    """A share for people, never rounded up to the whole: 0.985 -> "98%"."""
    return f"{int(share * 100)}%"


@register.simple_tag
def upload_limit() -> int:
    """The biggest upload, in bytes."""
    limit: int = settings.UPLOAD_LIMIT
    return limit
