"""The workbook's part of the viewer."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from workspace.runs.models import Run
from workspace.runs.sheet_rows import BadQuestion
from workspace.runs.sheets import NoSheet, SheetShown, book_of, open_sheet

register = template.Library()


@register.simple_tag(takes_context=True)
def opened_sheet(context: dict[str, Any], run: Run) -> SheetShown | None:
    """The sheet that the page's address names; the first to show where it names none that there is; None without a workbook."""
    book = book_of(run)
    if book is None:
        return None
    request = context.get("request")
    try:
        return open_sheet(book, request.GET if request else {})
    except (BadQuestion, NoSheet):
        return open_sheet(book, {})


@register.filter
def table_html(shown: SheetShown) -> SafeString:
    """A sheet's table. The renderers escape what comes from data."""
    return mark_safe(shown.html)
