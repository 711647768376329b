"""English sentences for each kind of finding. Each maker leaves out what the finding cannot say."""

from __future__ import annotations

from collections.abc import Callable

from agents.evidence.text import Text
from agents.models.builtin.writer.teller import Teller, Told

MOVED = {"increase": "grew", "decrease": "fell", "unchanged": "stayed level"}
GAINED = {"increase": "gained", "decrease": "lost"}
SIDE = {"above": "above", "below": "below"}
PLANNED = {"grow": "expand", "fix": "fix", "keep": "keep", "drop": "drop"}


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
    named = [f"{t.name('adds_most')} {adds}{_aside(t.fact('adds_most_change', 'signed_amount'))}" if adds else "",
             f"{t.name('takes_most')} {falls}{_aside(t.fact('takes_most_change', 'signed_amount'))}" if falls else ""]
    who = "; ".join(part for part in named if part)
    return Told(title, f"{summary}{'; ' + who if who else ''}.", points, aside=f"{who}." if who else "")


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
    counts = [f"{t.fact(verb, 'integer')} to {word}" for verb, word in PLANNED.items() if t.has(verb)]
    worth = [f"{t.fact(f'effect_{key}', 'signed_amount')} of {key}" for key in ("revenue", "profit") if t.has(f"effect_{key}")]
    due = f" by {t.fact('due', 'date')}" if t.has("due") else ""
    if not counts:
        return Told("No action is proposed", "No action is proposed: no part of the data has enough rows to be judged by.")
    title = f"What to do{due}: {', '.join(counts)}"
    points = [("Worth:", f"{' and '.join(worth)}, if the targets are reached" if worth else ""),
              ("Due:", t.fact("due", "date") if t.has("due") else "")]
    return Told(title, f"{title}{'; reaching the targets is worth ' + ' and '.join(worth) if worth else ''}.", points)


def total(t: Teller) -> Told:
    measure, moved = capital(t.word("measure")), t.claim("direction", MOVED)
    title = f"{measure} {moved} {t.fact('growth', 'percent_size')} to {t.fact('now', 'amount')}" if moved and t.has("growth") else (
        f"{measure} in {t.word('now')}: {t.fact('now', 'amount')}")
    points = [
        ("Change:", t.fact("change", "signed_amount") if t.has("change") else ""),
        ("Orders:", f"{t.fact('orders_now', 'integer')} ({t.word('before')}: {t.fact('orders_before', 'integer')})" if t.has("orders_now", "orders_before") else ""),
        ("Margin:", f"{t.fact('margin_now', 'percent')}, {t.fact('margin_change', 'points')}" if t.has("margin_now", "margin_change") else ""),
        ("Returns:", f"{t.fact('returns_now', 'percent')}, {t.fact('returns_change', 'points')}" if t.has("returns_now", "returns_change") else ""),
    ]
    rates = [f"{word} {t.claim(f'{rate}_direction', MOVED)} to {t.fact(f'{rate}_now', 'percent')}" for rate, word in
             (("margin", "margin"), ("returns", "return rate"), ("discount", "discount rate")) if t.kind(f"{rate}_direction")]
    return Told(title, f"{title}.", points, aside=capital(", ".join(rates[:2])) if rates else "")


def bridge(t: Teller) -> Told:
    gain, loss = t.number("gain"), t.number("loss")
    parts = [f"{t.name('gain')} {t.claim('gain', 'adds the most')}, {t.fact('gain', 'signed_amount')}" if gain > 0 and t.kind("gain") else "",
             f"{t.name('loss')} takes away {t.fact('loss', 'signed_amount')}" if loss < 0 else ""]
    title = "; ".join(part for part in parts if part) or f"{capital(t.word('measure'))} from {t.word('before')} to {t.word('now')}"
    return Told(title, f"{title}.", _rows(t, "name", "change", "signed_amount")[:4])


def trend(t: Teller) -> Told:
    when = "month" if t.word("grain") in ("month", "quarter", "year") else "date"
    peak = t.ref(t.finding.names.get("peak", ""), when)
    trough = t.ref(t.finding.names.get("trough", ""), when)
    measure = capital(t.word("measure"))
    peaks = peak and t.kind("peak")
    title = f"{measure} {t.claim('peak', 'peaks')} in {peak} at {t.fact('peak', 'amount')}" if peaks else f"{measure}, period by period"
    counts = f"{t.fact('grew', 'integer')} of {t.fact('units', 'integer')} {plural(t.word('grain'))} show growth against {t.word('before')}" if t.has(
        "grew", "units") else ""
    low = f"{t.claim('trough', 'the lowest')} is {trough} with {t.fact('trough', 'amount')}" if trough and t.kind("trough") else ""
    summary = "; ".join(part for part in (title, counts) if part)
    return Told(title, f"{summary}.", [("", capital(counts) if counts else ""), ("", f"{capital_claim(low)}" if low else "")])


def mix(t: Teller) -> Told:
    gained, lost = t.claim("gain_direction", {"increase": "gained"}), t.claim("loss_direction", {"decrease": "lost"})
    parts = [f"{t.name('gain')} {gained} {t.fact('gain', 'points_size')} of share" if gained else "", f"{t.name('loss')} {lost} {t.fact('loss', 'points_size')}" if lost else ""]
    title = "; ".join(part for part in parts if part) or f"Share of {t.word('measure')} by {t.word('dimension')}"
    points = [
        (f"{t.name('largest')}:", f"{t.claim('largest', 'the largest share')}, {t.fact('largest_share', 'percent')}" if t.kind("largest") else ""),
        (f"{t.name('gain')}:", f"from {t.fact('gain_before', 'percent')} to {t.fact('gain_now', 'percent')}" if gained else ""),
        (f"{t.name('loss')}:", f"from {t.fact('loss_before', 'percent')} to {t.fact('loss_now', 'percent')}" if lost else ""),
    ]
    return Told(title, f"{title}.", points)


EFFECTS = {"volume": "Volume", "mix": "Product mix", "price": "Value per unit", "new": "New items", "gone": "Items that left", "own": "The segments' own rates"}
SIZES = {"largest": "the largest effect", "smallest": "the heaviest drag"}


def effects(t: Teller) -> Told:
    if t.has("margin_now", "margin_before"):
        moved = t.claim("total", {"increase": "improved", "decrease": "fell", "unchanged": "stayed level"})
        title = f"Margin {moved} from {t.fact('margin_before', 'percent')} to {t.fact('margin_now', 'percent')}"
        points = [("Mix:", t.fact("mix", "points") if t.has("mix") else ""), ("Own rates:", t.fact("own", "points") if t.has("own") else "")]
        return Told(title, f"{title}: {t.fact('mix', 'points')} from the mix, {t.fact('own', 'points')} from the {plural(t.word('dimension'))} themselves.", points)
    main = t.word("main")
    size = t.claim("main", SIZES)
    title = f"{EFFECTS[main]} {'are' if main in ('new', 'gone') else 'is'} {size}: {t.fact(main, 'signed_amount')}" if size else f"{capital(t.word('measure'))}: volume, mix and value per unit"
    told = [(f"{EFFECTS[part]}:", t.fact(part, "signed_amount")) for part in ("volume", "mix", "price", "new", "gone") if t.number(part)]
    return Told(title, f"{title}, in a change of {t.fact('total_change', 'signed_amount')}.", told)


def ranking(t: Teller) -> Told:
    first = t.claim("first", {"largest": "leads", "smallest": "is the lowest"})
    title = f"{t.name('first')} {first} with {t.fact('first', 'amount')}" if first else f"{t.name('first')}: {t.fact('first', 'amount')}"
    title += f", {t.fact('first_share', 'percent')} of {t.word('measure')}" if t.has("first_share") else ""
    points = [("Together:", f"those named make {t.fact('named_share', 'percent')} of {t.word('measure')}" if t.has("named_share") else ""),
              ("Next:", f"{t.name('second')}, {t.fact('second', 'amount')}" if t.has("second") and t.name("second") else "")]
    return Told(title, f"{title}.", points)


def share(t: Teller) -> Told:
    more = t.claim("majority", "more than half")
    title = f"{t.name('first')} has {t.fact('first_share', 'percent')} of {t.word('measure')}" + (f", {more}" if more else "")
    return Told(title, f"{title}.", _rows(t, "name", "share", "percent")[:4])


def concentration(t: Teller) -> Told:
    things = plural(t.word("dimension"))
    title = f"{t.fact('needed', 'integer')} of {t.fact('values', 'integer')} {things} bring {t.fact('bulk', 'percent0')} of {t.word('measure')}"
    points = [("First one:", f"{t.fact('top_1', 'percent')} of {t.word('measure')}" if t.has("top_1") else ""),
              ("Index:", f"{t.fact('index', 'places')} (Herfindahl-Hirschman)" if t.has("index") else "")]
    return Told(title, f"{title}.", points)


def seasonality(t: Teller) -> Told:
    peak, trough = t.claim("peak", "the strongest month"), t.claim("trough", "the weakest")
    title = f"{t.word('peak')} is {peak}, {t.word('trough')} {trough}" if peak and trough else f"Months of the year, {t.word('now')}"
    points = [(f"{t.word('peak')}:", f"{t.fact('peak', 'multiple')} the average month"), (f"{t.word('trough')}:", f"{t.fact('trough', 'multiple')} the average month")]
    return Told(title, f"{title}: {t.fact('peak', 'multiple')} and {t.fact('trough', 'multiple')} the average month.", points)


def outliers(t: Teller) -> Told:
    names, growths = t.listed("name", "name"), t.listed("growth", "signed_percent")
    starts = t.listed("start", "month")
    if not names:
        title = f"No month of the {t.fact('points', 'integer')} compared is out of line"
        return Told(title, f"{title}.")
    title = f"{names[0]} is out of line in {starts[0]}: growth of {growths[0]}"
    points = [(f"{name}, {start}:", growth) for name, start, growth in zip(names, starts, growths, strict=True)]
    usual = next(iter(t.listed("usual", "signed_percent")), "")
    return Told(title, f"{title}{f', where {usual} is usual' if usual else ''}.", points)


def fit(t: Teller) -> Told:
    strong, weak = _pairs(t, "strong"), _pairs(t, "weak")
    parts = [f"a good fit of {strong[0][1]} in {strong[0][0]}" if strong else "", f"a poor {'one' if strong else 'fit'} of {weak[0][1]} in {weak[0][0]}" if weak else ""]
    title = capital(", ".join(part for part in parts if part)) or f"{capital(plural(t.word('level')))} sell alike in each {t.word('dimension')}"
    points = [("Fits well:", "; ".join(f"{name} in {segment} (index {index})" for segment, name, index in strong[:3])),
              ("Fits poorly:", "; ".join(f"{name} in {segment} (index {index})" for segment, name, index in weak[:3])),
              ("Reading:", "the index is the share there divided by the share in the whole")]
    return Told(title, f"{title}.", points)


def drivers(t: Teller) -> Told:
    """What moved the whole. Where it moved the other way than the question takes for granted, that is said first."""
    best = t.claim("explains", "explains the change best")
    title = f"{capital(t.word('explains_0'))} {best}" if best else f"What moved {t.word('measure')}"
    parts = _drivers(t)
    said = f"{title}. {'; '.join(parts[:3])}" if parts else title
    moved = t.claim("total", {"increase": "grew", "decrease": "fell", "unchanged": "unchanged"})
    if t.word("asked") and moved and t.word("asked") != t.kind("total"):
        size = f" {t.fact('total_growth', 'percent_size')}" if t.kind("total") != "unchanged" and t.has("total_growth") else ""
        was = "was" if t.kind("total") == "unchanged" else ""
        title = " ".join(f"It is not so: {t.word('measure')} {was} {moved}{size} in {t.word('now')} against {t.word('before')}".split())
        said = f"{title}. {said}"
    return Told(title, f"{said}.", [("", capital(part)) for part in parts[:4]])


def _drivers(t: Teller) -> list[Text]:
    """The parts that moved furthest from the whole, those that moved as it did first, the largest first: "Tops (category) fell, −1.2 k"."""
    names, changes = t.listed("name", "name"), t.listed("change", "signed_amount")
    moves = [t.claimed(id, {"increase": "grew", "decrease": "fell"}) for id in t.finding.lists.get("direction", ())]
    kinds = [t.kind_of(id) for id in t.finding.lists.get("direction", ())]
    rows = [
        (kind != t.kind("total"), -t.size(i), f"{name} ({t.word(f'dimension_{i}')}) {move}, {change}")
        for i, (name, change, move, kind) in enumerate(zip(names, changes, moves, kinds, strict=True))
        if name and change and move
    ]
    return [text for *_, text in sorted(rows, key=lambda row: row[:2])]


def distribution(t: Teller) -> Told:
    side = t.claim("skew", SIDE)
    title = f"The middle value is {t.fact('median', 'amount')}" + (f", the average {t.fact('average', 'amount')} lies {side} it" if side else "")
    return Told(title, f"{title}.", [("Range:", f"{t.fact('smallest', 'amount')} to {t.fact('largest', 'amount')}"), ("Values:", t.fact("count", "integer"))])


def comparison(t: Teller) -> Told:
    side = t.claim("against", SIDE)
    title = f"{t.name('a')} lies {side} {t.name('b')} by {t.fact('difference', 'signed_amount')}" if side else f"{t.name('a')} and {t.name('b')} side by side"
    return Told(title, f"{title}.", _rows(t, "name", "value", "amount"))


def quality(t: Teller) -> Told:
    return Told("What the data covers and what it lacks", " ".join(t.finding.notes) or "Nothing in the data stands against its use.")


def lookup(t: Teller) -> Told:
    title = t.word("answer") or t.word("question")
    return Told(title, title)


def _aside(text: Text) -> Text:
    return f" ({text})" if text else ""


def _pairs(t: Teller, role: str) -> list[tuple[Text, Text, Text]]:
    rows = zip(t.listed(f"{role}_segment", "name"), t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=True)
    return [row for row in rows if all(row)]


def _rows(t: Teller, names: str, values: str, format: str) -> list[tuple[Text, Text]]:
    pairs = zip(t.listed(names, "name"), t.listed(values, format), strict=True)
    return [(f"{name}:", value) for name, value in pairs if name and value]


def _moves(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_change", "signed_amount"), strict=False)
    return "; ".join(f"{name} ({change})" for name, change in rows if name and change)


def _fits(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=False)
    return "; ".join(f"{name} (index {index})" for name, index in rows if name and index)


def _parts(parts: list[Text]) -> Text:
    return "; ".join(part for part in parts if part)


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def plural(word: str) -> str:
    """The plural of an English noun, by the regular rules."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def capital_claim(text: Text) -> Text:
    """A text that begins with a claim token, its first word with a capital."""
    head, bar, rest = text.partition("|")
    return head + bar + capital(rest) if text.startswith("[[") else capital(text)


MAKERS: dict[str, Callable[[Teller], Told]] = {
    "total": total, "growth": growth, "trend": trend, "bridge": bridge, "mix": mix, "effects": effects, "ranking": ranking, "share": share,
    "concentration": concentration, "seasonality": seasonality, "outliers": outliers, "fit": fit, "segment": segment, "plan": plan,
    "drivers": drivers, "distribution": distribution, "comparison": comparison, "quality": quality, "lookup": lookup,
}
