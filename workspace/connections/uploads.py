"""Uploaded files: checked, named, and kept outside the web root."""

from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from workspace.accounts.models import Team, User
from workspace.connections.models import Source

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
    source = Source(team=team, connected_by=person, name=name, size=upload.size or 0)
    source.path = str(Path(UPLOADS) / str(source.id) / name)
    source.file.parent.mkdir(parents=True, exist_ok=True)
    with source.file.open("wb") as target:
        for chunk in upload.chunks():
            target.write(chunk)
    source.file.chmod(0o440)
    source.save()
    return source


def keep_file(team: Team, path: Path, name: str = "", person: User | None = None) -> Source:
    """Connect a file of this machine where it stands."""
    return Source.objects.create(
        team=team, connected_by=person, name=name or path.name, path=str(path.resolve()), size=path.stat().st_size if path.is_file() else 0
    )


def forget(source: Source) -> None:
    """Take a source away, with the bytes that were uploaded for it; a file connected in place stays."""
    folder = settings.VAR_DIR / UPLOADS / str(source.id)
    source.delete()
    shutil.rmtree(folder, ignore_errors=True)
