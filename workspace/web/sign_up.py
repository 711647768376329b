"""Who may sign up, and the team that a new person gets: by e-mail and password, or by the company's sign-on."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from workspace.accounts import invitations
from workspace.accounts.models import User
from workspace.web.invited import invitation_of, may_sign_up, welcome


class Adapter(DefaultAccountAdapter):
    """E-mail and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return may_sign_up(request)

    def clean_email(self, email: str) -> str:
        """An invitation by e-mail is for its address only. Raises ValidationError."""
        email = super().clean_email(email).lower()
        invitation = invitation_of(self.request) if not self.request.user.is_authenticated else None
        if invitation is not None and not invitations.meant_for(invitation, email):
            raise ValidationError(_("The invitation is for %(email)s. Sign up with that address."), params={"email": invitation.email})
        return email

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the person and give them a team."""
        person: User = super().save_user(request, user, form, commit)
        if commit:
            welcome(request, person)
        return person

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """A confirmed address is the person's address from now on, and their only one."""
        if not super().confirm_email(request, email_address):
            return False
        email_address.set_as_primary()
        EmailAddress.objects.filter(user=email_address.user).exclude(pk=email_address.pk).delete()
        return True

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Only one that waits for its confirmation; nobody is left without an address."""
        return bool(email_address.email != email_address.user.email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me")


class SocialAdapter(DefaultSocialAccountAdapter):
    """The company's sign-on (OpenID Connect). The same people may sign up by it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return may_sign_up(request)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        person: User = super().populate_user(request, sociallogin, data)
        person.name = (data.get("name") or "")[:120]
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Keep the person and give them a team; with a form the account's own adapter has done that already."""
        person: User = super().save_user(request, sociallogin, form)
        if form is None:
            welcome(request, person)
        return person
