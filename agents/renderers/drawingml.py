"""Colours and language tags of DrawingML, for decks and for charts in documents. Colours go by job and are written as theme slots only:
a change of the theme restyles every slide, chart and table.

Twelve slots do not hold the theme's fifteen colours: three are derived from a slot by luminance, as "lighter" and "darker" in Office are.
"""

from __future__ import annotations

import colorsys
from functools import lru_cache

from agents.core.brief import Language
from agents.specs.theme import Theme

SLOTS = {
    "ink": "tx1",
    "paper": "bg1",
    "deep": "tx2",
    "panel": "bg2",
    "accent": "accent1",
    "alert": "accent2",
    "context": "accent3",
    "good": "accent4",
    "bad": "accent5",
    "amber": "accent6",
    "blue": "hlink",
    "violet": "folHlink",
}
TAGS: dict[Language, str] = {"en": 'lang="en-US" altLang="zh-CN"', "zh": 'lang="zh-CN" altLang="en-US"'}
SERIES = ("accent", "alert", "blue", "amber", "violet", "muted")


def theme_slots(theme: Theme) -> dict[str, str]:
    """RRGGBB of each of the twelve slots of the theme part."""
    return {
        **chart_slots(theme),
        "dk1": theme.ink,
        "lt1": theme.paper,
        "dk2": theme.deep,
        "lt2": theme.panel,
        "accent1": theme.accent,
        "accent2": theme.alert,
        "accent3": theme.context,
        "accent4": theme.good,
        "accent5": theme.bad,
        "accent6": theme.amber,
    }


def chart_slots(theme: Theme) -> dict[str, str]:
    """The slots that lend themselves to series of charts, for documents have no others left."""
    return {"hlink": theme.series[2], "folHlink": theme.series[4]}


@lru_cache
def colour(job: str) -> str:
    """The `a:schemeClr` element of a job. Raises KeyError for a job that nobody defined."""
    slot, changes = DERIVED[job] if job in DERIVED else (SLOTS[job], ())
    if not changes:
        return f'<a:schemeClr val="{slot}"/>'
    inside = "".join(f'<a:{name} val="{value}"/>' for name, value in changes)
    return f'<a:schemeClr val="{slot}">{inside}</a:schemeClr>'


# muted text is the quiet grey darkened, the previous period the quiet grey lightened, a rule the panel darkened.
DERIVED: dict[str, tuple[str, tuple[tuple[str, int], ...]]] = {
    "muted": ("accent3", (("lumMod", 57_000),)),
    "previous": ("accent3", (("lumMod", 50_000), ("lumOff", 50_000))),
    "line": ("bg2", (("lumMod", 90_000),)),
    "tint": ("accent1", (("alpha", 15_000),)),
}


def fill(job: str) -> str:
    """A solid fill; "" is no fill."""
    return f"<a:solidFill>{colour(job)}</a:solidFill>" if job else "<a:noFill/>"


def stroke(job: str, width: float = 0.75, *, dash: str = "") -> str:
    """A line of a width in points; job "" is no line."""
    if not job:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(width * 12700)}" cap="rnd">{fill(job)}{dashed}<a:round/></a:ln>'


def changed(rgb: str, changes: dict[str, int]) -> str:
    """RRGGBB after luminance changes (ECMA-376 20.1.2.3: HSL luminance times lumMod plus lumOff)."""
    red, green, blue = (int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = min(1.0, light * changes.get("lumMod", 100_000) / 100_000 + changes.get("lumOff", 0) / 100_000)
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))
