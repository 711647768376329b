"""Does an answer agree with the rows that are known to be right?

Each gold row is covered by a row of its own that holds every gold cell, columns in any order and surplus columns allowed; there are as
many rows as the gold answer has, in its order where the question asks for one (rows that share a value may swap). Numbers agree within
0.05 % or half a hundredth; where the answer is a share or a growth, 0.23 also stands for 23. Text agrees whatever its case; 2024-05
stands for its first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

NEAR, LEAST = 5e-4, 0.0051
NEAR_PERCENT, LEAST_PERCENT = 5e-3, 0.051  # a fraction was rounded before it became a percentage
FIRST_DAY = re.compile(r"((-01)?([t ]00:00(:00)?(\.0+)?)?)")
MONTH = re.compile(r"\d{4}-\d\d(-\d\d)?")
NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")


def agrees(gold: Sequence[Sequence[Any]], rows: Sequence[Sequence[Any]], *, ordered: bool = False, percent: bool = False) -> bool:
    """Whether the rows of an answer are the gold rows."""

    def covers(wanted: Sequence[Any], row: Sequence[Any]) -> bool:
        return _places(wanted, row, lambda one, other: same(one, other, percent)) is not None

    found = _places(gold, rows, covers) if len(gold) == len(rows) else None
    if found is None:
        return False
    tied = any(one == other for row, after in pairwise(gold) for one, other in zip(row, after, strict=False))
    return not ordered or tied or found == sorted(found)


def same(gold: Any, cell: Any, percent: bool = False) -> bool:
    """Whether a cell agrees with a gold cell."""
    wanted, given = number(gold), number(cell)
    if wanted is not None and given is not None:
        near = abs(wanted - given) <= max(LEAST, abs(wanted) * NEAR)
        return near or (percent and abs(wanted - 100 * given) <= max(LEAST_PERCENT, abs(wanted) * NEAR_PERCENT))
    if gold is None:
        return cell in (None, "", "null", "None")
    said, told = str(gold).strip().lower(), str(cell).strip().lower()
    if MONTH.fullmatch(said) and told.startswith(said):
        return FIRST_DAY.fullmatch(told[len(said) :]) is not None
    return said == told


def number(value: Any) -> float | None:
    """A value as a number, as "1,234.50", "$12" and "12 %" are; None where it is none."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        bare = re.sub(r"[,$€£¥%\s]", "", value)
        return float(bare) if NUMBER.fullmatch(bare) else None
    return None


def _places(wanted: Sequence[Any], offered: Sequence[Any], fits: Callable[[Any, Any], bool]) -> list[int] | None:
    """Where each wanted item finds an item of its own; None where one finds none."""
    found: list[int] = []
    for item in wanted:
        place = next((at for at, other in enumerate(offered) if at not in found and fits(item, other)), None)
        if place is None:
            return None
        found.append(place)
    return found
