"""How many tokens a text is for a model. Whoever can count is asked; where nobody can, an upper estimate that calls have corrected.

An estimate is cheap and asks nobody, so it comes first: what fits by an upper estimate fits, however one counts.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal, Protocol

from agents.core.calls import ModelSettings

Method = Literal["counted", "estimated"]

# Tokens for each byte, about half above what three public vocabularies (cl100k, o200k, voyage-3) gave for prose, JSON and rows of
# this program: some models cut text finer than those. Letters and spaces; digits and marks; other scripts in UTF-8.
LETTERS, MARKS, OTHERS = 0.34, 1.0, 0.6
OTHER_SCRIPT = 0.3  # share of bytes from which a text counts as one of another script
SEEN_ENOUGH, SEEN_KEPT, MARGIN, LEAST_BYTES = 3, 20, 1.1, 400
PLAUSIBLE = 0.25, 4.0  # of an estimate: a server that counts less or more than so counts something else
CACHED = 2_000  # counts
ASK_AGAIN = 600.0  # seconds until a server that could not count is asked again
LETTER = re.compile(r"[A-Za-z\s]")


class Counter(Protocol):
    """Counts the tokens of a text."""

    def count(self, text: str) -> int: ...


class Rates:
    """What calls have shown of how finely each model cuts text. Shared by all threads of a process, forgotten when it ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, bool], deque[float]] = defaultdict(lambda: deque(maxlen=SEEN_KEPT))

    def learn(self, model: str, text: str, tokens: int) -> None:
        """Take in what a provider counted for a text that was sent. Short ones, where what a server adds weighs most, are passed over."""
        if len(text.encode()) < LEAST_BYTES:
            return
        seen = tokens / _upper(text)
        if PLAUSIBLE[0] < seen < PLAUSIBLE[1]:
            with self._lock:
                self._seen[model, _other_script(text)].append(seen)

    def factor(self, model: str, text: str) -> float:
        """What an upper estimate is multiplied with: the highest of the latest calls and a tenth; 1 until three were seen."""
        with self._lock:
            seen = list(self._seen.get((model, _other_script(text)), ()))
        highest = max(seen, default=0.0) * MARGIN
        return highest if len(seen) >= SEEN_ENOUGH else max(1.0, highest)


RATES = Rates()


@dataclass(frozen=True)
class Estimate:
    """An upper estimate for a model, lowered or raised by what its calls have shown."""

    model: str
    rates: Rates = RATES

    def count(self, text: str) -> int:
        return ceil(_upper(text) * self.rates.factor(self.model, text)) if text else 0


@dataclass
class Asked:
    """Asks the provider, and remembers by the text's hash what it said. None where it cannot count; it is then left alone for a while."""

    clock: Callable[[], float] = time.monotonic
    _counts: dict[tuple[str, str], int] = field(default_factory=dict)
    _silent: dict[str, float] = field(default_factory=dict)

    def count(self, settings: ModelSettings, text: str) -> int | None:
        who = f"{settings.name} {settings.access.base_url} {settings.model}"
        key = (who, hashlib.sha256(text.encode()).hexdigest())
        if key in self._counts:
            return self._counts[key]
        if self._silent.get(who, 0.0) > self.clock():
            return None
        found = _ask(settings, text)
        if found is None:
            self._silent[who] = self.clock() + ASK_AGAIN
        elif len(self._counts) < CACHED:
            self._counts[key] = found
        else:
            self._counts = {key: found}
        return found


ASKED = Asked()


def counts(
    texts: Sequence[str], settings: ModelSettings, room: int, most: int, *, learned: bool = True, asked: Asked = ASKED
) -> tuple[list[int], Method]:
    """The tokens of each text. Where they may not fit (all the room, those after the first `most`), the provider is asked, once, for all
    together, and each gets its share. Without what was `learned` from calls, the same texts have the same counts in every process."""
    estimate = Estimate(settings.label, RATES if learned else Rates())
    each = [estimate.count(text) for text in texts]
    if sum(each) <= room and sum(each[1:]) <= most:
        return each, "estimated"
    whole = asked.count(settings, "\n".join(texts))
    if whole is None:
        return each, "estimated"
    share = whole / max(sum(each), 1)
    return [ceil(count * share) for count in each], "counted"


def _ask(settings: ModelSettings, text: str) -> int | None:
    """What the provider counts, None where it cannot."""
    if settings.name == "openai_compatible":
        from agents.models.tokenize import tokenized  # the HTTP client is heavy, and the built-in model needs none

        return tokenized(settings.access, settings.model, text)
    if settings.name == "bedrock":
        from agents.models.bedrock_count import count_bedrock  # and so are the clients of AWS

        return count_bedrock(settings, text)
    return None


def _upper(text: str) -> float:
    size, letters = len(text.encode()), len(LETTER.findall(text))
    others = size - sum(character.isascii() for character in text)
    return letters * LETTERS + (size - letters - others) * MARKS + others * OTHERS


def _other_script(text: str) -> bool:
    size = len(text.encode())
    return size > 0 and (size - sum(character.isascii() for character in text)) / size > OTHER_SCRIPT
