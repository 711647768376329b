"""What words may stand for in one source, and the making of items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.names import Names
from agents.models.builtin.parser.readings import Meaning, Spelled
from agents.models.builtin.parser.tokens import Token, tokenise
from agents.models.builtin.parser.values import Held, Values

# What a kind is worth for each token it covers, beside names of the data (10 x score). Small words count little.
SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "is",
        "are",
        "to",
        "by",
        "with",
        "on",
        "do",
        "have",
        "for",
        "at",
        "its",
        "and",
        "than",
        "was",
        "be",
        "each",
        "from",
        "over",
    ]
)
LITTLE = 4.5
UNKNOWN, PER_ITEM = -25.0, 3.0
WORTH = {"fill": 4.0, "verb": 4.5, "list": 5.0}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that words may stand for in one source. `today` is the last day of its data; `readings` are those of one request alone."""

    names: Names
    values: Values
    today: date
    request: bool = False
    readings: Mapping[Spelled, Meaning] = field(default_factory=dict)


def new_item(kind: str, question: str, first: Token, last: Token) -> Item:
    head, *rest = kind.split(":")
    return Item(
        kind=head,
        text=question[first.start : last.end],
        start=first.start,
        end=last.end,
        sub=rest[0] if rest else "",
        hint=tuple(rest[1].split("|")) if len(rest) > 1 else (),
    )


def lemmas_of(text: str) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokenise(text) if token.kind in ("word", "number", "han"))


def held_as(words: tuple[str, ...], values: Values, *, parts: bool) -> tuple[Held, ...]:
    if words in values.exact:
        return tuple(values.exact[words])
    return tuple(values.parts.get(words, ())) if parts else ()
