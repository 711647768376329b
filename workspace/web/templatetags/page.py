"""Tags and filters of the pages."""

from __future__ import annotations

import json
import re

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspace.web.stylesheet import stylesheet

register = template.Library()
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MODULES = ("composer", "upload", "chosen", "dropzone", "drafts", "live", "connection", "reconnect",
           "evidence", "copy", "panes", "elapsed", "copy_link",
           "chart_tip", "charts", "slides", "document", "viewer",
           "needed", "grid", "grid_bar", "grid_cells", "grid_lines", "grid_rows", "grid_select",
           "dialog", "palette", "shortcuts", "rows", "notices")
AGENTS = {
    "super_agent": gettext_lazy("Super agent"), "analyst": gettext_lazy("Analyst"), "charts": gettext_lazy("Charts"),
    "slides": gettext_lazy("Slides"), "sheets": gettext_lazy("Spreadsheets"), "docs": gettext_lazy("Documents"),
}  # fmt: skip
# 16 px, one stroke set: the inside of <svg viewBox="0 0 16 16">.
ICONS = {
    "done": '<path d="M3 8.5l3.2 3L13 4.5"/>',
    "working": '<circle cx="8" cy="8" r="5.5" stroke-dasharray="24 12"/>',
    "queued": '<circle cx="8" cy="8" r="5.5" stroke-dasharray="2 3"/>',
    "waiting": '<circle cx="8" cy="8" r="5.5"/>',
    "failed": '<path d="M4.5 4.5l7 7M11.5 4.5l-7 7"/>',
    "skipped": '<path d="M3.5 8h9"/>',
    "stopped": '<rect x="4.5" y="4.5" width="7" height="7" rx="1"/>',
    "plus": '<path d="M8 3.5v9M3.5 8h9"/>',
    "file": '<path d="M4 2.5h5l3 3v8H4z"/><path d="M9 2.5v3h3"/>',
    "down": '<path d="M8 3v7.5M4.8 7.6L8 10.8l3.2-3.2M3.5 13.2h9"/>',
    "close": '<path d="M4.5 4.5l7 7M11.5 4.5l-7 7"/>',
    "data": '<ellipse cx="8" cy="4.5" rx="4.5" ry="2"/>'
            '<path d="M3.5 4.5v7c0 1.1 2 2 4.5 2s4.5-.9 4.5-2v-7M3.5 8c0 1.1 2 2 4.5 2s4.5-.9 4.5-2"/>',
    "library": '<rect x="3" y="3" width="4" height="10" rx="1"/><rect x="9" y="3" width="4" height="10" rx="1"/>',
    "copy": '<rect x="5.5" y="5.5" width="7.5" height="7.5" rx="1.5"/>'
            '<path d="M10.5 3.5v-.3A1.2 1.2 0 0 0 9.3 2H4.2A2.2 2.2 0 0 0 2 4.2v5.1a1.2 1.2 0 0 0 1.2 1.2h.3"/>',
    "menu": '<path d="M3 5h10M3 8h10M3 11h10"/>',
    "previous": '<path d="M10 3.5L5.5 8l4.5 4.5"/>',
    "next": '<path d="M6 3.5L10.5 8 6 12.5"/>',
    "caret": '<path d="M4.5 6.5L8 10l3.5-3.5"/>',
    "expand": '<path d="M9.5 3H13v3.5M6.5 13H3V9.5M13 3L9 7M3 13l4-4"/>',
    "present": '<rect x="2.5" y="3" width="11" height="7.5" rx="1"/><path d="M8 10.5V13M5.5 13.5h5"/>',
    "notes": '<path d="M3 4h10M3 7.5h10M3 11h6"/>',
    "table": '<rect x="2.5" y="3" width="11" height="10" rx="1"/><path d="M2.5 6.5h11M7 6.5V13"/>',
    "thread": '<path d="M3 3.5h10v7H7l-3 2.5v-2.5H3z"/>',
    "search": '<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2L13.5 13.5"/>',
    "star": '<path d="M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5l3.8-.5z"/>',
    "starred": '<path d="M8 2.5l1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8L2.5 6.5l3.8-.5z"/>',
    "remove": '<path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5M6.8 7v3.5M9.2 7v3.5"/>',
    "share": '<path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2-2a2.6 2.6 0 0 0-3.7-3.7l-.6.6"/>'
             '<path d="M9.2 6.8a2.6 2.6 0 0 0-3.7 0l-2 2a2.6 2.6 0 0 0 3.7 3.7l.6-.6"/>',
    "bell": '<path d="M3.5 11.5h9L11.3 9.5V7a3.3 3.3 0 0 0-6.6 0v2.5zM6.8 13.5h2.4"/>',
    "forward": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "people": '<circle cx="6" cy="5.5" r="2.3"/>'
              '<path d="M2 13c0-2.2 1.8-3.7 4-3.7s4 1.5 4 3.7M10.3 3.4a2.3 2.3 0 0 1 0 4.2M12 9.8c1.2.6 2 1.7 2 3.2"/>',
    "person": '<circle cx="8" cy="5.3" r="2.5"/><path d="M3.3 13.3c0-2.5 2-4.2 4.7-4.2s4.7 1.7 4.7 4.2"/>',
    "theme": '<circle cx="8" cy="8" r="5.3"/><path d="M8 2.7v10.6M8 5h3.6M8 8h5M8 11h3.6"/>',
    "language": '<circle cx="8" cy="8" r="5.5"/>'
                '<path d="M2.5 8h11M8 2.5c2 1.7 2.6 3.5 2.6 5.5S10 11.8 8 13.5C6 11.8 5.4 10 5.4 8S6 4.2 8 2.5z"/>',
    "more": '<path d="M3.8 8h.01M8 8h.01M12.2 8h.01" stroke-width="2.4"/>',
}  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon; it always stands beside a word."""
    return mark_safe(
        f'<svg class="icon icon-{name}" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ICONS[name]}</svg>'
    )


@register.simple_tag
def stylesheets() -> SafeString:
    """All style sheets, as one."""
    return format_html('<link rel="stylesheet" href="{}">', reverse("styles", args=[stylesheet().digest]))


@register.simple_tag
def import_map(nonce: str) -> SafeString:
    """The map from module names to their addresses, which change with their content."""
    imports = {f"threeday/{name}": static(f"js/{name}.js") for name in MODULES}
    text = json.dumps({"imports": imports}).replace("<", "\\u003c")
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(text))


@register.filter
def agent(name: str) -> str:
    """A sub-agent's name for people."""
    return str(AGENTS.get(name, name))


@register.filter
def duration(seconds: float | None) -> str:
    """0.42 -> "0.4 s", 75 -> "1 min 15 s"; "" for none."""
    if seconds is None:
        return ""
    if seconds < 59.95:
        return _("%(seconds)s s") % {"seconds": f"{seconds:.1f}" if seconds < 9.95 else f"{seconds:.0f}"}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": int(seconds) // 60, "seconds": int(seconds) % 60}


@register.filter
def count(number: int | None) -> str:
    """1234 -> "1,234"."""
    return f"{number:,}" if number is not None else "–"


@register.filter
def file_size(size: int) -> str:
    """Bytes for people, in thousands."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB" if size < 1_000_000_000 else f"{size / 1_000_000_000:.1f} GB"


@register.filter
def cell(value: object) -> str:
    """A value of the first rows of a query: long fractions cut, missing as a dash."""
    if value is None:
        return "–"
    number = _fraction(value)
    return f"{number:,.2f}" if number is not None else str(value)


@register.filter
def is_number(value: object) -> bool:
    """Whether a value stands to the right, as numbers do."""
    return bool(NUMBER.fullmatch(str(value)))


def _fraction(value: object) -> float | None:
    return float(str(value)) if NUMBER.fullmatch(str(value)) and "." in str(value) else None


@register.filter
def heading(column: object) -> str:
    """A column's heading: its label, its name, or itself where it is a plain name."""
    return str(column.get("label") or column.get("name")) if isinstance(column, dict) else str(column)
