"""Filters of the pages about usage."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()
USES = {
    "plan": gettext_lazy("Plan"), "query": gettext_lazy("Question to query"), "rank": gettext_lazy("Rank what was found"),
    "slides": gettext_lazy("Slides"), "document": gettext_lazy("Document"), "sheets": gettext_lazy("Spreadsheet"),
    "charts": gettext_lazy("Charts"), "answer": gettext_lazy("Sum up"), "summarise": gettext_lazy("Summarise earlier turns"),
    "test": gettext_lazy("Test of a model"),
}  # fmt: skip


@register.filter
def use_name(use: str) -> str:
    """A use of a model for people."""
    return str(USES.get(use, use))


@register.filter
def tool_name(tool: str) -> str:
    """A tool as it is called; the typed answer of a use is not one that anybody named."""
    return _("the answer itself") if tool == "answer" else tool
