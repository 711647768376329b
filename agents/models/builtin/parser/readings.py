"""Readings: what a word that nothing stands for means in one request, settled outside of the parser and read by it like any name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents.core.periods import Period
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.names import Target
from agents.models.builtin.parser.tokens import Token, tokenise
from agents.models.builtin.parser.values import Held

Spelled = tuple[str, ...]  # the tokens of a word or of Chinese characters in a row, in lower case
SURE = 20.0  # for each token: no other reading of the same words may win


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word means: a kind of item ("name", "fill", "period", or a kind of the word lists as "super:desc") and what it names."""

    kind: str
    tables: tuple[Target, ...] = ()
    columns: tuple[Target, ...] = ()
    held: tuple[Held, ...] = ()
    period: Period | None = None
    parts: tuple[Period, ...] = ()

    def item(self, text: str, start: int, end: int) -> Item:
        """The item of a span that reads so."""
        kind, _, rest = self.kind.partition(":")
        sub, _, hint = rest.partition(":")
        return Item(
            kind=kind, text=text, start=start, end=end, sub=sub, hint=tuple(hint.split("|")) if hint else (), tables=self.tables,
            columns=self.columns, held=self.held, period=self.period, parts=self.parts,
        )  # fmt: skip


def spelled(word: str) -> Spelled:
    """A word as it is looked for."""
    return tuple(token.text.lower() for token in tokenise(word))


def read_spans(question: str, tokens: list[Token], readings: Mapping[Spelled, Meaning]) -> Iterator[tuple[int, int, Item]]:
    """(first token, token behind the last, item) of every span that has a reading."""
    longest = max(map(len, readings), default=0)
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + longest) + 1):
            span = tokens[start:end]
            meaning = readings.get(tuple(token.text.lower() for token in span))
            if meaning is not None and all(token.kind in ("word", "han") for token in span):
                yield start, end, meaning.item(question[span[0].start : span[-1].end], span[0].start, span[-1].end)
