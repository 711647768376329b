"""Models: which a team uses, what it allows, where its uses start."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workspace.accounts.models import Team
from workspace.runs.offers import policy_of
from workspace.web.access import own_team
from workspace.web.models_forms import PolicyForm, StartsForm
from workspace.web.models_shown import ModelsShown


@require_GET
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The models of the team: its members read which are used, its owners change it."""
    return page(request, own_team(request, "read"), {})


@require_POST
@login_required
def policy(request: HttpRequest) -> HttpResponse:
    """What the team allows."""
    team = own_team(request, "manage")
    form = PolicyForm(request.POST, instance=policy_of(team))
    if not form.is_valid():
        return page(request, team, {"policy_form": form}, 422)
    form.save()
    messages.info(request, _("Saved."))
    return redirect("models")


@require_POST
@login_required
def uses(request: HttpRequest) -> HttpResponse:
    """The rung on which each use starts."""
    team = own_team(request, "manage")
    form = StartsForm(team, request.POST)
    if not form.is_valid():
        return page(request, team, {"starts_form": form}, 422)
    form.save()
    messages.info(request, _("Saved."))
    return redirect("models")


def page(request: HttpRequest, team: Team, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page, with a form that has errors in place of the fresh one."""
    found = {"shown": ModelsShown(team), "policy_form": PolicyForm(instance=policy_of(team)), "starts_form": StartsForm(team)}
    return render(request, "models/models.html", found | context, status=status)
