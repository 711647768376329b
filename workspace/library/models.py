"""Artifacts: what the person keeps. Each change makes a version."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team


class Artifact(models.Model):
    """A file that a step of a run made, keyed by (run, step, name): a repeat of the step replaces it."""

    class Kind(models.TextChoices):
        DECK = "deck", _("Slides")
        WORKBOOK = "workbook", _("Spreadsheet")
        DOCUMENT = "document", _("Document")
        CHARTS = "charts", _("Charts")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="artifacts")
    run = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    draft = models.BooleanField(default=False)
    gate = models.JSONField(default=list)  # what the gate found and the maker could not mend, in words
    primary = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "step", "name"], name="one_artifact_a_step_and_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> Path:
        """The bytes of the newest version."""
        return self.versions.latest("number").file


class Version(models.Model):
    """The bytes of an artifact at one time."""

    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(default=1)
    path = models.CharField(max_length=500)  # relative to var/
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["artifact", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.artifact} v{self.number}"

    @property
    def file(self) -> Path:
        return settings.VAR_DIR / self.path
