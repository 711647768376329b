"""Connected data."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workspace.connections.uploads import forget, keep_upload
from workspace.runs import queue
from workspace.web.access import own_team, person_of, source_of
from workspace.web.forms import UPLOAD_WORDS, UploadForm


@require_http_methods(["GET", "POST"])
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The team's sources, and connecting another."""
    team = own_team(request, "write" if request.method == "POST" else "read")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        source = keep_upload(team, person_of(request), form.cleaned_data["file"])
        queue.read_source(source.pk)
        return redirect("source", source.pk)
    context = {"form": form, "sources": team.sources.all(), "accepted": UPLOAD_WORDS}
    return render(request, "sources/index.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    source = source_of(request, id, "read")
    template = "sources/_source.html" if request.headers.get("HX-Request") else "sources/source.html"
    return render(request, template, {"source": source})


@require_POST
@login_required
def removal(request: HttpRequest, id: UUID) -> HttpResponse:
    forget(source_of(request, id, "write"))
    return redirect("sources")
