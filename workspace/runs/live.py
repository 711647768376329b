"""Says on the bus that a run has new events. Only the number travels; whoever listens reads the rows, so a lost word loses nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from functools import lru_cache
from typing import Any
from uuid import UUID

from channels.layers import get_channel_layer
from redis import RedisError

log = logging.getLogger(__name__)


def group(run_id: UUID | str) -> str:
    """The name of a run's group on the bus."""
    return f"run.{run_id}"


def publish(run_id: UUID, number: int) -> None:
    """Tell listeners that the run's events reach to `number`. Never raises: a page that hears nothing reads on its next connect."""
    asyncio.run_coroutine_threadsafe(_send(run_id, number), _loop(os.getpid()))


async def _send(run_id: UUID, number: int) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        await layer.group_send(group(run_id), {"type": "run.moved", "run": str(run_id), "number": number})
    except (RedisError, OSError) as error:
        log.warning("bus_unreachable run=%s number=%s error=%s", run_id, number, error)


def group_of_thread(thread_id: UUID | str) -> str:
    """The name of a thread's group on the bus: every page that shows it."""
    return f"thread.{thread_id}"


def tell_thread(thread_id: UUID) -> None:
    """Tell the pages of a thread that it has a new run. Never raises: a page that hears nothing shows it when it is loaded again."""
    asyncio.run_coroutine_threadsafe(_tell(group_of_thread(thread_id), {"type": "thread.moved"}), _loop(os.getpid()))


def group_of_person(person_id: int) -> str:
    """The name of a person's group on the bus: every page they have open."""
    return f"person.{person_id}"


def tell_person(person_id: int, notice_id: int) -> None:
    """Tell the pages of a person that there is a notice. Never raises: the next page they open shows it."""
    asyncio.run_coroutine_threadsafe(_tell(group_of_person(person_id), {"type": "notice.made", "notice": notice_id}), _loop(os.getpid()))


async def _tell(to: str, message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        await layer.group_send(to, message)
    except (RedisError, OSError) as error:
        log.warning("bus_unreachable group=%s message=%s error=%s", to, message["type"], error)


@lru_cache(maxsize=1)
def _loop(process: int) -> asyncio.AbstractEventLoop:
    """One loop in one thread for each process: a connection of the bus belongs to the loop that opened it.

    The process id is the key, so that a forked worker starts a loop of its own.
    """
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="bus", daemon=True).start()
    return loop
