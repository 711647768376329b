"""The planning step of the super agent: the request and the catalog become a brief."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.propose import propose_subject
from agents.analysis.subject import Subject
from agents.core.brief import Brief, Definition, Question
from agents.core.errors import CannotAnswer, InputError
from agents.core.events import Event
from agents.models.builtin.parser.understand import understand
from agents.models.builtin.parser.understanding import Understanding
from agents.models.builtin.parser.values import build_values
from agents.models.ladder import climb
from agents.models.loop import CallLog, Task
from agents.sources.catalog import Catalog
from agents.sources.query import Col
from agents.sources.reader import Reader
from agents.specs.drafts import PlanDraft
from agents.team import lookup
from agents.team.data import opened
from agents.team.desk import Desk, Outcome
from agents.team.prompts import prompt
from agents.team.reading import Reading, analyses_for, is_report, proposal, read
from agents.team.wording import question_text, say
from agents.tools.planning import Choices, check_plan, proposing_plan

GENERAL = ("revenue", "profit", "quantity", "orders", "customers", "rows")


def plan(desk: Desk) -> Outcome:
    """The brief of a run, or why the data cannot answer. Raises InputError for an empty request and for unreadable data."""
    if not desk.request.strip():
        raise InputError(say("no_request", desk.language))
    if not desk.data:
        raise InputError(say("no_data", desk.language))
    log = CallLog()
    with opened(desk) as reader:
        seen = _seen(reader.catalog, desk)
        desk.emit(Event(kind="step_progress", text=seen))
        try:
            brief = _brief(desk, reader, log)
        except CannotAnswer as missing:
            found = missing.suggestions or lookup.suggestions(reader.catalog, desk.language)
            return Outcome(summary=seen, cannot=missing.message, suggestions=found, **_calls(log))
    return Outcome(summary=seen, brief=brief, **_calls(log))


def _brief(desk: Desk, reader: Reader, log: CallLog) -> Brief:
    understanding = understand(desk.request, reader.catalog, build_values(reader.catalog, reader))
    if not is_report(understanding, desk.deliver):
        return lookup.brief_of(desk, reader)
    if understanding.unread and desk.model.name == "builtin":
        raise _unread(understanding)
    reading = read(understanding, reader.catalog)
    draft = _draft(desk, reader.catalog, reading, log)
    return _report_brief(desk, reader.catalog, reading, draft)


def _draft(desk: Desk, catalog: Catalog, reading: Reading, log: CallLog) -> PlanDraft:
    """The plan from the model of the desk, which starts from the proposal of the rules."""
    choices = _choices(desk, catalog, reading)
    unread = [word.word for word in reading.understanding.unread]
    task = Task(
        use="plan",
        instructions=prompt("plan"),
        prompt=desk.request,
        output=PlanDraft,
        proposal="propose_plan",
        tools=(proposing_plan(choices, proposal(reading, desk.deliver), unread),),
        check=lambda draft: check_plan(draft, choices),
    )
    return climb(task, desk.model, desk.budget, log, desk.emit, desk.language)


def _report_brief(desk: Desk, catalog: Catalog, reading: Reading, draft: PlanDraft) -> Brief:
    subject = _subject(catalog, reading, draft)
    measure = subject.measure.words.of(desk.language)
    dimension = subject.segment.words.of(desk.language) if subject.segment else ""
    before, now = (None, None, *reading.periods)[-2:]  # one period alone is looked at without one before it
    questions = tuple(
        Question(
            id=f"q{number}",
            text=question_text(name, desk.language, measure, dimension),
            analysis=name,
            arguments=Arguments(
                subject=subject, before=before, now=now, question=f"q{number}", dimension=_split(name, subject)
            ).model_dump(mode="json"),
        )
        for number, name in enumerate(dict.fromkeys(draft.questions), start=1)
    )
    return Brief(
        request=desk.request,
        language=desk.language,
        title=draft.title,
        sources=(catalog.source,),
        questions=questions,
        definitions=_definitions(desk, subject),
        periods=reading.periods,
        warnings=_warnings(desk, catalog, subject),
        deliverables=desk.deliver if desk.deliver is not None else draft.deliverables,
    )


def _split(analysis: str, subject: Subject) -> str:
    """What an analysis splits by: the segment, but for concentration, which is about the many products or customers."""
    many = subject.levels[-1] if subject.levels else subject.customer
    return many.key if analysis == "concentration" and many is not None else ""


def _subject(catalog: Catalog, reading: Reading, draft: PlanDraft) -> Subject:
    """The subject of the reading, or another where the model chose another measure or segment."""
    subject = reading.subject
    segment = subject.segment.key if subject.segment else ""
    if draft.measure == reading.measure and draft.segment == segment:
        return subject
    wanted = subject.dimension(draft.segment).expr if draft.segment else None
    table, _, column = draft.measure.partition(".")
    if draft.measure == reading.measure and isinstance(subject.measure.expr, Col) and draft.measure not in GENERAL:
        return propose_subject(catalog, subject.measure.expr, wanted, op=subject.measure.op)
    return propose_subject(catalog, Col(table=table, name=column) if column else draft.measure, wanted)


def _choices(desk: Desk, catalog: Catalog, reading: Reading) -> Choices:
    subject, language = reading.subject, desk.language
    measures = {reading.measure: subject.measure.words.of(language)}
    measures |= {
        f"{table.name}.{column.name}": column.label or column.name
        for table in catalog.tables
        for column in table.columns
        if column.role == "measure"
    }
    segments = {dimension.key: dimension.words.of(language) for dimension in subject.dimensions()}
    dimension = subject.segment.words.of(language) if subject.segment else ""
    analyses = {name: question_text(name, language, measures[reading.measure], dimension) for name in analyses_for(reading)}
    return Choices(measures, segments, analyses, f"{catalog.first_day} – {catalog.last_day}")


def _definitions(desk: Desk, subject: Subject) -> tuple[Definition, ...]:
    found = [subject.definition(desk.language)]
    if subject.segment is not None:
        column = subject.segment.expr
        text = say("dimension_values", desk.language, table=column.table, column=column.name, count=subject.segment.distinct)
        found.append(Definition(term=subject.segment.words.of(desk.language), text=text))
    return tuple(found)


def _warnings(desk: Desk, catalog: Catalog, subject: Subject) -> tuple[str, ...]:
    """What was settled on reading the tables that the subject uses."""
    used = {subject.table, *(join.table for join in subject.joins)}
    return tuple(problem for table in catalog.tables if table.name in used for problem in table.problems)[:6]


def _unread(understanding: Understanding) -> CannotAnswer:
    language = understanding.language
    quote = "、".join if language == "zh" else ", ".join
    words = quote(f"“{word.word}”" for word in understanding.unread)
    message = say("unread", language, words=words)
    near = [name for word in understanding.unread for name in word.near]
    if near:
        message += ("" if language == "zh" else " ") + say("near", language, names=quote(dict.fromkeys(near)))
    return CannotAnswer(message, missing=tuple(word.word for word in understanding.unread))


def _seen(catalog: Catalog, desk: Desk) -> str:
    rows = f"{sum(table.rows for table in catalog.tables):,}"
    if len(catalog.tables) == 1:
        return say("read_one", desk.language, name=catalog.tables[0].label or catalog.tables[0].name, rows=rows)
    return say("read", desk.language, tables=len(catalog.tables), rows=rows)


def _calls(log: CallLog) -> dict[str, tuple[object, ...]]:
    return {"model_calls": tuple(log.model_calls), "tool_calls": tuple(log.tool_calls)}
