"""Circuit breakers: a place that failed again and again is left alone for a while, then asked once to see whether it is back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable

FAILURES = 3  # in a row, until it opens
REST_SECONDS = 30.0


class Breaker:
    """The state of one place. Closed: calls pass. Open: none does. After its rest one call may probe, and its outcome decides."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened: float | None = None
        self._probing = False

    def allows(self) -> bool:
        """Whether a call may be made now. Whoever is allowed says afterwards how it went: `succeeded`, `failed` or `left`."""
        with self._lock:
            if self._opened is None:
                return True
            if self._probing or self._clock() - self._opened < REST_SECONDS:
                return False
            self._probing = True
            return True

    def succeeded(self) -> None:
        """The place answered, be it with a refusal of the request."""
        with self._lock:
            self._failures, self._opened, self._probing = 0, None, False

    def failed(self) -> None:
        """The place was too busy, broken or silent."""
        with self._lock:
            self._failures += 1
            if self._probing or self._failures >= FAILURES:
                self._opened, self._probing = self._clock(), False

    def left(self) -> None:
        """The call ended for a reason that says nothing about the place: a person stopped it, or its use ran out of time."""
        with self._lock:
            self._probing = False


class Breakers:
    """The breakers of a process, one for each place."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._of: dict[Hashable, Breaker] = {}

    def of(self, place: Hashable) -> Breaker:
        with self._lock:
            return self._of.setdefault(place, Breaker(self._clock))


BREAKERS = Breakers()
