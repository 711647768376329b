"""Teams: settings, people, leaving, the one that is shown."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace.accounts import invitations, teams
from workspace.accounts.access import found_team, may, teams_of
from workspace.accounts.models import Team
from workspace.web.access import person_of, team_of
from workspace.web.people_forms import InvitationForm, NewTeamForm, RoleForm, TeamForm


@require_http_methods(["GET", "POST"])
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The person's teams, and founding another."""
    form = NewTeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        team = found_team(person_of(request), form.cleaned_data["name"])
        teams.choose(person_of(request), team)
        return redirect("team", team.pk)
    rows = [{"team": team, "role": row.get_role_display()} for team in teams_of(request.user)
            for row in team.memberships.filter(person=person_of(request))]  # fmt: skip
    return render(request, "teams/index.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@require_POST
@login_required
def choice(request: HttpRequest) -> HttpResponse:
    """Show another of the person's teams."""
    chosen = next((team for team in teams_of(request.user) if str(team.pk) == request.POST.get("team")), None)
    if chosen is None:
        raise Http404
    teams.choose(person_of(request), chosen)
    return redirect("home")


@require_http_methods(["GET", "POST"])
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """A team's settings; its members read them, its owners change them."""
    team = team_of(request, id, "manage" if request.method == "POST" else "read")
    form = TeamForm(request.POST if request.method == "POST" else None, instance=team)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.info(request, _("Saved."))
        return redirect("team", team.pk)
    return page(request, team, {"form": form}, 422 if form.errors else 200)


@require_POST
@login_required
def member(request: HttpRequest, id: UUID, person: int) -> HttpResponse:
    """Give a member another role."""
    team = team_of(request, id, "manage")
    form = RoleForm(request.POST)
    if not form.is_valid():
        return page(request, team, {"refused": _("Choose one of the roles.")}, 422)
    try:
        found = teams.set_role(team, person, form.cleaned_data["role"])
    except teams.LastOwner:
        return page(request, team, {"refused": _("A team needs an owner. Make somebody else an owner first.")}, 409)
    return _back(request, team, found)


@require_POST
@login_required
def member_removal(request: HttpRequest, id: UUID, person: int) -> HttpResponse:
    team = team_of(request, id, "manage")
    try:
        found = teams.remove(team, person)
    except teams.LastOwner:
        return page(request, team, {"refused": _("A team needs an owner. Make somebody else an owner first.")}, 409)
    return _back(request, team, found)


@require_POST
@login_required
def departure(request: HttpRequest, id: UUID) -> HttpResponse:
    """Leave a team."""
    team = team_of(request, id, "read")
    try:
        teams.remove(team, person_of(request).pk)
    except teams.LastOwner:
        return page(request, team, {"refused": _("You are the only owner. Make somebody else an owner before you leave.")}, 409)
    messages.info(request, _("You left %(team)s.") % {"team": team.name})
    return redirect("home")


@require_GET
@login_required
def member_question(request: HttpRequest, id: UUID, person: int) -> HttpResponse:
    """Ask before somebody is taken out, or before one leaves."""
    team = team_of(request, id, "read")
    row = team.memberships.select_related("person").filter(person=person).first()
    if row is None:
        raise Http404
    leaving = row.person_id == person_of(request).pk
    if not leaving and not may(request.user, "manage", team):
        raise PermissionDenied
    return render(request, "teams/removal.html", {"row": row, "leaving": leaving})


def page(request: HttpRequest, team: Team, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A team's settings with what `context` adds: a form with its errors, `refused`, or a new invitation's link."""
    found = {"form": TeamForm(instance=team), "invitation_form": InvitationForm(), "members": teams.members(team),
             "roles": RoleForm().fields["role"].choices, "waiting": invitations.waiting(team)}  # type: ignore[attr-defined]  # fmt: skip
    return render(request, "teams/team.html", found | context, status=status)


def _back(request: HttpRequest, team: Team, found: bool) -> HttpResponse:
    """To the settings, or to the start where the owner has just given the key away."""
    if not found:
        raise Http404
    return redirect("team", team.pk) if may(request.user, "read", team) else redirect("home")
