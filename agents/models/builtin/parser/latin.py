"""Spans of a Latin script: names, values and operations, and what the words before them say."""

from __future__ import annotations

from dataclasses import dataclass

from agents.core.brief import Language
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.lexicon import SOFT, lexicon
from agents.models.builtin.parser.tokens import Token
from agents.models.builtin.parser.values import Held, Values, phrase_words
from agents.models.builtin.parser.vocabulary import LITTLE, SMALL, WORTH, Vocabulary, held_as, new_item
from agents.models.builtin.parser.words_en import CODED, NUMBER_WORDS

# A verb that asks ("list", "name", "order") stands after these; elsewhere such a word is a noun.
BEFORE_VERBS = frozenset(
    ["please", "to", "and", "also", "then", "can", "you", "could", "let", "me", "i", "we", ".", "?", "!", ":", ";", ","]
)
DETERMINERS = frozenset(
    [
        "whose",
        "total",
        "average",
        "mean",
        "maximum",
        "minimum",
        "highest",
        "lowest",
        "largest",
        "her",
        "his",
        "the",
        "a",
        "an",
        "each",
        "every",
        "of",
        "many",
        "per",
        "by",
        "all",
        "any",
        "no",
        "this",
        "its",
        "their",
        "our",
        "most",
        "s",
        "different",
        "first",
        "last",
    ]
)


@dataclass(frozen=True, slots=True)
class Place:
    """What the words before a span say about it: may it be the asking verb, a noun, a name given ("named X")?"""

    at_start: bool
    named: bool
    noun: bool
    called: bool


def place_of(tokens: list[Token], start: int) -> Place:
    first = tokens[start]
    before = tokens[start - 1].lemma if start else ""
    plural = first.text.lower() != first.lemma and first.text.lower().endswith("s")
    verb = start == 0 or before in BEFORE_VERBS and not (first.lemma == "name" and before in ("and", ","))
    return Place(
        start == 0 and not plural,
        plural or before in DETERMINERS or not verb,
        before in DETERMINERS - {"all", "most", "s"},
        before in ("named", "call", "titled"),
    )


def read_latin(question: str, span: list[Token], language: Language, vocabulary: Vocabulary, place: Place) -> tuple[float, Item | None]:
    """Names, values and operations for words of a Latin script. Signs inside a span only count as part of a name or a value."""
    words = [token for token in span if token.kind in ("word", "number")]
    if not words or span[0].kind == "sign" and span[0].text not in "%&" or span[-1].kind == "sign" and span[-1].text != "%":
        return _sign(question, span, language)
    phrase, size = tuple(token.lemma for token in words), len(words)
    kinds = _kinds(span, language, vocabulary.request)
    item = new_item("name", question, span[0], span[-1])
    soft = bool(kinds) and all(kind.split(":")[0] in SOFT for kind in kinds) and not (place.noun and kinds[0] in ("verb", "list"))
    score = _name(
        item,
        phrase,
        vocabulary,
        soft=soft,
        at_start=place.at_start and kinds[:1] != ["fill"] or bool(kinds) and kinds[0] == "list" and not place.named,
    )
    score = max(
        score,
        _value(
            item,
            span,
            vocabulary,
            taken=bool(kinds) or score > 0,
            called=place.called,
            first=span[0].start == 0,
            status=_is_status(span, kinds, vocabulary.values),
        ),
    )
    best = _phrase_score(kinds, span)
    if score > 0 and score >= best:
        item.also = tuple(kinds)
        return score, item
    if kinds:
        chosen = new_item(kinds[0], question, span[0], span[-1])
        chosen.also = tuple(kinds[1:])
        chosen.tables, chosen.columns, chosen.held = item.tables, item.columns, item.held
        return best, chosen
    if size == 1 and phrase[0] in NUMBER_WORDS:
        chosen = new_item("number", question, span[0], span[0])
        chosen.number = NUMBER_WORDS[phrase[0]]
        return 8.0, chosen
    if size == 1 and (kin := vocabulary.names.kin(phrase[0])):
        item.columns, item.tables = tuple(t for t in kin if t.column), tuple(t for t in kin if not t.column)
        return 6.0, item
    return 0.0, None


def _sign(question: str, span: list[Token], language: Language) -> tuple[float, Item | None]:
    if len(span) == 1:
        kinds = lexicon(language).lemmas.get((span[0].text,), [])
        if kinds:
            return 5.0, new_item(kinds[0], question, span[0], span[0])
    return 0.0, None


def _kinds(span: list[Token], language: Language, request: bool) -> list[str]:
    book = lexicon("en", request)
    if language == "zh" and (kinds := lexicon("zh", request).lemmas.get(tuple("".join(token.text for token in span)), [])):
        return kinds
    if len(span) > 1:
        span = [token for token in span if token.text not in "-–"]
    written = book.written.get(tuple(token.text.lower() for token in span), [])
    return written + book.lemmas.get(tuple(token.lemma if token.kind != "sign" else token.text for token in span), [])


def _phrase_score(kinds: list[str], span: list[Token]) -> float:
    """A phrase is worth its content words; articles and prepositions in it count little."""
    if not kinds:
        return -1.0
    worth = WORTH.get(kinds[0].split(":")[0], 9.0)
    return (
        sum(min(worth, LITTLE) if token.lemma in SMALL else worth for token in span if token.text not in "-–" or len(span) == 1)
        + (len(span) - 1) * 2.5
    )


def _name(item: Item, phrase: tuple[str, ...], vocabulary: Vocabulary, *, soft: bool, at_start: bool) -> float:
    """Tables and columns a phrase stands for. A soft word needs a sure name; the first word of a question is rather a verb."""
    targets = [t for t in vocabulary.names.find(phrase) if t.score >= 0.3]
    if not targets:
        return 0.0
    top = targets[0].score
    kept = [t for t in targets if t.score >= top - 0.45]
    item.columns = tuple(t for t in kept if t.column)
    item.tables = tuple(t for t in kept if not t.column)
    if soft and (at_start or top < 0.85):
        return 0.0  # kept aside with the soft word: "how much does it weigh"
    return 10.0 * len(phrase) * (0.4 + 0.6 * top)


def _value(item: Item, span: list[Token], vocabulary: Vocabulary, *, taken: bool, called: bool, first: bool, status: bool) -> float:
    """Values a phrase stands for. A lower-case word that means something else too is no value unless it stands exactly so."""
    words = tuple(token.text.lower() for token in span if token.kind != "sign")
    words = tuple(word for text in words for word in phrase_words(text))
    capital = span[0].text[:1].isupper() or span[0].text[:1].isdigit()
    if len(words) > 1 and ("".join(words),) in vocabulary.values.exact:
        item.held = tuple(vocabulary.values.exact[("".join(words),)])
        return 10.0 * len(words) if capital else 8.0 * len(words)
    if len(words) == 1 and not capital and words[0] in NUMBER_WORDS:
        return 0.0
    proper = capital and not taken and not first and all(t.text[:1].isupper() or t.lemma in SMALL or t.kind != "word" for t in span)
    held = held_as(words, vocabulary.values, parts=proper and len(words[0]) > 2 if words else False)
    if not held and len(words) <= 4 and not (taken and first):
        held = tuple(vocabulary.values.loose.get(tuple(token.lemma for token in span if token.kind != "sign"), ()))
    if not held and len(words) == 1:
        held = _coded(words[0], span[0].lemma, vocabulary.values)
    if not held or (len(words) == 1 and len(words[0]) <= 2 and not span[0].text.isupper() and not called):
        return 0.0
    item.held = held
    whole = any(h.whole for h in held)
    if taken and status and whole:
        return 9.5  # "paid", "shipped": a verb that a column of states holds as it is written
    return (10.0 if capital else 8.5 if not taken else 3.5) * len(words) if whole else 7.0 * len(words)


def _is_status(span: list[Token], kinds: list[str], values: Values) -> bool:
    """Is a verb here a state that a small column holds, exactly as written?"""
    word = span[0].text.lower()
    if len(span) > 1 or len(word) < 3 or not kinds or kinds[0].split(":")[0] not in ("verb", "cancelled", "late"):
        return False
    return any(len(values.columns[(h.table, h.column)]) <= 20 for h in values.exact.get((word,), ()))


def _coded(word: str, base: str, values: Values) -> tuple[Held, ...]:
    """ "female" for a column that holds F and M."""
    codes = CODED.get(word) or CODED.get(base) or ()
    for code in codes:
        found = tuple(h for h in values.exact.get(phrase_words(code), ()) if len(code) > 2 or len(values.columns[(h.table, h.column)]) <= 8)
        if found:
            return found
    return ()
