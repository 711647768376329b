"""A person on the way in: which invitation they came by, and the team they get when they have signed up."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from workspace.accounts import invitations
from workspace.accounts.access import found_team
from workspace.accounts.models import Invitation, User

KEY = "invitation"  # of the session: the invitation's id, never its token


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Who opened the link may sign up by it, also where sign-up is closed."""
    request.session[KEY] = str(invitation.pk)


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation by which this person came, if there is one."""
    if KEY not in request.session:
        return None
    kept = Invitation.objects.select_related("team").filter(pk=request.session[KEY]).first()
    return kept if kept is not None and invitations.state(kept) == invitations.OPEN else None


def may_sign_up(request: HttpRequest) -> bool:
    """`THREEDAY_SIGN_UP`: the first person only (the default), everyone, or nobody; and whoever is invited."""
    if settings.SIGN_UP == "open" or (settings.SIGN_UP == "first" and not User.objects.exists()):
        return True
    return invitation_of(request) is not None


def welcome(request: HttpRequest, person: User) -> None:
    """Put a new person into the team they were invited to, or found one for them."""
    invitation = invitation_of(request)
    request.session.pop(KEY, None)
    if invitation is None or not invitations.accept(invitation, person):
        found_team(person, _("My team"))
