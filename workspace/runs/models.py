"""Runs, their steps and events, and the evidence that steps handed back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team
from workspace.connections.models import Source
from workspace.runs.codec import CellDecoder, CellEncoder
from workspace.threads.models import Message, Thread


class Run(models.Model):
    """One request being carried out. `brief`, `model` and `deliver` are the engine's values as JSON (agents/core, agents/team/desk.py)."""

    class Status(models.TextChoices):
        PLANNING = "planning", _("Planning")
        NEEDS_YOU = "needs_you", _("Needs you")
        WORKING = "working", _("Working")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANNOT = "cannot", _("Cannot tell")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="runs")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="runs")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="run")
    sources = models.ManyToManyField(Source, related_name="runs")
    request = models.TextField()
    language = models.CharField(max_length=2, default="en")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNING, db_index=True)
    deliver = models.JSONField(null=True)  # chosen by the person; null leaves it to the plan
    model = models.JSONField(default=dict)  # chosen for this run alone; {} takes the team's ladders
    cheap = models.BooleanField(default=False)  # nobody waits: the cheapest tier that a model has
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followers")  # whose context it keeps
    edit = models.JSONField(null=True)  # what the person changed in the brief (agents/core/brief.py: BriefEdit)
    pins = models.JSONField(default=dict)  # version of each source that it reads: {source id: number}
    wait_for_nod = models.BooleanField(default=False)
    approved = models.BooleanField(default=False)
    stop_requested = models.BooleanField(default=False)
    brief = models.JSONField(null=True)
    cannot = models.TextField(blank=True)
    missing = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)
    answer = models.JSONField(default=list)  # paragraphs of text with tokens
    ending = models.TextField(blank=True)  # what there is to say beside the answer, or instead of it
    last_event = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now_add=True, db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.request[:80]

    @property
    def over(self) -> bool:
        return self.status in ("done", "failed", "cannot", "stopped")

    @property
    def seconds(self) -> float | None:
        return (self.ended_at - self.created_at).total_seconds() if self.ended_at else None


class Step(models.Model):
    """One durable unit of a run. `worker` is host:pid of who has it; `fault` the id that an unexpected error was logged under."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        QUEUED = "queued", _("Queued")
        WORKING = "working", _("Working")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Skipped")
        STOPPED = "stopped", _("Stopped")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    agent = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    needs = models.JSONField(default=list)
    optional = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING, db_index=True)
    attempt = models.PositiveIntegerField(default=0)
    summary = models.TextField(blank=True)
    error = models.TextField(blank=True)
    retry = models.BooleanField(default=False)
    cause = models.CharField(max_length=10, blank=True)  # who must act on the error: "input" the person, "limit", "fault" we
    fault = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)  # progress: done of `of`
    of = models.PositiveIntegerField(default=0)
    spec = models.JSONField(null=True)
    spec_kind = models.CharField(max_length=10, blank=True)
    worker = models.CharField(max_length=200, blank=True)
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "key"], name="one_step_a_key")]

    def __str__(self) -> str:
        return f"{self.key} · {self.status}"

    @property
    def seconds(self) -> float | None:
        if self.started_at is None or self.ended_at is None:
            return None
        return (self.ended_at - self.started_at).total_seconds()


class Event(models.Model):
    """One thing that happened; numbered from 1 within its run, without gaps."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    step = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    detail = models.JSONField(default=dict, encoder=CellEncoder)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_event_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Evidence(models.Model):
    """A value of the engine that a step handed back: `ref` is its id in the run, `payload` the whole as JSON."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="%(class)ss")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="%(class)ss")
    ref = models.CharField(max_length=200)
    payload = models.JSONField(encoder=CellEncoder, decoder=CellDecoder)

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "ref"], name="one_%(class)s_a_ref")]

    def __str__(self) -> str:
        return self.ref


class Result(Evidence):
    """The rows that one query gave (agents/evidence/results.py)."""


class Fact(Evidence):
    """One number with a name and a unit (agents/evidence/facts.py)."""


class Claim(Evidence):
    """A checkable statement over facts (agents/evidence/claims.py)."""


class Finding(Evidence):
    """A claim worth telling (agents/specs/findings.py)."""


class Reconciliation(Evidence):
    """A fact computed a second way (agents/evidence/reconcile.py); `ref` is its place in the step."""


class Notice(models.Model):
    """A run that ended while its person was elsewhere. `seen_at` is set when they look at it, or at the run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="one_notice_a_run_and_person")]

    def __str__(self) -> str:
        return f"{self.person} · {self.run}"
