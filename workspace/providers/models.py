"""Providers of models, the models on offer, what a team allows, where its uses start, and how well each model did."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team
from workspace.providers import seal

SHOWN = 4  # characters of a key that may be seen again
SHORTEST_SHOWN = 16  # of a shorter key none are


class Residency(models.TextChoices):
    """Where a team's data may be read by a model."""

    ANY = "any", _("Anywhere")
    US = "us", _("United States")
    EU = "eu", _("European Union")
    JP = "jp", _("Japan")
    AU = "au", _("Australia")
    GULF = "gulf", _("Gulf states")


class Provider(models.Model):
    """A way to models that a team has connected. `secrets` is sealed (workspace/providers/seal.py) and never shown again."""

    class Kind(models.TextChoices):
        BEDROCK = "bedrock", _("Amazon Bedrock")
        OPENAI_COMPATIBLE = "openai_compatible", _("OpenAI-compatible server")

    class Way(models.TextChoices):
        """How Bedrock knows us. A role may be assumed with the last three."""

        API_KEY = "api_key", _("A Bedrock API key")
        KEY_PAIR = "key_pair", _("An access key and its secret")
        PROFILE = "profile", _("A profile of this machine's AWS settings")
        MACHINE = "machine", _("This machine's own credentials")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="providers")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=500, blank=True)  # base URL, or a private endpoint of Bedrock
    place = models.CharField(max_length=10, choices=Residency.choices, default=Residency.ANY)  # where such a server stands; any is not said
    regions = models.JSONField(default=list)  # of Bedrock, the first choice first
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    profile = models.CharField(max_length=120, blank=True)  # of the machine's AWS settings
    role = models.CharField(max_length=200, blank=True)  # ARN
    external_id = models.CharField(max_length=200, blank=True)  # that the role asks for
    secrets = models.TextField(blank=True)
    found = models.JSONField(default=list)  # inference profiles as the API listed them: [{"id", "models": […ARNs]}]
    trial = models.JSONField(null=True)  # what the last test said
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def hint(self) -> str:
        """The end of the key that names the account, "" for none or a short one. Raises seal.CannotOpen."""
        secrets = seal.opened(self.secrets)
        key = secrets.get("api_key") or secrets.get("key_id", "")
        return key[-SHOWN:] if len(key) >= SHORTEST_SHOWN else ""


class OfferedModel(models.Model):
    """A model of a provider that a team may use, and on which rung."""

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        LARGE = "large", _("Large")

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="models")
    model = models.CharField(max_length=200)  # base id
    size = models.CharField(max_length=10, choices=Size.choices)
    tiers = models.JSONField(default=list)  # beside the standard one: "reserved", "priority", "flex"
    window = models.PositiveIntegerField(default=0)  # tokens of context; 0 is not known
    thinks = models.BooleanField(default=False)  # it can reason before it answers
    price = models.JSONField(null=True)  # agents/core/calls.py: Price; null takes the table's

    class Meta:
        ordering = ["size", "model"]
        constraints = [models.UniqueConstraint(fields=["provider", "model"], name="one_offer_a_model")]

    def __str__(self) -> str:
        return self.model


class Policy(models.Model):
    """What a team allows. Money in US dollars; no limit is null."""

    class Top(models.TextChoices):
        BUILTIN = "builtin", _("Built-in")
        SMALL = "small", _("Small")
        LARGE = "large", _("Large")

    team = models.OneToOneField(Team, on_delete=models.CASCADE, related_name="policy")
    residency = models.CharField(max_length=10, choices=Residency.choices, default=Residency.ANY)
    home = models.CharField(max_length=40, blank=True)  # the region that is asked first
    top = models.CharField(max_length=10, choices=Top.choices, default=Top.LARGE)  # no use goes higher
    reasoning = models.BooleanField(default=True)  # whether a rung may think
    waiting_tier = models.CharField(max_length=10, default="default")  # for a person who waits: default or priority
    run_limit = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    month_limit = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    def __str__(self) -> str:
        return f"{self.team}"


class Start(models.Model):
    """The rung on which a use of a team starts: accepted from an evaluation, or set by hand."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="starts")
    use = models.CharField(max_length=40)
    rung = models.CharField(max_length=60)

    class Meta:
        ordering = ["use"]
        constraints = [models.UniqueConstraint(fields=["team", "use"], name="one_start_a_use")]

    def __str__(self) -> str:
        return f"{self.use}: {self.rung}"


class Evaluation(models.Model):
    """How well one rung did one use on one suite. `quality` and `passed_share` from 0 to 1; money in US dollars; seconds each case."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="evaluations")
    use = models.CharField(max_length=40)
    rung = models.CharField(max_length=60)
    model = models.CharField(max_length=200)
    prompt = models.CharField(max_length=20, blank=True)  # version of the instructions
    suite = models.CharField(max_length=60)
    cases = models.PositiveIntegerField()
    quality = models.FloatField()
    wrong = models.PositiveIntegerField(default=0)  # cases answered wrongly, which is worse than not answered
    money = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    seconds = models.FloatField(default=0)
    passed = models.BooleanField(default=False)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["use", "at"]

    def __str__(self) -> str:
        return f"{self.use} · {self.rung} · {self.quality:.0%}"
