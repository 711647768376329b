"""The socket: the browser says where it stands and gets what it missed, and nobody else's runs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter

from workspace.runs.models import Event
from workspace.web.consumers import sockets
from workspace.web.live import changes_since

pytestmark = pytest.mark.django_db(transaction=True)


class Socket(ApplicationCommunicator):
    """A browser's end of the socket. (channels.testing needs daphne, which the product does without.)"""

    def __init__(self, run: Any, person: Any) -> None:
        scope = {"type": "websocket", "path": f"/ws/runs/{run.pk}/", "query_string": b"", "headers": [], "user": person}
        super().__init__(URLRouter(sockets), scope)

    async def connect(self) -> dict[str, Any]:
        await self.send_input({"type": "websocket.connect"})
        return await self.receive_output(5)

    async def say(self, content: Any) -> None:
        await self.send_input({"type": "websocket.receive", "text": json.dumps(content)})


async def test_a_stranger_cannot_listen(start_run: Any, charlie: Any) -> None:
    run = await sync_to_async(start_run)()
    assert (await Socket(run, charlie).connect()) == {"type": "websocket.close", "code": 4404}


async def test_a_browser_gets_what_it_missed(start_run: Any, work_off: Any, bob: Any) -> None:
    run = await sync_to_async(start_run)()
    await sync_to_async(work_off)(2)
    socket = Socket(run, bob)
    assert (await socket.connect())["type"] == "websocket.accept"
    await socket.say({"after": 1})
    html = (await socket.receive_output(5))["text"]
    assert "Read orders.csv" in html and 'hx-swap-oob="true"' in html


async def test_a_browser_that_knows_everything_hears_nothing(start_run: Any, work_off: Any, bob: Any) -> None:
    run = await sync_to_async(start_run)()
    await sync_to_async(work_off)(2)
    await sync_to_async(run.refresh_from_db)()
    socket = Socket(run, bob)
    await socket.connect()
    await socket.say({"after": run.last_event})
    assert await socket.receive_nothing()


async def test_odd_words_are_not_heard(start_run: Any, bob: Any) -> None:
    run = await sync_to_async(start_run)()
    socket = Socket(run, bob)
    await socket.connect()
    await socket.say({"after": "all"})
    assert await socket.receive_nothing()


def test_changes_show_the_state_as_it_is_now(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    html, number, over = changes_since(run.pk, 0)
    run.refresh_from_db()
    assert (number, over) == (run.last_event, True)
    assert html.count('class="step done"') == 6 and "14.7%" in html
    assert changes_since(run.pk, number) == ("", number, True)


def test_a_step_that_moves_is_sent_alone(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off(3)
    started = run.events.filter(kind="decision").first()
    assert started is None
    last = run.events.filter(kind="query_done").get().number
    html, _, _ = changes_since(run.pk, last - 1)
    assert "step-" in html and "What I will do" not in html


def test_a_read_whose_connection_broke_is_tried_with_a_new_one(db: None) -> None:
    from django.db import OperationalError

    from workspace.web.rooms import _with_rows

    answers = iter([OperationalError("server closed the connection"), "read"])

    def read() -> str:
        if isinstance(found := next(answers), Exception):
            raise found
        return found

    assert _with_rows(read) == "read"


def test_an_end_that_comes_while_a_piece_is_read_is_told_by_the_next_piece(start_run: Any, work_off: Any, monkeypatch: Any) -> None:
    run = start_run()
    work_off(3)

    class Late:
        """The events of a run that ends just before they are read."""

        class objects:
            @staticmethod
            def filter(**wanted: Any) -> Any:
                work_off()
                return Event.objects.filter(**wanted)

    monkeypatch.setattr("workspace.web.live.Event", Late)
    _, number, over = changes_since(run.pk, 1)
    run.refresh_from_db()
    assert (over, run.over) == (False, True) and number < run.last_event
    monkeypatch.undo()
    assert changes_since(run.pk, number)[1:] == (run.last_event, True)
