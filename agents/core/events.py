"""Events: what happened in a run and may be shown. Numbered from 1 within the run by whoever stores them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field

from agents.core.base import Value

EventKind = Literal[
    "run_started",
    "brief_ready",
    "needs_you",
    "approved",
    "step_queued",
    "step_started",
    "step_progress",
    "step_done",
    "step_failed",
    "step_skipped",
    "step_stopped",
    "query_done",
    "decision",
    "model_called",
    "artifact_made",
    "run_done",
    "run_failed",
    "run_cannot",
    "run_stopped",
]


class Event(Value):
    """One thing that happened. `text` is for people, in the run's language; `detail` is JSON for the page and the trace.

    query_done: detail = {result id, sql, rows (first five), columns, row_count, seconds}. step_progress: {done, of}.
    decision: {rule, reason}. artifact_made: {kind, name, status}. model_called: {model, use, tokens_in, tokens_out, seconds, outcome}.
    """

    kind: EventKind
    step: str = ""  # key of the step, "" for the run itself
    text: str = ""
    detail: dict[str, Any] = Field(default_factory=dict)


Emit = Callable[[Event], None]
