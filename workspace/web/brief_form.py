"""The brief as a form: what was understood, to be changed before the work or asked again after it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workspace.library.models import Artifact

Pair = tuple[date, date]


class Day(forms.DateInput):
    """A date as browsers pick it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: object, *, required: bool = False) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=Day())  # type: ignore[arg-type]


def boxes(label: object, choices: Any = ()) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)  # type: ignore[arg-type]


class BriefForm(forms.Form):
    """The parts of a brief that a person may change. `edit` says what they did change (agents/core/brief.py: BriefEdit, as JSON)."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    measure = forms.ChoiceField(label=_("Measure"), required=False)
    segment = forms.ChoiceField(label=_("Split by"), required=False)
    start = day(_("From"))
    end = day(_("To"))
    start_before = day(_("From"))
    end_before = day(_("To"))
    analyses = boxes(_("Questions"))
    only = boxes(_("Only"))
    deliverables = boxes(_("You get"), Artifact.Kind.choices)

    def __init__(self, brief: dict[str, Any], data: Any = None) -> None:
        self.brief, self.options = brief, brief.get("options") or {}
        super().__init__(data, initial=self._now())
        self._offer("measure", self._choices("measures"))
        self._offer("segment", [("", _("Nothing")), *self._choices("segments")])
        self._offer("analyses", self._choices("analyses"))
        self._offer("only", [(str(place), limit["text"]) for place, limit in enumerate(brief.get("only", []))])

    @property
    def pairs(self) -> list[dict[str, Any]]:
        """The dates, two and two, for the template."""
        return [
            {"label": _("Period"), "start": self["start"], "end": self["end"]},
            {"label": _("Compared with"), "start": self["start_before"], "end": self["end_before"]},
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for start, end in (("start", "end"), ("start_before", "end_before")):
            if bool(data.get(start)) != bool(data.get(end)):
                self.add_error(start, _("Give both days, or neither."))
            elif data.get(start) and data[start] > data[end]:
                self.add_error(start, _("The first day comes after the last."))
        if data.get("start_before") and not data.get("start"):
            self.add_error("start", _("Say which period is compared with it."))
        if self.fields["analyses"].choices and not data.get("analyses"):  # type: ignore[attr-defined]
            self.add_error("analyses", _("Keep one question at least."))
        if not self.errors and not self.edit:
            raise forms.ValidationError(_("Nothing is changed yet."))
        return data

    @property
    def edit(self) -> dict[str, Any]:
        """What differs from the brief."""
        data, before = self.cleaned_data, self._now()
        words = [name for name in ("title", "measure", "segment") if data[name] or name == "segment"]
        changed = {name: data[name] for name in words if data[name] != before[name]}
        changed |= {name: data[name] for name in ("analyses", "deliverables") if set(data[name]) != set(before[name])}
        if set(data["only"]) != set(before["only"]):
            changed["only"] = [limit for place, limit in enumerate(self.brief["only"]) if str(place) in data["only"]]
        if (periods := _spans(data)) != _spans(before):
            changed["periods"] = periods
        return changed

    def _now(self) -> dict[str, Any]:
        """The brief as values of the form."""
        asked = {question["analysis"] for question in self.brief.get("questions", [])}
        days = [(date.fromisoformat(p["start"]), date.fromisoformat(p["end"])) for p in self.brief.get("periods", [])[:2]]
        pairs: list[Pair | tuple[None, None]] = [*sorted(days, reverse=True), (None, None), (None, None)]
        return {
            "title": self.brief.get("title", ""), "measure": self.options.get("measure", ""), "segment": self.options.get("segment", ""),
            "start": pairs[0][0], "end": pairs[0][1], "start_before": pairs[1][0], "end_before": pairs[1][1],
            "analyses": [key for key, _words in self._choices("analyses") if key in asked],
            "only": [str(place) for place in range(len(self.brief.get("only", [])))],
            "deliverables": list(self.brief.get("deliverables", [])),
        }  # fmt: skip

    def _choices(self, name: str) -> list[tuple[str, str]]:
        return [(choice["key"], choice["words"]) for choice in self.options.get(name, [])]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _spans(data: dict[str, Any]) -> list[dict[str, str]]:
    """The periods of a form's values, the earlier first."""
    pairs = [(data[f"start{which}"], data[f"end{which}"]) for which in ("", "_before")]
    return [{"start": start.isoformat(), "end": end.isoformat()} for start, end in sorted(pair for pair in pairs if pair[0] and pair[1])]
