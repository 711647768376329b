"""Handing work to the queue. A broker that is away is no loss: the sweep (recovery.py) hands out again what nobody took."""

from __future__ import annotations

import logging
from uuid import UUID

from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)


def call_engine(run_id: UUID) -> None:
    """Have a worker advance a run."""
    from workspace.runs import tasks  # the tasks call the engine, and the engine queues

    _send(tasks.advance, run_id=str(run_id))


def hand_out(step_id: int, attempt: int) -> None:
    """Have a worker carry out an attempt of a step."""
    from workspace.runs import tasks

    _send(tasks.carry_out, step_id=step_id, attempt=attempt)


def read_source(source_id: UUID) -> None:
    """Have a worker read an uploaded source."""
    from workspace.runs import tasks

    _send(tasks.read_source, source_id=str(source_id))


def _send(task: object, **ids: object) -> None:
    try:
        task.apply_async(kwargs=ids, retry=False)  # type: ignore[attr-defined]
    except OperationalError as error:
        log.warning("queue_unreachable ids=%s error=%s", ids, error)
