"""What a run used: one row for each call of a model or of a tool; and the money that is set aside for calls under way."""

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
    """One request to a model (agents/core/calls.py: ModelCall). Tokens are whole numbers; a built-in model uses none. US dollars.

    `money` is null where the price of the model is not known.
    """

    provider = models.CharField(max_length=20, default="builtin")
    region = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=20, blank=True)
    prompt = models.CharField(max_length=20, blank=True)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_cached = models.PositiveIntegerField(default=0)
    tokens_written = models.PositiveIntegerField(default=0)
    tokens_written_1h = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    tokens_reasoning = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    first_seconds = models.FloatField(null=True)
    money = models.DecimalField(max_digits=14, decimal_places=8, default=0, null=True)
    saved = models.DecimalField(max_digits=14, decimal_places=8, default=0)
    reasoning = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="calls_of_a_team")]

    def __str__(self) -> str:
        return f"{self.model} · {self.use}"


class ToolCall(Call):
    """One call of a tool by a model."""

    tool = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.tool


class Hold(models.Model):
    """Money set aside for a call under way, so that calls side by side cannot pass a limit together. US dollars.

    It goes with the call's own row; that of a worker who died goes with the next attempt of its step, or by its age.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    run = models.UUIDField(db_index=True)
    step = models.CharField(max_length=40)
    attempt = models.PositiveIntegerField(default=1)
    amount = models.DecimalField(max_digits=14, decimal_places=8)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.step}: {self.amount}"


class Warned(models.Model):
    """That a team was told how far it is with its limit of a month: once for each share of it."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    percent = models.PositiveSmallIntegerField()  # 80 or 100
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "month", "percent"], name="one_warning_a_month_and_share")]

    def __str__(self) -> str:
        return f"{self.team}: {self.percent} %"
