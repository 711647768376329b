"""Uploaded files: named, and kept outside the web root, each in a folder of its own that nobody can guess."""

from __future__ import annotations

import secrets
import shutil
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from django.db.models import Max, Sum

from workspace.accounts.models import Team, User
from workspace.connections.models import Source, SourceVersion

UPLOADS = "sources"  # the folder in var/ that holds uploads
Upload: TypeAlias = "UploadedFile[Any]"


def clean_name(name: str) -> str:
    """A file name with no folder and no control characters in it; never empty, at most 120 characters."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    kept = "".join(c for c in unicodedata.normalize("NFC", bare) if unicodedata.category(c)[0] != "C" and c not in '/\\:*?"<>|').strip(". ")
    stem, dot, ending = kept.rpartition(".")
    return (f"{stem[:100]}.{ending[:19]}" if dot else kept[:120]) or "data"


def keep_upload(team: Team, person: User, upload: Upload) -> Source:
    """Store an upload as a source that is still to be read."""
    name = clean_name(upload.name or "data")
    source = Source(team=team, connected_by=person, name=name, size=upload.size or 0, path=_store(upload, name))
    with transaction.atomic():
        source.save()
        _write_down(source)
    return source


def keep_newer(source: Source, person: User, upload: Upload) -> SourceVersion:
    """Store a newer file of a source. The source goes on with its present version until this one is read.

    The bytes are kept under the first file's name, since tables are called after it: what was asked before can be asked again.
    """
    name = clean_name(upload.name or "data")
    path = _store(upload, f"{Path(source.path).stem}{Path(name).suffix}")
    with transaction.atomic():
        Source.objects.select_for_update().filter(pk=source.pk).update(problem="")
        newest = source.versions.aggregate(newest=Max("number"))["newest"] or source.version
        return source.versions.create(number=newest + 1, name=name, path=path, size=upload.size or 0, uploaded_by=person)


def keep_file(team: Team, path: Path, name: str = "", person: User | None = None, kind: str = "file") -> Source:
    """Connect a file of this machine where it stands."""
    size = path.stat().st_size if path.is_file() else 0
    source = Source.objects.create(team=team, connected_by=person, name=name or path.name, kind=kind, path=str(path.resolve()), size=size)
    _write_down(source)
    return source


def bytes_of(team: Team) -> int:
    """Bytes that a team's uploads take, all versions and what is not swept yet included."""
    found = SourceVersion.objects.filter(source__team=team, path__startswith=f"{UPLOADS}/").aggregate(bytes=Sum("size"))
    return found["bytes"] or 0


def throw_away(version: SourceVersion) -> None:
    """Delete the bytes that were uploaded for a version; a file connected in place stays."""
    folder = version.file.parent
    if folder.parent.parent == settings.VAR_DIR and folder.parent.name == UPLOADS:
        shutil.rmtree(folder, ignore_errors=True)


def _store(upload: Upload, name: str) -> str:
    """Put the bytes where nobody can guess, write or run them; returns the path, relative to var/."""
    relative = Path(UPLOADS) / secrets.token_hex(16) / name
    place = settings.VAR_DIR / relative
    place.parent.mkdir(parents=True, mode=0o750)
    if isinstance(upload, TemporaryUploadedFile):
        upload.flush()
        shutil.move(upload.temporary_file_path(), place)
    else:
        with place.open("wb") as target:
            for chunk in upload.chunks():
                target.write(chunk)
    place.chmod(0o440)
    return str(relative)


def _write_down(source: Source) -> None:
    """Keep the version that the source has now."""
    source.versions.create(number=source.version, name=source.name, path=source.path, size=source.size, uploaded_by=source.connected_by)
