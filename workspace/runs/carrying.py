"""Carrying a step out: claim it, lay its desk, call the team, save what comes back if the attempt is still the current one."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import socket
import time
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from agents.core.errors import CannotAnswer, EvidenceError, GateError, InputError, LimitReached, Stopped, ThreedayError
from agents.core.events import Event
from agents.sources.words import explain
from agents.team.desk import Outcome
from workspace.connections.models import Source
from workspace.connections.uploads import UPLOADS
from workspace.runs import desk as desks
from workspace.runs import engine, journal, queue, saving
from workspace.runs.heartbeat import Heartbeat
from workspace.runs.models import Step
from workspace.runs.transitions import move_step
from workspace.runs.words import language, sentence

log = logging.getLogger(__name__)
PROGRESS_EVERY = 0.1  # seconds between two stored words of progress


def worker_name() -> str:
    """Who carries steps out here: host:pid."""
    return f"{socket.gethostname()}:{os.getpid()}"


def carry_out(step_id: int, attempt: int) -> None:
    """Carry out an attempt of a step, then let the engine see what is next. Does nothing where someone else has the attempt."""
    step = _claim(step_id, attempt)
    if step is None:
        return
    if not _carry(step):
        shutil.rmtree(desks.work_folder(step), ignore_errors=True)
    engine.advance(step.run_id)
    if step.key == "plan":
        _read_uploads(step)


def _read_uploads(step: Step) -> None:
    """Have uploads that came with the request read, now that the plan has made their copies."""
    for source in Source.objects.filter(runs=step.run_id, state=Source.State.READING, path__startswith=UPLOADS):
        queue.read_source(source.pk)


def _claim(step_id: int, attempt: int) -> Step | None:
    with transaction.atomic():
        step = Step.objects.filter(pk=step_id, status="queued", attempt=attempt).first()
        now = timezone.now()
        if step is None or not move_step(step, "working", worker=worker_name(), started_at=now, heartbeat_at=now):
            return None
    return step


def _carry(step: Step) -> bool:
    """True where the step's outcome was kept."""
    with Heartbeat(step) as heartbeat:
        try:
            outcome: Outcome = import_string(settings.WORK)(desks.lay(step, Emitter(step), heartbeat.stopped))
            return saving.save(step, outcome)
        except Stopped:
            _stopped(step)
        except CannotAnswer as error:
            saving.save(step, Outcome(summary=error.message, cannot=error.message, suggestions=error.suggestions), missing=error.missing)
        except (InputError, LimitReached) as error:
            _failed(step, explain(error, language(step.run)), cause="input" if isinstance(error, InputError) else "limit")
        except (EvidenceError, GateError) as error:
            _broken(step, error, "refused", retry=False)
        except Exception as error:
            _broken(step, error, "broken", retry=True)
    return False


def _stopped(step: Step) -> None:
    with transaction.atomic():
        if mine := _mine(step).first():
            move_step(mine, "stopped", ended_at=timezone.now())


def _failed(step: Step, message: str, *, cause: str, retry: bool = False, fault: str = "") -> None:
    with transaction.atomic():
        changes = {"error": message, "cause": cause, "retry": retry, "fault": fault, "ended_at": timezone.now()}
        if mine := _mine(step).first():
            move_step(mine, "failed", text=message, detail={"cause": cause, "retry": retry}, **changes)


def _broken(step: Step, error: Exception, words: str, *, retry: bool) -> None:
    """What nobody meant to happen: the log gets the traceback, the person a sentence and the id to find it by."""
    fault = secrets.token_hex(4)
    why = error.message if isinstance(error, ThreedayError) else ""
    log.exception("step_broke fault=%s run=%s step=%s attempt=%s why=%s", fault, step.run_id, step.key, step.attempt, why)
    _failed(step, sentence(words, step.run.language, id=fault), cause="fault", retry=retry, fault=fault)


class Emitter:
    """Takes the team's events. A worker that no longer has the attempt is told to stop."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.last_progress = 0.0

    def __call__(self, event: Event) -> None:
        with transaction.atomic():
            changes: dict[str, Any] = {"heartbeat_at": timezone.now()}
            if event.kind == "step_progress":
                if not self._worth_telling(event):
                    return
                changes |= {"done": int(event.detail.get("done", 0)), "of": int(event.detail.get("of", 0))}
            if not _mine(self.step).update(**changes):
                raise Stopped()
            journal.record(self.step.run_id, [event if event.step else event.model_copy(update={"step": self.step.key})])

    def _worth_telling(self, event: Event) -> bool:
        now = time.monotonic()
        if event.detail.get("done") != event.detail.get("of") and now - self.last_progress < PROGRESS_EVERY:
            return False
        self.last_progress = now
        return True


def _mine(step: Step) -> QuerySet[Step]:
    """The step's row as it is, while the attempt is ours. (What a transaction that failed had set on `step` is not to be trusted.)"""
    return Step.objects.filter(pk=step.pk, status="working", attempt=step.attempt)
