"""What a model may do with sentences made from evidence: leave out, reorder and reword, never tear a figure from what it is a figure of.

A token is true where it stands: `{{online.growth|percent}}` behind the name of another channel is a false sentence made of true parts.
So the tokens of a sentence stay together in their order, and no name comes in that the sentence did not hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from agents.evidence.text import TOKEN, Text

END = re.compile(r"[.;!?。；！？]")
MARK = "\u0000"
SHORT = 3


class Clause(NamedTuple):
    """A part of a text up to a full stop or a semicolon: its tokens in order, and its words without them."""

    tokens: tuple[str, ...]
    words: str


def torn(text: Text, ready: Collection[Text], named: Collection[str]) -> list[str]:
    """What a reworded text says that no ready one does, in words that help to mend it. `named` are the names of measures and members."""
    given = [clause for source in ready for clause in clauses(source)]
    wrong = []
    for clause in clauses(text):
        sources = _sources(clause.tokens, given)
        if sources is None:
            wrong.append(f"Keep the tokens of a sentence together in their order, or leave it out: {' '.join(clause.tokens)}.")
            continue
        held = " ".join(source.words for source in sources)
        strange = [name for name in named if _holds(clause.words, name) and not _holds(held, name)]
        wrong += [f"{name!r} is not what the figures beside it are of: keep the names of the sentence." for name in strange]
    return wrong


def clauses(text: Text) -> list[Clause]:
    """The clauses of a text that hold tokens."""
    tokens = iter([match.group(0) for match in TOKEN.finditer(text)])
    parts = END.split(TOKEN.sub(MARK, text))
    found = [Clause(tuple(next(tokens) for _ in range(part.count(MARK))), part.replace(MARK, " ")) for part in parts]
    return [clause for clause in found if clause.tokens]


def _sources(tokens: Sequence[str], given: Sequence[Clause]) -> list[Clause] | None:
    """The ready clauses that the tokens are of: all that begin so, or several whole ones; None where there are none."""
    return [clause for clause in given if clause.tokens[: len(tokens)] == tuple(tokens)] or _whole(tokens, given)


def _whole(tokens: Sequence[str], given: Sequence[Clause]) -> list[Clause] | None:
    """The tokens as whole ready clauses."""
    if not tokens:
        return []
    for clause in given:
        size = len(clause.tokens)
        if clause.tokens == tuple(tokens[:size]) and (rest := _whole(tokens[size:], given)) is not None:
            return [clause, *rest]
    return None


def _holds(words: str, name: str) -> bool:
    """Whether words hold a name: as a word of its own, in scripts that part words by spaces. Codes as short as "IN" are passed over."""
    if name.isascii():
        return len(name) > SHORT and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None
    return name in words
