"""One theme for web, slides, sheets and documents: colours by job, one font pair, sizes in points.

Text pairs reach WCAG 4.5 : 1 (checked by tests/specs/test_theme.py).
"""

from __future__ import annotations

from agents.core.base import Value


class Theme(Value):
    """Colours as RRGGBB."""

    ink: str = "12303C"  # titles and text
    muted: str = "55656D"  # secondary text
    paper: str = "FFFFFF"
    panel: str = "F2F5F6"
    line: str = "D5DEE2"
    accent: str = "0D5C66"  # the one emphasis
    alert: str = "B5481A"  # what needs attention
    context: str = "9AABB4"  # quiet bars
    context_light: str = "C9D4D9"  # previous period
    good: str = "1E7A46"
    bad: str = "B3261E"
    amber: str = "8A5A00"
    deep: str = "0B2730"  # dark background of the title slide
    series: tuple[str, ...] = ("0D5C66", "B5481A", "5B7C99", "8A5A00", "7A4E8A", "55656D")
    latin: str = "Arial"
    east_asian: str = "Microsoft YaHei"
    title_size: float = 24
    title_floor: float = 20
    body_size: float = 14
    body_floor: float = 12
    table_size: float = 11
    table_floor: float = 10
    source_size: float = 10


THEME = Theme()
