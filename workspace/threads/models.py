"""Threads and messages."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from workspace.accounts.models import Team


class Kept(models.Manager["Thread"]):
    """What was not deleted. Everything that shows or lists threads asks here."""

    def get_queryset(self) -> models.QuerySet[Thread]:
        return super().get_queryset().filter(deleted_at=None)


class Thread(models.Model):
    """A conversation of a team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=200)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True, db_index=True)
    deleted_at = models.DateTimeField(null=True, db_index=True)  # can be undone until it is swept away
    digest = models.TextField(blank=True)  # of the first `digested` requests, in a few lines for whoever plans the next
    digested = models.PositiveIntegerField(default=0)

    objects = Kept()
    everything: models.Manager[Thread] = models.Manager()  # deleted ones too: for undoing and sweeping

    class Meta:
        ordering = ["-touched_at"]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A turn of a person. What answers it is a run."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.text[:80]


def title_of(request: str) -> str:
    """A thread's title until its brief gives a better one: the first line of the request, cut at a word."""
    line = " ".join(request.split())
    if len(line) <= 60:
        return line
    return line[:60].rsplit(" ", 1)[0].rstrip(",.;:，。；：") + "…"
