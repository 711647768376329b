"""Deleting a thread with undo. Its files stay in the library, and so does what stands behind their numbers."""

from __future__ import annotations

from django.core.cache import cache
from django.utils import timezone

from workspace.library.models import Artifact
from workspace.library.removal import KEPT_FOR, sweep_away
from workspace.runs import requests
from workspace.runs.models import Run
from workspace.threads.models import Thread

EVERY = 3600  # seconds


def remove(thread: Thread) -> None:
    """Hide a thread and stop what is under way in it."""
    Thread.objects.filter(pk=thread.pk).update(deleted_at=timezone.now())
    for run in Run.objects.filter(thread=thread).exclude(status__in=("done", "failed", "cannot", "stopped")):
        requests.stop(run)


def restore(thread: Thread) -> None:
    """Undo the deletion of a thread. What was stopped stays stopped; a person can ask again."""
    Thread.everything.filter(pk=thread.pk).update(deleted_at=None)


def sweep_now_and_then() -> None:
    """Sweep once in a while, whoever asks and how often."""
    if cache.add("swept-away", True, EVERY):
        sweep()


def sweep() -> int:
    """Delete for good what was deleted long ago; returns how many artifacts and threads that were.

    A thread goes when no artifact of it is left: until then its rows are the evidence of their numbers.
    """
    swept = sweep_away()
    for thread in Thread.everything.filter(deleted_at__lt=timezone.now() - KEPT_FOR):
        if not Artifact.everything.filter(run__in=thread.runs.values("pk")).exists():
            thread.delete()
            swept += 1
    return swept
