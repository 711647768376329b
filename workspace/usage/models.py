"""What a run used: one row for each call of a model or of a tool."""

from __future__ import annotations

from django.db import models

from workspace.accounts.models import Team


class Call(models.Model):
    """What model calls and tool calls have in common. Time in seconds."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    run = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    use = models.CharField(max_length=120, blank=True)
    model = models.CharField(max_length=200, blank=True)
    rung = models.CharField(max_length=60, blank=True)
    seconds = models.FloatField(default=0)
    outcome = models.TextField(default="ok")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class ModelCall(Call):
    """One request to a model (agents/core/calls.py: ModelCall). Tokens are whole numbers; a built-in model uses none. US dollars."""

    provider = models.CharField(max_length=20, default="builtin")
    region = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=20, blank=True)
    prompt = models.CharField(max_length=20, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)
    tokens_written = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    tokens_reasoning = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    first_seconds = models.FloatField(null=True)
    money = models.DecimalField(max_digits=14, decimal_places=8, default=0)
    saved = models.DecimalField(max_digits=14, decimal_places=8, default=0)
    reasoning = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.model} · {self.use}"


class ToolCall(Call):
    """One call of a tool by a model."""

    tool = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.tool
