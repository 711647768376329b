"""A request that leans on the run before it: what it changes is put in the place of what that run did, and everything else stays.

One that stands alone is read alone, so nothing of an earlier run leaks into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.analysis.arguments import Arguments
from agents.core.brief import Brief, Deliverable, Language
from agents.core.errors import CannotAnswer, WordsUnread
from agents.core.periods import Grain
from agents.models.builtin.parser.filters import filters_of
from agents.models.builtin.parser.following import Said, joined, leans, parse_following, walk_of
from agents.models.builtin.parser.leaning import adds_to_deck, leaning
from agents.models.builtin.parser.meaning import Ask, Attr
from agents.models.builtin.parser.parse import Lexis
from agents.models.builtin.parser.understand import measure_ref
from agents.models.builtin.parser.understanding import DimensionRef, Operation, Understanding
from agents.models.builtin.parser.walk import Walk
from agents.sources.query import Query
from agents.team import lookup
from agents.team.desk import Desk, Turn
from agents.team.follow_words import question_title, told, told_question
from agents.team.general import understood
from agents.team.reading import WHY, Reading, analyses_for, possible, read, title_of
from agents.team.rereading import Standing, changed, standing_of
from agents.team.wording import GRAINS, say

REPORT = {"drivers", "plan", "summary", "overview", "outliers", "distribution", "quality"}  # what only a report says
GROWING = {"summary", "plan"}  # a report in full


@dataclass(frozen=True)
class Followed:
    """How a request follows: as a question (`query`, `said`) or as a report (`reading`, `analyses`); or it only adds slides (`adds`)."""

    words: str
    deliverables: tuple[Deliverable, ...] = ()
    query: Query | None = None
    said: tuple[Said, ...] = ()
    reading: Reading | None = None
    analyses: tuple[str, ...] = ()
    grain: Grain | None = None
    adds: bool = False
    title: str = ""


def follow(desk: Desk, lexis: Lexis) -> Followed | None:
    """How the request of a desk follows the run before; None where there is none or the request stands alone.

    Raises CannotAnswer with the words that could not be read, or why the earlier run cannot be taken up.
    """
    if desk.before is None:
        return None
    if adds_to_deck(desk.request, desk.language):
        return Followed(words="", adds=True)
    said = leaning(desk.request, desk.language)
    walk = walk_of(said.rest, desk.language, lexis, request=True)
    if not leans(said, walk):
        return None
    understanding = understood(said.rest, lexis, desk.language)
    if "why" in said.kinds:
        understanding = _with(understanding, "drivers")
    if "why" in said.kinds and not said.surely and not _about(understanding, desk.before, lexis):
        return None
    if understanding.unread:
        raise unread(understanding)
    if _is_question(desk.before.brief) and not REPORT & set(understanding.operations):
        return _question(desk, desk.before, understanding, _without_files(desk.request, walk), lexis)
    return _report(desk, desk.before, understanding, lexis)


def _with(understanding: Understanding, operation: Operation) -> Understanding:
    operations = tuple(dict.fromkeys((operation, *understanding.operations)))
    return understanding.model_copy(update={"operations": operations})


def _about(understanding: Understanding, before: Turn, lexis: Lexis) -> bool:
    """Is a "why" about what the earlier run measured? It names no days of its own, and no other measure."""
    if understanding.periods:
        return False
    named = [measure for measure in understanding.measures if measure.label]
    if not named:
        return True
    try:
        return read(understanding, lexis.catalog).subject.measure == _standing(before, lexis).subject.measure
    except CannotAnswer:
        return False


def _is_question(brief: Brief) -> bool:
    return all(question.analysis == "lookup" for question in brief.questions)


# -- questions -----------------------------------------------------------------------------------------------------------------


def _without_files(text: str, walk: Walk) -> str:
    """The request with blanks in place of the files that it wants: they are no part of a question."""
    for item in walk.items:
        if item.is_("deliver"):
            text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def _question(desk: Desk, before: Turn, understanding: Understanding, text: str, lexis: Lexis) -> Followed:
    """The question before with what is said now; only as files where nothing else is said."""
    old = before.brief.questions[0].arguments
    files = understanding.deliverables
    chain = said_of(before)
    if files and not _changes(understanding):
        title = before.brief.questions[0].text
        return Followed(told(understanding, None, desk.language), files, Query.model_validate(old["query"]), chain, title=title)
    if not chain:
        raise CannotAnswer(say("cannot_carry", desk.language))
    said = (*chain, (text, desk.language))
    parsed = parse_following(said, lexis)
    query = lookup.query_of(parsed, lexis, desk.language)
    words = told_question(walk_of(leaning(text, desk.language).rest, desk.language, lexis), understanding, desk.language)
    assert parsed.ask is not None
    return Followed(words, files, query, said, title=question_title(joined(said, lexis), parsed.ask, desk.language))


def said_of(turn: Turn) -> tuple[Said, ...]:
    """The texts that make a single question: its own, and what was said after it; empty for one that cannot be taken up."""
    said = turn.brief.questions[0].arguments.get("said", ()) if turn.brief.questions else ()
    return tuple((str(text), "zh" if language == "zh" else "en") for text, language in said)


def _changes(understanding: Understanding) -> bool:
    """Does it say anything beside the files that it wants?"""
    named = any(measure.label for measure in understanding.measures)
    asked = set(understanding.operations) - {"list", "summary"}
    return bool(named or asked or understanding.dimensions or understanding.periods or understanding.filters or understanding.top)


# -- reports -------------------------------------------------------------------------------------------------------------------


def _report(desk: Desk, before: Turn, understanding: Understanding, lexis: Lexis) -> Followed:
    standing = _standing(before, lexis)
    why = "drivers" in understanding.operations and not GROWING & set(understanding.operations)
    reading = changed(standing, understanding, lexis.catalog, desk.request)
    if why and len(reading.periods) < 2:
        raise CannotAnswer(say("why_two", desk.language, now=reading.periods[-1].label if reading.periods else ""), missing=("period",))
    grain = next((dimension.grain for dimension in understanding.dimensions if dimension.grain), None)
    words = told(understanding, (standing, reading), desk.language)
    title = title_of(reading, GRAINS[grain][desk.language] if grain in GRAINS else "")
    analyses = _analyses(standing, reading, grain, why)
    return Followed(words, _files(standing, understanding, why), reading=reading, analyses=analyses, grain=grain, title=title)


def _files(standing: Standing, understanding: Understanding, why: bool) -> tuple[Deliverable, ...]:
    """Those asked for; else those of the run before, and none for a "why", which is answered in the thread."""
    asked = understanding.deliverables
    if asked:
        return (*(kind for kind in asked if kind != "charts"), "charts")
    return () if why else standing.deliverables


def _analyses(standing: Standing, reading: Reading, grain: Grain | None, why: bool) -> tuple[str, ...]:
    """The analyses of the run before as far as they still can be made, with those that are asked for now."""
    known, can = analyses_for(reading), possible(reading)
    if why:
        wanted: tuple[str, ...] = WHY
    elif grain is not None:
        wanted = ("total", "trend", "seasonality" if grain == "month" else "trend", "outliers", "quality")
    elif reading.understanding.top:
        wanted = ("total", "ranking", "share", "quality")
    else:
        lost = not set(standing.analyses) & set(can) - {"total", "quality"}
        wanted = known if lost or not standing.chosen else (*standing.analyses, *_asked(reading))
    return tuple(name for name in dict.fromkeys(wanted) if name in can)


def _asked(reading: Reading) -> tuple[str, ...]:
    return tuple(name for name in ("plan", "drivers", "distribution", "ranking") if name in reading.understanding.operations)


def _standing(before: Turn, lexis: Lexis) -> Standing:
    """What stands from the run before, as a report."""
    if not _is_question(before.brief):
        return standing_of(before.brief, lexis.catalog)
    chain = said_of(before)
    ask = parse_following(chain, lexis).ask if chain else None
    if ask is None or not ask.measures:
        raise CannotAnswer(say("no_question_before", before.brief.language, request=before.request))
    understanding = _understood(before, ask, joined(chain, lexis))
    reading = read(understanding, lexis.catalog)
    return Standing(reading.subject, reading.periods, reading.only, (), before.brief.deliverables, chosen=False)


def _understood(before: Turn, ask: Ask, walk: Walk) -> Understanding:
    """A single question as a request: its measure, what it groups by, its limits and its periods."""
    periods = [time.item for time in walk.draft.times if time.item.period is not None and not time.op]
    spans = [part for item in periods for part in (item.parts if ask.kind == "growth" and item.parts else (item.period,)) if part]
    groups = [group for group in ask.groups if isinstance(group, Attr)]
    return Understanding(
        request=before.request, language=before.brief.language, measures=(measure_ref("", replace(ask.measures[0], conds=())),),
        dimensions=tuple(DimensionRef(label="", table=group.table, column=group.column) for group in groups),
        periods=tuple(sorted(dict.fromkeys(spans), key=lambda period: (period.start, period.end))), filters=filters_of(walk),
    )  # fmt: skip


def unread(understanding: Understanding) -> WordsUnread:
    """The refusal that names what could not be read, and what looks like it."""
    language: Language = understanding.language
    quote = "、".join if language == "zh" else ", ".join
    words = quote(f"“{word.word}”" for word in understanding.unread)
    message = say("unread", language, words=words)
    near = [name for word in understanding.unread for name in word.near]
    if near:
        message += ("" if language == "zh" else " ") + say("near", language, names=quote(dict.fromkeys(near)))
    return WordsUnread(message, missing=tuple(word.word for word in understanding.unread))


def arguments_of(brief: Brief) -> Arguments:
    """The arguments of a report's first question."""
    return next(Arguments.model_validate(question.arguments) for question in brief.questions if question.analysis != "lookup")
