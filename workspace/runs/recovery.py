"""Recovery: finds what a dead worker or a lost message left behind, and hands it out again. Safe to run anywhere, any number of times."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from agents.core.plan import MOST_ATTEMPTS
from workspace.runs import leftovers, queue
from workspace.runs.engine import queue_step
from workspace.runs.models import Run, Step
from workspace.runs.transitions import move_step
from workspace.runs.words import sentence


def sweep(*, lost_queue: bool = False) -> int:
    """Put everything that hangs back on its way; returns how many steps and runs that were.

    `lost_queue` says that the queue may be empty, so that nothing need grow old before it is handed out again.
    """
    patience = timedelta(seconds=0 if lost_queue else settings.LOST_AFTER)
    return _lost_steps() + _untaken_steps(patience) + _forgotten_runs(patience) + leftovers.sweep()


def _lost_steps() -> int:
    old = timezone.now() - timedelta(seconds=settings.LOST_AFTER)
    lost = [step for step in Step.objects.filter(status="working").select_related("run") if _is_lost(step, old)]
    for step in lost:
        with transaction.atomic():
            _take_back(step)
        queue.call_engine(step.run_id)
    return len(lost)


def _is_lost(step: Step, old: object) -> bool:
    return step.heartbeat_at is None or step.heartbeat_at < old or _died_here(step.worker)  # type: ignore[operator]


def _take_back(step: Step) -> None:
    if step.run.stop_requested:
        move_step(step, "stopped", ended_at=timezone.now())
    elif step.attempt >= MOST_ATTEMPTS:
        message = sentence("died", step.run.language, attempts=step.attempt)
        move_step(step, "failed", text=message, error=message, cause="fault", retry=False, ended_at=timezone.now())
    else:
        queue_step(step)


def _died_here(worker: str) -> bool:
    """Whether a worker of this host is gone: no need to wait for its heartbeat to grow old."""
    host, _, pid = worker.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _untaken_steps(patience: timedelta) -> int:
    """Steps that nobody took: handed out again as the same attempt, which only one worker can claim."""
    now = timezone.now()
    untaken = list(Step.objects.filter(status="queued", queued_at__lt=now - patience))
    for step in untaken:
        if Step.objects.filter(pk=step.pk, status="queued", queued_at=step.queued_at).update(queued_at=now):
            queue.hand_out(step.pk, step.attempt)
    return len(untaken)


def _forgotten_runs(patience: timedelta) -> int:
    """Runs that wait for nobody: no step under way, and no move for a while."""
    old = timezone.now() - patience
    runs = Run.objects.filter(status__in=("planning", "working"), moved_at__lt=old).exclude(steps__status__in=("queued", "working"))
    forgotten = list(runs.values_list("pk", flat=True))
    for run_id in forgotten:
        Run.objects.filter(pk=run_id).update(moved_at=timezone.now())
        queue.call_engine(run_id)
    return len(forgotten)
