"""What changed in a run since an event, as HTML made from the same partials as the page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from workspace.accounts.access import Person, may
from workspace.accounts.models import Team
from workspace.runs.models import Event, Run
from workspace.runs.showing import RunShown, steps_shown
from workspace.web.thread_page import active_of
from workspace.web.time_zones import zone_of

# Kinds after which the brief looks different, and kinds after which the list of steps may have new lines.
NEW_BRIEF = frozenset({"brief_ready", "needs_you", "approved"})
NEW_LINES = frozenset({"run_started", "step_queued", "step_skipped"})
ENDS = frozenset({"run_done", "run_failed", "run_cannot", "run_stopped"})


@dataclass(frozen=True)
class Reader:
    """All that a run's HTML depends on beside the run: people who are alike in this see the same. No zone takes the installation's."""

    language: str = "en"
    zone: ZoneInfo | None = None
    may_write: bool = True


def reader_of(person: Person, team: Team, query: bytes) -> Reader:
    """How a person sees the runs of a team; `query` is that of a socket's address, which carries the language of the page."""
    asked = parse_qs(query.decode("ascii", "ignore")).get("language", [""])[0]
    language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    return Reader(language, zone=zone_of(person), may_write=may(person, "write", team))


def changes_since(run_id: UUID, number: int, reader: Reader = Reader()) -> tuple[str, int, bool]:
    """(HTML, number of the last event, whether the run is over). The HTML is "" where nothing happened.

    It shows the state as it is now, so that showing it twice, or late, shows the same. It holds no CSRF token: a page sends its own.
    """
    run = Run.objects.select_related("thread").get(pk=run_id)
    # Only what the row of the run counts: an event that came between the two queries would be shown with a status from before it.
    events = list(Event.objects.filter(run=run_id, number__gt=number, number__lte=run.last_event))
    if not events:
        return "", number, run.over
    with translation.override(reader.language), timezone.override(reader.zone):
        html = render_to_string("runs/_changes.html", _context(run, events, number, reader))
    return html, events[-1].number, run.over


def _context(run: Run, events: list[Event], number: int, reader: Reader) -> dict[str, object]:
    kinds = {event.kind for event in events}
    whole = number == 0 or bool(kinds & (NEW_LINES | ENDS))
    shown, touched = RunShown(run), {event.step for event in events}
    return {
        "shown": shown, "run": run, "whole": whole, "ended": bool(kinds & ENDS), "brief": bool(kinds & (NEW_BRIEF | ENDS)),
        "steps": [] if whole else steps_shown(run, [step for step in shown.rows if step.key in touched]),
        **_pane(shown, events, number), "number": events[-1].number, "oob": True, "may_write": reader.may_write,
        "active": active_of(run.thread) if number == 0 or kinds & (NEW_BRIEF | ENDS) else None,
    }  # fmt: skip


def _pane(shown: RunShown, events: list[Event], number: int) -> dict[str, object]:
    """The whole pane while the browser has no file yet; later only the tabs that became ready or moved on, so that an open
    preview stays. The tab that opens is that of the first file that was made, whenever the browser hears of it.
    """
    ready = [tab for tab in shown.tabs if tab.files]
    made = [event.detail.get("kind") for event in events if event.kind == "artifact_made"]
    kinds = {event.kind for event in events}
    if not shown.tabs and (shown.run.brief or _earlier(shown.run)):
        return {"pane": "", "tab": None}  # a run without files leaves those of an earlier one in sight
    if (made or kinds & ({"brief_ready"} | ENDS)) and not _seen(shown.run, number):
        return {"pane": "whole", "tab": next((tab for tab in ready if tab.kind in made[:1]), ready[0] if ready else None)}
    moved = {event.step for event in events if event.step}
    fresh = [tab for tab in shown.tabs if (tab.kind in made if tab.files else tab.kind in moved)]
    return {"pane": "tabs" if fresh else "", "tab": None, "fresh_tabs": fresh}


def _seen(run: Run, number: int) -> bool:
    """Whether the browser has a file of this run already."""
    return Event.objects.filter(run=run, number__lte=number, kind="artifact_made").exists()


def _earlier(run: Run) -> bool:
    """Whether the thread has a run that may show its files."""
    return run.thread.runs.exclude(pk=run.pk).exclude(brief=None).exists()
