"""Evaluations of models: side by side, and letting uses start where they say."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from workspace.runs import evaluating
from workspace.web.access import own_team
from workspace.web.evaluations_shown import EvaluationsShown


@require_GET
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Each use over the rungs that were evaluated; for owners, as what it leads to is theirs to decide."""
    return render(request, "models/evaluations.html", {"shown": EvaluationsShown(own_team(request, "manage"))})


@require_POST
@login_required
def acceptance(request: HttpRequest) -> HttpResponse:
    """Let a use start where it should; every use where none is named."""
    team, use = own_team(request, "manage"), request.POST.get("use", "")
    proposals = [evaluating.proposal(rows) for each, rows in evaluating.newest(team).items() if use in ("", each)]
    count = len(evaluating.accept(team, proposals))
    if count:
        messages.info(request, ngettext("%(n)d use starts where its evaluation says.", "%(n)d uses start where their evaluations say.",
                                        count) % {"n": count})  # fmt: skip
    else:
        messages.info(request, _("Nothing changed: there is no evaluation of a model that the team offers."))
    return redirect("evaluations")
