"""A person's own socket: their pages hear of runs that ended elsewhere, and say which thread they look at."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.template.loader import render_to_string
from django.urls import path
from django.utils import translation
from redis import RedisError

from workspace.accounts.models import User
from workspace.runs import notices

REFUSED = 4404


class NoticeConsumer(AsyncJsonWebsocketConsumer):
    """One page of a signed-in person. It sends {"thread": id} while a thread is in sight and {"thread": null} when it no longer is."""

    async def connect(self) -> None:
        self.person: User = self.scope["user"]
        self.thread: UUID | None = None
        if not self.person.is_authenticated:
            await self.close(REFUSED)
            return
        await self.channel_layer.group_add(notices.group(self.person.pk), self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        if not self.person.is_authenticated:
            return
        await self._away()
        try:
            await self.channel_layer.group_discard(notices.group(self.person.pk), self.channel_name)
        except (RedisError, OSError):
            return  # the bus forgets by itself

    async def receive_json(self, content: Any, **options: Any) -> None:
        thread = _thread(content)
        if thread is None or thread != self.thread:
            await self._away()
        self.thread = thread
        if thread is not None:
            await database_sync_to_async(notices.looks)(self.person, thread)

    async def notice_made(self, message: dict[str, Any]) -> None:
        told = await _told(message["notice"], self.person, self._language())
        if told:
            await self.send_json(told)

    async def _away(self) -> None:
        if self.thread is not None:
            await database_sync_to_async(notices.looks_away)(self.person, self.thread)

    def _language(self) -> str:
        asked = self.scope["query_string"].decode("ascii", "ignore").removeprefix("language=")
        return asked if asked in ("en", "zh-hans") else "en"


def _thread(content: Any) -> UUID | None:
    try:
        return UUID(str(content["thread"]))
    except (KeyError, TypeError, ValueError):
        return None


@database_sync_to_async
def _told(id: int, person: User, language: str) -> dict[str, Any] | None:
    """What a page shows of a notice: a toast, the thread's line in the rail, the count; plain words for the browser's own."""
    notice = notices.notices_of(person).filter(pk=id).first()
    if notice is None:
        return None
    with translation.override(language):
        context = {"notice": notice, "run": notice.run, "item": notice.run.thread}
        return {
            "toast": render_to_string("notices/_toast.html", context), "rail": render_to_string("threads/_rail_link.html", context),
            "unseen": notices.unseen(person).count(), "words": str(notice.run.get_status_display()), "title": notice.run.thread.title,
            "thread": str(notice.run.thread_id),
        }  # fmt: skip


sockets = [path("ws/notices/", NoticeConsumer.as_asgi())]
