"""Evaluations: each use on each rung over its suite, kept as rows; where the uses should start; and taking that over."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction

from agents.core.calls import Rung
from agents.core.errors import InputError
from agents.models.evaluation.bars import Proposal, Result, propose
from agents.models.evaluation.purse import Purse
from workspace.accounts.models import Team
from workspace.providers.models import Evaluation, Start
from workspace.runs.ladders import rungs_of
from workspace.runs.meter import TeamMeter

if TYPE_CHECKING:
    from agents.models.evaluation.suites import CaseResult, Suite

USES = ("plan", "query", "rank", "slides", "document", "sheets", "charts", "answer", "summarise")

DETAIL = {"thinks", "refused", "usable", "returns", "priced"}  # of a result that a row keeps in its detail


@dataclass(frozen=True)
class Terms:
    """How to evaluate. `cases` is the most of each suite; money in US dollars; `questions` with `data` take the place of our own."""

    uses: tuple[str, ...] = USES
    cases: int | None = None
    money: Decimal | None = None
    questions: Path | None = None
    data: Path | None = None


class BadCases(Exception):
    """What is wrong with the cases, in one sentence."""


class MoneySpent(Exception):
    """The limit stopped an evaluation; what was whole by then is kept."""


def evaluate(team: Team, rungs: Sequence[Rung], terms: Terms, told: Callable[[Evaluation], None] = lambda row: None) -> list[Evaluation]:
    """Run the suites, each use on each rung, and keep a row for each. Raises BadCases, MoneySpent."""
    # Imported here: what runs the cases needs the agent library and pydantic-evals, which pages that only show rows need not pay for.
    from agents.models.evaluation.suites import run_suite
    from workspace.runs.evaluation_suites import Questions, stories, suite_of
    from workspace.runs.evaluation_work import Room

    own = Questions(terms.questions, terms.data) if terms.questions and terms.data else None
    rows: list[Evaluation] = []
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
        room = Room(Path(folder), stories(), Purse(terms.money, ledger=TeamMeter(team, "evaluation", uuid4())), terms.data)
        suites = _read(lambda: [suite_of(use, room, own, terms.cases) for use in terms.uses])
        for suite in suites:
            for rung in rungs:
                result, cases = run_suite(suite, rung, room.purse)
                if room.purse.refused:
                    raise MoneySpent(room.purse.refused)
                rows.append(_kept(team, result, cases))
                told(rows[-1])
    _judge(team, terms.uses)
    for row in rows:
        row.refresh_from_db()
    return rows


def newest(team: Team) -> dict[str, list[Evaluation]]:
    """The newest row of each rung by use, the lowest rung first; a use that was never evaluated is not there."""
    order = [rung.name for rung in rungs_of(team)]
    found = {(row.use, row.rung): row for row in team.evaluations.order_by("at", "pk")}
    by_use: dict[str, list[Evaluation]] = {}
    for row in sorted(found.values(), key=lambda row: (order.index(row.rung) if row.rung in order else len(order), row.at)):
        by_use.setdefault(row.use, []).append(row)
    return by_use


def before(row: Evaluation) -> Evaluation | None:
    """The last row of the same rung and suite under another version of the prompt."""
    earlier = Evaluation.objects.filter(team=row.team_id, use=row.use, rung=row.rung, model=row.model, suite=row.suite, at__lt=row.at)
    return earlier.exclude(prompt=row.prompt).order_by("-at").first()


def proposal(rows: Sequence[Evaluation]) -> Proposal:
    """Where a use should start by the newest rows of its rungs."""
    return propose([result_of(row) for row in rows])


def accept(team: Team, proposals: Iterable[Proposal]) -> list[Start]:
    """Let uses start where they should. One whose rung the team does not have, or does not allow, is left as it is."""
    known = {rung.name for rung in rungs_of(team)}
    taken = [made for made in proposals if made.rung in known]
    with transaction.atomic():
        return [Start.objects.update_or_create(team=team, use=made.use, defaults={"rung": made.rung})[0] for made in taken]


def result_of(row: Evaluation) -> Result:
    """A row as a plain value."""
    more = {name: row.detail[name] for name in DETAIL}
    return Result(
        use=row.use, rung=row.rung, model=row.model, prompt=row.prompt, suite=row.suite, cases=row.cases, quality=row.quality,
        wrong=row.wrong, money=row.money, seconds=row.seconds, **more,
    )  # fmt: skip


def _read(cases: Callable[[], list[Suite[Any]]]) -> list[Suite[Any]]:
    try:
        return cases()
    except InputError as error:
        raise BadCases(error.message) from error


def _kept(team: Team, result: Result, cases: Sequence[CaseResult]) -> Evaluation:
    known, detail = result.model_dump(exclude=DETAIL), result.model_dump(include=DETAIL)
    detail["cases"] = [case.model_dump() for case in cases]
    return Evaluation.objects.create(team=team, **known, detail=detail)


def _judge(team: Team, uses: Iterable[str]) -> None:
    """Write down which of the newest rows passed, measured against those beside them."""
    for use, rows in newest(team).items():
        if use in uses:
            verdicts = proposal(rows).verdicts
            for row in rows:
                Evaluation.objects.filter(pk=row.pk).update(passed=verdicts[row.rung].passed)
