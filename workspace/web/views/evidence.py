"""What stands behind a number."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workspace.runs.evidence_shown import evidence_of
from workspace.runs.models import Run
from workspace.web.access import run_of


@require_GET
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """A sheet beside the conversation, or a page of its own where the browser runs no scripts."""
    run = run_of(request, id, "read")
    found = found_of(request, run, request.GET.get("ref", ""))
    if found is None:
        raise Http404
    template = "runs/_evidence.html" if request.headers.get("HX-Request") else "runs/evidence.html"
    return render(request, template, {"run": run, "found": found})


def found_of(request: HttpRequest, run: Run, ref: str) -> dict[str, Any] | None:
    """The evidence of a ref with the page of rows that the address asks for; None where there is no such ref."""
    first = request.GET.get("first", "")
    start = max(0, int(first) - 1) if first.isascii() and first.isdigit() and len(first) < 12 else None
    return evidence_of(run, ref, result=request.GET.get("rows", ""), first=start)
