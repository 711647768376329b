"""What owners say about models: how providers are reached, which models are on offer, what is allowed, where uses start."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team
from workspace.providers.models import OfferedModel, Policy
from workspace.runs.ladders import USES, rungs_of
from workspace.web.provider_forms import REGION

TIERS = [("reserved", _("Reserved")), ("priority", _("Priority")), ("flex", _("Flex"))]
WAITING = [("default", _("Standard")), ("priority", _("Priority"))]
USE_NAMES = {
    "plan": _("Plan the work"), "query": _("Turn a question into a query"), "rank": _("Order the findings"), "slides": _("Write slides"),
    "document": _("Write the document"), "sheets": _("Arrange the workbook"), "charts": _("Choose charts"), "answer": _("Write the answer"),
    "summarise": _("Summarise earlier requests"),
}  # fmt: skip
RUNG_NAMES = {"builtin": _("Built-in"), "small": _("Small"), "large": _("Large"), "thinking": _("thinking")}
PRICES = ("tokens_in", "tokens_out", "cached")


def rung_name(rung: str) -> str:
    """A rung's name for people: "small 2, thinking" -> "Small 2, thinking"."""
    return re.sub(r"[a-z]+", lambda found: str(RUNG_NAMES.get(found[0], found[0])), rung)


def dollars(label: object, **more: Any) -> forms.DecimalField:
    """An amount of US dollars, or nothing."""
    return forms.DecimalField(label=label, required=False, min_value=Decimal(0), **more)  # type: ignore[arg-type]


class OfferForm(forms.ModelForm):  # type: ignore[type-arg]
    """A model on offer. Prices are dollars for a million tokens; without them the table's are taken."""

    tiers = forms.MultipleChoiceField(label=_("Tiers it has beside standard"), required=False, choices=TIERS,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    window = forms.IntegerField(label=_("Tokens it can read at once"), required=False, min_value=1_000, max_value=10_000_000)
    tokens_in = dollars(_("Tokens read"), max_digits=10, decimal_places=4)
    tokens_out = dollars(_("Tokens written"), max_digits=10, decimal_places=4)
    cached = dollars(_("From the cache"), max_digits=10, decimal_places=4)

    class Meta:
        model = OfferedModel
        fields = ["model", "size", "thinks", "tiers", "window"]
        labels = {"model": _("Model"), "size": _("Size"), "thinks": _("It can think before it answers")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        price = self.instance.price or {}
        self.initial.update({name: price.get(name) for name in PRICES}, window=self.instance.window or None)
        self.fields["model"].widget.attrs |= {"list": "known", "autocomplete": "off", "spellcheck": "false"}
        self.fields["size"].choices = OfferedModel.Size.choices  # type: ignore[attr-defined]
        if self.instance.provider.kind != "bedrock":
            del self.fields["tiers"]

    def clean_model(self) -> str:
        name: str = self.cleaned_data["model"].strip()
        if self.instance.provider.models.filter(model=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This model is on offer already."))
        return name

    def clean_window(self) -> int:
        return self.cleaned_data["window"] or 0

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        given = [name for name in PRICES if data.get(name) is not None]
        if given and not {"tokens_in", "tokens_out"} <= set(given):
            self.add_error("tokens_in", _("Give both prices, read and written, or neither."))
        self.instance.price = {name: str(data[name]) for name in given} or None
        return data


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a team allows its requests."""

    waiting_tier = forms.ChoiceField(label=_("While somebody waits"), choices=WAITING)
    run_limit = dollars(_("Limit of a request, in US dollars"), max_digits=10, decimal_places=2)
    month_limit = dollars(_("Limit of a month, in US dollars"), max_digits=12, decimal_places=2)

    class Meta:
        model = Policy
        fields = ["residency", "home", "top", "reasoning", "waiting_tier", "run_limit", "month_limit"]
        labels = {"residency": _("Where data may go"), "home": _("Home region"), "top": _("Highest rung"),
                  "reasoning": _("Models may think")}  # fmt: skip

    def clean_home(self) -> str:
        home: str = self.cleaned_data["home"].strip().lower()
        if home and not REGION.fullmatch(home):
            raise forms.ValidationError(_("Write a region of AWS like eu-central-1, or leave it empty."))
        return home


class StartsForm(forms.Form):
    """The rung on which each use starts."""

    def __init__(self, team: Team, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.team = team
        kept = dict(team.starts.values_list("use", "rung"))
        names = [rung.name for rung in rungs_of(team)]
        for use in USES:
            gone = [kept[use]] if kept.get(use, "builtin") not in names else []
            self.fields[use] = forms.ChoiceField(label=USE_NAMES[use], choices=_choices(names, gone), initial=kept.get(use, "builtin"))

    def save(self) -> None:
        """Keep what differs from the usual start, which is the built-in model."""
        for use in USES:
            if (rung := self.cleaned_data[use]) == "builtin":
                self.team.starts.filter(use=use).delete()
            else:
                self.team.starts.update_or_create(use=use, defaults={"rung": rung})


def _choices(names: Sequence[str], gone: Sequence[str]) -> list[tuple[str, str]]:
    """Rungs to choose from; one that was chosen and is no longer on offer says so."""
    missing = _("%(rung)s (no longer on offer)")
    return [(name, rung_name(name)) for name in names] + [(name, str(missing % {"rung": rung_name(name)})) for name in gone]
