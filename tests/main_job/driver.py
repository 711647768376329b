"""A run carried out in this process: the super agent's moves and the team's work, without rows, queue or worker."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agents.core.brief import Brief, BriefEdit, Deliverable, Language
from agents.core.calls import Ladders
from agents.core.context import Exchange
from agents.core.errors import CannotAnswer, InputError, LimitReached
from agents.core.events import Event
from agents.core.meter import Tally
from agents.core.plan import AddStep, End, QueueStep, RunState, SkipStep, StepPlan, StepState
from agents.evidence.ledger import Ledger
from agents.evidence.reconcile import Reconciliation
from agents.evidence.text import rendered
from agents.sources.words import explain
from agents.specs.deck import DeckSpec
from agents.specs.document import DocumentSpec
from agents.specs.findings import Finding
from agents.specs.workbook import WorkbookSpec
from agents.super_agent import next_moves
from agents.team.desk import Desk, MadeFile, Outcome, Turn
from agents.team.work import work

SPECS: dict[str, type[DeckSpec] | type[WorkbookSpec] | type[DocumentSpec]] = {
    "deck": DeckSpec, "workbook": WorkbookSpec, "document": DocumentSpec,
}  # fmt: skip
MOST_ROUNDS = 50
BUILTIN = Ladders()


@dataclass
class Ran:
    """A run that has ended, with all it left. `message` is what its end says to the person; `seconds` is time by step."""

    state: RunState
    folder: Path
    data: tuple[Path, ...]
    message: str = ""
    suggestions: tuple[str, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    findings: tuple[Finding, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    files: list[MadeFile] = field(default_factory=list)
    specs: dict[str, Any] = field(default_factory=dict)
    answer: tuple[str, ...] = ()
    events: list[Event] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    ladders: Ladders = BUILTIN
    meter: Tally = field(default_factory=Tally)
    edit: BriefEdit | None = None
    before: Ran | None = None  # the run that this one follows
    deck_before: Ran | None = None  # the latest run with slides

    @property
    def turn(self) -> Turn:
        """The run as one that follows it needs it."""
        return Turn(
            run=self.folder.name, request=self.state.request, brief=self.brief, evidence=self.ledger.snapshot(), findings=self.findings,
            reconciliations=self.reconciliations, deck=self.specs.get("deck"),
        )  # fmt: skip

    @property
    def turns(self) -> tuple[Exchange, ...]:
        """The requests of the thread before this one, the oldest first."""
        if self.before is None:
            return ()
        earlier = self.before.turns
        return (*earlier, Exchange(number=len(earlier) + 1, request=self.before.state.request, outcome=self.before.brief.title))

    @property
    def status(self) -> str:
        return self.state.status

    @property
    def brief(self) -> Brief:
        assert self.state.brief is not None, self.message
        return self.state.brief

    @property
    def errors(self) -> dict[str, str]:
        return {step.plan.key: step.error for step in self.state.steps if step.status == "failed"}

    def file(self, kind: Deliverable) -> Path:
        """The file to show of a kind."""
        found = [Path(made.path) for made in self.files if made.kind == kind and made.primary]
        assert found, f"no {kind}: {self.errors or self.message}"
        return found[0]

    def spec(self, kind: Deliverable) -> Any:
        return SPECS[kind].model_validate(self.specs[kind])

    def said(self) -> str:
        """The closing answer as plain text."""
        return "\n".join(rendered(paragraph, self.ledger, self.state.language) for paragraph in self.answer)


def language_of(request: str) -> Language:
    return "zh" if len(re.findall(r"[\u4e00-\u9fff]", request)) > len(re.findall(r"[A-Za-z]+", request)) else "en"


def run(
    request: str, data: Sequence[Path], folder: Path, *, deliver: tuple[Deliverable, ...] | None = None, language: Language | None = None,
    before: Ran | None = None, deck_before: Ran | None = None, edit: BriefEdit | None = None, ladders: Ladders = BUILTIN,
) -> Ran:  # fmt: skip
    """Carry a request out to its end. What is nobody's fault (a bug) is raised; what a person must hear is in `message`."""
    state = RunState(request=request, language=language or language_of(request), deliver=deliver)
    ran = Ran(state, folder, tuple(data), edit=edit, before=before, deck_before=deck_before, ladders=ladders)
    for _ in range(MOST_ROUNDS):
        moves = next_moves(ran.state)
        assert moves, f"the run does not end: {ran.state}"
        for move in moves:
            match move:
                case AddStep(step=plan):
                    ran.state = ran.state.model_copy(update={"steps": (*ran.state.steps, StepState(plan=plan))})
                case SkipStep(key=key, reason=reason):
                    _mark(ran, key, status="skipped", error=reason)
                case QueueStep(key=key):
                    _carry_out(ran, next(step for step in ran.state.steps if step.plan.key == key))
                case End(status=status, message=message):
                    ran.state, ran.message = ran.state.model_copy(update={"status": status}), message
                    return ran
    raise AssertionError("the run does not come to rest")


def _carry_out(ran: Ran, step: StepState) -> None:
    key, began = step.plan.key, time.perf_counter()
    try:
        outcome = work(_desk(ran, step.plan))
    except CannotAnswer as error:
        outcome = Outcome(cannot=error.message, suggestions=error.suggestions)
    except (InputError, LimitReached) as error:
        _mark(ran, key, status="failed", error=explain(error, ran.state.language))
        return
    finally:
        ran.seconds[key] = time.perf_counter() - began
    _mark(ran, key, status="done")
    _take(ran, key, outcome)


def _desk(ran: Ran, plan: StepPlan) -> Desk:
    folder = ran.folder / plan.key
    copies = ran.folder.parent / "copies"
    for needed in (folder, copies):
        needed.mkdir(parents=True, exist_ok=True)
    return Desk(
        run="test", step=plan, request=ran.state.request, language=ran.state.language, data=ran.data, work=folder, copies=copies,
        source_name=", ".join(path.name for path in ran.data), brief=ran.state.brief, deliver=ran.state.deliver,
        evidence=ran.ledger.snapshot(), findings=ran.findings, reconciliations=ran.reconciliations, emit=ran.events.append,
        edit=ran.edit, before=ran.before.turn if ran.before else None, deck_before=ran.deck_before.turn if ran.deck_before else None,
        prefix=f"{ran.folder.name}." if ran.before else "", turns=ran.turns, ladders=ran.ladders, meter=ran.meter,
    )  # fmt: skip


def _take(ran: Ran, key: str, outcome: Outcome) -> None:
    ran.ledger.merge(outcome.evidence)
    ran.findings += outcome.findings
    ran.reconciliations += outcome.reconciliations
    ran.files += outcome.files
    ran.answer = outcome.answer or ran.answer
    ran.suggestions = outcome.suggestions or ran.suggestions
    if outcome.spec is not None:
        ran.specs[outcome.spec_kind] = outcome.spec
    changes: dict[str, Any] = {"cannot": outcome.cannot} if outcome.cannot else {}
    if outcome.brief is not None:
        changes |= {"brief": outcome.brief, "status": "working"}
    ran.state = ran.state.model_copy(update=changes)


def _mark(ran: Ran, key: str, **changes: Any) -> None:
    steps = tuple(step.model_copy(update=changes) if step.plan.key == key else step for step in ran.state.steps)
    ran.state = ran.state.model_copy(update={"steps": steps})
