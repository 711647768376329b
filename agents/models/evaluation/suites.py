"""Runs the cases of a suite with pydantic-evals, offline, and sums them up. Imported only where an evaluation runs: the library costs
half a second."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext, EvaluatorOutput
from pydantic_evals.reporting import ReportCase, ReportCaseFailure

from agents.core.base import Value
from agents.core.calls import Rung
from agents.core.errors import LimitReached, ThreedayError
from agents.core.meter import Tally
from agents.models.evaluation.bars import Result
from agents.models.evaluation.marks import UNUSABLE, Mark
from agents.models.evaluation.purse import Purse
from agents.models.port import Port

log = logging.getLogger(__name__)
Given = TypeVar("Given")


class Made(Value):
    """What a rung made of a case: the output, whether the rung did it itself, and what it used."""

    output: Any = None
    usable: bool = True
    returns: int = 0
    prompt: str = ""
    money: Decimal = Decimal(0)
    priced: bool = True  # whether all that was used has a known price
    seconds: float = 0.0


class NotAsked(ThreedayError):
    """The rung was passed over without being asked: its place was given up after failures. That measures nothing."""


UNCOUNTED = (LimitReached.__name__, NotAsked.__name__)


class CaseResult(Value):
    """A case as it is kept: its id, its score from −1 to 1, and what was not as expected."""

    id: str
    score: float
    wrong: bool = False
    refused: bool = False
    note: str = ""


@dataclass(frozen=True)
class Suite(Generic[Given]):
    """The cases of a use: how one is done, and what the outcome is worth."""

    use: str
    name: str
    cases: Sequence[Given]
    do: Callable[[Given, Rung], Made]
    mark: Callable[[Given, Made], Mark]


@dataclass(repr=False)
class Worth(Evaluator[Any, Any, Any]):
    """Marks a case by the rule of its suite."""

    mark: Callable[[Any, Made], Mark]

    def evaluate(self, ctx: EvaluatorContext[Any, Any, Any]) -> EvaluatorOutput:
        made: Made = ctx.output
        mark = self.mark(ctx.inputs, made) if made.usable else UNUSABLE
        return {"score": EvaluationReason(mark.score, mark.note), "wrong": mark.wrong, "refused": mark.refused}


def run_suite(suite: Suite[Given], rung: Rung, purse: Purse) -> tuple[Result, list[CaseResult]]:
    """The result of one rung on a suite, and its cases, without those for which the purse was empty or the rung was not asked.

    Cases are done in this thread, one after the other, so that what they spend can be written down in it.
    """
    port = Port()

    def task(case: Given) -> Made:
        if purse.refused:
            raise LimitReached
        made = suite.do(case, rung)
        if purse.refused:
            raise LimitReached
        return made

    async def asked(case: Given) -> Made:
        return await port.ask_async(lambda: task(case))

    cases: list[Case[Any, Any, Any]] = [Case(name=case.id, inputs=case) for case in suite.cases]  # type: ignore[attr-defined]
    dataset: Dataset[Any, Any, Any] = Dataset(name=suite.name, cases=cases, evaluators=[Worth(suite.mark)])
    report = port.serve(lambda: dataset.evaluate(asked, progress=False, max_concurrency=1))
    broken = [failure for failure in report.failures if not failure.error_message.startswith(UNCOUNTED)]
    rows = [*map(_row, report.cases), *map(_broken, broken)]
    return _result(suite, rung, [case.output for case in report.cases], rows), rows


def made_by(use: str, rung: Rung, tally: Tally, output: Any, seconds: float, *, refused: bool = False) -> Made:
    """What a case's calls say of a rung: it did the work itself where no other rung was asked for the use, and also where it refused in
    a sound answer, after which others are asked. Raises NotAsked."""
    calls = [call for call in tally.model_calls if call.use == use]
    own = [call for call in calls if call.rung == rung.name]
    if calls and not own:
        raise NotAsked
    answers = [call for call in tally.tool_calls if (call.use, call.tool, call.rung) == (use, "answer", rung.name)]
    sound = [call for call in answers if call.outcome == "ok"]
    return Made(
        output=output, usable=len(own) == len(calls) or (refused and bool(sound)), returns=len(answers) - len(sound),
        prompt=own[-1].prompt if own else "", money=sum((call.money or Decimal(0) for call in calls), Decimal(0)),
        priced=all(call.money is not None for call in calls), seconds=seconds,
    )  # fmt: skip


def _row(case: ReportCase[Any, Any, Any]) -> CaseResult:
    score = case.scores.get("score")
    if score is None:  # the marking broke: ours to mend, and nothing to hold against the model
        log.error("The case %s could not be marked: %s", case.name, case.evaluator_failures)
        return CaseResult(id=case.name, score=0, note="could not be marked")
    wrong, refused = case.assertions["wrong"].value, case.assertions["refused"].value
    return CaseResult(id=case.name, score=float(score.value), wrong=wrong, refused=refused, note=score.reason or "")


def _broken(failure: ReportCaseFailure[Any, Any, Any]) -> CaseResult:
    log.error("The case %s broke: %s", failure.name, failure.error_stacktrace)
    return CaseResult(id=failure.name, score=0, note=failure.error_message)


def _result(suite: Suite[Given], rung: Rung, made: Sequence[Made], rows: Sequence[CaseResult]) -> Result:
    count = len(rows)
    settings = rung.settings
    return Result(
        use=suite.use, rung=rung.name, model=settings.label, thinks=settings.reasoning != "off", suite=suite.name, cases=count,
        prompt=next((one.prompt for one in made if one.prompt), ""), quality=max(0.0, sum(row.score for row in rows) / max(count, 1)),
        wrong=sum(row.wrong for row in rows), refused=sum(row.refused for row in rows),
        usable=sum(one.usable for one in made) / max(count, 1), returns=sum(one.returns for one in made) / max(count, 1),
        money=sum((one.money for one in made), Decimal(0)), priced=all(one.priced for one in made),
        seconds=sum(one.seconds for one in made) / max(count, 1),
    )  # fmt: skip
