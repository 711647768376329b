"""Chinese spans: dictionary nouns (also two in a row), values, operations, numerals."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.lexicon import lexicon
from agents.models.builtin.parser.names import Names, Target
from agents.models.builtin.parser.tokens import Token
from agents.models.builtin.parser.values import phrase_words
from agents.models.builtin.parser.vocabulary import WORTH, Vocabulary, held_as, lemmas_of, new_item
from agents.models.builtin.parser.wordlists import nouns, translated
from agents.models.builtin.parser.words_zh import UNITS, han_number


def read_han(question: str, span: list[Token], vocabulary: Vocabulary) -> tuple[float, Item | None]:
    """Chinese: dictionary nouns (also two in a row), values, operations, numerals."""
    text = "".join(token.text for token in span)
    kinds = lexicon("zh", vocabulary.request).lemmas.get(tuple(text), [])
    item = new_item("name", question, span[0], span[-1])
    size = len(span)
    score = max(_han_name(item, text, vocabulary), _han_value(item, text, vocabulary))
    best = (WORTH.get(kinds[0].split(":")[0], 9.0) + 1.0) * size if kinds else -1.0
    if score > 0 and score >= best:
        item.also = tuple(kinds)
        return score, item
    if kinds:
        chosen = new_item(kinds[0], question, span[0], span[-1])
        chosen.also, chosen.columns, chosen.tables = tuple(kinds[1:]), item.columns, item.tables
        return best, chosen
    number = han_number(text) if not text[:1].isdigit() else _mixed_number(text)
    if number is not None:
        chosen = new_item("number", question, span[0], span[-1])
        chosen.number = number
        return 6.0 * size + 2, chosen
    return 0.0, None


def _mixed_number(text: str) -> float | None:
    """ "20万" -> 200000, "1.5亿" -> 150000000."""
    match = re.fullmatch(r"(\d[\d,]*(?:\.\d+)?)([百千万亿]+)", text)
    if match is None:
        return None
    value = float(match[1].replace(",", ""))
    for unit in match[2]:
        value *= UNITS[unit]
    return value


def _han_name(item: Item, text: str, vocabulary: Vocabulary) -> float:
    targets = han_targets(text, vocabulary.names)
    if not targets:
        return 0.0
    top = targets[0].score
    item.columns = tuple(t for t in targets if t.column and t.score >= top - 0.4)
    item.tables = tuple(t for t in targets if not t.column and t.score >= top - 0.4)
    return 10.5 * len(text) * (0.6 + 0.4 * top) + 1


def han_targets(text: str, names: Names) -> list[Target]:
    """What a Chinese word, or two of them joined, stands for in the names of the data."""
    direct = names.find(tuple(text)) or names.find((text,))
    best: dict[tuple[str, str], Target] = {(t.table, t.column): t for t in direct}
    for rank, english in enumerate(_english(text)):
        for target in names.find(lemmas_of(english)):
            worth = replace(target, score=target.score * (1 - 0.04 * rank))
            key = (target.table, target.column)
            if worth.score >= 0.4 and (key not in best or best[key].score < worth.score):
                best[key] = worth
    return sorted(best.values(), key=lambda t: -t.score)


def _english(text: str) -> list[str]:
    """English phrases for a Chinese word; for two joined words every pair of theirs ("ship" + "country")."""
    if text in nouns("nouns_zh"):
        return list(nouns("nouns_zh")[text])
    for cut in range(len(text) - 1, 0, -1):
        left, right = text[:cut].removesuffix("的"), text[cut:]
        if left in nouns("nouns_zh") and right in nouns("nouns_zh"):
            return [f"{a} {b}" for a in nouns("nouns_zh")[left][:4] for b in nouns("nouns_zh")[right][:4]]
    return []


def _han_value(item: Item, text: str, vocabulary: Vocabulary) -> float:
    held = held_as(phrase_words(text), vocabulary.values, parts=False)
    for other in () if held else translated("places_zh").get(text, ()):
        held = held or held_as(phrase_words(other), vocabulary.values, parts=False)
    if held:
        item.held = held
        return 11.0 * len(text)
    return 0.0
