"""A run as a page shows it: plain values for templates, so that the web needs no word of the engine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property

from agents.core.brief import DELIVERABLES
from agents.core.errors import EvidenceError
from agents.evidence.facts import Fact
from agents.evidence.formats import write
from agents.evidence.ledger import Ledger
from agents.evidence.results import Result
from agents.evidence.text import Span, spans
from workspace.library.models import Artifact
from workspace.runs import evidence
from workspace.runs.models import Event, Run, Step
from workspace.runs.words import language

ROWS_SHOWN = 20
MOST_INPUTS = 12
TOLD = ("query_done", "decision", "artifact_made")
SIGNS = {"*": "×", "/": "÷", "-": "−"}


@dataclass
class StepShown:
    """A step with what happened in it, in order."""

    step: Step
    queries: list[Event] = field(default_factory=list)
    decisions: list[Event] = field(default_factory=list)
    files: list[Artifact] = field(default_factory=list)

    @property
    def line(self) -> str:
        """What the step did, once it has; what it is to do before."""
        return self.step.summary if self.step.status == "done" and self.step.summary else self.step.title


class RunShown:
    """A run for templates. Each part is read when a template asks for it."""

    def __init__(self, run: Run) -> None:
        self.run = run

    @cached_property
    def steps(self) -> list[StepShown]:
        return steps_shown(self.run)

    @cached_property
    def tabs(self) -> list[Tab]:
        return tabs_of(self.run)

    @cached_property
    def answer(self) -> list[list[Span]]:
        return answer_spans(self.run)

    @property
    def counts(self) -> dict[str, int]:
        """How many steps there are and how many have ended."""
        return {"all": len(self.steps), "ended": sum(shown.step.status in ("done", "failed", "skipped", "stopped") for shown in self.steps)}

    @property
    def now(self) -> StepShown | None:
        """The step under way that began last."""
        return next((shown for shown in reversed(self.steps) if shown.step.status == "working"), None)


@dataclass
class Tab:
    """A deliverable of a run: its files, and the step that makes them."""

    kind: str
    label: str
    files: list[Artifact]
    step: Step | None

    @property
    def first(self) -> Artifact | None:
        return next((file for file in self.files if file.primary), self.files[0] if self.files else None)


def steps_shown(run: Run, keys: Iterable[str] | None = None) -> list[StepShown]:
    """The steps of a run, or those of some keys, with their events and files."""
    steps = run.steps.all() if keys is None else run.steps.filter(key__in=list(keys))
    shown = {step.key: StepShown(step) for step in steps}
    for event in run.events.filter(kind__in=TOLD, step__in=shown):
        if event.kind == "query_done":
            shown[event.step].queries.append(event)
        elif event.kind == "decision":
            shown[event.step].decisions.append(event)
    for file in Artifact.objects.filter(run=run.pk, step__in=shown, primary=True):
        shown[file.step].files.append(file)
    return list(shown.values())


def tabs_of(run: Run) -> list[Tab]:
    """A tab for each deliverable of the brief, in their fixed order."""
    wanted = run.brief["deliverables"] if run.brief else []
    files: dict[str, list[Artifact]] = defaultdict(list)
    for made in Artifact.objects.filter(run=run.pk).order_by("position"):
        files[made.kind].append(made)
    steps = {step.key: step for step in run.steps.all()}
    labels = dict(Artifact.Kind.choices)
    return [Tab(kind, str(labels[kind]), files[kind], steps.get(kind)) for kind in ("deck", "workbook", "document", "charts")
            if kind in wanted or files[kind]]


def answer_spans(run: Run) -> list[list[Span]]:
    """The answer's paragraphs as pieces: plain text, facts and claims with the refs that open their evidence."""
    if not run.answer:
        return []
    ledger = evidence.ledger(run)
    return [spans(paragraph, ledger, language(run)) for paragraph in run.answer]


def evidence_of(run: Run, ref: str) -> dict[str, Any] | None:
    """What stands behind a fact or a claim, None where the run holds no such ref."""
    ledger = evidence.ledger(run)
    if ref in ledger.claims:
        return _claim_shown(run, ledger, ref)
    try:
        fact = ledger.fact(ref)
    except EvidenceError:
        return None
    results = _results_behind(ledger, [fact])
    return {
        "ref": ref, "value": _written(run, fact), "name": fact.name, "missing": fact.missing, "constant": fact.constant,
        "period": fact.period,
        "expression": _expression(run, ledger, fact.expression, fact.inputs), "inputs": _inputs(run, ledger, fact.inputs),
        "results": [_result_shown(run, result, fact) for result in results], "second": _second_way(run, ledger, ref),
    }  # fmt: skip


def _claim_shown(run: Run, ledger: Ledger, ref: str) -> dict[str, Any]:
    claim = ledger.claims[ref]
    facts = [ledger.fact(id) for id in claim.inputs.values()]
    return {
        "ref": ref, "claim": claim.kind, "holds": ledger.check_claim(claim), "value": "", "name": claim.kind,
        "expression": _expression(run, ledger, claim.expression, claim.inputs), "inputs": _inputs(run, ledger, claim.inputs),
        "results": [_result_shown(run, result, None) for result in _results_behind(ledger, facts)], "second": [],
    }  # fmt: skip


def _written(run: Run, fact: Fact) -> str:
    return write(fact.value, "auto", unit=fact.unit, currency=fact.currency, language=language(run))


def _expression(run: Run, ledger: Ledger, expression: str, inputs: dict[str, str]) -> str:
    """The arithmetic with the inputs' values in the place of their short names: "6.46 m ÷ 5.73 m − 1"."""
    if not inputs:
        return ""
    values = {short: _written(run, ledger.fact(id)) for short, id in inputs.items()}
    signed = re.sub(r"[*/-]", lambda match: f" {SIGNS[match[0]]} ", expression)
    named = re.sub(r"[A-Za-z_]\w*", lambda match: values.get(match[0], match[0]), signed)
    return " ".join(named.split())


def _inputs(run: Run, ledger: Ledger, inputs: dict[str, str]) -> list[dict[str, str]]:
    facts = [(id, ledger.fact(id)) for id in dict.fromkeys(inputs.values())]
    return [{"ref": id, "name": fact.name, "value": _written(run, fact)} for id, fact in facts[:MOST_INPUTS]]


def _results_behind(ledger: Ledger, facts: Iterable[Fact]) -> list[Result]:
    """The results that facts rest on in the end, each once, nearest first."""
    found: dict[str, Result] = {}
    left: list[Fact] = list(facts)
    seen: set[str] = set()
    while left:
        fact = left.pop(0)
        if fact.id in seen:
            continue
        seen.add(fact.id)
        if fact.cell is not None and fact.cell.result in ledger.results:
            found.setdefault(fact.cell.result, ledger.results[fact.cell.result])
        left += [ledger.fact(id) for id in fact.inputs.values()]
    return list(found.values())


def _result_shown(run: Run, result: Result, fact: Fact | None) -> dict[str, Any]:
    marked = (fact.cell.row, fact.cell.column) if fact is not None and fact.cell is not None and fact.cell.result == result.id else None
    first = max(0, marked[0] - ROWS_SHOWN + 1) if marked else 0
    rows = [
        [{"text": write(cell, "auto", unit=column.unit, currency=column.currency, language=language(run)),
          "number": column.type in ("integer", "number"), "marked": marked == (first + place, column.name)}
         for cell, column in zip(row, result.columns, strict=True)]
        for place, row in enumerate(result.rows[first : first + ROWS_SHOWN])
    ]  # fmt: skip
    return {
        "id": result.id, "purpose": result.purpose, "sql": result.sql, "source": result.source, "taken_at": result.taken_at,
        "seconds": result.seconds, "row_count": result.row_count, "coverage": result.coverage, "rows": rows, "first": first + 1,
        "hash": result.hash[:12],
        "columns": [{"label": column.label or column.name, "number": column.type in ("integer", "number")} for column in result.columns],
    }  # fmt: skip


def _second_way(run: Run, ledger: Ledger, ref: str) -> list[dict[str, Any]]:
    """How the fact was computed again, and whether that agrees."""
    return [
        {"agrees": made.agrees, "way": made.way_words, "value": _written(run, ledger.fact(made.second)), "ref": made.second}
        for made in evidence.reconciliations(run) if made.fact == ref
    ]  # fmt: skip


assert set(DELIVERABLES) == {kind for kind, _ in Artifact.Kind.choices}, "a deliverable has no kind of artifact"
