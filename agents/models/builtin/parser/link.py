"""Words to units: the best way to cut a question into names of the data, operations, numbers, times and words without meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from agents.core.brief import Language
from agents.models.builtin.parser.han import read_han
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.latin import place_of, read_latin
from agents.models.builtin.parser.periods import find_pieces
from agents.models.builtin.parser.readings import SURE, read_spans
from agents.models.builtin.parser.tokens import Token, tokenise
from agents.models.builtin.parser.values import phrase_words
from agents.models.builtin.parser.vocabulary import PER_ITEM, UNKNOWN, Vocabulary, held_as, lemmas_of, new_item

MAX_SPAN = 12


@dataclass(slots=True)
class Span:
    """A candidate item over tokens[start:end]."""

    start: int
    end: int
    score: float
    item: Item


def read_items(question: str, language: Language, vocabulary: Vocabulary, *, request: bool = False) -> list[Item]:
    """The question (or whole request) as items, every token covered (kind "unknown" where nothing fits)."""
    tokens = tokenise(question)
    vocabulary = replace(vocabulary, request=request)
    spans = _spans(question, tokens, language, vocabulary)
    return _best_cut(question, tokens, spans)


def _best_cut(question: str, tokens: list[Token], spans: dict[int, list[Span]]) -> list[Item]:
    best: list[tuple[float, Span | None]] = [(0.0, None)]
    best += [(float("-inf"), None) for _ in tokens]
    for start in range(len(tokens)):
        for span in spans.get(start, ()):
            score = best[start][0] + span.score - PER_ITEM
            if score > best[span.end][0]:
                best[span.end] = (score, span)
    items: list[Item] = []
    place = len(tokens)
    while place > 0:
        taken = best[place][1]
        if taken is None:
            break
        items.append(taken.item)
        place = taken.start
    return _without_glosses(items[::-1])


def _without_glosses(items: list[Item]) -> list[Item]:
    """ "纽约州（New York）", "discontinued items (Discontinued = 1)": what brackets say in the words of the data stands for the words before."""
    for place, item in enumerate(items):
        inside = items[place + 1 : place + 4]
        if item.text not in "(（" or not inside or inside[0].kind != "name":
            continue
        if any(before.is_("derived") for before in items[max(0, place - 2) : place]) and (end := _definition(items, place)):
            for spelled in items[place:end]:
                spelled.kind, spelled.columns, spelled.tables, spelled.held, spelled.also = "fill", (), (), (), ()
            continue
        if _translates(items, place, inside):
            _quiet_before(items, place)
            continue
        value = bool(inside[0].held) and not inside[0].columns
        compared = (
            len(inside) > 2
            and inside[1].is_("cmp", "fill")
            and inside[2].is_("number", "null")
            or len(inside) > 1
            and inside[1].is_("number")
        )
        mine = {(t.table, t.column) for t in inside[0].columns}
        for back in range(place - 1, max(-1, place - 12), -1):
            before = items[back]
            if before.is_("comma") or before.text in "，。？?;；":
                break
            same = any((t.table, t.column) in mine for t in before.columns)
            if before.kind == "unknown" or compared and (same or before.is_("neg", "cmp", "number", "like", "negative")):
                before.kind, before.columns, before.tables, before.also = "fill", (), (), ()
            elif before.kind != "fill" and (value or not compared):
                break
    return items


def _definition(items: list[Item], place: int) -> int:
    """ "毛利率（毛利除以销售额）": the end of a bracket that only spells out the measure before it, or 0."""
    end = next((p for p in range(place, min(len(items), place + 10)) if items[p].text in ")）"), 0)
    return end if any(i.is_("ratio") or i.text in "/÷" for i in items[place + 1 : end]) else 0


def _translates(items: list[Item], place: int, inside: list[Item]) -> bool:
    """ "运输方式(mode)": a name of the data in Latin letters, alone in its brackets, behind Han words."""
    targets = (*inside[0].columns, *inside[0].tables)
    closed = len(inside) > 1 and inside[1].text in ")）"
    return (
        closed
        and inside[0].text.isascii()
        and any(t.score >= 0.9 for t in targets)
        and place > 0
        and "\u3400" <= items[place - 1].text[-1:] <= "\u9fff"
    )


def _quiet_before(items: list[Item], place: int) -> None:
    """The Han words right before a bracket say the same as it."""
    for back in range(place - 1, -1, -1):
        item = items[back]
        wordy = item.kind in ("unknown", "name") or back == place - 1 and item.kind in ("derived", "verb")
        if not (wordy and "\u3400" <= item.text[:1] <= "\u9fff") or item.held and not item.columns and not item.tables:
            return
        item.kind, item.columns, item.tables, item.held, item.also = "fill", (), (), (), ()


def _spans(question: str, tokens: list[Token], language: Language, vocabulary: Vocabulary) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}

    def put(start: int, end: int, score: float, item: Item) -> None:
        found.setdefault(start, []).append(Span(start, end, score, item))

    for start, end, item in _periods(question, tokens, vocabulary.today):
        put(start, end, 11.0 * (end - start) + 1, item)
    for start, end, item in read_spans(question, tokens, vocabulary.readings):
        put(start, end, SURE * (end - start), item)
    for start, token in enumerate(tokens):
        put(
            start,
            start + 1,
            0.0 if token.kind == "sign" and token.text not in "%&" else UNKNOWN,
            new_item("fill" if token.kind == "sign" else "unknown", question, token, token),
        )
        for end in range(start + 1, min(len(tokens), start + MAX_SPAN) + 1):
            score, candidate = _candidate(question, tokens, start, end, language, vocabulary)
            if candidate is not None:
                put(start, end, score + _numbered(tokens, end, end - start, candidate), candidate)
    return found


def _numbered(tokens: list[Token], end: int, size: int, item: Item) -> float:
    """ "the shipment number of …" names the column; it does not count."""
    named = size > 1 and item.kind == "name" and tokens[end - 1].lemma in ("number", "count", "total") and end < len(tokens)
    return 8.0 if named and tokens[end].lemma == "of" and item.columns and item.columns[0].score >= 0.95 else 0.0


def _periods(question: str, tokens: list[Token], today: date) -> list[tuple[int, int, Item]]:
    out = []
    for piece in find_pieces(question, today):
        inside = [i for i, token in enumerate(tokens) if token.start < piece.end and token.end > piece.start]
        if not inside or any(tokens[i].kind == "quote" for i in inside):
            continue
        first, last = tokens[inside[0]], tokens[inside[-1]]
        item = new_item("period" if piece.period else "fill", question, first, last)
        item.period, item.parts = piece.period, piece.parts
        if piece.grain == "year" and len(inside) == 1 and first.kind == "number":
            item.number, item.also = first.number, ("number",)
        out.append((inside[0], inside[-1] + 1, item))
    return out


def _candidate(
    question: str, tokens: list[Token], start: int, end: int, language: Language, vocabulary: Vocabulary
) -> tuple[float, Item | None]:
    """The best item for one span and its score."""
    span, size = tokens[start:end], end - start
    if size == 1 and span[0].kind == "quote":
        return _quoted(question, span[0], vocabulary)
    if any(token.kind == "quote" for token in span):
        return 0.0, None
    if size == 1 and span[0].kind == "number":
        item = new_item("number", question, span[0], span[0])
        item.number = span[0].number
        return 9.0, item
    if language == "zh" and any(token.kind == "han" for token in span):
        return read_han(question, span, vocabulary)
    return read_latin(question, span, language, vocabulary, place_of(tokens, start))


def _quoted(question: str, token: Token, vocabulary: Vocabulary) -> tuple[float, Item]:
    """A quoted text: a name of the data, a value of it, or a literal to look for."""
    item = new_item("name", question, token, token)
    item.text, item.quoted = token.text, True
    words = phrase_words(token.text)
    item.held = held_as(words, vocabulary.values, parts=True)
    if not any(held.whole for held in item.held):
        exact = tuple(target for target in vocabulary.names.find(lemmas_of(token.text)) if target.score >= 0.95)
        item.columns = tuple(t for t in exact if t.column)
        item.tables = tuple(t for t in exact if not t.column)
    return 20.0, item
