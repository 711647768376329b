"""The brief of a run: changed, and then carried out."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from workspace.runs import requests
from workspace.web.access import person_of, run_of
from workspace.web.brief_form import BriefForm


@require_http_methods(["GET", "POST"])
@login_required
def brief(request: HttpRequest, id: UUID) -> HttpResponse:
    """The form in the card, or a page of its own without scripts. A changed brief is planned again: in its run, or in a new one."""
    run = run_of(request, id, "write")
    if not run.brief:
        raise Http404
    form = BriefForm(run.brief, request.POST or None)
    if form.is_valid():
        try:
            changed = requests.edit(run, form.edit, person_of(request))
        except requests.BadEdit as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"/threads/{run.thread_id}/#run-{changed.pk}")
    template = "runs/_brief_form.html" if request.headers.get("HX-Request") else "runs/brief.html"
    context = {"run": run, "form": form, "single": not form.options.get("measures")}
    return render(request, template, context, status=422 if form.errors else 200)
