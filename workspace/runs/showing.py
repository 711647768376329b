"""A run as a page shows it: plain values for templates, so that the web needs no word of the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.functional import cached_property

from agents.core.brief import DELIVERABLES
from agents.evidence.text import Span, spans
from workspace.library.models import Artifact
from workspace.runs import evidence
from workspace.runs.models import Event, Run, Step
from workspace.runs.words import language
from workspace.usage.models import ModelCall

TOLD = ("query_done", "decision", "artifact_made")


@dataclass(frozen=True)
class Way:
    """A language model that was called: its rung, and the tiers and regions that served it."""

    rung: str
    model: str
    tiers: tuple[str, ...]
    regions: tuple[str, ...]


@dataclass(frozen=True)
class Cost:
    """What calls of models used: US dollars, and tokens in and out together, those of the cache too; the built-in model uses none.

    `unpriced` says that some calls went to a model whose price is not known, so that they cost more than `money`.
    """

    money: Decimal
    tokens: int
    unpriced: bool = False
    ways: tuple[Way, ...] = ()
    thought: bool = False  # a model's reasoning was kept

    @property
    def free(self) -> bool:
        """Whether nothing was used, as by the built-in model."""
        return not self.money and not self.tokens and not self.unpriced


@dataclass
class StepShown:
    """A step with what happened in it, in order. `cost` is None where no model was called."""

    step: Step
    cost: Cost | None = None
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
    def rows(self) -> list[Step]:
        """The bare steps: all that counts and tabs need."""
        return list(self.run.steps.all())

    @cached_property
    def steps(self) -> list[StepShown]:
        return steps_shown(self.run, self.rows)

    @cached_property
    def tabs(self) -> list[Tab]:
        return tabs_of(self.run, self.rows)

    @cached_property
    def answer(self) -> list[list[Span]]:
        return answer_spans(self.run)

    @property
    def cost(self) -> Cost:
        """What all steps used together."""
        costs = [shown.cost for shown in self.steps if shown.cost]
        money = sum((cost.money for cost in costs), Decimal(0))
        return Cost(money, sum(cost.tokens for cost in costs), any(cost.unpriced for cost in costs))

    @property
    def files(self) -> int:
        """How many files the tabs hold, charts counted once."""
        return sum(1 for tab in self.tabs if tab.files)

    @property
    def counts(self) -> dict[str, int]:
        """How many steps there are and how many have ended."""
        return {"all": len(self.rows), "ended": sum(step.status in ("done", "failed", "skipped", "stopped") for step in self.rows)}

    @property
    def latest(self) -> StepShown | None:
        """The step that ended last, else the one under way; only the step itself, without what happened in it."""
        ended = [StepShown(step) for step in self.rows if step.ended_at]
        return max(ended, key=lambda shown: shown.step.ended_at, default=self.now)

    @property
    def now(self) -> StepShown | None:
        """The step under way that began last; only the step itself."""
        return next((StepShown(step) for step in reversed(self.rows) if step.status == "working"), None)


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


def steps_shown(run: Run, steps: Iterable[Step]) -> list[StepShown]:
    """Steps of a run with their events and files."""
    costs = costs_of(run)
    shown = {step.key: StepShown(step, costs.get(step.key)) for step in steps}
    for event in run.events.filter(kind__in=TOLD, step__in=shown):
        if event.kind == "query_done":
            shown[event.step].queries.append(event)
        elif event.kind == "decision":
            shown[event.step].decisions.append(event)
    for file in Artifact.objects.filter(run=run.pk, step__in=shown, primary=True):
        shown[file.step].files.append(file)
    return list(shown.values())


def costs_of(run: Run) -> dict[str, Cost]:
    """What each step used, by its key; a step without a call of a model is not there."""
    calls = ModelCall.objects.filter(run=run.pk)
    tokens = Sum(F("tokens_in") + F("tokens_cached") + F("tokens_written") + F("tokens_out"), filter=~Q(model="builtin"))
    sums = calls.values("step").annotate(paid=Sum("money"), tokens=tokens, unpriced=Count("pk", filter=Q(money=None)),
                                          thought=Count("pk", filter=~Q(reasoning="")))  # fmt: skip
    ways = _ways(calls)
    return {row["step"]: Cost(row["paid"] or Decimal(0), row["tokens"] or 0, bool(row["unpriced"]), tuple(ways[row["step"]]),
                              bool(row["thought"])) for row in sums}  # fmt: skip


def thoughts_of(run: Run, step: str) -> list[ModelCall]:
    """The calls of a step whose model said what it thought, in their order."""
    return list(ModelCall.objects.filter(run=run.pk, step=step).exclude(reasoning="").order_by("pk"))


def _ways(calls: QuerySet[ModelCall]) -> dict[str, list[Way]]:
    """The language models that each step called, in the order of their first calls. The built-in model is not one."""
    served: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    wire = calls.exclude(provider="builtin").order_by("pk")
    for step, rung, model, *place in wire.values_list("step", "rung", "model", "tier", "region"):
        served[step, rung, model].append((place[0], place[1]))
    ways: dict[str, list[Way]] = defaultdict(list)
    for (step, rung, model), places in served.items():
        tiers, regions = (tuple(dict.fromkeys(filter(None, names))) for names in zip(*places, strict=True))
        ways[step].append(Way(rung, model, tiers, regions))
    return ways


def tabs_of(run: Run, rows: Iterable[Step] | None = None) -> list[Tab]:
    """A tab for each deliverable of the brief, in their fixed order. `rows` are the run's steps where they are at hand."""
    wanted = run.brief["deliverables"] if run.brief else []
    files: dict[str, list[Artifact]] = defaultdict(list)
    for made in Artifact.objects.filter(run=run.pk).order_by("position"):
        files[made.kind].append(made)
    steps = {step.key: step for step in (run.steps.all() if rows is None else rows)}
    labels = dict(Artifact.Kind.choices)
    return [Tab(kind, str(labels[kind]), files[kind], steps.get(kind)) for kind in ("deck", "workbook", "document", "charts")
            if kind in wanted or files[kind]]


def answer_spans(run: Run) -> list[list[Span]]:
    """The answer's paragraphs as pieces: plain text, facts and claims with the refs that open their evidence."""
    if not run.answer:
        return []
    ledger = evidence.ledger(run)
    return [spans(paragraph, ledger, language(run)) for paragraph in run.answer]


assert set(DELIVERABLES) == {kind for kind, _ in Artifact.Kind.choices}, "a deliverable has no kind of artifact"
