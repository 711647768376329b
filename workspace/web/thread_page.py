"""What a thread's page shows: its runs, one of them in the files pane, and the step or the figure that the address names."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from workspace.library.models import Artifact
from workspace.runs.models import Run
from workspace.runs.showing import RunShown, Tab
from workspace.threads.models import Thread
from workspace.web.composer import offered
from workspace.web.earlier import window_of
from workspace.web.forms import RequestForm
from workspace.web.views.evidence import found_of


def context_of(request: HttpRequest, thread: Thread, form: RequestForm) -> dict[str, Any]:
    """Everything for threads/thread.html. The address may hold show (a tab), run (its id), step (its key) and fact (its ref)."""
    window = window_of(request, thread)
    runs = [RunShown(run) for run in window.runs]
    latest = runs[-1] if runs else None
    named = next((shown for shown in runs if str(shown.run.pk) == request.GET.get("run")), None)
    pane = named if named and named.tabs else _with_files(runs) or _older_with_files(thread) or latest
    used = [source.pk for source in latest.run.sources.all()] if latest else []
    return {
        "thread": thread, "runs": runs, "earlier": window.earlier, "later": window.later,
        "pane": pane, "run": latest.run if latest else None, "form": form, "latest": latest,
        "active": active_of(thread), "sources": offered(thread.team, used), "tab": _chosen_tab(pane, request.GET.get("show", "")),
        **_looked(request, named or latest), **_sheet(request, named or latest),
    }  # fmt: skip


def active_of(thread: Thread) -> list[Run]:
    """The thread's runs that are under way, the newest first."""
    return list(thread.runs.filter(status__in=("planning", "needs_you", "working")).select_related("thread").order_by("-created_at"))


def _with_files(runs: list[RunShown]) -> RunShown | None:
    """The newest run with files: one without leaves those of an earlier one in sight."""
    return next((shown for shown in reversed(runs) if shown.tabs), None)


def _older_with_files(thread: Thread) -> RunShown | None:
    """The newest run of all that has a file, for a page that shows none."""
    made = Artifact.objects.filter(run__in=thread.runs.values("pk")).values("run")
    run = thread.runs.filter(pk__in=made).select_related("message", "thread").order_by("created_at").last()
    return RunShown(run) if run else None


def _chosen_tab(shown: RunShown | None, kind: str) -> Tab | None:
    """The tab asked for, else the first that has a file."""
    tabs = shown.tabs if shown else []
    return next((tab for tab in tabs if tab.kind == kind and tab.files), None) or next((tab for tab in tabs if tab.files), None)


def _looked(request: HttpRequest, shown: RunShown | None) -> dict[str, Any]:
    """The step that the address names, and its run: its trace stands open."""
    key = request.GET.get("step", "")
    step = next((item.step for item in shown.steps if item.step.key == key), None) if shown and key else None
    return {"looked": step.pk, "looked_run": step.run_id} if step else {}


def _sheet(request: HttpRequest, shown: RunShown | None) -> dict[str, Any]:
    """The figure that the address names, with its run."""
    ref = request.GET.get("fact", "")
    found = found_of(request, shown.run, ref) if shown and ref else None
    return {"found": found, "found_run": shown.run if shown and found else None}
