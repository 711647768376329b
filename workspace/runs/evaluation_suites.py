"""The suites of an evaluation: the cases of each use, how they are done, and what the outcome is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from agents.models.evaluation.cases import DigestCase, PlanCase, QuestionCase, Story, WritingCase, read_cases
from agents.models.evaluation.marks import Mark, mark_answer, mark_digest, mark_parts, mark_plan, mark_question, mark_ranking
from agents.models.evaluation.suites import Made, Suite
from workspace.runs.evaluation_work import STEPS, Room

SHOP, THREADS = "demo shop", "made-up threads"
CASES: Path = settings.BASE_DIR / "benchmarks" / "cases"


@dataclass(frozen=True)
class Questions:
    """Questions of one's own: a file of them, and the folder that their data stands in."""

    file: Path
    data: Path


def suite_of(use: str, room: Room, own: Questions | None = None, most: int | None = None) -> Suite[Any]:
    """The suite of a use, cut to so many cases. Raises InputError for cases that cannot be read."""
    if use == "query":
        path = own.file if own else _path("query")
        name = path.parent.name if own else SHOP
        return Suite(use, name, read_cases(path, QuestionCase)[:most], room.ask, lambda case, made: _question(room, case, made))
    if use == "plan":
        return Suite(use, SHOP, read_cases(_path("plan"), PlanCase)[:most], room.plan, lambda case, made: mark_plan(case, made.output))
    if use == "summarise":
        asked = read_cases(_path("summarise"), DigestCase)[:most]
        return Suite(use, THREADS, asked, room.summarise, lambda case, made: mark_digest(case, made.output))
    cases = [case for case in read_cases(_path("writing"), WritingCase) if case.use == use][:most]
    return Suite(use, SHOP, cases, room.write, lambda case, made: _writing(room, case, made))


def stories() -> Sequence[Story]:
    """What all cases of writing are about."""
    return read_cases(_path("stories"), Story)


def _path(name: str) -> Path:
    return CASES / f"{name}.jsonl"


def _question(room: Room, case: QuestionCase, made: Made) -> Mark:
    return mark_question(case, room.gold(case), made.output)


def _writing(room: Room, case: WritingCase, made: Made) -> Mark:
    written = made.output
    if STEPS[case.use] == "analyse":
        return mark_ranking(case, written.findings)
    ledger = room.told(case.story).ledger
    if STEPS[case.use] == "answer":
        return mark_answer(case, written.paragraphs, ledger)
    return mark_parts(case, written.parts, room.known(case), ledger, draft=written.draft)
