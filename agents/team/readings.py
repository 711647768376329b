"""Words that the built-in parser cannot read, read with the help of a language model: it says what a word means, and nothing more.

The request is then read again by the same parser, with these meanings as its further words. What was read is shown as a definition. A
word that nobody can read blocks the answer as it does without a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agents.core.brief import Definition, Language, WordReading
from agents.core.context import ContextPart
from agents.core.errors import WordsUnread
from agents.core.events import Event
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.parse import Lexis
from agents.models.builtin.parser.readings import Meaning, Spelled, spelled
from agents.models.ladder import Climbed, climbed
from agents.models.loop import Models, Task
from agents.sources.reader import Reader
from agents.specs.drafts import ReadingsDraft, WordMeaning
from agents.team.prompts import prompt
from agents.team.sense import lost
from agents.team.wording import say
from agents.tools.reading import draft_of, reading_tools
from agents.tools.reading_rules import passes, wrong_readings
from agents.tools.senses import FILLER, PERIOD, UNKNOWN, Senses, senses_of

Made = TypeVar("Made")
# Operations and measures in Chinese, for definitions.
CALLED = {
    "highest": "最高", "lowest": "最低", "most common": "最常见", "least common": "最少见", "best selling": "销售额最高",
    "average": "平均值", "median": "中位数", "maximum": "最大值", "minimum": "最小值", "number of": "数量", "share of the whole": "占比",
    "growth": "增长", "trend over time": "走势", "causes": "原因", "overview": "概览", "outliers": "异常值", "distribution": "分布",
    "action plan": "行动计划", "slides": "幻灯片", "spreadsheet": "电子表格", "written report": "文档", "charts": "图表",
    "revenue": "销售额", "units sold": "销量", "number of orders": "订单数", "profit margin": "毛利率", "average order value": "客单价",
}  # fmt: skip
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
        found = _read(asked, words, senses, refusal)
        try:
            made = attempt(lexis.reading(meanings(found, senses)))
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
    return known, asked.lexis.reading(meanings(known, senses))


def meanings(readings: Sequence[WordReading], senses: Senses) -> dict[Spelled, Meaning]:
    """The readings as the parser takes them; one that the data no longer holds is left out, so its word is unread again."""
    found = {}
    for reading in readings:
        if reading.means not in senses.choices:
            continue
        value = senses.held(reading.means, reading.value) if reading.means in senses.columns and reading.value else reading.value
        if value is not None:
            found[spelled(reading.word)] = senses.meaning(reading.means, value)
    return found


def defined(readings: Sequence[WordReading], language: Language) -> tuple[Definition, ...]:
    """The readings among the definitions of a brief."""
    return tuple(Definition(term=reading.word, text=told(reading, language)) for reading in readings)


def told(reading: WordReading, language: Language) -> str:
    """ "read as California (orders.State), by the model small"."""
    if reading.means == FILLER:
        return say("read_filler", language, by=reading.by)
    kind, _, name = reading.means.partition(" ")
    if kind == "column":
        what = f"{reading.value or name.partition('.')[2]} ({name})"
    else:
        what = reading.value if reading.means == PERIOD else CALLED.get(name, name) if language == "zh" else name
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


def _read(asked: Asked, words: tuple[str, ...], senses: Senses, refusal: WordsUnread) -> tuple[WordReading, ...]:
    """What the words mean, by the first rung that reads all of them. Raises the refusal where none does."""
    task = Task(
        use="query", instructions=prompt("query"), prompt=_prompt(asked.request, words), output=draft_of(senses),
        tools=reading_tools(asked.request, words, senses), proposal="propose_readings", parts=asked.parts,
        check=lambda draft: wrong_readings(draft, words, asked.request, asked.language, senses), refusal=refusal,
    )  # fmt: skip
    answer: Climbed[ReadingsDraft] = climbed(task, asked.models)
    while (why := _unsettled(answer, asked, senses)) is not None:
        answer = climbed(task, asked.models, above=answer.rung, found=why, cause="refused")
    return _readings(answer, senses)


def _unsettled(answer: Climbed[ReadingsDraft], asked: Asked, senses: Senses) -> str | None:
    """Why an answer does not do, in words: a word is still unread, or would have no part in what is asked."""
    for meant in answer.output.readings:
        if meant.means == UNKNOWN or (meant.fit != "same" and meant.means != FILLER):
            return say("stays_unread", asked.language, word=meant.word, by=_by(answer))
    missed = lost(_readings(answer, senses), asked.request, asked.language, senses)
    return say("reading_lost", asked.language, word=missed.word, by=_by(answer)) if missed is not None else None


def _readings(answer: Climbed[ReadingsDraft], senses: Senses) -> tuple[WordReading, ...]:
    return tuple(
        WordReading(word=meant.word, means=meant.means, value=_written(meant, senses), by=_by(answer)) for meant in answer.output.readings
    )


def _written(meant: WordMeaning, senses: Senses) -> str:
    """A value as its column writes it."""
    return str(senses.held(meant.means, meant.value)) if meant.means in senses.columns and meant.value else meant.value


def _by(answer: Climbed[ReadingsDraft]) -> str:
    return f"{answer.rung.name} ({answer.rung.settings.label})"


def _prompt(request: str, words: Sequence[str]) -> str:
    return f"Request: {request}\nWords to read: {', '.join(words)}"


def _decided(asked: Asked, text: str, detail: dict[str, object]) -> None:
    asked.models.emit(Event(kind="decision", text=text, detail={"rule": "reading", "reason": text, **detail}))
