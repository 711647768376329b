"""Handing work to the queue. A broker that is away is no loss: the sweep (recovery.py) hands out again what nobody took.

Tasks are sent by name, so that whoever hands work out need not load what carries it out.
"""

from __future__ import annotations

import logging
from uuid import UUID

from kombu.exceptions import OperationalError

from workspace.celery import app

log = logging.getLogger(__name__)


def call_engine(run_id: UUID) -> None:
    """Have a worker advance a run."""
    _send("runs.advance", run_id=str(run_id))


def hand_out(step_id: int, attempt: int) -> None:
    """Have a worker carry out an attempt of a step."""
    _send("runs.carry_out", step_id=step_id, attempt=attempt)


def read_source(source_id: UUID) -> None:
    """Have a worker read an uploaded source."""
    _send("runs.read_source", source_id=str(source_id))


def mail_notice(notice_id: int) -> None:
    """Have a worker send the mail of a notice."""
    _send("runs.mail_notice", notice_id=notice_id)


def _send(name: str, **ids: str | int) -> None:
    try:
        app.send_task(name, kwargs=ids, retry=False)
    except OperationalError as error:
        log.warning("queue_unreachable task=%s ids=%s error=%s", name, ids, error)
