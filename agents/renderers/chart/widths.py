"""Text widths from the Helvetica metrics inside matplotlib (equal to Arial but for rare signs).

No font is loaded and no plotting code runs.
"""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from agents.core.errors import Fault

METRICS = {False: "phvr8a.afm", True: "phvb8a.afm"}
OTHER = 0.556  # signs the metrics do not hold: as wide as a figure
BY_NAME = {
    "−": "minus",
    "–": "endash",
    "—": "emdash",
    "·": "periodcentered",
    "…": "ellipsis",
    "€": "Euro",
    "£": "sterling",
    "×": "multiply",
}
WIDE = 0x2E80  # Chinese characters and full-width signs begin here and are one em wide


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line of text, in the unit of `size`."""
    widths = _widths(bold)
    return size * sum(1.0 if ord(letter) >= WIDE else widths.get(letter, OTHER) for letter in text)


@lru_cache
def _widths(bold: bool) -> dict[str, float]:
    found = importlib.util.find_spec("matplotlib")
    if found is None or found.origin is None:
        raise Fault("matplotlib is not installed, whose font metrics measure text; install requirements.txt.")
    lines = (Path(found.origin).parent / "mpl-data" / "fonts" / "afm" / METRICS[bold]).read_text(encoding="latin-1").splitlines()
    parts = [line.split(";") for line in lines if line.startswith("C ")]
    by_name = {part[2].split()[1]: float(part[1].split()[1]) / 1000 for part in parts}
    by_code = {chr(int(part[0].split()[1])): float(part[1].split()[1]) / 1000 for part in parts if int(part[0].split()[1]) >= 0}
    return by_code | {sign: by_name[name] for sign, name in BY_NAME.items() if name in by_name}
