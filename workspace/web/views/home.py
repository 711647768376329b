"""Home: the composer first, then what is under way and what was made."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from workspace.accounts.models import Team
from workspace.runs import limit_warnings, recent
from workspace.web.access import current_team, own_team
from workspace.web.composer import offered
from workspace.web.forms import ACCEPTED, UPLOAD_WORDS, RequestForm


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    team = current_team(request)
    if team is None:
        return render(request, "no_team.html")
    return page(request, team, RequestForm(team))


@require_GET
@login_required
def work(request: HttpRequest) -> HttpResponse:
    """What is under way and what was made, for a page that asks again; nothing where it is as the page has it (`seen`)."""
    html, seen = _work(request, own_team(request, "read"))
    return HttpResponse(status=204) if request.GET.get("seen") == seen else HttpResponse(html)


def page(request: HttpRequest, team: Team, form: RequestForm, status: int = 200) -> HttpResponse:
    """Home with a request that is to be written, or to be mended."""
    sources, starters = offered(team), recent.starters(team)
    context = {"form": form, "sources": sources, "starters": starters, "several": len({starter.source.pk for starter in starters}) > 1,
               "work": _work(request, team)[0], "near": limit_warnings.near(team),
               "new": not sources and not form.is_bound, "accepted": UPLOAD_WORDS, "endings": ACCEPTED}  # fmt: skip
    return render(request, "home.html", context, status=status)


def _work(request: HttpRequest, team: Team) -> tuple[str, str]:
    """(the lists as HTML, their digest). While something runs the page asks often, else now and then."""
    context = {"running": recent.running(team), "recent": recent.recent(team)}
    seen = hashlib.sha256(render_to_string("_work.html", context, request).encode()).hexdigest()[:16]
    return render_to_string("_work.html", context | {"seen": seen}, request), seen
