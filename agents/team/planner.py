"""The planning step of the super agent: the request, the run it follows, what a person changed, and the catalog become a brief."""

from __future__ import annotations

from agents.core.brief import Brief, WordReading
from agents.core.errors import CannotAnswer, InputError
from agents.core.events import Event
from agents.models.builtin.parser.parse import Lexis, lexis_of
from agents.models.ladder import climb
from agents.models.loop import Task
from agents.sources.catalog import Catalog
from agents.sources.reader import Reader
from agents.specs.drafts import PlanDraft
from agents.team import adding, lookup
from agents.team.briefing import report_brief
from agents.team.context import catalog_parts, column_parts, turn_parts
from agents.team.data import opened
from agents.team.desk import Desk, Outcome
from agents.team.edits import edited, edited_question, overridden
from agents.team.follow import Followed, follow, unread
from agents.team.general import understood
from agents.team.options import analyses_of, measures_of, segments_of
from agents.team.prompts import prompt
from agents.team.reading import Reading, is_report, proposal, read
from agents.team.readings import Asked, defined, used_in, with_readings
from agents.team.starters import suggestions
from agents.team.wording import say
from agents.tools.planning import Choices, check_plan, draft_of, proposing_plan


def plan(desk: Desk) -> Outcome:
    """The brief of a run, or why the data cannot answer. Raises InputError for an empty request, for unreadable data, and for a
    change of the brief that is not offered."""
    if not desk.request.strip():
        raise InputError(say("no_request", desk.language))
    if not desk.data:
        raise InputError(say("no_data", desk.language))
    with opened(desk) as reader:
        seen = _seen(reader.catalog, desk)
        desk.emit(Event(kind="step_progress", text=seen))
        try:
            brief = _brief(desk, reader)
        except CannotAnswer as missing:
            found = missing.suggestions or suggestions(reader.catalog, desk.language)
            return Outcome(summary=seen, cannot=missing.message, suggestions=found)
    return Outcome(summary=seen, brief=brief)


def _brief(desk: Desk, reader: Reader) -> Brief:
    """The brief, with the words that a model had to read among its definitions."""
    asked = Asked(
        desk.request, desk.language, lexis_of(reader.catalog, reader), reader, desk.models, known=_known(desk),
        parts=lambda: turn_parts(desk),  # the tools show what of the data matters
    )  # fmt: skip
    brief, readings = with_readings(asked, lambda lexis: _planned(desk, lexis))
    kept = readings if brief.follows else used_in(readings, desk.request)
    definitions = tuple(dict.fromkeys((*defined(kept, desk.language), *brief.definitions)))
    return brief.model_copy(update={"readings": kept, "definitions": definitions})


def _known(desk: Desk) -> tuple[WordReading, ...]:
    """What words of this request and of the run before it were read as: a word keeps its meaning in a thread, and when a brief changes."""
    briefs = (desk.brief, desk.before.brief if desk.before is not None else None)
    found = {reading.word.lower(): reading for brief in reversed(briefs) if brief is not None for reading in brief.readings}
    return tuple(found.values())


def _planned(desk: Desk, lexis: Lexis) -> Brief:
    followed = follow(desk, lexis)
    if followed is not None:
        return _following(desk, lexis, followed)
    understanding = understood(desk.request, lexis)
    if not is_report(understanding, desk.deliver):
        return edited_question(lookup.brief_of(desk, lexis), desk.edit)
    if understanding.unread:
        raise unread(understanding)
    return _report(desk, lexis.catalog, read(understanding, lexis.catalog), Followed(words=""))


def _following(desk: Desk, lexis: Lexis, followed: Followed) -> Brief:
    """The brief of a request that leans on the run before it."""
    if followed.adds:
        return edited_question(adding.brief_of(desk, lexis.catalog), desk.edit)
    if followed.reading is not None:
        return _report(desk, lexis.catalog, followed.reading, followed)
    assert followed.query is not None
    files = desk.deliver if desk.deliver is not None else followed.deliverables
    brief = lookup.question_brief(desk, lexis, followed.query, followed.said, title=followed.title, follows=followed.words)
    return edited_question(brief.model_copy(update={"deliverables": files}), desk.edit)


def _report(desk: Desk, catalog: Catalog, asked: Reading, followed: Followed) -> Brief:
    reading = edited(asked, desk.edit, catalog, desk.language)
    proposed = proposal(reading, desk.deliver)
    if followed.reading is not None:
        same = followed.analyses if len(reading.periods) == len(asked.periods) else proposed.questions
        files = desk.deliver if desk.deliver is not None else followed.deliverables
        kept = {"title": followed.title} if desk.edit is None else {}
        proposed = proposed.model_copy(update={"questions": same, "deliverables": files} | kept)
    draft = overridden(_draft(desk, catalog, reading, proposed), desk.edit, reading, desk.language)
    if desk.deliver is not None and (desk.edit is None or desk.edit.deliverables is None):
        draft = draft.model_copy(update={"deliverables": desk.deliver})
    return report_brief(desk, catalog, reading, draft, follows=followed.words, grain=followed.grain)


def _draft(desk: Desk, catalog: Catalog, reading: Reading, proposed: PlanDraft) -> PlanDraft:
    """The plan from the model of the desk, which starts from the proposal of the rules."""
    choices = _choices(desk, catalog, reading, proposed)
    planned = reading.subject.model_dump_json()
    task = Task(
        use="plan",
        instructions=prompt("plan"),
        prompt=desk.request,
        output=draft_of(choices),
        proposal="propose_plan",
        tools=(proposing_plan(choices, proposed),),
        check=lambda draft: check_plan(draft, choices, proposed.title, desk.language),
        parts=lambda: [*catalog_parts(catalog), *column_parts(catalog, desk.request, planned), *turn_parts(desk)],
    )
    draft = climb(task, desk.models)
    # The analyses on offer split by something: a model that names nothing, as small ones do, takes what was proposed.
    return draft if draft.segment else draft.model_copy(update={"segment": proposed.segment})


def _choices(desk: Desk, catalog: Catalog, reading: Reading, proposed: PlanDraft) -> Choices:
    language = desk.language
    analyses = analyses_of(reading, language)
    offered = {name: analyses[name] for name in dict.fromkeys((*proposed.questions, *proposal(reading, None).questions))}
    covers = f"{catalog.first_day} – {catalog.last_day}"
    return Choices(measures_of(reading, catalog, language), segments_of(reading.subject, language), offered, covers)


def _seen(catalog: Catalog, desk: Desk) -> str:
    rows = f"{sum(table.rows for table in catalog.tables):,}"
    if len(catalog.tables) == 1:
        return say("read_one", desk.language, name=catalog.tables[0].label or catalog.tables[0].name, rows=rows)
    return say("read", desk.language, tables=len(catalog.tables), rows=rows)
