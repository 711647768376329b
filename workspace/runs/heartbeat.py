"""The heartbeat of a step under way: says that it lives, and hears that it should stop."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from workspace.runs.models import Run, Step

log = logging.getLogger(__name__)
LISTEN_EVERY = 0.5  # seconds between two looks for a stop request


class Heartbeat:
    """Beats in a thread of its own while a step is worked on. `stopped()` is true once the run is to stop or the attempt is not ours."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._stop = threading.Event()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat {step.key}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end.set()
        self._thread.join(timeout=5)

    def stopped(self) -> bool:
        """Whether to stop now. Costs nothing to ask."""
        return self._stop.is_set()

    def _beat(self) -> None:
        beats, every = 0, max(1, round(settings.HEARTBEAT_EVERY / LISTEN_EVERY))
        try:
            while not self._end.wait(min(LISTEN_EVERY, settings.HEARTBEAT_EVERY)):
                beats += 1
                self._once(beat=beats % every == 0)
        finally:
            connection.close()

    def _once(self, *, beat: bool) -> None:
        try:
            mine = Step.objects.filter(pk=self.step.pk, status="working", attempt=self.step.attempt)
            alive = bool(mine.update(heartbeat_at=timezone.now())) if beat else mine.exists()
            if not alive or Run.objects.filter(pk=self.step.run_id, stop_requested=True).exists():
                self._stop.set()
        except DatabaseError as error:
            log.warning("heartbeat_missed step=%s error=%s", self.step.pk, error)
