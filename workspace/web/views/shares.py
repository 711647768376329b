"""Read-only links to an artifact: making, listing and revoking them, and what a person outside sees."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace.library import sharing
from workspace.library.models import Artifact, Share
from workspace.runs.models import Run
from workspace.runs.showing import tabs_of
from workspace.web.access import artifact_of, person_of


@require_http_methods(["GET", "POST"])
@login_required
def shares(request: HttpRequest, id: UUID) -> HttpResponse:
    """The links of an artifact, and a new one. Its token is in this one answer and nowhere else."""
    artifact = artifact_of(request, id, "write")
    link = ""
    if request.method == "POST":
        days = request.POST.get("days", "")
        if days not in map(str, sharing.DAYS):
            return _page(request, artifact, link, status=422)
        _, token = sharing.share(artifact, person_of(request), int(days))
        link = request.build_absolute_uri(reverse("shared", args=[token]))
    return _page(request, artifact, link)


@require_POST
@login_required
def revocation(request: HttpRequest, id: UUID) -> HttpResponse:
    link = Share.objects.filter(pk=id).first()
    if link is None:
        raise Http404
    artifact = artifact_of(request, link.artifact_id, "write")
    sharing.revoke(link)
    return _page(request, artifact, "")


@require_GET
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The artifact and nothing of the team. A link that is over answers as one that never was."""
    link = _link(token)
    run = Run.objects.filter(pk=link.artifact.run).first()
    tab = next((tab for tab in tabs_of(run) if tab.kind == link.artifact.kind and tab.files), None) if run else None
    if run is None or tab is None:
        raise Http404
    sharing.opened(link)
    context = {"artifact": link.artifact, "run": run, "tab": tab, "shared": True, "token": token, "link": link, "team": None}
    return _outside(render(request, "shares/shared.html", context))


@require_GET
def file(request: HttpRequest, token: str) -> HttpResponse:
    """The bytes of the newest version, only to be saved."""
    made = _link(token).artifact
    response = FileResponse(made.file.open("rb"), as_attachment=True, filename=made.name, content_type=made.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return _outside(response)


def _link(token: str) -> Share:
    link = sharing.shared(token)
    if link is None:
        raise Http404
    return link


def _outside(response: HttpResponse | FileResponse) -> HttpResponse:
    """Not for search engines, not kept by anyone on the way, and its address not told to other sites."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    add_never_cache_headers(response)
    return response  # type: ignore[return-value]


def _page(request: HttpRequest, artifact: Artifact, link: str, status: int = 200) -> HttpResponse:
    context = {"artifact": artifact, "days": sharing.DAYS, "links": sharing.links_of(artifact), "link": link}
    template = "shares/_shares.html" if request.headers.get("HX-Request") else "shares/shares.html"
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
