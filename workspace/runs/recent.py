"""What a team has under way and what it did lately, for the home page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from workspace.accounts.models import Team
from workspace.connections.models import Source
from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.runs.removal import OVER
from workspace.runs.showing import RunShown
from workspace.runs.source_shown import starters_of
from workspace.threads.models import Thread

MOST_RUNNING = 8
MOST_RECENT = 6
MOST_FILES = 4  # of a thread
MOST_STARTERS = 4


@dataclass
class ThreadShown:
    """A thread with how its latest run ended and the files that it has."""

    thread: Thread
    run: Run
    files: list[Artifact] = field(default_factory=list)


@dataclass(frozen=True)
class Starter:
    """A request to begin with, and the source that it works on."""

    text: str
    source: Source


def running(team: Team) -> list[RunShown]:
    """The runs under way, the newest first."""
    runs = team.runs.exclude(status__in=OVER).select_related("thread").order_by("-created_at")[:MOST_RUNNING]
    return [RunShown(run) for run in runs]


def recent(team: Team) -> list[ThreadShown]:
    """The threads touched last whose latest run is over, with their newest files."""
    latest: dict[UUID, Run] = {}
    threads = list(Thread.objects.filter(team=team)[: MOST_RECENT + MOST_RUNNING])
    for run in Run.objects.filter(thread__in=threads).defer("brief", "answer").order_by("created_at"):
        latest[run.thread_id] = run
    shown = [ThreadShown(thread, latest[thread.pk]) for thread in threads if thread.pk in latest and latest[thread.pk].over][:MOST_RECENT]
    files = _files([item.thread for item in shown])
    for item in shown:
        item.files = files[item.thread.pk][:MOST_FILES]
    return shown


def starters(team: Team) -> list[Starter]:
    """Requests that work on the sources brought last, taken in turn so that each source has its say."""
    ready = list(team.sources.filter(state=Source.State.READY).defer("catalog")[:3])
    each = [[Starter(text, source) for text in starters_of(source)] for source in ready]
    longest = max(map(len, each), default=0)
    return [starters[place] for place in range(longest) for starters in each if place < len(starters)][:MOST_STARTERS]


def _files(threads: list[Thread]) -> dict[UUID, list[Artifact]]:
    """The primary files of threads, the newest run's first."""
    runs = dict(Run.objects.filter(thread__in=threads).values_list("pk", "thread_id"))
    found: dict[UUID, list[Artifact]] = defaultdict(list)
    files = Artifact.objects.filter(run__in=runs, primary=True, deleted_at=None).defer("text", "gate")
    for made in files.order_by("-created_at", "position"):
        found[runs[made.run]].append(made)
    return found
