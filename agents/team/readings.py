"""Words that the built-in parser cannot read, read with the help of a language model: it says what a word means, and nothing more.

The model is asked twice: for everyday words in place of the unread one, without a look at the data; and which of the things that the
parser takes those words for is the same here, with a look at it. So a meaning needs two answers that agree, and a word that the
parser knows. The request is then read again by the same parser, the unread word as the known one. What was read is shown as a
definition. A word that nobody can read blocks the answer as it does without a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from agents.core.brief import Definition, Language, WordReading
from agents.core.calls import Rung
from agents.core.context import ContextPart
from agents.core.errors import WordsUnread
from agents.core.events import Event
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.parse import Lexis
from agents.models.builtin.parser.readings import Meaning, Spelled, spelled
from agents.models.ladder import Climbed, climbed
from agents.models.loop import Models, Task
from agents.sources.reader import Reader
from agents.specs.drafts import ReadingsDraft, SynonymsDraft
from agents.team.prompts import prompt
from agents.team.sense import PASSED, lost
from agents.team.wording import say
from agents.tools.reading import draft_of, reading_tools
from agents.tools.reading_rules import passes, wrong_readings
from agents.tools.senses import FILLER, UNKNOWN, Choice, Senses, senses_of

Made = TypeVar("Made")
Offered = dict[str, dict[Choice, str]]  # word -> what it may mean -> the everyday word that says so
SHORT = 400  # tokens of an answer about a few words
MOST_LIKE = 5  # everyday words that are looked at
MOST_WORDS = 6  # a request with more unread words is about something else


@dataclass(frozen=True)
class Asked:
    """A request, the source it is about, and the models that may be asked what its words mean."""

    request: str
    language: Language
    lexis: Lexis
    reader: Reader
    models: Models
    parts: Callable[[], Sequence[ContextPart]] = tuple
    known: tuple[WordReading, ...] = ()  # read before: earlier in the thread, or before the brief was changed


def with_readings(asked: Asked, attempt: Callable[[Lexis], Made]) -> tuple[Made, tuple[WordReading, ...]]:
    """What `attempt` makes of the request, and the readings it was made with. Where words are unread, models are asked for them once.

    Raises what `attempt` raises; a refusal for unread words stands where a model leaves one of them unread.
    """
    known, lexis = _begun(asked)
    try:
        return attempt(lexis), known
    except WordsUnread as refusal:
        words = unknown_words(refusal.missing, asked.language, lexis)
        asking = _asks(asked.models) and 0 < len(words) <= MOST_WORDS and all(stands_in(word, asked.request) for word in words)
        if not asking:
            raise
        senses = senses_of(asked.lexis, asked.reader)
        found = _read(asked, _candidates(asked, words, senses, refusal), senses, refusal)
        try:
            made = attempt(lexis.reading(meanings(found, asked.language, senses)))
        except WordsUnread:
            raise refusal from None
        for reading in found:
            _decided(asked, f"“{reading.word}” {told(reading, asked.language)}", reading.model_dump())
        return made, (*known, *found)


def _begun(asked: Asked) -> tuple[tuple[WordReading, ...], Lexis]:
    """The readings known before, and the words with them; a word that was passed over elsewhere is not, where it might matter here."""
    if not asked.known:
        return (), asked.lexis
    senses = senses_of(asked.lexis, asked.reader)
    known = tuple(
        reading
        for reading in asked.known
        if reading.means != FILLER or not stands_in(reading.word, asked.request)
        or passes(reading.word, asked.request, asked.language, senses)
    )  # fmt: skip
    return known, asked.lexis.reading(meanings(known, asked.language, senses))


def meanings(readings: Sequence[WordReading], language: Language, senses: Senses) -> dict[Spelled, Meaning]:
    """The readings as the parser takes them; one whose known word is no longer known is left out, so its own word is unread again."""
    found = {spelled(reading.word): PASSED if reading.means == FILLER else senses.meaning(reading.like, language) for reading in readings}
    return {word: meaning for word, meaning in found.items() if meaning is not None}


def defined(readings: Sequence[WordReading], language: Language) -> tuple[Definition, ...]:
    """The readings among the definitions of a brief."""
    return tuple(Definition(term=reading.word, text=told(reading, language)) for reading in readings)


def told(reading: WordReading, language: Language) -> str:
    """ "read as California (orders.State), by the model small"."""
    if reading.means == FILLER:
        return say("read_filler", language, by=reading.by)
    name = reading.means.partition(" ")[2]
    what = f"{reading.like} ({reading.value or name})" if (reading.value or name).lower() != reading.like.lower() else reading.like
    return say("read_as", language, what=what, by=reading.by)


def used_in(readings: Sequence[WordReading], request: str) -> tuple[WordReading, ...]:
    """The readings whose word stands in a request."""
    return tuple(reading for reading in readings if stands_in(reading.word, request))


def stands_in(word: str, request: str) -> bool:
    """Is a word one of a request?"""
    return f" {' '.join(spelled(word))} " in f" {' '.join(spelled(request))} "


def unknown_words(missing: Sequence[str], language: Language, lexis: Lexis) -> tuple[str, ...]:
    """The unread words that the parser does not know at all. One that it knows and cannot use here is not for a model to turn round."""
    return tuple(dict.fromkeys(word for word in missing if _unknown(word, language, lexis)))


def _unknown(word: str, language: Language, lexis: Lexis) -> bool:
    items = read_items(word, language, lexis.vocabulary, request=True)
    return bool(items) and all(item.kind == "unknown" for item in items)


def _asks(models: Models) -> bool:
    """Is there a language model on the ladder?"""
    return any(rung.settings.name != "builtin" for rung in models.ladders.of("query").rungs)


def _candidates(asked: Asked, words: tuple[str, ...], senses: Senses, refusal: WordsUnread) -> Offered:
    """What each word may mean: all that the parser takes its everyday words for, with the first such word.

    Raises the refusal where no model finds something for each word.
    """
    task = Task(
        use="query", instructions=prompt("synonyms"), prompt=_prompt(asked.request, words), output=SynonymsDraft, tools=(), proposal="",
        check=lambda draft: [] if set(words) & {each.word for each in draft.words} else [f"Give everyday words for: {', '.join(words)}."],
        refusal=refusal, max_tokens=SHORT,
    )  # fmt: skip
    above: Rung | None = None
    why = ""
    while True:
        answer = climbed(task, asked.models, above=above, found=why, cause="refused")
        offered = {word: _known(word, answer.output, asked, senses) for word in words}
        unread = next((word for word, choices in offered.items() if not choices), None)
        if unread is None:
            return offered
        above, why = answer.rung, say("stays_unread", asked.language, word=unread, by=_by(answer))


def _known(word: str, draft: SynonymsDraft, asked: Asked, senses: Senses) -> dict[Choice, str]:
    """The choices of a word, each with the everyday word that the parser takes for it."""
    found: dict[Choice, str] = {}
    for each in (like for line in draft.words if line.word == word for like in line.synonyms[:MOST_LIKE]):
        for choice in sorted(senses.named_by(each, asked.language)):
            found.setdefault(choice, each)
    return found | ({(FILLER, ""): ""} if passes(word, asked.request, asked.language, senses) else {})


def _read(asked: Asked, offered: Offered, senses: Senses, refusal: WordsUnread) -> tuple[WordReading, ...]:
    """What the words mean, by the first rung that reads all of them. Raises the refusal where none does."""
    task = Task(
        use="query", instructions=prompt("query"), prompt=_prompt(asked.request, list(offered)), output=draft_of(offered),
        tools=reading_tools(offered, senses), proposal="propose_readings", parts=asked.parts,
        check=lambda draft: wrong_readings(draft, offered, asked.request, asked.language, senses), refusal=refusal,
        max_tokens=SHORT,
    )  # fmt: skip
    answer: Climbed[ReadingsDraft] = climbed(task, asked.models)
    while (why := _unsettled(answer, offered, asked, senses)) is not None:
        answer = climbed(task, asked.models, above=answer.rung, found=why, cause="refused")
    return _readings(answer, offered)


def _unsettled(answer: Climbed[ReadingsDraft], offered: Offered, asked: Asked, senses: Senses) -> str | None:
    """Why an answer does not do, in words: a word is still unread, or would have no part in what is asked."""
    for meant in answer.output.readings:
        if meant.word in offered and (meant.means == UNKNOWN or (meant.fit != "same" and meant.means != FILLER)):
            return say("stays_unread", asked.language, word=meant.word, by=_by(answer))
    readings = _readings(answer, offered)
    missed = lost(readings, asked.request, asked.language, senses, meanings(readings, asked.language, senses))
    return say("reading_lost", asked.language, word=missed.word, by=_by(answer)) if missed is not None else None


def _readings(answer: Climbed[ReadingsDraft], offered: Offered) -> tuple[WordReading, ...]:
    found = []
    for meant in answer.output.readings:
        choices = {choice: like for choice, like in offered.get(meant.word, {}).items() if choice[0] == meant.means}
        for (means, value), like in choices.items():
            if value.casefold() == meant.value.casefold() or (len(choices) == 1 and not meant.value):
                found.append(WordReading(word=meant.word, means=means, value=value, like=like, by=_by(answer)))
    return tuple(found)


def _by(answer: Climbed[Any]) -> str:
    return f"{answer.rung.name} ({answer.rung.settings.label})"


def _prompt(request: str, words: Sequence[str]) -> str:
    return f"Request: {request}\nWords to read: {', '.join(words)}"


def _decided(asked: Asked, text: str, detail: dict[str, object]) -> None:
    asked.models.emit(Event(kind="decision", text=text, detail={"rule": "reading", "reason": text, **detail}))
