"""Progress of a run on a terminal: one bar that is drawn over itself, or plain lines where the output is no terminal."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from workspace.runs.models import Event, Run, Step

WIDTH = 24
LOOK_EVERY = 0.05  # seconds
FEWEST_STEPS = 4  # of a run; before the plan is known there is only one
FINISHED = ("done", "failed", "skipped", "stopped")


class Progress:
    """Follows a run until it is over."""

    def __init__(self, run: Run, out: TextIO | None = None) -> None:
        self.run, self.out = run, out or sys.stderr
        self.drawn = self.out.isatty()
        self.seen = 0

    def follow(self, *, limit: float | None = None) -> Run:
        """Show what happens until the run ends, or waits for a nod; returns it as it is then. Raises TimeoutError after `limit` seconds."""
        began = time.monotonic()
        while True:
            self.run.refresh_from_db()
            if self.run.last_event > self.seen:
                self._tell()
            if self.run.over or self.run.status == "needs_you":
                self._end()
                return self.run
            if limit is not None and time.monotonic() - began > limit:
                raise TimeoutError(f"The run took longer than {limit:.0f} seconds.")
            time.sleep(LOOK_EVERY)

    def _tell(self) -> None:
        new = list(self.run.events.filter(number__gt=self.seen))
        self.seen = new[-1].number
        if self.drawn:
            self._draw()
            return
        for event in new:
            if event.kind in ("step_done", "step_failed", "step_skipped"):
                self.out.write(f"{self._share()} {event.text}{_why(event)}\n")
        self.out.flush()

    def _draw(self) -> None:
        steps = list(self.run.steps.all())
        full = round(WIDTH * self._fraction(steps))
        now = " · ".join(step.title for step in steps if step.status == "working") or "…"
        self.out.write(f"\r\033[2K{'█' * full}{'░' * (WIDTH - full)} {now}")
        self.out.flush()

    def _fraction(self, steps: list[Step]) -> float:
        """Ended steps count whole, those under way by the part they have reported."""
        done = sum(1.0 if step.status in FINISHED else step.done / step.of if step.of else 0.0 for step in steps)
        return done / max(FEWEST_STEPS, len(steps))

    def _share(self) -> str:
        return f"[{self._fraction(list(self.run.steps.all())):4.0%}]"

    def _end(self) -> None:
        if self.drawn:
            self.out.write("\r\033[2K")
            self.out.flush()


def _why(event: Event) -> str:
    reason = event.detail.get("reason", "")
    return f" ({reason})" if reason else ""
