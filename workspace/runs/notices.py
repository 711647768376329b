"""Telling people that a run of theirs ended, or waits for them, while they were elsewhere.

Whether somebody looks at a thread is a word in the cache that ends by itself (`looks`): their page repeats it while it is in
sight, so a lost socket or a closed laptop counts as elsewhere within seconds.
"""

from __future__ import annotations

import logging
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.cache import cache
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from redis import RedisError

from workspace.accounts.access import may
from workspace.accounts.models import User
from workspace.runs import queue
from workspace.runs.models import Notice, Run

log = logging.getLogger(__name__)
TOLD = frozenset({"done", "failed", "cannot", "needs_you"})
LOOK_LASTS = 45  # seconds; a page that is in sight says so every 20


def looks(person: User, thread_id: UUID) -> None:
    """The person looks at the thread now. Kept only while a run of theirs is under way there; nobody else will be told anything."""
    seen(person, thread_id)
    if Run.objects.filter(thread=thread_id, message__author=person, status__in=("planning", "working")).exists():
        cache.set(_key(person.pk, thread_id), True, LOOK_LASTS)


def looks_away(person: User, thread_id: UUID) -> None:
    """The person's page went out of sight."""
    cache.delete(_key(person.pk, thread_id))


def is_looking(person: User, thread_id: UUID) -> bool:
    """Whether a page of the person has the thread in sight."""
    return bool(cache.get(_key(person.pk, thread_id)))


def tell(run: Run) -> Notice | None:
    """Write a notice down for the run's person, unless they are looking. Call inside the transaction that moves the run."""
    if run.status not in TOLD:
        return None
    person = run.message.author
    if person is None or not may(person, "read", run.team) or is_looking(person, run.thread_id):
        return None
    fresh = {"created_at": timezone.now(), "seen_at": None, "mailed_at": None}
    notice, _ = Notice.objects.update_or_create(run=run, person=person, defaults=fresh)
    transaction.on_commit(lambda: _send(notice, person), robust=True)
    return notice


def unseen(person: User) -> QuerySet[Notice]:
    """What the person was told and has not looked at."""
    return notices_of(person).filter(seen_at=None)


def notices_of(person: User) -> QuerySet[Notice]:
    """Everything the person was told, of the teams they are still in, the newest first."""
    rows = Notice.objects.filter(person=person, run__team__memberships__person=person, run__thread__deleted_at=None)
    return rows.select_related("run__thread", "run__team")


def seen(person: User, thread_id: UUID | None = None) -> None:
    """The person has looked: at a thread, or (None) at the list of all."""
    rows = Notice.objects.filter(person=person, seen_at=None)
    if thread_id is not None:
        rows = rows.filter(run__thread=thread_id)
    rows.update(seen_at=timezone.now())


def mail(notice_id: int) -> bool:
    """Send the mail of a notice, once; False where it is sent already, seen, or not wanted. Raises what the mail server says."""
    wanted = Notice.objects.filter(pk=notice_id, mailed_at=None, seen_at=None, person__email_notices=True, person__is_active=True)
    if not wanted.update(mailed_at=timezone.now()):
        return False
    notice = Notice.objects.select_related("run__thread", "run__team", "person").get(pk=notice_id)
    try:
        _mail(notice)
    except Exception:
        Notice.objects.filter(pk=notice_id).update(mailed_at=None)  # the task tries again
        raise
    return True


def _mail(notice: Notice) -> None:
    run = notice.run
    with translation.override("zh-hans" if run.language == "zh" else "en"):
        context = {"notice": notice, "run": run, "address": _address(reverse("thread", args=[run.thread_id])), "settings": _address("/me/")}
        subject = " ".join(render_to_string("notices/mail_subject.txt", context).split())
        send_mail(subject, render_to_string("notices/mail.txt", context), None, [notice.person.email])


def _address(path: str) -> str:
    """A whole address for a mail, "" where the installation was not told its own (THREEDAY_ORIGINS)."""
    origin = next((origin for origin in settings.CSRF_TRUSTED_ORIGINS if "*" not in origin), "")
    return origin.rstrip("/") + path if origin else ""


def group(person_id: int) -> str:
    """The name of a person's group on the bus: every page they have open."""
    return f"person.{person_id}"


def _ring(person_id: int, notice_id: int) -> None:
    """Tell the pages of a person. Where the bus is away, the next page they open shows the notice."""
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(group(person_id), {"type": "notice.made", "notice": notice_id})
    except (RedisError, OSError) as error:
        log.warning("bus_unreachable notice=%s error=%s", notice_id, error)


def _send(notice: Notice, person: User) -> None:
    _ring(person.pk, notice.pk)
    if person.email_notices:
        queue.mail_notice(notice.pk)


def _key(person_id: int, thread_id: UUID) -> str:
    return f"looks-{person_id}-{thread_id}"
