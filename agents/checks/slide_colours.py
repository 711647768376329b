"""Colours of a finished deck, resolved through its theme, and their contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from typing import Any

from lxml import etree

from agents.renderers.drawingml import changed

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LARGE, LARGE_BOLD = 18.0, 14.0  # points from which 3 : 1 is enough


class Palette:
    """The theme of a deck: what its slots look like."""

    def __init__(self, master: Any) -> None:
        relation = next(r for r in master.part.rels.values() if r.reltype.endswith("/theme"))
        scheme = etree.fromstring(relation.target_part.blob).find(f".//{A}clrScheme")
        self.slots = {etree.QName(holder).localname: holder[0].get("lastClr") or holder[0].get("val") for holder in scheme}
        self.names = dict(master._element.find(f"{P}clrMap").attrib)

    def rgb(self, holder: Any) -> str | None:
        """RRGGBB of the colour inside a fill, None where it holds none."""
        if holder is None or not len(holder):
            return None
        colour = holder[0]
        if etree.QName(colour).localname == "srgbClr":
            return str(colour.get("val"))
        slot = self.names.get(colour.get("val"), colour.get("val"))
        base = self.slots.get(slot)
        return None if base is None else changed(base, {etree.QName(c).localname: int(c.get("val")) for c in colour})


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def enough(ratio: float, size: float, bold: bool) -> bool:
    return ratio >= (3.0 if size >= LARGE or bold and size >= LARGE_BOLD else 4.5) - 0.005


def _luminance(rgb: str) -> float:
    parts = [int(rgb[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
