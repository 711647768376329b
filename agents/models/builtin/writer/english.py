"""English sentences for each kind of finding. Each maker leaves out what the finding cannot say."""

from __future__ import annotations

from collections.abc import Callable

from agents.evidence.text import Text
from agents.models.builtin.writer.teller import Teller, Told

MOVED = {"increase": "grew", "decrease": "fell", "unchanged": "stayed level"}
GAINED = {"increase": "gained", "decrease": "lost"}
SIDE = {"above": "above", "below": "below"}


def growth(t: Teller) -> Told:
    measure = capital(t.word("measure"))
    moved = t.claim("total", MOVED)
    title = f"{measure} {moved} {t.fact('total_growth', 'percent_size')}" if moved and t.has("total_growth") else f"{measure} by {t.word('dimension')}"
    adds = t.claim("adds_most", "added the most") if t.kind("adds_most_direction") == "increase" else ""
    falls = t.claim("takes_most_direction", {"decrease": "fell"})
    tail = [f"{t.name('adds_most')} {adds}" if adds else "", f"{t.name('takes_most')} {falls}" if falls else ""]
    if any(tail):
        title += ": " + " while ".join(part for part in tail if part)
    summary = f"{measure} {moved} {t.fact('total_growth', 'percent_size')} to {t.fact('total_now', 'amount')} in {t.word('now')}" if moved and t.has(
        "total_growth") else f"{measure} was {t.fact('total_now', 'amount')} in {t.word('now')}"
    points = [
        (f"{t.name('adds_most')}:", f"{t.fact('adds_most_change', 'signed_amount')}, {t.fact('adds_most_contribution', 'points')} of the total growth rate"
         if adds and t.has("adds_most_contribution") else ""),
        (f"{t.name('takes_most')}:", f"{t.fact('takes_most_change', 'signed_amount')} ({t.fact('takes_most_growth', 'signed_percent')})"
         if falls and t.has("takes_most_growth") else ""),
        (f"{t.name('fastest')}:", f"{t.claim('fastest', 'the fastest rate')}, {t.fact('fastest_growth', 'signed_percent')}"
         if t.has("fastest", "fastest_growth") and t.number("fastest_growth") > 0 else ""),
        (f"{t.fact('grew', 'integer')} of {t.fact('segments', 'integer')} {plural(t.word('dimension'))}",
         "show growth" if t.has("grew", "segments") else ""),
    ]
    return Told(title, f"{summary}{'; ' + tail[0] if tail[0] else ''}{'; ' + tail[1] if tail[1] else ''}.", points)


def segment(t: Teller) -> Told:
    measure, name = t.word("measure"), t.name("segment")
    moved = t.claim("direction", MOVED)
    title = f"{name}: {measure} {moved} {t.fact('growth', 'percent_size')} to {t.fact('now', 'amount')}" if moved and t.has("growth") else (
        f"{name}: {measure} {t.fact('now', 'amount')}")
    side = t.claim("margin_against_total", SIDE)
    if side:
        title += f", margin {side} the overall rate"
    points = [
        ("Place:", _parts([f"{t.fact('share_now', 'percent')} of {measure}" if t.has("share_now") else "",
                           f"growth {t.fact('growth', 'signed_percent')} against {t.fact('total_growth', 'signed_percent')} overall"
                           if t.has("growth", "total_growth") else ""])),
        ("Adds:", _moves(t, "growing")),
        ("Takes away:", _moves(t, "falling")),
        ("Fits well:", _fits(t, "strong")),
        ("Fits poorly:", _fits(t, "weak")),
        ("Rates:", _parts([
            f"margin {t.fact('margin_now', 'percent')} (all {t.fact('margin_total', 'percent')})" if t.has("margin_now", "margin_total") else "",
            f"discount {t.fact('discount_now', 'percent')} (all {t.fact('discount_total', 'percent')})" if t.has("discount_now", "discount_total") else "",
            f"returns {t.fact('returns_now', 'percent')} (all {t.fact('returns_total', 'percent')})" if t.has("returns_now", "returns_total") else "",
        ])),
    ]
    return Told(title, f"{title}.", points)


def plan(t: Teller) -> Told:
    counts = [f"{t.fact(verb, 'integer')} to {verb}" for verb in ("grow", "fix", "keep", "drop") if t.has(verb)]
    worth = [f"{t.fact(f'effect_{key}', 'signed_amount')} of {key}" for key in ("revenue", "profit") if t.has(f"effect_{key}")]
    due = f" by {t.fact('due', 'date')}" if t.has("due") else ""
    title = f"What to do{due}: {', '.join(counts)}" if counts else "What to do"
    points = [("Worth:", f"{' and '.join(worth)}, if the targets are reached" if worth else ""),
              ("Due:", t.fact("due", "date") if t.has("due") else "")]
    return Told(title, f"{title}{'; the targets are worth ' + ' and '.join(worth) if worth else ''}.", points)


def _moves(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_change", "signed_amount"), strict=False)
    return ", ".join(f"{name} ({change})" for name, change in rows if name and change)


def _fits(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=False)
    return ", ".join(f"{name} (index {index})" for name, index in rows if name and index)


def _parts(parts: list[Text]) -> Text:
    return "; ".join(part for part in parts if part)


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def plural(word: str) -> str:
    """The plural of an English noun, by the regular rules."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


MAKERS: dict[str, Callable[[Teller], Told]] = {"growth": growth, "segment": segment, "plan": plan}
