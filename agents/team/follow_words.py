"""How a further request was understood, in a few words for people: "As before, only Marketplace, by month"."""

from __future__ import annotations

from agents.analysis import wordlists
from agents.analysis.words import METRICS, metric
from agents.core.brief import Language
from agents.models.builtin.parser.draft import Quantity
from agents.models.builtin.parser.filters import filters_of
from agents.models.builtin.parser.following import measures_of, named_of
from agents.models.builtin.parser.meaning import Ask, Attr, Measure, Part
from agents.models.builtin.parser.understanding import Understanding
from agents.models.builtin.parser.walk import Walk
from agents.team.limits import NAMING, limit_text
from agents.team.reading import Reading
from agents.team.rereading import Standing
from agents.team.wording import FILES, GRAINS, say

OPS = ("avg", "max", "min", "median", "count_distinct")


def told(said: Understanding, turn: tuple[Standing, Reading] | None, language: Language) -> str:
    """What changed from what stood to the reading; only the files where there is no such pair."""
    parts: list[str] = []
    if turn is not None:
        standing, reading = turn
        parts = [*_measure(standing, reading, language), *_limits(standing, reading), *_dimension(standing, reading, said, language)]
        parts += _periods(standing, reading)
        parts += [say("the_first", language, count=said.top)] if said.top else []
        parts += [say("what_moved", language, measure=reading.subject.measure.words.of(language))] if "drivers" in said.operations else []
        parts += [say("with_plan", language)] if "plan" in said.operations else []
    return as_before([*parts, *_files(said, language)], language)


def as_before(parts: list[str], language: Language) -> str:
    """The parts as one line."""
    joint = "，" if language == "zh" else ", "
    return say("as_before", language, what=joint.join(parts)) if parts else say("as_before_same", language)


def _measure(standing: Standing, reading: Reading, language: Language) -> list[str]:
    old, new = standing.subject.measure.words.of(language), reading.subject.measure.words.of(language)
    return [say("in_place", language, measure=new, before=old)] if old != new else []


def _limits(standing: Standing, reading: Reading) -> list[str]:
    return [limit.text for limit in reading.only if limit not in standing.only]


def _dimension(standing: Standing, reading: Reading, said: Understanding, language: Language) -> list[str]:
    grains = [GRAINS[dimension.grain][language] for dimension in said.dimensions if dimension.grain in GRAINS]
    old, new = standing.subject.segment, reading.subject.segment
    words = [new.words.of(language)] if new is not None and (old is None or old.expr != new.expr) else []
    return [say("by", language, dimension=word) for word in (*words, *grains)]


def _periods(standing: Standing, reading: Reading) -> list[str]:
    """The days, where they are others."""
    if [period.label for period in standing.periods] == [period.label for period in reading.periods]:
        return []
    return [" / ".join(period.label for period in reversed(reading.periods))] if reading.periods else []


def _files(said: Understanding, language: Language) -> list[str]:
    joint = "、" if language == "zh" else " and "
    return [say("as_files", language, files=joint.join(FILES[kind][language] for kind in said.deliverables))] if said.deliverables else []


def told_question(walk: Walk, said: Understanding, language: Language) -> str:
    """What a further text changes in a single question."""
    numbers = [_quantity(each, language) for each in measures_of(walk)]
    limits = [limit_text([str(v) for v in ref.values], language, *NAMING[ref.op]) for ref in filters_of(walk) if ref.op in NAMING]
    groups = [_grouped(group, language) for group in (*walk.draft.groups, *walk.draft.each, *named_of(walk))]
    days = [time.item.text for time in walk.draft.times if time.item.period is not None]
    split = [say("by", language, dimension=group) for group in groups if group]
    parts = [*(number for number in numbers if number), *limits, *split, *days]
    parts += [say("the_first", language, count=said.top)] if said.top else []
    return as_before([*parts, *_files(said, language)], language)


def _grouped(group: Attr | Part | str, language: Language) -> str:
    if isinstance(group, str):
        return _grain(group.removeprefix("grain:"), language)
    return wordlists.named(group.column).of(language) if isinstance(group, Attr) else _grain(group.grain, language)


def _grain(key: str, language: Language) -> str:
    return GRAINS[key][language] if key in GRAINS else key


def question_title(walk: Walk, ask: Ask, language: Language) -> str:
    """What a question asks after all that was said: "Revenue by region, 2022, only West"."""
    grouped = [group for group in ask.groups if group not in ask.outputs]
    things = [*ask.outputs, *(group for group in ask.groups if group in ask.outputs)] if not ask.measures else ask.groups
    numbers = [_number(measure, language) for measure in ask.measures]
    joint = "、" if language == "zh" else " and "
    names = [_grouped(each, language) for each in (things if ask.measures else [*things, *grouped]) if isinstance(each, (Attr, Part))]
    head = joint.join(dict.fromkeys(number for number in numbers if number))
    split = joint.join(dict.fromkeys(names))
    title = say("by_title", language, measure=head, dimension=split) if head and split else head or split
    return ("，" if language == "zh" else ", ").join(part for part in (title[:1].upper() + title[1:], *_rows(walk, ask, language)) if part)


def _rows(walk: Walk, ask: Ask, language: Language) -> list[str]:
    """The days, limits and length of what is asked."""
    days = [time.item.text for time in walk.draft.times if time.item.period is not None]
    limits = [limit_text([str(v) for v in ref.values], language, *NAMING[ref.op]) for ref in filters_of(walk) if ref.op in NAMING]
    return [*days, *limits, *([say("the_first", language, count=ask.limit)] if ask.limit else [])]


def _quantity(quantity: Quantity, language: Language) -> str:
    if isinstance(quantity, Attr):
        return wordlists.named(quantity.column).of(language)
    return _number(quantity, language) if isinstance(quantity, Measure) else ""


def _number(measure: Measure, language: Language) -> str:
    if measure.op == "count":
        return say("number_of", language, what=wordlists.named(measure.table).of(language))
    if measure.label in METRICS and measure.op == "sum":
        return metric(measure.label).of(language)
    if isinstance(measure.of, Attr):
        words = wordlists.named(measure.of.column).of(language)
        return words if measure.op == "sum" else say(f"op_{measure.op}", language, what=words) if measure.op in OPS else words
    return metric("revenue").of(language) if measure.label in ("", "revenue") else measure.label
