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
    seconds = models.FloatField(default=0)
    outcome = models.TextField(default="ok")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class ModelCall(Call):
    """One call of a model. Tokens are whole numbers; a built-in model uses none."""

    model = models.CharField(max_length=120)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    money = models.DecimalField(max_digits=12, decimal_places=6, default=0)  # US dollars

    def __str__(self) -> str:
        return f"{self.model} · {self.use}"


class ToolCall(Call):
    """One call of a tool by a model."""

    tool = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.tool
