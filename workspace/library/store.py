"""Keeping files: moved out of a step's work folder, hashed, and written down as artifacts of (run, step)."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from workspace.accounts.models import Team
from workspace.library.models import Artifact, Version


@dataclass(frozen=True)
class File:
    """A finished file to keep; `path` is where it stands now."""

    kind: str
    name: str
    path: Path
    media_type: str
    draft: bool = False
    gate: tuple[str, ...] = ()
    primary: bool = True


def take_in(run: UUID, step: str, attempt: int, files: Sequence[File]) -> list[Path]:
    """Move the files of an attempt to their place, before anything is written down. Returns the new paths, in order.

    Each attempt has a folder of its own, so a late writer never touches what a newer attempt has made.
    """
    folder = settings.VAR_DIR / "artifacts" / str(run) / f"{step}-{attempt}"
    folder.mkdir(parents=True, exist_ok=True)
    places = []
    for file in files:
        place = folder / Path(file.name).name
        shutil.move(file.path, place)
        places.append(place)
    return places


def write_down(team: Team, run: UUID, step: str, files: Sequence[File], places: Sequence[Path]) -> None:
    """Put these files in the place of what (run, step) had: the same name gets a newer version and keeps its stars and links.

    Call inside a transaction.
    """
    Artifact.everything.filter(run=run, step=step).exclude(name__in=[file.name for file in files]).delete()
    for position, (file, place) in enumerate(zip(files, places, strict=True)):
        artifact, _ = Artifact.everything.update_or_create(run=run, step=step, name=file.name, defaults={
            "team": team, "kind": file.kind, "media_type": file.media_type, "draft": file.draft, "gate": list(file.gate),
            "primary": file.primary, "position": position,
        })  # fmt: skip
        Version.objects.create(
            artifact=artifact, number=artifact.versions.count() + 1, path=str(place.relative_to(settings.VAR_DIR)),
            size=place.stat().st_size, sha256=_sha256(place),
        )  # fmt: skip


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
