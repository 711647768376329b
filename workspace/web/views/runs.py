"""What is done with a run: stop it, nod to its brief, try a step again, take the files."""

from __future__ import annotations

import tempfile
import zipfile
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from workspace.connections.uploads import clean_name
from workspace.library.models import Artifact
from workspace.runs import requests
from workspace.runs.models import Run
from workspace.runs.showing import thoughts_of
from workspace.web.access import run_of
from workspace.web.thread_page import active_of


@require_POST
@login_required
def cancellation(request: HttpRequest, id: UUID) -> HttpResponse:
    run = run_of(request, id, "write")
    requests.stop(run)
    if not request.headers.get("HX-Request"):
        return redirect("thread", run.thread_id)
    return render(request, "runs/_stop.html", {"active": active_of(run.thread), "oob": True})


@require_POST
@login_required
def approval(request: HttpRequest, id: UUID) -> HttpResponse:
    run = run_of(request, id, "write")
    requests.approve(run)
    return _after(request, run)


@require_POST
@login_required
def retry(request: HttpRequest, id: UUID, key: str) -> HttpResponse:
    run = run_of(request, id, "write")
    requests.retry(get_object_or_404(run.steps, key=key))
    response = _after(request, run)
    response.headers["HX-Refresh"] = "true"  # the page of an ended run no longer listens
    return response


@require_GET
@login_required
def thoughts(request: HttpRequest, id: UUID, key: str) -> HttpResponse:
    """What models said that they thought in a step: read when somebody opens it, shown as words that nobody checked."""
    run = run_of(request, id, "read")
    step = get_object_or_404(run.steps, key=key)
    template = "runs/_thoughts.html" if request.headers.get("HX-Request") else "runs/thoughts.html"
    return render(request, template, {"run": run, "step": step, "calls": thoughts_of(run, key)})


@require_GET
@login_required
def archive(request: HttpRequest, id: UUID) -> FileResponse:
    """All files of a run in one zip."""
    run = run_of(request, id, "read")
    bundle = tempfile.TemporaryFile()  # noqa: SIM115  (FileResponse closes it)
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive_file:
        for made in Artifact.objects.filter(run=run.pk):
            archive_file.write(made.file, made.name)
    bundle.seek(0)
    return FileResponse(bundle, as_attachment=True, filename=f"{clean_name(run.thread.title)}.zip")


def _after(request: HttpRequest, run: Run) -> HttpResponse:
    """A live page hears of the change by itself; any other is shown again."""
    return HttpResponse(status=204) if request.headers.get("HX-Request") else redirect("thread", run.thread_id)
