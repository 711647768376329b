"""What readings of words may not do: name what is not there, pass over what matters, or contradict what the parser has read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from agents.core.brief import Language
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.meaning import Attr
from agents.specs.drafts import ReadingsDraft, WordMeaning
from agents.tools.contracts import not_known
from agents.tools.senses import FILLER, PERIOD, UNKNOWN, Choice, Senses

SURE = 0.85  # how surely a word of the request must name a column to count as naming it
QUIET = ("fill", "list", "verb", "polite", "have")
BEHIND_FILLER = {"me", "us", "我", "我们", "一下", ",", "，", "!", "！", ":", "："}
# Endings and beginnings of words that compare, negate, or say when and how; none may be passed over.
TELLING = re.compile(
    r"\d|^(un|non|dis|ex|anti|pre|post|sub|over|under|re)|(er|est|ly|less|day|time|n't|nt)$|month|year|week|quarter|season|decade|centur|"
    r"^(no|not|nor|none|never|sans|bar|save|omit|skip|drop|lose|minus|plus|nay|nope|half|twice|thrice|dozen|pair|few|several|many|main|major|"
    r"top|new|old|big|small|first|last|past|prior|late|early|net|gross|other|else|own|same|spring|summer|autumn|fall|winter|easter|xmas|noon)$|"
    r"[不没无非未别莫勿除减少多低高大小新旧前后首末季月年日周双单半仅只]",
    re.IGNORECASE,
)


def wrong_readings(
    draft: ReadingsDraft, offered: Mapping[str, Collection[Choice]], request: str, language: Language, senses: Senses
) -> list[str]:
    """What is wrong with the readings of a request, in words that help the model to mend them. `offered` are the choices of each word."""
    items = read_items(request, language, senses.lexis.vocabulary, request=True)
    given = [reading.word for reading in draft.readings]
    wrong = [f"Say once what {word!r} means." for word in offered if given.count(word) != 1]
    for reading in draft.readings:
        if reading.word in offered and reading.means != UNKNOWN:
            wrong += _wrong_choice(reading, offered[reading.word]) or _wrong_here(reading, items, senses)
    return wrong + _twice([reading for reading in draft.readings if reading.word in offered])


def passes(word: str, request: str, language: Language, senses: Senses) -> bool:
    """May a word of a request be passed over without changing the answer?"""
    return _may_be_passed_over(word, read_items(request, language, senses.lexis.vocabulary, request=True))


def _wrong_choice(reading: WordMeaning, offered: Collection[Choice]) -> list[str]:
    """A choice that is not there for the word, or another value."""
    values = [value for means, value in offered if means == reading.means]
    if not values:
        return [f"{not_known(f'meaning of {reading.word!r}', reading.means, {means for means, _ in offered})} Else say {UNKNOWN!r}."]
    if not reading.value and len(values) == 1:
        return []  # there is nothing else that the choice could mean for this word
    if reading.value.casefold() not in {value.casefold() for value in values}:
        return [f"{not_known('value', reading.value, values)} Else say {UNKNOWN!r}." if any(values) else "Leave `value` empty."]
    return []


def _wrong_here(reading: WordMeaning, items: list[Item], senses: Senses) -> list[str]:
    """A reading that does not fit with the other words of the request."""
    word, means = reading.word, reading.means
    if means == FILLER:
        passes = _may_be_passed_over(word, items)
        return [] if passes else [f"{word!r} may change the answer: it is no {FILLER}. Give its meaning, or {UNKNOWN!r}."]
    if means == PERIOD:
        named = [item.text for item in items if item.kind == "period"]
        return [f"The request names its days already: {named[0]!r}. Say {UNKNOWN!r} for {word!r}."] if named else []
    if means in senses.columns and not reading.value:
        return _named_already(word, senses.columns[means], items, senses)
    kind = {**senses.measures, **senses.operations}.get(means, "").split(":")[0]
    said = [item.text for item in items if kind and (item.kind == kind or kind in item.also)]
    return [f"{said[0]!r} says {means!r} already, or something against it. Say {UNKNOWN!r} for {word!r}."] if said else []


def _named_already(word: str, attr: Attr, items: list[Item], senses: Senses) -> list[str]:
    """A column that another word of the request names, or a number beside the word for another number ("profit uplift")."""
    for item in items:
        if attr in _names(item, senses):
            return [f"{item.text!r} names that column already, so {word!r} must mean something else. Say {UNKNOWN!r} where nothing fits."]
    if senses.info(f"column {attr.table}.{attr.column}").role == "measure":
        for beside in _beside(word, items):
            if any(senses.info(f"column {of.table}.{of.column}").role == "measure" for of in _names(beside, senses)):
                return [f"{word!r} stands beside {beside.text!r}, which is a number of its own. Say {UNKNOWN!r} for {word!r}."]
    return []


def _names(item: Item, senses: Senses) -> set[Attr]:
    """The columns that an item surely names."""
    stated = senses.stated.get(f"{item.kind}:{item.sub}")
    found = {Attr(target.table, target.column) for target in item.columns if target.score >= SURE} if item.kind == "name" else set()
    return found | ({stated} if stated is not None else set())


def _beside(word: str, items: list[Item]) -> list[Item]:
    """The items right before and behind a word."""
    places = _places(word, items)
    return [items[place] for place in (places[0] - 1, places[-1] + 1) if 0 <= place < len(items)] if places else []


def _places(word: str, items: list[Item]) -> list[int]:
    """Where a word stands: the places of its items (a Chinese word is one item for each character)."""
    for start in range(len(items)):
        text, end = "", start
        while end < len(items) and word.startswith(text + items[end].text) and len(text) < len(word):
            text += items[end].text
            end += 1
        if text == word:
            return list(range(start, end))
    return []


def _may_be_passed_over(word: str, items: list[Item]) -> bool:
    """Only a word of address or asking ("Mate, …", "Gimme me …"): before everything that matters in the request, apart from it, and
    neither a name nor a number, negation, comparison or time by its form."""
    places = _places(word, items)
    if not places or TELLING.search(word) or (places[0] > 0 and word[:1].isupper()):
        return False
    before = [item for item in items[: places[0]] if not item.is_(*QUIET) and item.kind != "unknown"]
    behind = items[places[-1] + 1] if places[-1] + 1 < len(items) else None
    return not before and behind is not None and behind.text.lower() in BEHIND_FILLER


def _twice(readings: Sequence[WordMeaning]) -> list[str]:
    """Two words for one thing: one of them would be lost."""
    said: dict[tuple[str, str], str] = {}
    wrong = []
    for reading in readings:
        key = (reading.means, reading.value.lower())
        if reading.means in (FILLER, UNKNOWN):
            continue
        if key in said and said[key] != reading.word:
            wrong.append(f"{said[key]!r} and {reading.word!r} cannot both mean {reading.means!r}. Say {UNKNOWN!r} where nothing fits.")
        said.setdefault(key, reading.word)
    return wrong
