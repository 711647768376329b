"""What ended runs leave on disk that nothing refers to: scratch of their steps, and artifacts of attempts that came too late."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from agents.renderers.xlsx.record import NAME as RECORD
from workspace.library.models import Version
from workspace.runs.desk import work_folder
from workspace.runs.models import Result, Run, Step

OLD = timedelta(days=1)
EVERY = 24 * 3600  # seconds


def sweep_now_and_then() -> None:
    """Sweep once a day, whoever asks and how often."""
    if cache.add("housekept", 1, EVERY):
        sweep()


def sweep() -> int:
    """Delete what is older than a day and what no row refers to; returns how many folders of runs and of artifacts were touched."""
    return sum(_clear_work(folder) for folder in _folders("work")) + sum(_clear_artifacts(folder) for folder in _folders("artifacts"))


def _folders(kind: str) -> Iterator[Path]:
    """A run's folder is named by its id; anything else there is not ours."""
    for folder in sorted((settings.VAR_DIR / kind).glob("*")):
        with contextlib.suppress(ValueError):
            if folder.is_dir() and str(UUID(folder.name)) == folder.name:
                yield folder


def _clear_work(folder: Path) -> bool:
    """Delete an ended run's scratch but for what its evidence and the viewer of its workbook read."""
    run = Run.objects.filter(pk=folder.name).first()
    if run is not None and not (run.over and (run.ended_at or run.moved_at) < timezone.now() - OLD):
        return False
    needed = _needed(run) if run is not None else set()
    unneeded = [path for path in folder.glob("*/*") if path.parts[-3:] not in needed and _is_old(path)]
    for path in unneeded:
        _delete(path)
    _drop_if_empty(folder)
    return bool(unneeded) or not folder.exists()


def _needed(run: Run) -> set[tuple[str, ...]]:
    """The last three parts (run, attempt, file) of what rows refer to; a follow-up may refer to files of the runs before it."""
    paths = [Path(path) for path in Result.objects.filter(run__thread=run.thread_id).values_list("payload__path", flat=True) if path]
    paths += [work_folder(step) / RECORD for step in Step.objects.filter(run=run, spec_kind="workbook")]
    return {path.parts[-3:] for path in paths}


def _clear_artifacts(folder: Path) -> bool:
    """Delete the folders of attempts whose files were never written down, or were swept away since."""
    orphans = [attempt for attempt in folder.glob("*") if _is_old(attempt) and not _known(attempt)]
    for attempt in orphans:
        _delete(attempt)
    _drop_if_empty(folder)
    return bool(orphans) or not folder.exists()


def _known(attempt: Path) -> bool:
    return Version.objects.filter(path__startswith=f"{attempt.relative_to(settings.VAR_DIR).as_posix()}/").exists()


def _is_old(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime < (timezone.now() - OLD).timestamp()
    return False


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def _drop_if_empty(folder: Path) -> None:
    """Remove a run's old folder and its attempts' where nothing is left in them."""
    for path in (*folder.glob("*"), folder):
        if path.is_dir() and _is_old(path):
            with contextlib.suppress(OSError):
                path.rmdir()
