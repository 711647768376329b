"""What a sub-agent gets for one step, and what it hands back. Everything is a plain value: it crosses queues and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from agents.core.base import Value
from agents.core.brief import Brief, BriefEdit, Deliverable, Language
from agents.core.budget import Budget
from agents.core.calls import Ladders
from agents.core.context import Exchange
from agents.core.events import Emit
from agents.core.meter import Meter, Tally
from agents.core.plan import StepPlan
from agents.evidence.ledger import Snapshot
from agents.evidence.reconcile import Reconciliation
from agents.models.loop import Models
from agents.specs.findings import Finding


class Turn(Value):
    """An earlier run of the thread, as a follow-up needs it: what was asked, its brief and what it found."""

    run: str
    request: str
    brief: Brief
    evidence: Snapshot = Snapshot()
    findings: tuple[Finding, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    deck: dict[str, Any] | None = None  # the spec of its slides


@dataclass(frozen=True)
class Desk:
    """The table of a sub-agent: its step, the brief, just the evidence it needs, its data, its budget, and where to put files."""

    run: str
    step: StepPlan
    request: str
    language: Language
    data: tuple[Path, ...]  # files of the sources the run may read
    source_name: str
    work: Path  # private folder of the step's attempt: files and Parquet are made here
    copies: Path  # where the typed copies of the sources are kept, shared by all steps
    brief: Brief | None = None
    edit: BriefEdit | None = None  # what a person changed in the brief
    before: Turn | None = None  # the run that this one follows
    deck_before: Turn | None = None  # the latest run of the thread that made slides
    prefix: str = ""  # begins every id of this run's evidence, so that it can stand beside that of other runs
    deliver: tuple[Deliverable, ...] | None = None
    evidence: Snapshot = Snapshot()
    findings: tuple[Finding, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    turns: tuple[Exchange, ...] = ()  # the latest requests of the thread before this one, the oldest first
    older: str = ""  # the requests before those, in a few lines
    ladders: Ladders = Ladders()
    meter: Meter = field(default_factory=Tally)
    budget: Budget = Budget()
    emit: Emit = lambda event: None
    stopped: Callable[[], bool] = lambda: False  # asked between units of work; True means stop now

    @property
    def models(self) -> Models:
        """What this step uses models with."""
        return Models(self.ladders, self.meter, self.budget, self.emit, self.language, self.run)


class MadeFile(Value):
    """A file that a maker finished. `kind` names the artifact; `status` is draft where a gate finding stayed."""

    kind: Deliverable
    name: str  # file name to download as
    path: str  # where it stands now; whoever keeps it moves it
    media_type: str
    status: Literal["ready", "draft"] = "ready"
    gate: tuple[str, ...] = ()  # findings that stayed, in words
    primary: bool = True  # the charts of a run are many files; the first is the one to show


class Outcome(Value):
    """What a step hands back; saved in one transaction with its end."""

    summary: str = ""  # for the trace: "Compared 2025 with 2024 by channel"
    brief: Brief | None = None
    evidence: Snapshot = Snapshot()  # only what this step added
    findings: tuple[Finding, ...] = ()
    reconciliations: tuple[Reconciliation, ...] = ()
    spec: dict[str, Any] | None = None  # the spec's JSON, with its kind beside it
    spec_kind: Literal["", "deck", "workbook", "document", "charts"] = ""
    files: tuple[MadeFile, ...] = ()
    answer: tuple[str, ...] = ()  # paragraphs of text with tokens
    answer_names: tuple[str, ...] = ()  # plain names those paragraphs may hold
    cannot: str = ""  # why the data cannot answer; the run ends as `cannot`
    suggestions: tuple[str, ...] = ()  # what could be asked instead
