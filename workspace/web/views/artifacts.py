"""Files: the library, downloads, previews."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.web.access import artifact_of, own_team

SHOWN_IN_LIBRARY = 200
PICTURES = ("image/svg+xml", "image/png")


@require_GET
@login_required
def library(request: HttpRequest) -> HttpResponse:
    team = own_team(request, "read")
    made = list(Artifact.objects.filter(team=team, primary=True).order_by("-created_at")[:SHOWN_IN_LIBRARY])
    threads = {run.pk: run.thread for run in Run.objects.filter(pk__in={file.run for file in made}).select_related("thread")}
    return render(request, "library.html", {"files": [{"file": file, "thread": threads.get(file.run)} for file in made]})


@require_GET
@login_required
def download(request: HttpRequest, id: UUID) -> FileResponse:
    """The bytes of the newest version. Pictures may be shown in a page (`?inline`); everything else is only saved."""
    made = artifact_of(request, id, "read")
    inline = "inline" in request.GET and made.media_type in PICTURES
    response = FileResponse(made.file.open("rb"), as_attachment=not inline, filename=made.name, content_type=made.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
