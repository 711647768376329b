"""Work in a thread of its own that may ask its starter to do things: rows are written where the step runs, never in an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

Made = TypeVar("Made")


class Port:
    """`serve` runs work elsewhere and carries out here what it asks for, one thing after the other."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()

    def serve(self, work: Callable[[], Made]) -> Made:
        """What `work` returns, or the error it raises."""
        done: Future[Made] = Future()

        def carry() -> None:
            _settle(work, done)
            self._asked.put(None)

        threading.Thread(target=carry, name="model", daemon=True).start()
        while (asked := self._asked.get()) is not None:
            _settle(*asked)
        return done.result()

    def ask(self, what: Callable[[], Made]) -> Made:
        """Have something done by the thread that serves, from a thread, and wait for it."""
        return self._put(what).result()

    async def ask_async(self, what: Callable[[], Made]) -> Made:
        """The same, from the event loop."""
        return await asyncio.wrap_future(self._put(what))

    def _put(self, what: Callable[[], Made]) -> Future[Made]:
        future: Future[Made] = Future()
        self._asked.put((what, future))
        return future


def _settle(what: Callable[[], Made], future: Future[Made]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(what())
    except BaseException as error:
        future.set_exception(error)
