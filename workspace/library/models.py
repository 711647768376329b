"""Artifacts: what the person keeps. Each change makes a version."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team


class Kept(models.Manager["Artifact"]):
    """What was not deleted. Everything that shows, lists or hands out artifacts asks here."""

    def get_queryset(self) -> models.QuerySet[Artifact]:
        return super().get_queryset().filter(deleted_at=None)


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
    title = models.CharField(max_length=200, blank=True)  # of the brief it belongs to
    text = models.TextField(blank=True)  # what can be searched: title, words of the spec, names of the sources; in lower case
    deleted_at = models.DateTimeField(null=True, db_index=True)  # can be undone until it is swept away
    starred_by = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="starred")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Kept()
    everything: models.Manager[Artifact] = models.Manager()  # deleted ones too: for undoing, sweeping and replacing

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


class Share(models.Model):
    """A read-only link to an artifact for people outside, until it expires. The token is kept only as its SHA-256; it is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    artifact = models.ForeignKey(Artifact, on_delete=models.CASCADE, related_name="shares")
    token = models.CharField(max_length=64, unique=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.artifact} until {self.expires_at:%Y-%m-%d}"
