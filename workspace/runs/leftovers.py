"""What broken uploads, removed sources and lost readings leave behind. Safe to run anywhere, any number of times."""

from __future__ import annotations

import shutil
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q
from django.utils import timezone

from workspace.connections.models import Source, SourceVersion
from workspace.connections.uploads import UPLOADS
from workspace.runs import queue
from workspace.runs.removal import purge

OLD = 24 * 3600  # seconds; no upload takes a day
EVERY = 600  # seconds between two looks at the folders
LONGEST = 900  # seconds that a source may be read before its reading counts as lost


def mark_of(source_id: UUID) -> str:
    """The key in the cache that stands while a source is read, or is handed out again."""
    return f"reading-{source_id}"


def sweep() -> int:
    """Hand out readings that nobody took, delete what removed sources leave; now and then look for broken uploads. Returns how many."""
    found = purge() + _lost_readings()
    return found + _broken_uploads() if cache.add("leftovers-looked", 1, EVERY) else found


def _lost_readings() -> int:
    """Sources, and newer files of sources, that wait to be read for long: handed out again, each at most once in a while."""
    old = timezone.now() - timedelta(seconds=settings.LOST_AFTER)
    waiting = Q(state=Source.State.READING, versions__number=F("version")) | Q(versions__number__gt=F("version"))
    lost = Source.objects.filter(waiting, versions__created_at__lt=old, path__startswith=f"{UPLOADS}/").distinct()
    lost |= Source.objects.filter(kind="demo", state=Source.State.READING, created_at__lt=old).distinct()
    taken = [pk for pk in lost.values_list("pk", flat=True) if cache.add(mark_of(pk), 1, LONGEST)]
    for pk in taken:
        queue.read_source(pk)
    return len(taken)


def _broken_uploads() -> int:
    """Temporary files of uploads that broke off, and folders of uploads that no source knows."""
    left = [path for path in settings.VAR_DIR.glob("*.upload*") if _is_old(path)]
    for path in left:
        path.unlink(missing_ok=True)
    folders = [path for path in (settings.VAR_DIR / UPLOADS).glob("*") if _is_old(path) and not _known(path)]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left) + len(folders)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > OLD
    except FileNotFoundError:
        return False


def _known(folder: Path) -> bool:
    return SourceVersion.objects.filter(path__startswith=f"{UPLOADS}/{folder.name}/").exists()
