"""Deleting with undo: an artifact is hidden first, and swept away with its bytes when nobody can want it back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from workspace.library.models import Artifact

KEPT_FOR = timedelta(days=30)


def remove(artifact: Artifact) -> None:
    """Hide an artifact, with the files made beside it (charts are many). Its links end with it, and work again when it is restored."""
    Artifact.objects.filter(run=artifact.run, step=artifact.step).update(deleted_at=timezone.now())


def restore(artifact: Artifact) -> None:
    """Undo the deletion of an artifact."""
    Artifact.everything.filter(run=artifact.run, step=artifact.step).update(deleted_at=None)


def sweep_away() -> int:
    """Delete for good what was deleted long ago, with the bytes of every version; returns how many artifacts that were."""
    gone = Artifact.everything.filter(deleted_at__lt=timezone.now() - KEPT_FOR).prefetch_related("versions")
    swept = 0
    for artifact in gone:
        files = [version.file for version in artifact.versions.all()]
        rows, _ = Artifact.everything.filter(pk=artifact.pk, deleted_at=artifact.deleted_at).delete()
        if not rows:
            continue  # restored meanwhile
        for file in files:
            file.unlink(missing_ok=True)
        swept += 1
    return swept
