"""Threads, and asking."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from workspace.connections.uploads import keep_upload
from workspace.runs import notices, requests
from workspace.runs.models import Run
from workspace.threads.models import Thread, title_of
from workspace.web.access import own_team, person_of, thread_of
from workspace.web.forms import RequestForm
from workspace.web.limits import limited
from workspace.web.thread_page import context_of
from workspace.web.views import home


@require_POST
@login_required
@limited("runs")
def create(request: HttpRequest) -> HttpResponse:
    """A request that begins a thread."""
    team = own_team(request, "write")
    form = RequestForm(team, request.POST, request.FILES)
    if not form.is_valid():
        return home.page(request, team, form, status=422)
    thread = Thread.objects.create(team=team, title=title_of(form.cleaned_data["text"]), started_by=person_of(request))
    _ask(request, thread, form)
    return redirect("thread", thread.pk)


@require_GET
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    thread = thread_of(request, id, "read")
    notices.seen(person_of(request), thread.pk)
    return render(request, "threads/thread.html", context_of(request, thread, RequestForm(thread.team)))


@require_POST
@login_required
@limited("runs")
def say(request: HttpRequest, id: UUID) -> HttpResponse:
    """A further request in a thread."""
    thread = thread_of(request, id, "write")
    form = RequestForm(thread.team, request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "threads/thread.html", context_of(request, thread, form), status=422)
    _ask(request, thread, form)
    return redirect("thread", thread.pk)


def _ask(request: HttpRequest, thread: Thread, form: RequestForm) -> Run:
    data = form.cleaned_data
    sources = [*data["sources"], *(keep_upload(thread.team, person_of(request), upload) for upload in data["file"])]
    choices = requests.Choices(deliver=tuple(data["deliver"]) or None, wait_for_nod=data["wait"], cheap=data.get("cheap", False))
    return requests.start(thread, person_of(request), data["text"].strip(), sources, choices)
