"""What the team's models cost, and how their calls of tools went."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspace.accounts.access import may
from workspace.runs import limit_warnings, pricing, usage_csv
from workspace.runs.offers import policy_of
from workspace.runs.tools_shown import ToolsShown
from workspace.runs.usage_shown import UsageShown, month_named, months_of
from workspace.web.access import own_team


@require_GET
@login_required
def show(request: HttpRequest) -> HttpResponse:
    """A month of the team: what was spent, by what, against which limits. What each person spent is for owners alone."""
    team = own_team(request, "read")
    shown = UsageShown(team, month_named(request.GET.get("month", "")))
    day, source = pricing.about()
    context = {"shown": shown, "months": months_of(team), "policy": policy_of(team), "near": limit_warnings.near(team),
               "prices_day": day, "prices_source": source}  # fmt: skip
    return render(request, "usage/usage.html", context)


@require_GET
@login_required
def tools(request: HttpRequest) -> HttpResponse:
    """Calls of tools and their failures, by tool and by model."""
    team = own_team(request, "read")
    shown = ToolsShown(team, month_named(request.GET.get("month", "")))
    return render(request, "usage/tools.html", {"shown": shown, "months": months_of(team)})


@require_GET
@login_required
def calls(request: HttpRequest) -> StreamingHttpResponse:
    """The calls of a month as a file; for owners with the people who asked."""
    team = own_team(request, "read")
    month = month_named(request.GET.get("month", ""))
    lines = usage_csv.lines(team, month, people=may(request.user, "manage", team))
    name = f'attachment; filename="calls-{month:%Y-%m}.csv"'
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
