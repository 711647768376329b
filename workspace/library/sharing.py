"""Read-only links. Whoever has the token sees one artifact until the link expires; we keep only its hash."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from workspace.accounts.models import User
from workspace.library.models import Artifact, Share

DAYS = (1, 7, 30, 90)


def share(artifact: Artifact, person: User, days: int) -> tuple[Share, str]:
    """A new link and its token, which is told this once. Raises ValueError for a number of days that nobody may choose."""
    if days not in DAYS:
        raise ValueError(f"A link lasts {DAYS} days, not {days}.")
    token = secrets.token_urlsafe(24)
    expires_at = timezone.now() + timedelta(days=days)
    return Share.objects.create(artifact=artifact, token=_hashed(token), shared_by=person, expires_at=expires_at), token


def shared(token: str) -> Share | None:
    """The link of a token; None where it never was, is over, was taken back, or its artifact is deleted: nobody can tell which."""
    return (
        Share.objects.select_related("artifact", "artifact__team")
        .filter(token=_hashed(token), revoked_at=None, expires_at__gt=timezone.now(), artifact__deleted_at=None)
        .first()
    )


def opened(link: Share) -> None:
    """Count an opening."""
    Share.objects.filter(pk=link.pk).update(opened=F("opened") + 1)


def revoke(link: Share) -> None:
    """Take a link back."""
    Share.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def links_of(artifact: Artifact) -> QuerySet[Share]:
    """The links that still open an artifact, the newest first."""
    return artifact.shares.filter(revoked_at=None, expires_at__gt=timezone.now()).select_related("shared_by")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
