"""What a person looks for in the library, and the address that says it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team, User
from workspace.connections.models import Source
from workspace.library.models import Artifact
from workspace.library.search import Search
from workspace.runs.models import Run

SHOWS = [("all", _("Everything")), ("starred", _("Starred")), ("drafts", _("Drafts")), ("deleted", _("Deleted"))]
PERIODS = [("", _("Any time")), ("day", _("Last 24 hours")), ("week", _("Last 7 days")), ("month", _("Last 31 days")),
           ("year", _("Last 12 months"))]  # fmt: skip
ORDERS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("name", _("Name")), ("kind", _("Kind"))]


class LibraryForm(forms.Form):
    """Filters of the library. What is not understood counts as not asked for: an old address still opens."""

    q = forms.CharField(required=False, max_length=200, label=_("Search titles, text and sources"),
                        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "data-search": ""}))  # fmt: skip
    show = forms.ChoiceField(choices=SHOWS, required=False, label=_("Show"))
    kind = forms.ChoiceField(choices=[("", _("Any kind")), *Artifact.Kind.choices], required=False, label=_("Kind"))
    person = forms.ModelChoiceField(User.objects.none(), required=False, empty_label=_("Anyone"), label=_("Person"))
    source = forms.ModelChoiceField(Source.objects.none(), required=False, empty_label=_("Any source"), label=_("Source"))
    period = forms.ChoiceField(choices=PERIODS, required=False, label=_("Period"))
    order = forms.ChoiceField(choices=ORDERS, required=False, label=_("Order"))

    def __init__(self, team: Team, data: Any) -> None:
        super().__init__(data)
        self._offer("person", User.objects.filter(memberships__team=team).order_by("name", "email"))
        self._offer("source", Source.objects.filter(team=team).order_by("name"))
        self.is_valid()

    def _offer(self, name: str, rows: QuerySet[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    @property
    def search(self) -> Search:
        """The wishes that need only the artifacts."""
        said = self.cleaned_data
        return Search(words=said.get("q", ""), kind=said.get("kind", ""), show=said.get("show") or "all",
                      period=said.get("period", ""), order=said.get("order") or "newest")  # fmt: skip

    @property
    def runs(self) -> QuerySet[Any] | None:
        """Ids of the runs of the chosen person and source, None where neither is chosen."""
        person, source = self.cleaned_data.get("person"), self.cleaned_data.get("source")
        if not person and not source:
            return None
        rows = Run.objects.all()
        rows = rows.filter(message__author=person) if person else rows
        return (rows.filter(sources=source) if source else rows).values("pk")

    @property
    def wishes(self) -> list[dict[str, str]]:
        """The filters that are set: what each is called, and the address without it."""
        return [{"words": self._words(name), "without": self.query(name)} for name in self._set() if name != "order"]

    def query(self, *without: str) -> str:
        """The address of these filters, "" for none of them."""
        kept = {name: value for name, value in self._set().items() if name not in without}
        return "?" + urlencode(kept) if kept else "?"

    def _set(self) -> dict[str, str]:
        defaults = {"show": "all", "order": "newest"}
        said = {name: str(getattr(value, "pk", value)) for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in said.items() if value != defaults.get(name)}

    def _words(self, name: str) -> str:
        value = self.cleaned_data[name]
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type]
        return f"“{value}”" if name == "q" else str(value)
