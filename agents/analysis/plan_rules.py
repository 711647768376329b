"""The rules of the plan: what to keep, grow, fix or drop. Plain numbers in, a verdict out; the first rule that fits decides.

A group is judged inside its segment. `index` is its share in the segment over its share in the whole. Rules, in order: loss
(margin under zero: mended where it is discounted or carries much, dropped where it is light), returns out of line, misfit and
shrinking, fits and rises, rises, under-represented here while it grows elsewhere, margin out of line, a core group that slides, a
core group. A growth rate or an index counts only where it is more than chance for so few rows (`sure_growth`, `sure_index`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Verb = Literal["keep", "grow", "fix", "drop"]

FEWEST_ROWS = 20  # rows now, under which no verdict is given
NOISE = 2.5  # standard errors that a rate must stand away from its reference
FIT, MISFIT, GAP = 1.15, 0.75, 0.85  # indices
RETURNS_AGAINST_SEGMENT, RETURNS_AGAINST_SELF = 1.35, 1.15  # times the segment's rate, times its own rate elsewhere
RETURNS_FLOOR = 0.05  # a return rate under this is never a matter
DISCOUNT_AHEAD = 0.05  # points over the segment's discount
DISCOUNT_RISE = 0.03  # points within a segment from one period to the next
MARGIN_BEHIND, MARGIN_SOUND = 0.08, 0.05  # points under the segment's margin: out of line; still sound
FASTER = 0.05  # points of growth over the segment's
MARGIN_UNLIKE = 0.03  # points under the group's own margin in all segments: low here, not low by nature
SLIDE = -0.05
LIGHT = 0.6  # of the fair share: only what carries less than that can be dropped
GROWTH_CAP = 0.25  # no growth target above this
FEWEST_SHARE = 0.03  # share of a segment that makes a low margin worth mending


@dataclass(frozen=True)
class Reading:
    """What is known about one group in one segment. None where the data cannot say it."""

    rows_before: float
    rows_now: float
    now: float
    share: float
    fair: float  # the share it had if all groups were equal
    growth: float | None
    segment_growth: float
    index: float | None = None
    growth_elsewhere: float | None = None
    total_growth: float = 0.0
    margin: float | None = None
    segment_margin: float | None = None
    own_margin: float | None = None  # the same group in all segments together
    returns: float | None = None
    segment_returns: float | None = None
    own_returns: float | None = None
    discount: float | None = None
    segment_discount: float | None = None


def judge(r: Reading) -> tuple[Verb, str] | None:
    """(verb, reason key), or None where there is nothing to say."""
    if r.rows_now < FEWEST_ROWS or r.now <= 0:
        return None
    for rule in (_loss, _returns, _misfit, _rising, _gap, _margin, _core):
        verdict = rule(r)
        if verdict is not None:
            return verdict
    return None


def sure_growth(r: Reading, reference: float) -> bool:
    """Whether growth stands away from a reference by more than chance: the standard error of a ratio of two counts."""
    if r.growth is None or r.rows_before <= 0:
        return False
    error = (1 + r.growth) * math.sqrt(1 / r.rows_now + 1 / r.rows_before)
    return abs(r.growth - reference) > NOISE * error


def sure_index(r: Reading) -> bool:
    """Whether the index stands away from one by more than chance: the standard error of the logarithm of a count."""
    return r.index is not None and r.index > 0 and abs(math.log(r.index)) > NOISE / math.sqrt(r.rows_now)


def _loss(r: Reading) -> tuple[Verb, str] | None:
    if r.margin is None or r.margin >= 0:
        return None
    deep = r.discount is not None and r.segment_discount is not None and r.discount >= r.segment_discount + DISCOUNT_AHEAD
    if deep:
        return "fix", "loss_discounted"
    return ("drop", "loss") if r.share <= LIGHT * r.fair else ("fix", "margin_low")


def _returns(r: Reading) -> tuple[Verb, str] | None:
    if r.returns is None or r.segment_returns is None or r.returns < RETURNS_FLOOR:
        return None
    error = math.sqrt(r.returns * (1 - min(r.returns, 1)) / r.rows_now)
    high = r.returns > r.segment_returns * RETURNS_AGAINST_SEGMENT and r.returns - r.segment_returns > NOISE * error
    return ("fix", "returns_high") if high and (r.own_returns is None or r.returns > r.own_returns * RETURNS_AGAINST_SELF) else None


def _sound(r: Reading) -> bool:
    return r.margin is None or r.segment_margin is None or r.margin >= r.segment_margin - MARGIN_SOUND


def _misfit(r: Reading) -> tuple[Verb, str] | None:
    if r.growth is None or r.index is None or r.index > MISFIT or not sure_index(r):
        return None
    if r.share > LIGHT * r.fair:
        return None
    behind = r.growth < min(0.0, r.segment_growth)
    better = r.margin is not None and r.segment_margin is not None and r.margin > r.segment_margin + MARGIN_SOUND
    return ("drop", "misfit") if behind and not better else None


def _rising(r: Reading) -> tuple[Verb, str] | None:
    if r.growth is None or r.growth <= max(0.0, r.segment_growth) or not _sound(r):
        return None
    if r.index is not None and r.index >= FIT and sure_index(r):
        return "grow", "fits_and_rises"
    faster = r.growth > max(0.0, r.segment_growth) + FASTER
    return ("grow", "rises") if faster and sure_growth(r, max(0.0, r.segment_growth)) else None


def _gap(r: Reading) -> tuple[Verb, str] | None:
    if r.index is None or r.growth_elsewhere is None or not 0 < r.index <= GAP or not sure_index(r) or not _sound(r):
        return None
    return ("grow", "gap") if r.growth_elsewhere > max(0.0, r.total_growth) + FASTER and (r.growth or 0) > 0 else None


def _margin(r: Reading) -> tuple[Verb, str] | None:
    if r.margin is None or r.segment_margin is None or r.share < FEWEST_SHARE:
        return None
    unlike_itself = r.own_margin is None or r.margin < r.own_margin - MARGIN_UNLIKE
    return ("fix", "margin_low") if r.margin < r.segment_margin - MARGIN_BEHIND and unlike_itself else None


def _core(r: Reading) -> tuple[Verb, str] | None:
    if r.share < r.fair:
        return None
    if r.growth is not None and r.growth < min(SLIDE, r.segment_growth + SLIDE):
        # What falls is not told to stay as it is; it is mended where the fall, or the distance to its segment, is more than chance.
        sure = sure_growth(r, min(0.0, r.segment_growth)) or sure_growth(r, r.segment_growth)
        return ("fix", "sliding") if sure else None
    return "keep", "core"
