"""Words of progress while a model writes: how much, never what, since its text may hold tokens that nothing has bound yet."""

from __future__ import annotations

import time
from collections.abc import Callable

from agents.core.brief import Language
from agents.core.events import Event
from agents.models.streaming import TELL_SECONDS, Written

WRITING: dict[Language, str] = {"en": "{rung} is writing: {count} words", "zh": "{rung}正在撰写：{count} 字"}
THINKING: dict[Language, str] = {"en": "{rung} is thinking: {count} words", "zh": "{rung}正在思考：{count} 字"}


class Progress:
    """The progress of one answer, over all tries at it. What was told once is not told again when an answer begins anew."""

    def __init__(self, rung: str, language: Language, clock: Callable[[], float] = time.monotonic) -> None:
        self._rung, self._language, self._clock = rung, language, clock
        self._told: dict[bool, int] = {True: 0, False: 0}
        self._at = clock()

    def event(self, written: Written) -> Event | None:
        """What to tell now: None within a second of the last word, or where nothing was added."""
        if self._clock() - self._at < TELL_SECONDS:
            return None
        thinking, count = written.thinking, written.words
        if count <= self._told[thinking]:
            return None
        self._at, self._told[thinking] = self._clock(), count
        text = (THINKING if thinking else WRITING)[self._language].format(rung=self._rung, count=count)
        return Event(kind="step_progress", text=text)
