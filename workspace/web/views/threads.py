"""Home, threads, and asking."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from workspace.accounts.access import teams_of
from workspace.connections.models import Source
from workspace.connections.uploads import keep_upload
from workspace.runs import requests
from workspace.runs.models import Run
from workspace.runs.showing import RunShown
from workspace.threads.models import Thread, title_of
from workspace.web.access import own_team, person_of, thread_of
from workspace.web.forms import RequestForm
from workspace.web.starters import starters


@require_GET
@login_required
def home(request: HttpRequest) -> HttpResponse:
    team = teams_of(request.user).first()
    if team is None:
        return render(request, "no_team.html")
    return render(request, "home.html", {"form": RequestForm(team), "starters": starters(), "sources": _sources(team.sources.all())})


@require_POST
@login_required
def create(request: HttpRequest) -> HttpResponse:
    """A request that begins a thread."""
    team = own_team(request, "write")
    form = RequestForm(team, request.POST, request.FILES)
    if not form.is_valid():
        context = {"form": form, "starters": starters(), "sources": _sources(team.sources.all())}
        return render(request, "home.html", context, status=422)
    thread = Thread.objects.create(team=team, title=title_of(form.cleaned_data["text"]), started_by=person_of(request))
    _ask(request, thread, form)
    return redirect("thread", thread.pk)


@require_GET
@login_required
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    thread = thread_of(request, id, "read")
    return _page(request, thread, RequestForm(thread.team))


@require_POST
@login_required
def say(request: HttpRequest, id: UUID) -> HttpResponse:
    """A further request in a thread."""
    thread = thread_of(request, id, "write")
    form = RequestForm(thread.team, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, thread, form, status=422)
    _ask(request, thread, form)
    return redirect("thread", thread.pk)


def _page(request: HttpRequest, thread: Thread, form: RequestForm, status: int = 200) -> HttpResponse:
    runs = [RunShown(run) for run in thread.runs.select_related("message", "thread").prefetch_related("sources")]
    latest = runs[-1] if runs else None
    pane = next((shown for shown in reversed(runs) if shown.tabs), latest)  # a run without files leaves those of an earlier one in sight
    used = [source.pk for source in latest.run.sources.all()] if latest else []
    context = {
        "thread": thread, "runs": runs, "pane": pane, "run": latest.run if latest else None, "form": form,
        "sources": _sources(thread.team.sources.all(), used), "tab": _chosen_tab(pane, request.GET.get("show", "")),
    }  # fmt: skip
    return render(request, "threads/thread.html", context, status=status)


def _chosen_tab(shown: RunShown | None, kind: str) -> object:
    """The tab asked for, else the first that has a file."""
    tabs = shown.tabs if shown else []
    return next((tab for tab in tabs if tab.kind == kind and tab.files), None) or next((tab for tab in tabs if tab.files), None)


def _ask(request: HttpRequest, thread: Thread, form: RequestForm) -> Run:
    data = form.cleaned_data
    sources = list(data["sources"])
    if data["file"]:
        sources.append(keep_upload(thread.team, person_of(request), data["file"]))
    choices = requests.Choices(deliver=tuple(data["deliver"]) or None, wait_for_nod=data["wait"])
    return requests.start(thread, person_of(request), data["text"].strip(), sources, choices)


def _sources(rows: object, used: list[UUID] | None = None) -> list[dict[str, object]]:
    """The team's sources for the composer; the ones used last, or else the newest, are chosen."""
    usable = [source for source in rows if source.state != Source.State.REFUSED]  # type: ignore[attr-defined]
    chosen = used or [source.pk for source in usable[:1]]
    return [{"source": source, "chosen": source.pk in chosen} for source in usable]
