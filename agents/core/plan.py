"""The plan of a run as plain values: its steps, their states, and the moves that the super agent may make."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agents.core.base import Value
from agents.core.brief import Brief, Deliverable, Language

AgentName = Literal["super_agent", "analyst", "charts", "slides", "sheets", "docs"]
RunStatus = Literal["planning", "needs_you", "working", "done", "failed", "cannot", "stopped"]
StepStatus = Literal["waiting", "queued", "working", "done", "failed", "skipped", "stopped"]
ENDED: frozenset[str] = frozenset({"done", "failed", "skipped", "stopped"})
# A step that died or failed for a passing reason is tried again; each attempt has a number, and a late writer of an old one is refused.
MOST_ATTEMPTS = 3


class StepPlan(Value):
    """One durable unit of work. `key` is unique in its run; `needs` are keys of steps that must be done before."""

    key: str
    agent: AgentName
    title: str  # verb and object in the run's language: "Make the slides"
    needs: tuple[str, ...] = ()
    optional: bool = False  # the run can end well without it


class StepState(Value):
    """A step as the rows say it is. `error` is the sentence for people of a failed step; `retry` says that it may pass next time."""

    plan: StepPlan
    status: StepStatus = "waiting"
    attempt: int = 0
    error: str = ""
    retry: bool = False


class RunState(Value):
    """All that the super agent needs to decide: nothing else influences its moves."""

    request: str
    language: Language
    status: RunStatus = "planning"
    deliver: tuple[Deliverable, ...] | None = None  # chosen by the person; None leaves it to the plan
    wait_for_nod: bool = False
    approved: bool = False
    stop_requested: bool = False
    brief: Brief | None = None
    cannot: str = ""  # why the data cannot answer, set by the planning step
    steps: tuple[StepState, ...] = ()


class AddStep(Value):
    """Write a step down."""

    move: Literal["add"] = "add"
    step: StepPlan


class QueueStep(Value):
    """Hand a step to a worker."""

    move: Literal["queue"] = "queue"
    key: str


class SkipStep(Value):
    """End a step unstarted because one that it needs did not end well."""

    move: Literal["skip"] = "skip"
    key: str
    reason: str


class AskPerson(Value):
    """Show the brief and wait for a nod."""

    move: Literal["ask"] = "ask"


class End(Value):
    """End the run."""

    move: Literal["end"] = "end"
    status: Literal["done", "failed", "cannot", "stopped"]
    message: str = ""


Move = Annotated[AddStep | QueueStep | SkipStep | AskPerson | End, Field(discriminator="move")]
