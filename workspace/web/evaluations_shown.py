"""Evaluations side by side: a line for each use, a cell for each rung."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from workspace.accounts.models import Team
from workspace.providers.models import Evaluation
from workspace.runs import evaluating
from workspace.runs.evaluation_words import prompt_changed, verdict_words
from workspace.runs.ladders import rungs_of
from workspace.web.models_forms import USE_NAMES, rung_name


@dataclass(frozen=True)
class Cell:
    """How a rung did a use: the row, its verdict in words, the row before its prompt changed, whether the prompt changed since."""

    row: Evaluation
    why: str
    passed: bool
    proposed: bool
    before: Evaluation | None
    changed: bool

    @property
    def percent(self) -> str:
        return f"{self.row.quality:.0%}"

    @property
    def before_percent(self) -> str:
        return f"{self.before.quality:.0%}" if self.before else ""

    @property
    def cost(self) -> Decimal | None:
        """Of a hundred cases, in US dollars; None where a price is not known."""
        result = evaluating.result_of(self.row)
        return result.cost if result.priced else None


@dataclass(frozen=True)
class Line:
    """A use over all rungs. `start` is where it starts, `proposed` where it should; `taken` says that both are one."""

    use: str
    name: str
    cells: list[Cell | None]
    start: str
    proposed: str
    passed: bool
    offered: bool  # whether the team has the proposed rung

    @property
    def taken(self) -> bool:
        return self.start == self.proposed

    @property
    def start_name(self) -> str:
        return rung_name(self.start)

    @property
    def proposed_name(self) -> str:
        return rung_name(self.proposed)


class EvaluationsShown:
    """All that was evaluated for a team."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self._own = [rung.name for rung in rungs_of(team)]

    @cached_property
    def rows(self) -> dict[str, list[Evaluation]]:
        """The newest rows of the uses that were evaluated."""
        found = evaluating.newest(self.team)
        return {use: found[use] for use in USE_NAMES if use in found}

    @cached_property
    def rungs(self) -> list[str]:
        """The rungs that were evaluated: the team's own in their order, then those that were only tried."""
        met = dict.fromkeys(row.rung for rows in self.rows.values() for row in rows)
        return [name for name in self._own if name in met] + [name for name in met if name not in self._own]

    @property
    def heads(self) -> list[tuple[str, str]]:
        """Names of the rungs for people, and the models they last were."""
        models = {row.rung: row.model for rows in self.rows.values() for row in rows}
        return [(rung_name(rung) if rung in self._own else rung, models[rung] if models[rung] != rung else "") for rung in self.rungs]

    @cached_property
    def lines(self) -> list[Line]:
        starts = dict(self.team.starts.values_list("use", "rung"))
        return [self._line(use, rows, starts.get(use, "builtin")) for use, rows in self.rows.items()]

    @property
    def open(self) -> bool:
        """Whether some use could start elsewhere than it does."""
        return any(line.offered and not line.taken for line in self.lines)

    def _line(self, use: str, rows: list[Evaluation], start: str) -> Line:
        made = evaluating.proposal(rows)
        cells = {row.rung: Cell(row, verdict_words(made.verdicts[row.rung]), made.verdicts[row.rung].passed, row.rung == made.rung,
                                evaluating.before(row), prompt_changed(use, row.prompt)) for row in rows}  # fmt: skip
        across = [cells.get(rung) for rung in self.rungs]
        return Line(use, str(USE_NAMES[use]), across, start, made.rung, made.passed, made.rung in self._own)
