"""The live page of a thread: a request of somebody else appears in it. The browser says which runs it shows and gets the others."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone, translation
from redis import RedisError

from workspace.accounts.access import Person, may
from workspace.runs.live import group_of_thread
from workspace.runs.showing import RunShown
from workspace.threads.models import Thread
from workspace.web.live import Reader, reader_of
from workspace.web.thread_page import active_of

REFUSED = 4404
MOST_KNOWN = 2_000


class ThreadConsumer(AsyncJsonWebsocketConsumer):
    """One page of a thread. `known` is None until the browser has said which runs it shows."""

    async def connect(self) -> None:
        self.known: set[str] | None = None
        self.telling = asyncio.Lock()
        self.thread: UUID = self.scope["url_route"]["kwargs"]["thread_id"]
        reader = await _reader(self.scope["user"], self.thread, self.scope["query_string"])
        if reader is None:
            await self.close(REFUSED)
            return
        self.reader = reader
        await self.channel_layer.group_add(group_of_thread(self.thread), self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        try:
            await self.channel_layer.group_discard(group_of_thread(self.thread), self.channel_name)
        except (RedisError, OSError):
            return  # the bus forgets by itself

    async def receive_json(self, content: Any, **options: Any) -> None:
        runs = content.get("runs") if isinstance(content, dict) else None
        if isinstance(runs, list) and len(runs) <= MOST_KNOWN:
            self.known = {str(run) for run in runs}
            await self._tell()

    async def thread_moved(self, message: dict[str, Any]) -> None:
        if self.known is not None:
            await self._tell()

    async def _tell(self) -> None:
        async with self.telling:
            html, fresh = await _fresh(self.thread, self.known or set(), self.reader)
            self.known = (self.known or set()) | fresh
            if html:
                await self.send(text_data=html)


@database_sync_to_async
def _reader(person: Person, thread_id: UUID, query: bytes) -> Reader | None:
    """How this person sees the thread, None where they may not."""
    thread = Thread.objects.select_related("team").filter(pk=thread_id).first()
    return reader_of(person, thread.team, query) if thread is not None and may(person, "read", thread.team) else None


@database_sync_to_async
def _fresh(thread_id: UUID, known: set[str], reader: Reader) -> tuple[str, set[str]]:
    """The thread's runs that a page does not show yet, as HTML to put at its end, and their ids."""
    thread = Thread.objects.get(pk=thread_id)
    runs = [run for run in thread.runs.select_related("thread").prefetch_related("sources") if str(run.pk) not in known]
    if not runs:
        return "", set()
    with translation.override(reader.language), timezone.override(reader.zone):
        context = {"runs": [RunShown(run) for run in runs], "active": active_of(thread), "may_write": reader.may_write}
        return render_to_string("threads/_more.html", context), {str(run.pk) for run in runs}


sockets = [path("ws/threads/<uuid:thread_id>/", ThreadConsumer.as_asgi())]
