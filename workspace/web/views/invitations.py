"""Invitations: made and taken back by owners, used by those who have the link."""

from __future__ import annotations

from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workspace.accounts import invitations as doors
from workspace.accounts import teams as members
from workspace.accounts.access import may
from workspace.accounts.models import Invitation, User
from workspace.web.access import person_of, team_of
from workspace.web.invited import remember
from workspace.web.limits import limited
from workspace.web.people_forms import InvitationForm
from workspace.web.views.teams import page


@require_POST
@login_required
@limited("invitations")
@never_cache
def create(request: HttpRequest, id: UUID) -> HttpResponse:
    """Open a door. Its link is in this answer alone, or in the mail."""
    team = team_of(request, id, "manage")
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return page(request, team, {"invitation_form": form}, 422)
    invitation, token = doors.invite(team, person_of(request), doors.Offer(**form.cleaned_data))
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    if invitation.email and _mailed(invitation, link):
        messages.info(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect("team", team.pk)
    return page(request, team, {"link": link, "invitation": invitation}, 201)


@require_POST
@login_required
def revocation(request: HttpRequest, id: UUID, invitation: UUID) -> HttpResponse:
    team = team_of(request, id, "manage")
    doors.revoke(get_object_or_404(team.invitations, pk=invitation))
    return redirect("team", team.pk)


@require_http_methods(["GET", "POST"])
@never_cache
def use(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link, for everybody; a POST of a signed-in person goes in."""
    found = doors.find(token)
    state = doors.state(found) if found else "unknown"
    person = request.user if isinstance(request.user, User) else None
    if found and person and may(person, "read", found.team):
        members.choose(person, found.team)
        return redirect("home")
    if request.method == "POST" and found and person and doors.accept(found, person):
        return redirect("home")
    if found and state == doors.OPEN and person is None:
        remember(request, found)
    mine = bool(found and person and doors.meant_for(found, person.email))
    context = {"invitation": found, "state": state, "mine": mine, "here": reverse("invitation", args=[token])}
    return render(request, "teams/invitation.html", context, status=200 if state == doors.OPEN else 404 if found is None else 410)


def _mailed(invitation: Invitation, link: str) -> bool:
    """Whether the mail went out. Where it did not, the owner gets the link."""
    if not settings.MAIL_WORKS:
        return False
    subject = _("%(person)s invites you to %(team)s") % {"person": invitation.invited_by, "team": invitation.team}
    text = render_to_string("teams/invitation.txt", {"invitation": invitation, "link": link})
    try:
        return send_mail(" ".join(subject.split()), text, None, [invitation.email]) == 1
    except (OSError, SMTPException):
        return False
