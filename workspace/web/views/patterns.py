"""Every component on one page, in both themes: for whoever changes one, and for the tests of contrast and accessibility."""

from __future__ import annotations

from types import SimpleNamespace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET

from workspace.library.models import Artifact
from workspace.runs import samples

THEMES = ("light", "dark")
STATUSES = ("needs_you", "working", "done", "failed", "cannot", "stopped")
COLOURS = ("canvas", "surface", "raised", "hover", "line", "edge", "ink", "ink-2", "ink-3", "accent", "accent-soft", "good", "warn", "bad")


@require_GET
@login_required
def patterns(request: HttpRequest) -> HttpResponse:
    drawn = {name: mark_safe(text) for name, text in samples.drawings().items()}
    themes = [
        {"name": theme, "runs": [_shown(status, 10 * place + number) for number, status in enumerate(STATUSES)], "drawn": drawn}
        for place, theme in enumerate(THEMES, start=1)
    ]
    return render(request, "patterns/index.html", {"themes": themes, "colours": COLOURS})


def _shown(status: str, place: int) -> SimpleNamespace:
    """A made-up run as the partials of the thread want it."""
    run = samples.run_of(status, place)
    steps = samples.steps_of(run)
    counts = {"all": len(steps), "ended": sum(shown.step.status in ("done", "failed", "skipped", "stopped") for shown in steps)}
    tabs = [SimpleNamespace(kind=kind, label=label, first=None, files=[]) for kind, label in Artifact.Kind.choices]
    return SimpleNamespace(run=run, steps=steps, tabs=tabs, counts=counts, answer=[], now=steps[1], files=1, options=None)
