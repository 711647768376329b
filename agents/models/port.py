"""Work in a thread and an event loop of its own that may ask its starter to do things: rows are written where the step runs, never in
an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from agents.core.errors import Fault

Made = TypeVar("Made")


class Port:
    """`serve` runs work elsewhere and carries out here what it asks for, one thing after the other."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False

    def serve(self, work: Callable[[], Coroutine[Any, Any, Made]]) -> Made:
        """What `work` returns, or the error it raises. Calls that it gave up may still wait for their sockets; they are not waited for."""
        done: Future[Made] = Future()

        async def carry() -> None:
            try:
                done.set_result(await work())
            except BaseException as error:
                done.set_exception(error)
            self._asked.put(None)

        def begin() -> None:
            try:
                asyncio.run(carry())
            finally:
                if not done.done():
                    done.set_exception(Fault("The event loop of a model could not be started."))
                    self._asked.put(None)

        threading.Thread(target=begin, name="model", daemon=True).start()
        while (asked := self._asked.get()) is not None:
            _settle(*asked)
        self._close()
        return done.result()

    def ask(self, what: Callable[[], Made]) -> Made:
        """Have something done by the thread that serves, from a thread, and wait for it."""
        return self._put(what).result()

    async def ask_async(self, what: Callable[[], Made]) -> Made:
        """The same, from the event loop. What was asked is done, or has failed, when this ends: also when it is cancelled."""
        future = asyncio.wrap_future(self._put(what))
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            await asyncio.wait({future})
            raise

    def _put(self, what: Callable[[], Made]) -> Future[Made]:
        future: Future[Made] = Future()
        with self._lock:
            if self._closed:
                future.set_exception(Fault("The work of this port is over."))
            else:
                self._asked.put((what, future))
        return future

    def _close(self) -> None:
        """Refuse what is asked from now on, by a call that was given up."""
        with self._lock:
            self._closed = True
        while not self._asked.empty():
            if (asked := self._asked.get()) is not None:
                asked[1].set_exception(Fault("The work of this port is over."))


def _settle(what: Callable[[], Made], future: Future[Made]) -> None:
    try:
        future.set_result(what())
    except BaseException as error:
        future.set_exception(error)
