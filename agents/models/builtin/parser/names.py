"""The names of a catalog as a person may say them: which phrases stand for which table or column, and how surely."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache

from agents.models.builtin.parser.lemma import lemma
from agents.models.builtin.parser.wordlists import groups, nouns, pairs
from agents.models.builtin.parser.words_en import ABBREVIATIONS
from agents.sources.catalog import Catalog, ColumnInfo, TableInfo

Phrase = tuple[str, ...]
SUFFIXES = {
    "name",
    "code",
    "id",
    "number",
    "type",
    "date",
    "address",
    "title",
    "description",
    "amount",
    "value",
    "text",
    "no",
    "key",
    "count",
    "total",
}
SAID_WITH_OWNER = {"total", "amount", "count", "sum", "average", "maximum", "minimum", "highest", "lowest"}
_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_GLUED = ("name", "code", "id", "date", "number", "year", "title", "type", "time")


@dataclass(frozen=True, slots=True)
class Target:
    """A table (column "") or a column, with how surely a phrase stands for it (1 = its whole name)."""

    table: str
    column: str = ""
    score: float = 1.0


@lru_cache(maxsize=20_000)
def name_words(name: str, spaced: str = "") -> Phrase:
    """A name as lemmas: "OrderDate" -> (order, date); "Fname" -> (first, name). `spaced` is the catalog's label, where it splits better."""
    words: list[str] = []
    name = re.sub(r"(?<![A-Za-z])(kWh?|MWh?|kVA|kB|MB|GB)(?![A-Za-z])", lambda m: m[0].lower(), name)
    spaced = re.sub(r"(?<![A-Za-z])(kWh?|MWh?|kVA|kB|MB|GB)(?![A-Za-z])", lambda m: m[0].lower(), spaced)
    if name.lower() in ABBREVIATIONS:
        return tuple(lemma(word) for word in ABBREVIATIONS[name.lower()].split()) or (name.lower(),)
    for piece in re.split(r"[\W_]+", spaced if len(spaced.split()) > 1 and not re.search(r"[a-z][A-Z]", name) else name):
        for word in _WORDS.findall(piece):
            words += _expand(word.lower())
    return tuple(words) or (name.lower(),)


def _expand(word: str) -> list[str]:
    if word in ABBREVIATIONS:
        return [lemma(part) for part in ABBREVIATIONS[word].split()]
    for glued in _GLUED:
        head = word[: -len(glued)]
        if word.endswith(glued) and len(head) >= 4 and head not in ("under", "valid", "candi", "guide", "covid", "hybr"):
            return [lemma(head), glued]
    return [lemma(word)]


def _synonym_map() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for line in groups("synonyms_en"):
        words = [lemma(word) for word in line]
        for word in words:
            found[word] |= dict.fromkeys(other for other in words if other != word)
    return {word: tuple(others) for word, others in found.items()}


SYNONYM_MAP = _synonym_map()


@dataclass(slots=True)
class Names:
    """Phrase -> targets, best first. `words` are all lemmas that occur in a name."""

    phrases: dict[Phrase, list[Target]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    longest: int = 1

    def find(self, phrase: Phrase, tried: frozenset[Phrase] = frozenset()) -> list[Target]:
        """The targets of a phrase as it stands, else of the phrase with one word replaced by a synonym. `tried`: what led here."""
        if phrase in self.phrases:
            return self.phrases[phrase]
        found: list[Target] = []
        for other in _PAIRS.get(phrase, ()):
            if other not in tried:
                again = self.find(other, tried | {phrase})
                found += [Target(t.table, t.column, t.score * 0.95) for t in again if t.score >= 0.6]
        if found:
            return _best(found)
        if phrase[:2] == ("number", "of"):
            return []
        if len(phrase) > 1 and ("".join(phrase),) in self.phrases:
            return self.phrases[("".join(phrase),)]
        spelled = tuple(lemma(part) for word in phrase for part in (ABBREVIATIONS.get(word, word) if len(word) > 2 else word).split())
        if spelled != phrase and spelled in self.phrases:
            return self.phrases[spelled]
        for place, word in enumerate(phrase):
            for stand_in in SYNONYM_MAP.get(word, ()):
                for target in self.phrases.get((*phrase[:place], stand_in, *phrase[place + 1 :]), ()):
                    if target.score >= (0.6 if len(phrase) == 1 else 0.75):
                        found.append(Target(target.table, target.column, target.score * 0.8))
        return _best(found)

    def kin(self, word: str) -> list[Target]:
        """What a verb stands for whose noun is in a name: "prescribed" -> Prescription, "terminated" -> termination_date."""
        related = {other for other in self.words if _related(word, other)}
        found = [t for other in related for t in self.phrases.get((other,), ()) if t.score >= 0.4] if len(related) == 1 else []
        return [replace(t, score=t.score * 0.9) for t in _best(found)]


def _related(word: str, noun: str) -> bool:
    """Do a word and a noun share a stem, the noun with an ending that verbs take: resolve, resolution?"""
    if word == noun or len(word) < 5 or not noun.endswith(("tion", "sion", "ance", "ence", "ment", "al", "ure", "ship")):
        return False
    shared = next((n for n, (a, b) in enumerate(zip(word, noun, strict=False)) if a != b), min(len(word), len(noun)))
    return shared >= 5 and shared >= len(word) - 2


def _best(targets: list[Target]) -> list[Target]:
    best: dict[tuple[str, str], Target] = {}
    for target in targets:
        key = (target.table, target.column)
        if key not in best or best[key].score < target.score:
            best[key] = target
    return sorted(best.values(), key=lambda t: -t.score)


STOP = {
    "by",
    "of",
    "in",
    "to",
    "is",
    "at",
    "on",
    "for",
    "and",
    "or",
    "the",
    "have",
    "has",
    "with",
    "from",
    "a",
    "not",
    "no",
    "be",
    "if",
    "as",
    "num",
    "per",
}


def build_names(catalog: Catalog) -> Names:
    """All phrases of a catalog."""
    found: dict[Phrase, list[Target]] = defaultdict(list)
    single = len(catalog.tables) == 1
    for table in catalog.tables:
        words = name_words(table.name, table.label)
        if not single or len(words) <= 3:
            for phrase, score in _table_phrases(words):
                found[phrase].append(Target(table.name, "", score))
        for column in table.columns:
            for phrase, score in _column_phrases(name_words(column.name, column.label), words, column, table):
                found[phrase].append(Target(table.name, column.name, score))
            for phrase, score in _han_phrases(column.name):
                found[phrase].append(Target(table.name, column.name, score))
        for phrase, score in _han_phrases(table.name):
            found[phrase].append(Target(table.name, "", score))
    for link in catalog.links:
        words = name_words(link.column)
        if len(words) > 1 and words[-1] in ("id", "code", "no", "number", "key"):
            found[words[:-1]].append(Target(link.to_table, "", 0.7))
            if len(words) > 2:
                found[words[-2:-1]].append(Target(link.to_table, "", 0.5))  # "students" where student_id points to another table's rows
    names = Names({phrase: _best(targets) for phrase, targets in found.items() if phrase and not set(phrase) <= STOP})
    names.longest = max((len(phrase) for phrase in names.phrases), default=1)
    names.words = {word for phrase in names.phrases for word in phrase}
    return names


_PAIRS = {
    tuple(lemma(word) for word in said.split()): [tuple(lemma(word) for word in called.split()) for called in names]
    for said, names in pairs("pairs_en").items()
}


def _han_phrases(name: str) -> list[tuple[Phrase, float]]:
    """What a Chinese name is called in English ("销售额": sales, revenue) and without an ending that says only what it is ("销售明细")."""
    if not re.fullmatch("[\u3400-\u9fff]+", name):
        return []
    known = nouns("nouns_zh")
    out: list[tuple[Phrase, float]] = []
    short = re.sub("(明细|记录|信息|数据|清单|表)$", "", name)
    if short and short != name and len(short) > 1:
        out.append(((short,), 0.9))
    for english in known.get(name, ())[:3]:
        out.append((tuple(lemma(word) for word in english.split()), 0.92))
    for cut in range(len(name) - 1, 0, -1):
        left, right = name[:cut], name[cut:]
        if name not in known and left in known and right in known:
            words = f"{known[left][0]} {known[right][0]}".split()
            out.append((tuple(lemma(word) for word in words), 0.9))
        if name not in known and len(right) > 1 and right in known:
            out.append((tuple(lemma(word) for word in known[right][0].split()), 0.6))
            break
    return out


def _table_phrases(words: Phrase) -> list[tuple[Phrase, float]]:
    out = [(words, 1.0), (("".join(words),), 0.95)]
    if len(words) > 1:
        out += [(words[-1:], 0.6), (words[:-1], 0.55)]
        out += [((word,), 0.5) for word in words[1:-1]]
        if words[0] in ("ref", "reference", "tbl", "dim", "fact", "cre", "t"):
            out.append((words[1:], 0.95))
    return out


def _column_phrases(words: Phrase, owner: Phrase, column: ColumnInfo, table: TableInfo) -> list[tuple[Phrase, float]]:
    key = column.role == "key" or words[-1] == "id"
    out: list[tuple[Phrase, float]] = [(words, 1.0), (("".join(words),), 0.95)]
    if words[-1] in SAID_WITH_OWNER and owner[-1] not in words:
        out.append(((owner[-1], *words), 0.9))  # "invoice total": the word alone is an operation
    rest = _without(words, owner)
    if rest and rest != words:
        out.append((rest, 0.95))
    for base in {words, rest} - {()}:
        out += _shorter(base, key)
        whose = base is words and set(words[:-1]) <= set(owner)
        out += [(turned, score) for turned, score in _turned(base, key) if not (whose and "of" in turned)]
    return out


def _without(words: Phrase, owner: Phrase) -> Phrase:
    """The column's words without those of its table: (pet, age) in pets -> (age)."""
    rest = tuple(word for word in words if word not in owner)
    while rest and rest[-1] in ("of", "in", "by", "to"):
        rest = rest[:-1]
    return rest if len(rest) < len(words) else words


def _shorter(words: Phrase, key: bool) -> list[tuple[Phrase, float]]:
    """Parts of a name, each less sure than the whole. The key of another table is not said by that table's word."""
    if len(words) < 2:
        return []
    out: list[tuple[Phrase, float]] = []
    if words[-1] in SUFFIXES and not (key and words[-1] in ("id", "no", "key")):
        out.append((words[:-1], 0.85 if words[-1] in ("name", "code", "title", "address", "description") else 0.6))
    elif key and words[-1] in ("id", "no", "key"):
        out.append((words[:-1], 0.64))
    elif words[0] in ("is", "if", "has"):
        out.append((words[1:], 0.9))
    for size in range(len(words) - 1, 0, -1):
        for start in range(len(words) - size + 1):
            part = words[start : start + size]
            if part[0] in STOP - {"num", "not", "no"} or part[-1] in STOP - {"num"}:
                continue
            if key and part[-1] not in ("id", "number", "code", "key", "no"):
                continue
            out.append((part, (0.7 if start + size == len(words) else 0.45) * (0.8 + 0.2 * size / len(words))))
    if len(words) > 2:
        out.append(((words[0], words[-1]), 0.72))
    return out


def _turned(words: Phrase, key: bool) -> list[tuple[Phrase, float]]:
    """ "date of treatment" for (treatment, date) and the reverse."""
    if "of" in words:
        place = words.index("of")
        head, tail = words[:place], words[place + 1 :]
        return [(tail + head, 0.95), (head, 0.7), (head + tail, 0.8)] if head and tail else []
    if key and words[-1] in ("number", "no", "id", "code", "key"):
        return [(words[1:] + words[:1], 0.6)]  # "number of orders" counts
    return (
        [((words[-1], "of", *words[:-1]), 0.95), (words[1:] + words[:1], 0.6), ((words[-1], *words[:-1]), 0.75)] if len(words) > 1 else []
    )
