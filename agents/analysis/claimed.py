"""Claims that analyses make again and again: direction, largest, how many grew."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis.compare import Line
from agents.analysis.workbench import Workbench

TOLERANCE = 1e-9  # relative: sums of the same lines in another order differ by less


def same(a: float, b: float) -> bool:
    """Whether two values differ by no more than the order of adding up."""
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b))


def direction(desk: Workbench, now: str, before: str) -> str:
    """The claim that fits a pair: increase, decrease or unchanged. "" where one of them is missing."""
    if not desk.exists(now) or not desk.exists(before):
        return ""
    key = ("direction", now, before)
    if key not in desk.memo:
        a, b = desk.number(now), desk.number(before)
        inputs = {"a": now, "b": before}
        if same(a, b):
            desk.memo[key] = desk.ledger.claim("unchanged", inputs, f"abs(a - b) <= {TOLERANCE} * max(abs(a), abs(b))").id
        else:
            desk.memo[key] = desk.ledger.claim("increase" if a > b else "decrease", inputs).id
    kept: str = desk.memo[key]
    return kept


def against(desk: Workbench, ref: str, other: str) -> str:
    """The claim that a fact is above or below another; "" where they are equal or one is missing."""
    if not ref or not other or not desk.exists(ref) or not desk.exists(other) or same(desk.number(ref), desk.number(other)):
        return ""
    key = ("against", ref, other)
    if key not in desk.memo:
        kind = "above" if desk.number(ref) > desk.number(other) else "below"
        desk.memo[key] = desk.ledger.claim(kind, {"a": ref, "b": other}).id  # type: ignore[arg-type]
    kept: str = desk.memo[key]
    return kept


def largest(desk: Workbench, ref: str, refs: Sequence[str], *, lowest: bool = False) -> str:
    """The claim that a fact is the largest (smallest) of a group; "" for a group of one."""
    others = [r for r in dict.fromkeys(refs) if r and r != ref and desk.exists(r)]
    if not others or not desk.exists(ref):
        return ""
    return desk.ledger.largest(ref, others, "smallest" if lowest else "largest").id


def counted(desk: Workbench, lines: Sequence[Line]) -> tuple[dict[str, str], dict[str, str]]:
    """Facts `segments`, `grew`, `declined` and the claims `grew`, `declined` (kind count), `all_grew`, `most_grew` where they hold."""
    changes = {f"x{i}": line.change for i, line in enumerate(lines)}
    if len(changes) < 2:
        return {}, {}
    prefix, names = lines[0].id.rsplit(".", 1)[0], ", ".join(changes)
    minus = ", ".join(f"-{name}" for name in changes)
    count = desk.derive(f"{prefix}.count", f"count({names})", changes, name="segments", unit="count")
    grew = desk.derive(f"{prefix}.grew", f"positives({names})", changes, name="segments that grew", unit="count")
    fell = desk.derive(f"{prefix}.declined", f"positives({minus})", changes, name="segments that declined", unit="count")
    claims = {
        "grew": desk.ledger.claim("count", {"a": grew} | changes, f"a == positives({names})").id,
        "declined": desk.ledger.claim("count", {"a": fell} | changes, f"a == positives({minus})").id,
    }
    if desk.number(grew) == len(changes):
        claims["all_grew"] = desk.ledger.claim("all", {"a": grew, "b": count}, "a == b").id
    elif desk.number(grew) > len(changes) / 2:
        claims["most_grew"] = desk.ledger.claim("most", {"a": grew, "b": count}, "a / b > 0.5").id
    return {"segments": count, "grew": grew, "declined": fell}, claims
