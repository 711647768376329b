"""What changed in a run since an event, as HTML made from the same partials as the page."""

from __future__ import annotations

from uuid import UUID

from django.template.loader import render_to_string

from workspace.runs.models import Event, Run
from workspace.runs.showing import RunShown, steps_shown

# Kinds after which the brief looks different, and kinds after which the list of steps may have new lines.
NEW_BRIEF = frozenset({"brief_ready", "needs_you", "approved"})
NEW_LINES = frozenset({"run_started", "step_queued", "step_skipped"})
ENDS = frozenset({"run_done", "run_failed", "run_cannot", "run_stopped"})


def changes_since(run_id: UUID, number: int) -> tuple[str, int, bool]:
    """(HTML, number of the last event, whether the run is over). The HTML is "" where nothing happened.

    It shows the state as it is now, so that showing it twice, or late, shows the same.
    """
    run = Run.objects.select_related("thread").get(pk=run_id)
    events = list(Event.objects.filter(run=run_id, number__gt=number))
    if not events:
        return "", number, run.over
    kinds = {event.kind for event in events}
    whole = number == 0 or bool(kinds & (NEW_LINES | ENDS))
    shown = RunShown(run)
    context = {
        "shown": shown, "run": run, "whole": whole, "ended": bool(kinds & ENDS), "brief": bool(kinds & (NEW_BRIEF | ENDS)),
        "steps": [] if whole else steps_shown(run, {event.step for event in events if event.step}),
        **_pane(shown, events, number), "number": events[-1].number, "oob": True,
    }  # fmt: skip
    return render_to_string("runs/_changes.html", context), events[-1].number, run.over


def _pane(shown: RunShown, events: list[Event], number: int) -> dict[str, object]:
    """The whole pane while the browser has no file yet; later only the tabs that became ready, so that an open preview stays."""
    ready = [tab for tab in shown.tabs if tab.files]
    seen = Event.objects.filter(run=shown.run, number__lte=number, kind="artifact_made").exists()
    made = {event.detail.get("kind") for event in events if event.kind == "artifact_made"}
    kinds = {event.kind for event in events}
    if shown.run.brief and not shown.tabs:
        return {"pane": "", "tab": None}  # a run without files leaves those of an earlier one in sight
    if not seen and (made or kinds & ({"brief_ready"} | ENDS)):
        return {"pane": "whole", "tab": ready[0] if ready else None}
    return {"pane": "tabs" if made else "", "tab": None, "fresh_tabs": [tab for tab in ready if tab.kind in made]}
