"""Tags and filters of the pages."""

from __future__ import annotations

import json
import re

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspace.runs.models import Run
from workspace.runs.previews import preview

register = template.Library()
NUMBER = re.compile(r"-?\d+(\.\d+)?")
MODULES = ("composer", "live", "panes", "elapsed")
STYLES = (
    "layers", "reset", "tokens", "base", "layout", "components/button", "components/rail", "components/composer", "components/brief",
    "components/trace", "components/answer", "components/files", "components/evidence", "components/form", "components/table",
    "components/notice", "preview", "pages/home", "pages/entrance", "pages/lists", "utilities",
)  # fmt: skip
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
    "menu": '<path d="M3 5h10M3 8h10M3 11h10"/>',
}  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon; it always stands beside a word."""
    return mark_safe(
        f'<svg class="icon icon-{name}" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.75" '
        f'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{ICONS[name]}</svg>'
    )


@register.simple_tag(name="preview")
def preview_tag(run: Run, kind: str) -> SafeString:
    """A deliverable as HTML, "" where there is nothing to draw."""
    return mark_safe(preview(run, kind))


@register.simple_tag
def stylesheets() -> SafeString:
    """All style sheets, the one with the order of the layers first."""
    return mark_safe("".join(f'<link rel="stylesheet" href="{static(f"css/{name}.css")}">' for name in STYLES))


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
