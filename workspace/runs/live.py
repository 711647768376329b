"""Says on the bus that a run has new events. Only the number travels; whoever listens reads the rows, so a lost word loses nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from functools import lru_cache
from uuid import UUID

from channels.layers import get_channel_layer

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
        await layer.group_send(group(run_id), {"type": "run.moved", "number": number})
    except OSError as error:
        log.warning("bus_unreachable run=%s number=%s error=%s", run_id, number, error)


@lru_cache(maxsize=1)
def _loop(process: int) -> asyncio.AbstractEventLoop:
    """One loop in one thread for each process: a connection of the bus belongs to the loop that opened it.

    The process id is the key, so that a forked worker starts a loop of its own.
    """
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="bus", daemon=True).start()
    return loop
