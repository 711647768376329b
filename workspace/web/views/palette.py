"""The palette's options."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from workspace.web.access import own_team, person_of
from workspace.web.palette import offered


@require_GET
@login_required
def palette(request: HttpRequest) -> HttpResponse:
    """What fits the query, as the options of a list box; a page of links where the browser runs no scripts."""
    team = own_team(request, "read")
    query = request.GET.get("q", "")[:200]
    groups = offered(person_of(request), team, query, request.COOKIES.get("theme", ""), get_language() or "en")
    context = {"groups": groups, "query": query, "next": _next(request)}
    return render(request, "palette/_options.html" if request.headers.get("HX-Request") else "palette/palette.html", context)


def _next(request: HttpRequest) -> str:
    """The page that a form of the palette comes back to."""
    path = request.headers.get("X-Page", "/")
    return path if url_has_allowed_host_and_scheme(path, {request.get_host()}) else "/"
