"""What people send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from workspace.accounts.models import Team
from workspace.connections.models import Source
from workspace.connections.uploads import Upload
from workspace.library.models import Artifact
from workspace.runs.ladders import asks_models
from workspace.web.uploading import checked

LONGEST_REQUEST = 20_000
ACCEPTED = ".csv,.tsv,.txt,.json,.jsonl,.xlsx,.xlsm,.xls,.ods,.parquet,.sqlite,.sqlite3,.db,.duckdb"


class Files(forms.FileInput):
    """A choice of files, any number of them."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of a request, as a list: none, one or several."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        return [super(FilesField, self).clean(upload, initial) for upload in data or []]


class RequestForm(forms.Form):
    """A request: its words, its data, what to deliver, whether to wait for a nod, whether somebody waits."""

    text = forms.CharField(label=_("Request"), max_length=LONGEST_REQUEST, widget=forms.Textarea(attrs={"rows": 2}),
                           error_messages={"required": _("Say what you want to know or to have made.")})  # fmt: skip
    sources = forms.ModelMultipleChoiceField(Source.objects.none(), required=False, label=_("Sources"))
    file = FilesField(required=False, label=_("Add files"), allow_empty_file=True, widget=Files(attrs={"accept": ACCEPTED}))
    deliver = forms.MultipleChoiceField(choices=Artifact.Kind.choices, required=False, label=_("You get"))
    wait = forms.BooleanField(required=False, label=_("Show me the plan before the work starts"))
    cheap = forms.BooleanField(required=False, label=_("When it is cheap"))

    def __init__(self, team: Team, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.team = team
        if not asks_models(team):  # the built-in model costs nothing at any time
            del self.fields["cheap"]
        field = self.fields["sources"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = team.sources.exclude(state=Source.State.REFUSED)

    def clean_file(self) -> list[Upload]:
        good, problems = checked(self.cleaned_data["file"], self.team)
        if problems:
            raise forms.ValidationError(problems)
        return good

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("sources") and not data.get("file"):
            self.add_error("file", _("There is no data yet. Choose a source, or add a file."))
        return data


UPLOAD_WORDS = format_lazy(_("CSV, Excel, JSON, Parquet, SQLite or DuckDB, up to {limit} MB"), limit=settings.UPLOAD_LIMIT // 1_000_000)
