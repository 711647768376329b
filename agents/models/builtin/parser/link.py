"""Words to units: the best way to cut a question into names of the data, operations, numbers, times and words without meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from agents.core.brief import Language
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.lexicon import SOFT, lexicon
from agents.models.builtin.parser.names import Names, Target
from agents.models.builtin.parser.periods import find_pieces
from agents.models.builtin.parser.tokens import Token, tokenise
from agents.models.builtin.parser.values import Held, Values, phrase_words
from agents.models.builtin.parser.wordlists import nouns
from agents.models.builtin.parser.words_en import CODED, NUMBER_WORDS
from agents.models.builtin.parser.words_zh import han_number

# A verb that asks ("list", "name", "order") stands after these; elsewhere such a word is a noun.
BEFORE_VERBS = {"please", "to", "and", "also", "then", "can", "you", "could", "let", "me", "i", "we", ".", "?", "!", ":", ";", ","}
DETERMINERS = {"whose", "total", "average", "mean", "maximum", "minimum", "highest", "lowest", "largest", "her", "his", "the", "a", "an", "each", "every", "of", "many", "per", "by", "all", "any", "no", "this", "its", "their", "our", "most", "s", "different", "first", "last"}
MAX_SPAN = 12
UNKNOWN, PER_ITEM = -25.0, 3.0
# What a kind is worth for each token it covers, beside names of the data (10 x score).
SMALL = {"the", "a", "an", "of", "in", "is", "are", "to", "by", "with", "on", "do", "have", "for", "at", "its", "and", "than", "was", "be", "each", "from", "over"}
LITTLE = 4.5
WORTH = {"fill": 4.0, "verb": 4.5, "list": 5.0}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that words may stand for in one source. `today` is the last day of its data."""

    names: Names
    values: Values
    today: date
    request: bool = False


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
    """"纽约州（New York）", "discontinued items (Discontinued = 1)": what brackets say in the words of the data stands for the words before."""
    for place, item in enumerate(items):
        inside = items[place + 1 : place + 4]
        if item.text not in "(（" or not inside or inside[0].kind != "name":
            continue
        value = bool(inside[0].held) and not inside[0].columns
        compared = len(inside) > 2 and inside[1].is_("cmp", "fill") and inside[2].is_("number", "null") or len(inside) > 1 and inside[1].is_("number")
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


def _spans(question: str, tokens: list[Token], language: Language, vocabulary: Vocabulary) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}

    def put(start: int, end: int, score: float, item: Item) -> None:
        found.setdefault(start, []).append(Span(start, end, score, item))

    for start, end, item in _periods(question, tokens, vocabulary.today):
        put(start, end, 11.0 * (end - start) + 1, item)
    for start, token in enumerate(tokens):
        put(start, start + 1, 0.0 if token.kind == "sign" and token.text not in "%&" else UNKNOWN, _item("fill" if token.kind == "sign" else "unknown", question, token, token))
        for end in range(start + 1, min(len(tokens), start + MAX_SPAN) + 1):
            score, candidate = _candidate(question, tokens, start, end, language, vocabulary)
            if candidate is not None:
                put(start, end, score, candidate)
    return found


def _item(kind: str, question: str, first: Token, last: Token) -> Item:
    head, *rest = kind.split(":")
    return Item(
        kind=head, text=question[first.start : last.end], start=first.start, end=last.end, sub=rest[0] if rest else "",
        hint=tuple(rest[1].split("|")) if len(rest) > 1 else (),
    )


def _periods(question: str, tokens: list[Token], today: date) -> list[tuple[int, int, Item]]:
    out = []
    for piece in find_pieces(question, today):
        inside = [i for i, token in enumerate(tokens) if token.start < piece.end and token.end > piece.start]
        if not inside or any(tokens[i].kind == "quote" for i in inside):
            continue
        first, last = tokens[inside[0]], tokens[inside[-1]]
        item = _item("period" if piece.period else "fill", question, first, last)
        item.period, item.parts = piece.period, piece.parts
        if piece.grain == "year" and len(inside) == 1 and first.kind == "number":
            item.number, item.also = first.number, ("number",)
        out.append((inside[0], inside[-1] + 1, item))
    return out


def _candidate(question: str, tokens: list[Token], start: int, end: int, language: Language, vocabulary: Vocabulary) -> tuple[float, Item | None]:
    """The best item for one span and its score."""
    span, size = tokens[start:end], end - start
    if size == 1 and span[0].kind == "quote":
        return _quoted(question, span[0], vocabulary)
    if any(token.kind == "quote" for token in span):
        return 0.0, None
    if size == 1 and span[0].kind == "number":
        item = _item("number", question, span[0], span[0])
        item.number = span[0].number
        return 9.0, item
    if language == "zh" and any(token.kind == "han" for token in span):
        return _han(question, span, vocabulary)
    return _latin(question, span, language, vocabulary, _place(tokens, start))


def _quoted(question: str, token: Token, vocabulary: Vocabulary) -> tuple[float, Item]:
    """A quoted text: a name of the data, a value of it, or a literal to look for."""
    item = _item("name", question, token, token)
    item.text, item.quoted = token.text, True
    words = phrase_words(token.text)
    item.held = _held(words, vocabulary.values, parts=True)
    if not any(held.whole for held in item.held):
        exact = tuple(target for target in vocabulary.names.find(_lemmas(token.text)) if target.score >= 0.95)
        item.columns = tuple(t for t in exact if t.column)
        item.tables = tuple(t for t in exact if not t.column)
    return 20.0, item


def _lemmas(text: str) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokenise(text) if token.kind in ("word", "number", "han"))


def _held(words: tuple[str, ...], values: Values, *, parts: bool) -> tuple[Held, ...]:
    if words in values.exact:
        return tuple(values.exact[words])
    return tuple(values.parts.get(words, ())) if parts else ()


@dataclass(frozen=True, slots=True)
class Place:
    """What the words before a span say about it: may it be the asking verb, a noun, a name given ("named X")?"""

    at_start: bool
    named: bool
    noun: bool
    called: bool


def _place(tokens: list[Token], start: int) -> Place:
    first = tokens[start]
    before = tokens[start - 1].lemma if start else ""
    plural = first.text.lower() != first.lemma and first.text.lower().endswith("s")
    verb = start == 0 or before in BEFORE_VERBS and not (first.lemma == "name" and before in ("and", ","))
    return Place(start == 0 and not plural, plural or before in DETERMINERS or not verb, before in DETERMINERS - {"all", "most", "s"}, before in ("named", "call", "titled"))


def _latin(question: str, span: list[Token], language: Language, vocabulary: Vocabulary, place: Place) -> tuple[float, Item | None]:
    """Names, values and operations for words of a Latin script. Signs inside a span only count as part of a name or a value."""
    words = [token for token in span if token.kind in ("word", "number")]
    if not words or span[0].kind == "sign" and span[0].text not in "%&" or span[-1].kind == "sign" and span[-1].text != "%":
        return _sign(question, span, language)
    phrase, size = tuple(token.lemma for token in words), len(words)
    kinds = _kinds(span, language, vocabulary.request)
    item = _item("name", question, span[0], span[-1])
    soft = bool(kinds) and all(kind.split(":")[0] in SOFT for kind in kinds) and not (place.noun and kinds[0] in ("verb", "list"))
    score = _name(item, phrase, vocabulary, soft=soft, at_start=place.at_start or bool(kinds) and kinds[0] == "list" and not place.named)
    score = max(score, _value(item, span, vocabulary, taken=bool(kinds) or score > 0, called=place.called, first=span[0].start == 0, status=_is_status(span, kinds, vocabulary.values)))
    best = _phrase_score(kinds, span)
    if score > 0 and score >= best:
        item.also = tuple(kinds)
        return score, item
    if kinds:
        chosen = _item(kinds[0], question, span[0], span[-1])
        chosen.also = tuple(kinds[1:])
        chosen.tables, chosen.columns, chosen.held = item.tables, item.columns, item.held
        return best, chosen
    if size == 1 and phrase[0] in NUMBER_WORDS:
        chosen = _item("number", question, span[0], span[0])
        chosen.number = NUMBER_WORDS[phrase[0]]
        return 8.0, chosen
    return 0.0, None


def _sign(question: str, span: list[Token], language: Language) -> tuple[float, Item | None]:
    if len(span) == 1:
        kinds = lexicon(language).lemmas.get((span[0].text,), [])
        if kinds:
            return 5.0, _item(kinds[0], question, span[0], span[0])
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
    return sum(min(worth, LITTLE) if token.lemma in SMALL else worth for token in span if token.text not in "-–" or len(span) == 1) + (len(span) - 1) * 2.5


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
    held = _held(words, vocabulary.values, parts=proper and len(words[0]) > 2 if words else False)
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
    if len(span) > 1 or len(word) < 4 or not kinds or kinds[0].split(":")[0] not in ("verb", "cancelled"):
        return False
    return any(len(values.columns[(h.table, h.column)]) <= 20 for h in values.exact.get((word,), ()))


def _coded(word: str, base: str, values: Values) -> tuple[Held, ...]:
    """"female" for a column that holds F and M."""
    codes = CODED.get(word) or CODED.get(base) or ()
    for code in codes:
        found = tuple(h for h in values.exact.get(phrase_words(code), ()) if len(code) > 2 or len(values.columns[(h.table, h.column)]) <= 8)
        if found:
            return found
    return ()


def _han(question: str, span: list[Token], vocabulary: Vocabulary) -> tuple[float, Item | None]:
    """Chinese: dictionary nouns (also two in a row), values, operations, numerals."""
    text = "".join(token.text for token in span)
    kinds = lexicon("zh", vocabulary.request).lemmas.get(tuple(text), [])
    item = _item("name", question, span[0], span[-1])
    size = len(span)
    score = max(_han_name(item, text, vocabulary), _han_value(item, text, vocabulary))
    best = (WORTH.get(kinds[0].split(":")[0], 9.0) + 1.0) * size if kinds else -1.0
    if score > 0 and score >= best:
        item.also = tuple(kinds)
        return score, item
    if kinds:
        chosen = _item(kinds[0], question, span[0], span[-1])
        chosen.also, chosen.columns, chosen.tables = tuple(kinds[1:]), item.columns, item.tables
        return best, chosen
    number = han_number(text)
    if number is not None:
        chosen = _item("number", question, span[0], span[-1])
        chosen.number = number
        return 6.0 * size + 2, chosen
    return 0.0, None


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
        for target in names.find(_lemmas(english)):
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
    held = _held(phrase_words(text), vocabulary.values, parts=False)
    if held and len(text) > 1:
        item.held = held
        return 11.0 * len(text)
    return 0.0
