"""Sources: data that a team has connected."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team


class Present(models.Manager["Source"]):
    """Sources that nobody has removed."""

    def get_queryset(self) -> models.QuerySet[Source]:
        return super().get_queryset().filter(removed_at=None)


class Source(models.Model):
    """A connected file. The bytes stand in var/sources/ and are only read; `catalog` says what they hold.

    A removed source is gone for everybody; its row and its bytes stay until the runs that read it have ended (`every` finds it).
    """

    class State(models.TextChoices):
        READING = "reading", _("Reading")
        READY = "ready", _("Ready")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, default="file")
    path = models.CharField(max_length=500)  # absolute, or relative to var/
    size = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    problem = models.TextField(blank=True)  # the sentence for people where the source was refused
    catalog = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=1)  # of the bytes that `path` names; a newer file makes a new version
    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    starters = models.JSONField(default=dict)  # requests that work on it, by language: {"en": [...], "zh": [...]}
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    objects = Present()
    every = models.Manager()

    class Meta:
        ordering = ["-created_at"]
        base_manager_name = "every"

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        return settings.VAR_DIR / self.path

    @property
    def rows(self) -> int:
        """Rows of the biggest table; 0 while it is not read."""
        return max((int(table["rows"]) for table in self.tables), default=0)

    @property
    def tables(self) -> list[dict[str, Any]]:
        return self.catalog["tables"] if self.catalog else []


class SourceVersion(models.Model):
    """The bytes of a source at one time. A run keeps reading the version it began with."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=200)  # of the uploaded file
    path = models.CharField(max_length=500)
    size = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)  # of the biggest table; a guess while it is not read
    profile = models.JSONField(default=dict)  # first rows, rows a month, and what changed (workspace/runs/profile.py)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_source_version_a_number")]

    def __str__(self) -> str:
        return f"{self.source} v{self.number}"

    @property
    def file(self) -> Path:
        return settings.VAR_DIR / self.path
