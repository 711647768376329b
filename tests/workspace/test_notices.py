"""Notices: a run that ends while its person is elsewhere tells them, once."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.core import mail

from workspace.runs import notices, requests
from workspace.runs.models import Notice
from workspace.web.consumers import sockets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(client: Any, alice: Any, team: Any) -> Any:
    client.force_login(alice)
    return client


class Socket(ApplicationCommunicator):
    """A page's end of its person's socket."""

    def __init__(self, person: Any) -> None:
        scope = {"type": "websocket", "path": "/ws/notices/", "query_string": b"language=en", "headers": [], "user": person}
        super().__init__(URLRouter(sockets), scope)

    async def connect(self) -> str:
        await self.send_input({"type": "websocket.connect"})
        return str((await self.receive_output(5))["type"])

    async def say(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})


def test_a_run_that_ends_elsewhere_is_told_to_its_person_alone(page: Any, start_run: Any, work_off: Any, alice: Any, bob: Any) -> None:
    start_run()
    work_off()
    assert Notice.objects.get().person == alice
    text = page.get("/notices/").content.decode()
    assert "Growth by channel" in text and "Done" in text
    assert '<span class="rail-count digits" data-unseen-count>1</span>' in text


@pytest.mark.parametrize(("request_text", "choices", "words"), [
    ("weather", {}, "Cannot tell"), ("Revenue", {"wait_for_nod": True}, "Needs you"),
])  # fmt: skip
def test_other_ends_are_told_too(page: Any, start_run: Any, work_off: Any, request_text: str, choices: Any, words: str) -> None:
    start_run(request_text, **choices)
    work_off()
    assert words in page.get("/notices/").content.decode()


def test_what_a_person_stopped_is_not_told(start_run: Any, work_off: Any) -> None:
    requests.stop(start_run())
    work_off()
    assert not Notice.objects.exists()


def test_a_person_who_looks_is_not_told_until_they_look_away(start_run: Any, work_off: Any, alice: Any) -> None:
    first, second = start_run(), start_run("Revenue by store")
    notices.looks(alice, first.thread_id)
    notices.looks(alice, second.thread_id)
    notices.looks_away(alice, second.thread_id)
    work_off()
    assert [notice.run for notice in Notice.objects.all()] == [second]


def test_a_word_of_presence_ends_by_itself(start_run: Any, work_off: Any, alice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "LOOK_LASTS", 0)
    run = start_run()
    notices.looks(alice, run.thread_id)
    work_off()
    assert Notice.objects.count() == 1


def test_opening_the_thread_marks_its_notice_as_seen(page: Any, start_run: Any, work_off: Any, alice: Any) -> None:
    run = start_run()
    start_run("Revenue by store")
    work_off()
    page.get(f"/threads/{run.thread_id}/")
    assert [notice.run_id != run.pk for notice in notices.unseen(alice)] == [True]
    page.post("/notices/seen/")
    assert not notices.unseen(alice).exists()


def test_a_run_that_goes_on_after_its_nod_is_told_again(page: Any, start_run: Any, work_off: Any, alice: Any) -> None:
    run = start_run(wait_for_nod=True)
    work_off()
    notices.seen(alice)
    requests.approve(run)
    work_off()
    assert Notice.objects.get().seen_at is None


def test_a_mail_goes_to_those_who_want_it_once(start_run: Any, work_off: Any, alice: Any, sent: Any, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://threeday.example.org"]
    alice.email_notices = True
    alice.save()
    run = start_run("按渠道看收入增长")
    work_off()
    notice = Notice.objects.get()
    assert (notices.mail(notice.pk), notices.mail(notice.pk)) == (True, False)
    assert mail.outbox[0].to == ["alice@example.org"] and "Growth by channel" in mail.outbox[0].subject
    assert f"https://threeday.example.org/threads/{run.thread_id}/" in mail.outbox[0].body


def test_nobody_gets_a_mail_they_did_not_ask_for(start_run: Any, work_off: Any) -> None:
    start_run()
    work_off()
    assert not notices.mail(Notice.objects.get().pk) and not mail.outbox


def test_a_mail_that_did_not_go_out_is_tried_again(start_run: Any, work_off: Any, alice: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    type(alice).objects.update(email_notices=True)
    start_run()
    work_off()

    def refuse(*args: Any) -> None:
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="away"):
        patch.setattr(notices, "send_mail", refuse)
        notices.mail(Notice.objects.get().pk)
    assert notices.mail(Notice.objects.get().pk) and len(mail.outbox) == 1


def test_a_person_who_left_the_team_is_told_nothing(page: Any, start_run: Any, work_off: Any, alice: Any) -> None:
    start_run()
    alice.memberships.all().delete()
    work_off()
    assert not Notice.objects.exists()


async def test_the_pages_of_a_person_hear_of_it(start_run: Any, work_off: Any, alice: Any, bob: Any) -> None:
    hers, his = Socket(alice), Socket(bob)
    assert [await hers.connect(), await his.connect()] == ["websocket.accept"] * 2
    await sync_to_async(start_run)()
    await sync_to_async(work_off)()
    told = (await hers.receive_output(5))["text"]
    assert "Growth by channel" in told and '"unseen": 1' in told
    assert await his.receive_nothing()


async def test_the_socket_says_who_looks_and_forgets_them_when_it_closes(start_run: Any, alice: Any) -> None:
    run = await sync_to_async(start_run)()
    socket = Socket(alice)
    await socket.connect()
    await socket.say(f'{{"thread": "{run.thread_id}"}}')
    await socket.say('{"thread": "nonsense"}')
    assert await socket.receive_nothing()
    await sync_to_async(notices.looks)(alice, run.thread_id)
    await socket.say(f'{{"thread": "{run.thread_id}"}}')
    await socket.send_input({"type": "websocket.disconnect", "code": 1001})
    await socket.wait(5)
    assert await sync_to_async(notices.is_looking)(alice, run.thread_id) is False


async def test_a_stranger_to_the_product_has_no_socket(db: None) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert await Socket(AnonymousUser()).connect() == "websocket.close"
