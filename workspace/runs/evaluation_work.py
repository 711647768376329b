"""Does the cases of an evaluation as a run would: the same desks, the same steps, one use on the rung that is tried."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from agents.core.calls import Ladder, Ladders, Rung
from agents.core.errors import CannotAnswer, LimitReached, ToolError
from agents.core.plan import StepPlan
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell
from agents.models.evaluation.cases import DigestCase, PlanCase, QuestionCase, Story, WritingCase
from agents.models.evaluation.parts import PartMade, parts_of
from agents.models.evaluation.purse import CaseTally, Purse
from agents.models.evaluation.suites import Made, made_by
from agents.models.loop import Models
from agents.team.desk import Desk, Outcome
from agents.team.digest import digest
from agents.team.work import work

ORDERS = 5_000  # of the demo shop that is asked: what a model reads of it does not grow with its rows
SOURCE = "Shop orders"
# The step that a use belongs to.
STEPS = {"rank": "analyse", "slides": "deck", "sheets": "workbook", "document": "document", "charts": "charts", "answer": "answer"}


@dataclass(frozen=True)
class Written:
    """What a use of writing made: parts of a file, findings in order, or paragraphs; and whether the gate kept the file a draft."""

    parts: tuple[PartMade, ...] = ()
    findings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    draft: bool = False


@dataclass(frozen=True)
class Told:
    """A story with its evidence, made once by the engine, and the parts that the rules make of it."""

    story: Story
    laid: dict[str, Any]  # of a desk: brief, evidence, findings, reconciliations
    parts: dict[str, tuple[PartMade, ...]] = field(default_factory=dict)

    @property
    def ledger(self) -> Ledger:
        return Ledger().merge(self.laid["evidence"])


class Room:
    """A folder in which cases are done: the demo shop, copies of sources, files that steps make. `data` holds the files of questions."""

    def __init__(self, folder: Path, stories: Sequence[Story], purse: Purse, data: Path | None = None, orders: int = ORDERS) -> None:
        self.folder, self.purse, self.data, self.orders = folder, purse, data, orders
        self.copies = folder / "copies"
        self.copies.mkdir(exist_ok=True)
        self._number = itertools.count(1)
        self._stories = {story.id: story for story in stories}
        self.told = cache(self._told)
        self.shop = cache(self._shop)

    def ask(self, case: QuestionCase, rung: Rung) -> Made:
        """A question as a person asks it in the chat: output is the rows of every result that was shown, none for a refusal."""
        tally, began = CaseTally(purse=self.purse), time.perf_counter()
        desk = {"request": case.question, "language": case.lang, "data": (self._file(case),), **_by("query", rung, tally), "deliver": ()}
        brief = self._tried("plan", desk).brief
        answers: tuple[Any, ...] = ()
        if brief is not None:
            found = self._tried("analyse", desk | {"brief": brief})
            shown = {result for finding in found.findings for result in finding.results}
            told = [result.rows for result in found.evidence.results if result.id in shown]
            answers = tuple(rows for rows in told if any(cell is not None for row in rows for cell in row))  # a sum over none says nothing
        return made_by("query", rung, tally, answers, time.perf_counter() - began, refused=not answers)

    def plan(self, case: PlanCase, rung: Rung) -> Made:
        """The plan of a request: output is its brief, None for a refusal."""
        tally, began = CaseTally(purse=self.purse), time.perf_counter()
        desk = {"request": case.request, "language": case.lang, "data": (self.shop(),), **_by("plan", rung, tally)}
        brief = self._tried("plan", desk).brief
        return made_by("plan", rung, tally, brief, time.perf_counter() - began, refused=brief is None)

    def summarise(self, case: DigestCase, rung: Rung) -> Made:
        """Earlier requests in a few lines: output is the digest."""
        tally, began = CaseTally(purse=self.purse), time.perf_counter()
        made = digest(case.before, case.turns, Models(**_by("summarise", rung, tally)))
        return made_by("summarise", rung, tally, made, time.perf_counter() - began)

    def write(self, case: WritingCase, rung: Rung) -> Made:
        """A story arranged or put into words: output is what was written."""
        told, tally = self.told(case.story), CaseTally(purse=self.purse)
        desk, step, began = self._of(told.story) | told.laid | _by(case.use, rung, tally), STEPS[case.use], time.perf_counter()
        desk |= {"request": case.request} if case.request else {}
        outcome = self._step(step, desk)
        written = Written(
            parts=parts_of(step, outcome.spec) if outcome.spec else (), findings=tuple(finding.id for finding in outcome.findings),
            paragraphs=outcome.answer, draft=any(file.status == "draft" for file in outcome.files),
        )  # fmt: skip
        if rung.settings.name == "builtin":
            told.parts[step] = written.parts
        return made_by(case.use, rung, tally, written, time.perf_counter() - began)

    def known(self, case: WritingCase) -> tuple[PartMade, ...]:
        """The parts of a case as the rules write them."""
        told, step = self.told(case.story), STEPS[case.use]
        if step not in told.parts:
            outcome = self._step(step, self._of(told.story) | told.laid)
            told.parts[step] = parts_of(step, outcome.spec) if outcome.spec else ()
        return told.parts[step]

    def gold(self, case: QuestionCase) -> tuple[tuple[Cell, ...], ...]:
        """The rows that are right; those of the demo shop are read by SQLite itself, past the engine."""
        if case.gold_rows is not None or case.gold_sql is None:
            return case.gold_rows or ()
        with closing(sqlite3.connect(f"file:{self.shop()}?mode=ro", uri=True)) as shop:
            return tuple(shop.execute(case.gold_sql).fetchall())

    def _told(self, id: str) -> Told:
        story = self._stories[id]
        desk = self._of(story)
        brief = self._step("plan", desk).brief
        found = self._step("analyse", desk | {"brief": brief})
        laid = {"brief": brief, "evidence": found.evidence, "findings": found.findings}
        checked = self._step("check", desk | laid)
        ledger = Ledger().merge(found.evidence).merge(checked.evidence)
        return Told(story, laid | {"evidence": ledger.snapshot(), "reconciliations": checked.reconciliations})

    def _of(self, story: Story) -> dict[str, Any]:
        return {"request": story.request, "language": story.lang, "data": (self.shop(),)}

    def _file(self, case: QuestionCase) -> Path:
        return self.data / case.db if self.data is not None and case.db else self.shop()

    def _shop(self) -> Path:
        from agents.demo.shop import make_sqlite  # only suites over the demo shop need it

        return make_sqlite(self.folder / f"{SOURCE}.sqlite", self.orders)

    def _tried(self, key: str, desk: dict[str, Any]) -> Outcome:
        """The outcome of a step; a refusal for what the engine says cannot be answered. Raises LimitReached where the purse is empty."""
        try:
            return self._step(key, desk)
        except (CannotAnswer, LimitReached, ToolError) as error:
            if self.purse.refused:
                raise
            return Outcome(cannot=error.message)

    def _step(self, key: str, desk: dict[str, Any]) -> Outcome:
        plan = StepPlan(key=key, agent="super_agent", title=key)
        source = ", ".join(path.stem for path in desk["data"])
        place = self.folder / f"{next(self._number)}-{key}"  # results too big for a row stay in it, for the steps that read them
        return work(Desk(run="evaluation", step=plan, source_name=source, work=place, copies=self.copies, **desk))


def _by(use: str, rung: Rung, tally: CaseTally) -> dict[str, Any]:
    """What lets one use ask a rung; every other use is the built-in model's."""
    return {"ladders": Ladders(by_use={use: Ladder(rungs=(rung,))}), "meter": tally}


