"""Reading an uploaded source: what it holds is written beside it, or why it was refused."""

from __future__ import annotations

import logging
import secrets
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from agents.core.errors import InputError, LimitReached
from agents.sources.catalog import Catalog
from agents.sources.open import open_data, prepare
from workspace.connections.models import Source, SourceVersion
from workspace.connections.uploads import throw_away
from workspace.runs.desk import copies_folder
from workspace.runs.leftovers import LONGEST, mark_of
from workspace.runs.profile import changes, profile_of
from workspace.runs.shop import shop_file
from workspace.runs.starters import starters_of
from workspace.runs.telling import explained
from workspace.runs.words import sentence

log = logging.getLogger(__name__)
BLOCK = 1 << 22  # bytes looked at at once


def read_source(source_id: UUID) -> Source:
    """Fill a source's catalog, or its problem, and take newer files that wait. Reading twice gives the same."""
    cache.set(mark_of(source_id), 1, LONGEST)
    try:
        source = Source.every.get(pk=source_id)
        current = source.versions.get(number=source.version)
        if source.state != Source.State.READY or not current.profile:
            _read_current(source, current)
        for newer in source.versions.filter(number__gt=source.version).order_by("number"):
            _read_newer(source, newer)
        return source
    finally:
        cache.delete(mark_of(source_id))


def _read_current(source: Source, version: SourceVersion) -> None:
    if source.kind == "demo":
        _make_demo(source, version)
    catalog, problem = _catalog(version)
    if catalog is None:
        source.state, source.problem = Source.State.REFUSED, problem
        source.save(update_fields=["state", "problem"])
    else:
        _take(source, version, catalog, {})


def _read_newer(source: Source, version: SourceVersion) -> None:
    """Take a newer file; where it cannot be read the version before it stays in use, and the source says why."""
    catalog, problem = _catalog(version)
    if catalog is None:
        throw_away(version)
        version.delete()
        refused = source.state == Source.State.REFUSED
        source.problem = problem
        source.save(update_fields=["problem", "state"] if refused else ["problem"])
        return
    before = Catalog.model_validate(source.catalog) if source.catalog else None
    _take(source, version, catalog, {"changes": changes(before, catalog)} if before else {})


def _catalog(version: SourceVersion) -> tuple[Catalog | None, str]:
    """(catalog, "") or (None, the sentence for people, in English)."""
    try:
        SourceVersion.objects.filter(pk=version.pk).update(rows=_lines(version.file))
        return prepare(version.file, copies_folder()), ""
    except (InputError, LimitReached) as error:
        return None, explained(error, version.name, "en")
    except Exception:
        fault = secrets.token_hex(4)
        log.exception("source_broke fault=%s source=%s", fault, version.source_id)
        return None, sentence("broken", "en", id=fault)


def _take(source: Source, version: SourceVersion, catalog: Catalog, extra: dict[str, Any]) -> None:
    """Write down what a version holds, and make it the one in use."""
    version.profile = _profile(version) | extra
    version.rows = max((table.rows for table in catalog.tables), default=0)
    version.save(update_fields=["profile", "rows"])
    source.catalog, source.state, source.problem = catalog.model_dump(mode="json"), Source.State.READY, ""
    source.version, source.path, source.size, source.starters = version.number, version.path, version.size, _starters(source)
    source.save(update_fields=["catalog", "state", "problem", "version", "path", "size", "starters"])


def _starters(source: Source) -> dict[str, list[str]]:
    """Requests to begin with, by language; a fault in making them takes nothing from the source."""
    try:
        return {"en": starters_of(source, "en"), "zh": starters_of(source, "zh")}
    except Exception:
        log.exception("starters_broke source=%s", source.pk)
        return {}


def _profile(version: SourceVersion) -> dict[str, Any]:
    reader = open_data([version.file], copies_folder())
    try:
        return profile_of(reader)
    finally:
        reader.close()


def _make_demo(source: Source, version: SourceVersion) -> None:
    """The demo shop is made when the first team asks for it."""
    folder = settings.VAR_DIR / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    version.size = source.size = shop_file(folder).stat().st_size
    version.save(update_fields=["size"])


def _lines(path: Path) -> int:
    """A guess of the rows while they are read: the lines of a text file, 0 for others."""
    if not path.is_file():
        return 0
    with path.open("rb") as file:
        if b"\x00" in file.read(512):
            return 0
        file.seek(0)
        return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))
