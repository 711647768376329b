"""Sources: data that a team has connected."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team


class Source(models.Model):
    """A connected file. The bytes stand in var/sources/<id>/ and are only read; `catalog` says what they hold."""

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
    connected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

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
