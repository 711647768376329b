"""Removing a source: what depends on it is named first; its bytes stay until the runs that read them have ended."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from workspace.connections.models import Source, SourceVersion
from workspace.connections.uploads import throw_away
from workspace.library.models import Artifact
from workspace.runs.desk import copies_folder
from workspace.runs.models import Run
from workspace.threads.models import Thread

log = logging.getLogger(__name__)
OVER = (Run.Status.DONE, Run.Status.FAILED, Run.Status.CANNOT, Run.Status.STOPPED)


@dataclass(frozen=True)
class Dependents:
    """What was made from a source."""

    threads: QuerySet[Thread]
    artifacts: QuerySet[Artifact]
    running: QuerySet[Run]


def dependents(source: Source) -> Dependents:
    runs = Run.objects.filter(sources=source)
    return Dependents(
        threads=Thread.objects.filter(runs__in=runs).distinct(),
        artifacts=Artifact.objects.filter(run__in=runs.values("pk"), deleted_at=None, primary=True).order_by("-created_at"),
        running=runs.exclude(status__in=OVER),
    )


def remove(source: Source) -> None:
    """Take a source away from everybody, and its bytes as soon as no run under way needs them."""
    Source.every.filter(pk=source.pk).update(removed_at=timezone.now())
    purge()


def purge() -> int:
    """Delete the rows and bytes of removed sources that no run under way reads; returns how many."""
    needed = Run.objects.exclude(status__in=OVER).values("sources")
    ready = list(Source.every.exclude(removed_at=None).exclude(pk__in=needed.filter(sources__isnull=False)))
    for source in ready:
        for version in source.versions.all():
            _drop_copy(version)
            throw_away(version)
        source.delete()
    return len(ready)


def _drop_copy(version: SourceVersion) -> None:
    """Delete the typed copy of a version's rows, unless another source may have the same file."""
    same = SourceVersion.objects.filter(size=version.size).exclude(source=version.source_id)
    if same.exists() or not version.file.is_file() or version.file.is_dir():
        return
    if not version.file.is_relative_to(settings.VAR_DIR / "sources"):
        return
    from agents.sources.copy import content_key  # the engine's readers are heavy, and a web server seldom removes

    key = content_key(version.file, copies_folder())
    for ending in ("duckdb", "json"):
        (copies_folder() / f"{key}.{ending}").unlink(missing_ok=True)
