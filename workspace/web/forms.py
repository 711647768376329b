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

LONGEST_REQUEST = 20_000
ACCEPTED = ".csv,.tsv,.txt,.json,.jsonl,.xlsx,.xlsm,.xls,.ods,.parquet,.sqlite,.sqlite3,.db,.duckdb"


def checked_size(upload: Upload) -> Upload:
    """The upload, unless it is empty or above the limit. Raises ValidationError."""
    if not upload.size:
        raise forms.ValidationError(_("%(name)s is empty. Choose a file with a header and rows."), params={"name": upload.name})
    if upload.size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 1_000_000
        raise forms.ValidationError(_("%(name)s is larger than %(limit)s MB. Split it, or keep only the columns that matter."),
                                    params={"name": upload.name, "limit": limit})  # fmt: skip
    return upload


class UploadForm(forms.Form):
    """A file to connect."""

    file = forms.FileField(label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}))

    def clean_file(self) -> Upload:
        return checked_size(self.cleaned_data["file"])


class RequestForm(forms.Form):
    """A request: its words, its data, what to deliver, whether to wait for a nod."""

    text = forms.CharField(label=_("Request"), max_length=LONGEST_REQUEST, widget=forms.Textarea(attrs={"rows": 2}),
                           error_messages={"required": _("Say what you want to know or to have made.")})  # fmt: skip
    sources = forms.ModelMultipleChoiceField(Source.objects.none(), required=False, label=_("Sources"))
    file = forms.FileField(required=False, label=_("Add a file"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPTED}))
    deliver = forms.MultipleChoiceField(choices=Artifact.Kind.choices, required=False, label=_("You get"))
    wait = forms.BooleanField(required=False, label=_("Show me the plan before the work starts"))

    def __init__(self, team: Team, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["sources"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = team.sources.exclude(state=Source.State.REFUSED)

    def clean_file(self) -> Upload | None:
        upload = self.cleaned_data["file"]
        return checked_size(upload) if upload else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("sources") and not data.get("file"):
            self.add_error("file", _("There is no data yet. Choose a source, or add a file."))
        return data


UPLOAD_WORDS = format_lazy(_("CSV, Excel, JSON, Parquet, SQLite or DuckDB, up to {limit} MB"), limit=settings.UPLOAD_LIMIT // 1_000_000)
