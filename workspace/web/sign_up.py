"""Who may sign up, and the team that a new person gets."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from workspace.accounts.access import found_team
from workspace.accounts.models import User


class Adapter(DefaultAccountAdapter):
    """`THREEDAY_SIGN_UP`: the first person only (the default), everyone, or nobody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP == "open" or (settings.SIGN_UP == "first" and not User.objects.exists())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the person and found a team for them."""
        person: User = super().save_user(request, user, form, commit)
        if commit:
            found_team(person, _("My team"))
        return person
