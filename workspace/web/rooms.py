"""Who watches which run in this process. A piece of HTML is drawn once for all who need the same one, however many watch.

The bus only says that a run has moved; what is sent is read from the rows. A word that the bus loses is made up for by a look at the
rows every few seconds, so that a bus that is away delays a page and never leaves it behind.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import DatabaseError, Error, connection
from redis import RedisError

from workspace.runs.live import group
from workspace.runs.models import Run
from workspace.web.live import Reader, changes_since

log = logging.getLogger(__name__)
PIECES_APART = 0.04  # seconds between two pieces of a run: a burst of events makes one
LOOK_EVERY = 2.0  # seconds between two looks at the rows for what the bus may have lost
Found = TypeVar("Found")
MOST_PIECES = 64  # kept for one run
DRAWING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="draw")


@dataclass(frozen=True)
class Piece:
    """What changed since an event: HTML ("" for nothing), the number of the last event in it, whether the run is over."""

    html: str
    last: int
    over: bool


class Room:
    """The viewers of one run. `number` is that of the newest event known here."""

    def __init__(self, run_id: UUID) -> None:
        self.run_id = run_id
        self.number = 0
        self.viewers = 0
        self.on_bus = False
        self._moved = asyncio.Event()
        self._pieces: dict[tuple[Reader, int], asyncio.Task[Piece]] = {}
        self._free_at: dict[Reader, float] = {}

    def hear(self, number: int) -> None:
        """The run's events reach to `number`."""
        if number > self.number:
            self.number = number
            self._moved.set()
            self._moved = asyncio.Event()

    async def beyond(self, number: int) -> None:
        """Wait until there is an event after `number`."""
        while self.number <= number:
            await self._moved.wait()

    async def piece(self, reader: Reader, after: int, *, at_once: bool = False) -> Piece:
        """What changed after an event, with all that was known when this was called. `at_once` for a viewer who has just come."""
        wanted = self.number
        found = await self._shared(reader, after, at_once)
        if found.last < wanted:  # it was read before the newest event was there
            found = await self._shared(reader, after, at_once)
        self.hear(found.last)
        return found

    async def _shared(self, reader: Reader, after: int, at_once: bool) -> Piece:
        task = self._pieces.get((reader, after))
        if task is None or _stale(task, self.number):
            if len(self._pieces) >= MOST_PIECES:
                self._pieces = {key: kept for key, kept in self._pieces.items() if not _stale(kept, self.number)}
            task = asyncio.create_task(self._draw(reader, after, at_once))
            self._pieces[reader, after] = task
        return await asyncio.shield(task)  # a viewer that leaves takes it from nobody

    async def _draw(self, reader: Reader, after: int, at_once: bool) -> Piece:
        loop = asyncio.get_running_loop()
        if not at_once:
            await asyncio.sleep(max(0.0, self._free_at.get(reader, 0.0) - loop.time()))
            self._free_at[reader] = loop.time() + PIECES_APART
        return await loop.run_in_executor(DRAWING, _with_rows, partial(_piece, self.run_id, after, reader))


def _stale(task: asyncio.Task[Piece], number: int) -> bool:
    """Whether a drawn piece is of no more use: it failed, or something has happened since."""
    return task.done() and (task.cancelled() or task.exception() is not None or task.result().last < number)


def _piece(run_id: UUID, after: int, reader: Reader) -> Piece:
    return Piece(*changes_since(run_id, after, reader))


def _numbers(run_ids: list[UUID]) -> list[tuple[UUID, int]]:
    return list(Run.objects.filter(pk__in=run_ids).values_list("pk", "last_event"))


def _with_rows(read: Callable[[], Found]) -> Found:
    """Read rows in a thread of ours. It keeps its connection, which is slow to open; a broken one is opened anew."""
    try:
        return read()
    except Error:
        connection.close()
        return read()


class House:
    """All rooms of this process, and its one ear on the bus."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self._channel = ""
        self._work: list[asyncio.Task[None]] = []

    async def enter(self, run_id: UUID) -> Room:
        """The room of a run, for one more viewer; `leave` it in the end."""
        room = self.rooms.setdefault(run_id, Room(run_id))
        room.viewers += 1
        if not self._work:
            self._work = [asyncio.create_task(self._look())]
        await self._join(room)
        return room

    async def leave(self, room: Room) -> None:
        room.viewers -= 1
        if room.viewers or self.rooms.get(room.run_id) is not room:
            return
        del self.rooms[room.run_id]
        if room.on_bus:
            with contextlib.suppress(RedisError, OSError):
                await get_channel_layer().group_discard(group(room.run_id), self._channel)

    async def _join(self, room: Room) -> None:
        """Listen for a room's run. Where the bus is away, the next look tries again."""
        if room.on_bus:
            return
        layer = get_channel_layer()
        try:
            if not self._channel:
                self._channel = await layer.new_channel()
                self._work.append(asyncio.create_task(self._listen(layer, self._channel)))
            await layer.group_add(group(room.run_id), self._channel)
            room.on_bus = True
        except (RedisError, OSError) as error:
            log.warning("bus_unreachable run=%s error=%s", room.run_id, error)

    async def _listen(self, layer: Any, channel: str) -> None:
        while True:
            message = await layer.receive(channel)
            if room := self.rooms.get(UUID(message["run"])):
                room.hear(message["number"])

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                for run_id, number in await loop.run_in_executor(DRAWING, _with_rows, partial(_numbers, list(self.rooms))):
                    if room := self.rooms.get(run_id):
                        room.hear(number)
                        await self._join(room)
            except DatabaseError as error:
                log.warning("look_missed error=%s", error)


_houses: WeakKeyDictionary[asyncio.AbstractEventLoop, House] = WeakKeyDictionary()


def house() -> House:
    """The house of the running event loop; a server process has one."""
    return _houses.setdefault(asyncio.get_running_loop(), House())
