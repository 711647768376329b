"""What people say about themselves and their teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from workspace.accounts.invitations import DAYS
from workspace.accounts.models import Membership, Team, User
from workspace.web.time_zones import zones

INVITED_AS = [(role.value, role.label) for role in (Membership.Role.EDITOR, Membership.Role.VIEWER)]
HOW_LONG = [(1, _("1 day")), (DAYS, _("7 days")), (30, _("30 days"))]
THEMES = [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
LONGEST_NAME = 120


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]
    """A team's name, and whether its runs wait."""

    class Meta:
        model = Team
        fields = ["name", "wait_for_nod"]
        labels = {"name": _("Name"), "wait_for_nod": _("Wait for a nod")}


class NewTeamForm(forms.Form):
    """A team that does not exist yet."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)


class InvitationForm(forms.Form):
    """Whom a door lets in, as what, for how long."""

    email = forms.EmailField(label=_("E-mail address"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=INVITED_AS)
    days = forms.TypedChoiceField(label=_("Works for"), choices=HOW_LONG, coerce=int, initial=DAYS)


class RoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a person wants the product to be. Language and theme belong to the browser; the rest to the person."""

    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("zh-hans", "简体中文")])
    theme = forms.ChoiceField(label=_("Theme"), choices=THEMES, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = ["name", "time_zone", "email_notices", "single_keys"]
        labels = {"name": _("Name"), "email_notices": _("E-mail me when a request is done"), "single_keys": _("Shortcuts of one key")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        usual = _("As this installation: %(zone)s") % {"zone": settings.TIME_ZONE}
        field.choices = [("", usual), *((zone, zone.replace("_", " ")) for zone in zones())]
