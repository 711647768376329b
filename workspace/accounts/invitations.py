"""Doors into a team. The token of a link is kept only as its SHA-256 and is shown once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from workspace.accounts.models import Invitation, Team, User
from workspace.accounts.teams import join

DAYS = 7
OPEN, EXPIRED, REVOKED, USED = "open", "expired", "revoked", "used"


@dataclass(frozen=True)
class Offer:
    """What an owner offers: a role, for one address or ("") for everybody who has the link, for so many days."""

    role: str
    email: str = ""
    days: int = DAYS


def invite(team: Team, by: User, offer: Offer) -> tuple[Invitation, str]:
    """(the invitation, its token). The token cannot be had again."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        team=team, invited_by=by, role=offer.role, email=offer.email.lower(), token=_digest(token),
        expires_at=timezone.now() + timedelta(days=offer.days),
    )  # fmt: skip
    return invitation, token


def find(token: str) -> Invitation | None:
    """The invitation of a link, whatever its state; None where no such link was ever made."""
    return Invitation.objects.select_related("team", "invited_by").filter(token=_digest(token)).first()


def state(invitation: Invitation) -> str:
    """One of OPEN, EXPIRED, REVOKED, USED. A link without an address stays open after its first use."""
    if invitation.revoked_at:
        return REVOKED
    if invitation.email and invitation.accepted_at:
        return USED
    return EXPIRED if invitation.expires_at <= timezone.now() else OPEN


def meant_for(invitation: Invitation, email: str) -> bool:
    """Whether a person of this address may use it."""
    return not invitation.email or invitation.email == email.lower()


@transaction.atomic
def accept(invitation: Invitation, person: User) -> bool:
    """Let the person into the team; False where the door is shut, or is another's."""
    held = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if state(held) != OPEN or not meant_for(held, person.email):
        return False
    join(held.team, person, held.role)
    if held.accepted_at is None:
        held.accepted_at = timezone.now()
        held.save(update_fields=["accepted_at"])
    return True


def revoke(invitation: Invitation) -> None:
    """Shut the door. Who came in by it stays."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())


def waiting(team: Team) -> list[Invitation]:
    """The doors that are open, the newest first."""
    return [row for row in team.invitations.select_related("invited_by") if state(row) == OPEN]


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
