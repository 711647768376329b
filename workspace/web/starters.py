"""Requests to begin with; each works with the built-in model over the demo shop."""

from __future__ import annotations

from django.utils.translation import gettext as _


def starters() -> list[str]:
    """Three requests, in the language of the page."""
    return [
        _("Analyse sales growth by channel from 2024 to 2025 and give each channel a product selection plan. "
          "I need slides, a spreadsheet and an action plan."),
        _("What are the ten best products by revenue in 2025?"),
        _("Show revenue by month in 2025 and compare it with 2024. I need a spreadsheet."),
    ]
