"""Looking at what was made: the files pane, an artifact on a page of its own, a chart and its values."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspace.runs import charts, showing
from workspace.runs.models import Run
from workspace.web.access import artifact_of, run_of


@require_GET
@login_required
def files(request: HttpRequest, id: UUID) -> HttpResponse:
    """The artifact pane with one of its tabs open."""
    run = run_of(request, id, "read")
    shown = showing.RunShown(run)
    tab = _tab(shown.tabs, request.GET.get("show", ""))
    return render(request, "runs/_files.html", {"run": run, "shown": shown, "tab": tab})


@require_GET
@login_required
def artifact(request: HttpRequest, id: UUID) -> HttpResponse:
    """One artifact on a page of its own, drawn from the run that made it."""
    made = artifact_of(request, id, "read")
    run = Run.objects.select_related("thread").filter(pk=made.run).first()
    if run is None or made.deleted_at is not None:
        raise Http404
    tab = _tab(showing.tabs_of(run), made.kind)
    return render(request, "artifacts/artifact.html", {"artifact": made, "run": run, "tab": tab})


@require_GET
@login_required
def chart(request: HttpRequest, id: UUID, chart: str) -> HttpResponse:
    """One chart with its values: a sheet over the page, or a page of its own where the browser runs no scripts."""
    run = run_of(request, id, "read")
    piece = charts.figure(run, _chart(run, chart))
    over = "HX-Request" in request.headers
    return render(request, "artifacts/_chart.html" if over else "artifacts/chart.html", {"run": run, "chart": piece, "over": over})


@require_GET
@login_required
def chart_file(request: HttpRequest, id: UUID, chart: str, ending: str) -> HttpResponse:
    """A chart to take away: its values as csv, its picture as svg or png."""
    run = run_of(request, id, "read")
    if ending not in charts.MEDIA:
        raise Http404
    response = HttpResponse(charts.file_of(run, _chart(run, chart), ending), content_type=charts.MEDIA[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{charts.slug(chart)}.{ending}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _tab(tabs: list[showing.Tab], kind: str) -> showing.Tab:
    found = next((tab for tab in tabs if tab.kind == kind and tab.files), None)
    if found is None:
        raise Http404
    return found


def _chart(run: Run, id: str) -> charts.Found:
    found = charts.find(run, id)
    if found is None:
        raise Http404
    return found
