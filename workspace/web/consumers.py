"""The live page of a run: the browser says the number of its last event, and gets what it missed and what comes."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.urls import path
from django.utils import translation

from workspace.accounts.access import Person, may
from workspace.runs.live import group
from workspace.runs.models import Run
from workspace.web.live import changes_since

REFUSED = 4404
OVER = 1000


class RunConsumer(AsyncJsonWebsocketConsumer):
    """One browser that watches one run. `last` is None until the browser has said where it stands."""

    async def connect(self) -> None:
        self.run_id: UUID = self.scope["url_route"]["kwargs"]["run_id"]
        self.last: int | None = None
        self.telling = asyncio.Lock()
        if not await _may_read(self.scope["user"], self.run_id):
            await self.close(REFUSED)
            return
        await self.channel_layer.group_add(group(self.run_id), self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(group(self.run_id), self.channel_name)

    async def receive_json(self, content: Any, **options: Any) -> None:
        after = content.get("after") if isinstance(content, dict) else None
        if isinstance(after, int) and after >= 0:
            self.last = after
            await self._tell()

    async def run_moved(self, message: dict[str, Any]) -> None:
        if self.last is not None and message["number"] > self.last:
            await self._tell()

    async def _tell(self) -> None:
        """One at a time: what happens meanwhile is in the next piece."""
        async with self.telling:
            html, self.last, over = await _changes(self.run_id, self.last or 0, self._language())
            if html:
                await self.send(text_data=html)
            if over:
                await self.close(OVER)

    def _language(self) -> str:
        """The language of the page, which its address carries."""
        asked = self.scope["query_string"].decode("ascii", "ignore").removeprefix("language=")
        return asked if asked in ("en", "zh-hans") else "en"


@database_sync_to_async
def _may_read(person: Person, run_id: UUID) -> bool:
    run = Run.objects.select_related("team").filter(pk=run_id).first()
    return run is not None and may(person, "read", run.team)


@database_sync_to_async
def _changes(run_id: UUID, number: int, language: str) -> tuple[str, int, bool]:
    with translation.override(language):
        return changes_since(run_id, number)


sockets = [path("ws/runs/<uuid:run_id>/", RunConsumer.as_asgi())]
