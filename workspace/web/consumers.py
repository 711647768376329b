"""The live page of a run: the browser says the number of its last event, and gets what it missed and what comes."""

from __future__ import annotations

import asyncio
import logging
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.urls import path

from workspace.accounts.access import Person, may
from workspace.runs.models import Run
from workspace.web import notice_socket, thread_socket
from workspace.web.live import Reader, reader_of
from workspace.web.rooms import Room, house

log = logging.getLogger(__name__)
REFUSED = 4404
OVER = 1000
BROKEN = 1011


class RunConsumer(AsyncJsonWebsocketConsumer):
    """One browser that watches one run. What it is sent comes from the run's room; a browser that is slow to take it delays only itself."""

    channel_layer_alias = ""  # the house listens to the bus, once for all viewers

    async def connect(self) -> None:
        self.following: asyncio.Task[None] | None = None
        self.room: Room | None = None
        run_id: UUID = self.scope["url_route"]["kwargs"]["run_id"]
        reader = await _reader(self.scope["user"], run_id, self.scope["query_string"])
        if reader is None:
            await self.close(REFUSED)
            return
        self.reader = reader
        self.room = await house().enter(run_id)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if self.following is not None:
            self.following.cancel()
        if self.room is not None:
            await house().leave(self.room)

    async def receive_json(self, content: Any, **options: Any) -> None:
        after = content.get("after") if isinstance(content, dict) else None
        if not isinstance(after, int) or after < 0 or self.room is None:
            return
        if self.following is not None:
            self.following.cancel()
        self.following = asyncio.create_task(self._follow(self.room, after))

    async def _follow(self, room: Room, last: int) -> None:
        """Send what was missed, then what comes. A fault of ours closes the socket, and the browser comes back."""
        try:
            await self._tell(room, last)
        except OSError:  # the browser went away while it was sent something
            return
        except Exception:
            log.exception("watching_broke run=%s", room.run_id)
            await self.close(BROKEN)

    async def _tell(self, room: Room, last: int) -> None:
        """What happens while a piece is under way is in the next one."""
        piece = await room.piece(self.reader, last, at_once=True)
        while True:
            if piece.html:
                await self.send(text_data=piece.html)
            if piece.over:
                await self.close(OVER)
                return
            last = max(last, piece.last)
            await room.beyond(last)
            piece = await room.piece(self.reader, last)


@database_sync_to_async
def _reader(person: Person, run_id: UUID, query: bytes) -> Reader | None:
    """How this person sees the run, None where they may not."""
    run = Run.objects.select_related("team").filter(pk=run_id).first()
    if run is None or not may(person, "read", run.team):
        return None
    return reader_of(person, run.team, query)


sockets = [path("ws/runs/<uuid:run_id>/", RunConsumer.as_asgi()), *notice_socket.sockets, *thread_socket.sockets]
