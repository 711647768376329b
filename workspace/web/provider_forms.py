"""How a provider of models is reached. Keys go in and never come out: an empty field keeps the key that is there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from workspace.providers.models import Provider, Residency
from workspace.providers.seal import CannotOpen, opened, sealed
from workspace.runs.offers import problem_with_address

REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")
ROLE = re.compile(r"arn:aws[\w-]*:iam::\d{12}:role/[\w+=,.@/-]+")
LONGEST_SECRET = 4_000  # session tokens are long
PROBLEMS = {
    "scheme": _("Write an address that begins with http:// or https://."),
    "userinfo": _("Leave name and password out of the address; the key has a field of its own."),
    "extras": _("Leave everything from ? or # on out of the address."),
    "host": _("The address names no server."),
    "unknown": _("No server is known under this name."),
    "metadata": _("This address may not be asked: machines keep their own credentials there."),
    "private": _("This installation allows public servers only; this one stands on a private network."),
}  # fmt: skip


def secret(label: object) -> forms.CharField:
    """A field for a key: it is never filled in again."""
    widget = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password", "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=LONGEST_SECRET, widget=widget)  # type: ignore[arg-type]


class ProviderForm(forms.ModelForm):  # type: ignore[type-arg]
    """What both kinds have in common: an address that is looked at, and secrets that are sealed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.address_before = self.instance.address
        try:
            self._kept = opened(self.instance.secrets)
        except CannotOpen:
            self._kept = {}

    @property
    def kept_names(self) -> list[str]:
        """The fields whose keys are there already."""
        return list(self._kept)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if address and (problem := problem_with_address(address)):
            raise forms.ValidationError(PROBLEMS[problem])
        return address

    def secrets_of(self, data: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
        """The keys given, or those kept. A key that was entered for one address is never sent to another."""
        given = {name: (data.get(name) or "").strip() for name in names}
        kept = self._kept if data.get("address", "") == self.address_before else {}
        return given if any(given.values()) else {name: kept.get(name, "") for name in names}

    def seal(self, secrets: dict[str, str]) -> None:
        """Keep the secrets. What the last test said was about the row as it was."""
        self.instance.secrets = sealed(secrets)
        self.instance.trial = None


class ServerForm(ProviderForm):
    """An OpenAI-compatible server."""

    api_key = secret(_("API key"))

    class Meta:
        model = Provider
        fields = ["name", "address", "place"]
        labels = {"name": _("Name"), "address": _("Base URL"), "place": _("Where it stands")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["address"].required = True
        self.fields["place"].choices = [("any", _("Not said")), *Residency.choices[1:]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        secrets = self.secrets_of(data, ("api_key",))
        if self._kept and data.get("address") and not secrets["api_key"]:
            self.add_error("api_key", _("The address has changed. Enter the key for this one; it may be the same."))
        self.seal(secrets)
        return data


class BedrockForm(ProviderForm):
    """Amazon Bedrock: how it knows us, and where it is asked."""

    way = forms.ChoiceField(label=_("How Bedrock knows you"), widget=forms.RadioSelect)
    regions = forms.CharField(label=_("Regions"), max_length=400)
    api_key = secret(_("Bedrock API key"))
    key_id = secret(_("Access key"))
    secret_key = secret(_("Secret access key"))
    session_token = secret(_("Session token"))

    class Meta:
        model = Provider
        fields = ["name", "way", "profile", "role", "external_id", "address"]
        labels = {"name": _("Name"), "profile": _("AWS profile"), "role": _("Role"), "external_id": _("External ID"),
                  "address": _("Endpoint")}  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["regions"] = ", ".join(self.instance.regions)
        self.initial.setdefault("way", "api_key")
        self.initial["way"] = self.initial["way"] or "api_key"
        ways = Provider.Way.choices if settings.OWNERS_USE_MACHINE else Provider.Way.choices[:2]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def clean_regions(self) -> str:
        regions = list(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["regions"].strip().lower())))
        if odd := [region for region in regions if not REGION.fullmatch(region)]:
            raise forms.ValidationError(_("“%(region)s” is no region of AWS; write them like eu-central-1.") % {"region": odd[0]})
        self.instance.regions = regions
        return ", ".join(regions)

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"].strip()
        if role and not ROLE.fullmatch(role):
            raise forms.ValidationError(_("Write the role's ARN, like arn:aws:iam::123456789012:role/threeday."))
        return role

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        way = data.get("way", "")
        if way == "api_key":
            data |= {"role": "", "external_id": ""}  # a bearer key assumes no role
        if way == "profile" and not data.get("profile"):
            self.add_error("profile", _("Name the profile."))
        if way != "profile":
            data["profile"] = ""
        self.seal(self._secrets(way, data))
        return data

    def _secrets(self, way: str, data: dict[str, Any]) -> dict[str, str]:
        """The secrets of the way that was chosen; what is missing is said beside its field."""
        names = {"api_key": ("api_key",), "key_pair": ("key_id", "secret_key", "session_token")}.get(way, ())
        secrets = self.secrets_of(data, names)
        missing = [name for name in names[:2] if not secrets[name]]
        for name in missing:
            self.add_error(name, _("Enter this key."))
        return secrets
