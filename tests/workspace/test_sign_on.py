"""OpenID Connect by setting: the button, the way to the provider and back, who may come in by it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.views.debug import SafeExceptionReporterFilter

from workspace import environment
from workspace.accounts.invitations import Offer, invite
from workspace.accounts.models import User
from workspace.web.sign_up import SocialAdapter

pytestmark = pytest.mark.django_db
PROVIDER = "https://id.example.org"
SECRET = "a-very-secret-word"
CALLBACK = "/accounts/oidc/sign-on/login/callback/"


class Answer:
    """What the provider answers."""

    status_code = 200
    headers = {"content-type": "application/json"}

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    def raise_for_status(self) -> None: ...

    def json(self) -> dict[str, Any]:
        return self.content


class Provider:
    """A provider that knows one person, in place of the network."""

    person = {"sub": "1", "email": "new@example.org", "email_verified": True, "name": "New Person"}

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *error: object) -> None: ...

    def get(self, url: str, **options: Any) -> Answer:
        if url.endswith("openid-configuration"):
            return Answer({"issuer": PROVIDER, "authorization_endpoint": f"{PROVIDER}/authorize", "token_endpoint": f"{PROVIDER}/token",
                           "userinfo_endpoint": f"{PROVIDER}/userinfo", "jwks_uri": f"{PROVIDER}/keys"})  # fmt: skip
        return Answer(self.person)

    def request(self, method: str, url: str, **options: Any) -> Answer:
        return Answer({"access_token": "t", "token_type": "Bearer"})


@pytest.fixture
def provider(settings: Any, monkeypatch: Any) -> None:
    for name, value in (("URL", PROVIDER), ("ID", "threeday"), ("SECRET", SECRET), ("NAME", "Example Corp")):
        monkeypatch.setenv(f"THREEDAY_OIDC_{name}", value)
    settings.SOCIALACCOUNT_PROVIDERS = environment.sign_on("THREEDAY_OIDC")
    monkeypatch.setattr(SocialAdapter, "get_requests_session", lambda self: Provider())


def _come_back(client: Any) -> Any:
    """Through the provider and back."""
    away = urlsplit(client.get("/accounts/oidc/sign-on/login/").url)
    return client.get(CALLBACK, {"code": "c", "state": parse_qs(away.query)["state"][0]}, follow=True)


def test_without_the_setting_there_is_no_button(client: Any) -> None:
    assert b"Sign in with" not in client.get("/accounts/login/").content


def test_the_button_leads_to_the_provider(client: Any, provider: None) -> None:
    page = client.get("/accounts/login/?next=/sources/").content.decode()
    assert "Sign in with Example Corp" in page and "/accounts/oidc/sign-on/login/?" in page
    away = urlsplit(client.get("/accounts/oidc/sign-on/login/").url)
    assert (f"{away.scheme}://{away.netloc}{away.path}", parse_qs(away.query)["client_id"]) == (f"{PROVIDER}/authorize", ["threeday"])
    assert parse_qs(away.query)["code_challenge_method"] == ["S256"]


def test_who_signs_up_by_it_gets_a_team(client: Any, provider: None, settings: Any) -> None:
    settings.SIGN_UP = "open"
    _come_back(client)
    person = User.objects.get(email="new@example.org")
    assert (person.name, person.has_usable_password(), [row.role for row in person.memberships.all()]) == ("New Person", False, ["owner"])


def test_closed_sign_up_is_closed_by_it_too(client: Any, provider: None, settings: Any, alice: Any) -> None:
    settings.SIGN_UP = "closed"
    assert b"Sign-up is closed" in _come_back(client).content
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize(("email", "team_name"), [("", "Maple"), ("new@example.org", "Maple"), ("other@example.org", None)])
def test_an_invited_person_comes_in_by_it(client: Any, provider: None, settings: Any, team: Any, alice: Any, email: str,
                                          team_name: str | None) -> None:  # fmt: skip
    settings.SIGN_UP = "closed"
    _, token = invite(team, alice, Offer("editor", email))
    client.get(f"/invitations/{token}/")
    _come_back(client)
    person = User.objects.filter(email="new@example.org").first()
    assert (person and person.teams.get().name) == team_name


def test_who_has_an_account_enters_it(client: Any, provider: None, team: Any, settings: Any) -> None:
    settings.SIGN_UP = "closed"
    person = User.objects.create_user("new@example.org", "a long password")
    _come_back(client)
    assert client.get("/me/").context["user"] == person


def test_the_secret_stays_out_of_logs_and_reports(client: Any, provider: None, settings: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    settings.SIGN_UP = "open"
    _come_back(client)
    client.get(CALLBACK, {"error": "access_denied"})
    assert SECRET not in caplog.text
    assert SECRET not in str(SafeExceptionReporterFilter().get_safe_settings())
