"""The brief of a report, assembled from its reading and its plan."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.propose import including, propose_subject
from agents.analysis.subject import Dimension, Subject
from agents.core.brief import Brief, Definition, Only, Question
from agents.core.periods import Grain
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.specs.drafts import PlanDraft
from agents.team.desk import Desk
from agents.team.limits import defined, limited
from agents.team.options import options_of
from agents.team.reading import Reading, dimensions_of, split_by
from agents.team.wording import question_text, say

SPLIT = ("growth", "ranking")  # told once for each dimension that the request names


def report_brief(
    desk: Desk, catalog: Catalog, reading: Reading, draft: PlanDraft, *, follows: str = "", grain: Grain | None = None
) -> Brief:
    """The brief of a plan. Raises CannotAnswer where the data has no such measure by such a segment."""
    subject, further = _with_further(catalog, planned_subject(catalog, reading, draft), reading)
    planned = Reading(subject, reading.periods, reading.understanding, reading.only)
    parts = [(name, split) for name in dict.fromkeys(draft.questions) for split in (None, *(further if name in SPLIT else ()))]
    return Brief(
        request=desk.request,
        language=desk.language,
        title=draft.title,
        sources=(catalog.source,),
        questions=tuple(_question(desk, planned, part, f"q{number}", grain) for number, part in enumerate(parts, start=1)),
        definitions=_definitions(desk, catalog, subject, reading.only),
        only=reading.only,
        periods=reading.periods,
        warnings=_warnings(catalog, subject),
        deliverables=draft.deliverables,
        options=options_of(planned, catalog, desk.language),
        follows=follows,
    )


def _with_further(catalog: Catalog, subject: Subject, reading: Reading) -> tuple[Subject, tuple[Dimension, ...]]:
    """The subject with the dimensions that the request names beside its segment ("by region and category"), and those dimensions.

    None where a person or a model chose another segment: then that stands in the place of all that were named.
    """
    first, *more = dimensions_of(reading.understanding, catalog) or (None,)
    if subject.segment is None or subject.segment.expr != first:
        return subject, ()
    further = []
    for column in more:
        subject, dimension = including(subject, catalog, column)
        further.append(dimension)
    return subject, tuple(further)


def planned_subject(catalog: Catalog, reading: Reading, draft: PlanDraft) -> Subject:
    """The subject of the reading, or another where the model chose another measure or segment; over the same rows in any case."""
    subject = reading.subject
    segment = subject.segment.key if subject.segment else ""
    if draft.measure == reading.measure and draft.segment == segment:
        return subject
    wanted = subject.dimension(draft.segment).expr if draft.segment else None
    if draft.measure == reading.measure:
        return limited(split_by(subject, catalog, wanted), catalog, reading.only)
    table, _, column = draft.measure.partition(".")
    chosen = propose_subject(catalog, Col(table=table, name=column) if column else draft.measure, wanted)
    return limited(chosen, catalog, reading.only)


def _question(desk: Desk, planned: Reading, part: tuple[str, Dimension | None], id: str, grain: Grain | None) -> Question:
    """The question of an analysis, by the segment or by another dimension."""
    (name, split), subject = part, planned.subject
    before, now = (None, None, *planned.periods)[-2:]  # one period alone is looked at without one before it
    asked = Arguments(
        subject=subject, before=before, now=now, question=id, dimension=split.key if split else _split(name, subject),
        count=planned.understanding.top or 10,
        grain=grain if name == "trend" and grain is not None and grain != "range" else "",
        asked=planned.understanding.asked if name == "drivers" else "",
    )  # fmt: skip
    segment, measure = split or subject.segment, subject.measure.words.of(desk.language)
    text = question_text(name, desk.language, measure, segment.words.of(desk.language) if segment else "")
    return Question(id=id, text=text, analysis=name, arguments=asked.model_dump(mode="json"))


def _split(analysis: str, subject: Subject) -> str:
    """What an analysis splits by: the segment, but for concentration, which is about the many products or customers."""
    many = subject.levels[-1] if subject.levels else subject.customer
    return many.key if analysis == "concentration" and many is not None else ""


def _definitions(desk: Desk, catalog: Catalog, subject: Subject, only: tuple[Only, ...]) -> tuple[Definition, ...]:
    found = [subject.definition(desk.language)]
    if subject.segment is not None:
        column = subject.segment.expr
        text = say("dimension_values", desk.language, table=column.table, column=column.name, count=subject.segment.distinct)
        found.append(Definition(term=subject.segment.words.of(desk.language), text=text))
    return (*found, *defined(only, desk.language))


def _warnings(catalog: Catalog, subject: Subject) -> tuple[str, ...]:
    """What was settled on reading the tables that the subject uses."""
    used = {subject.table, *(join.table for join in subject.joins)}
    return tuple(problem for table in catalog.tables if table.name in used for problem in table.problems)[:6]
