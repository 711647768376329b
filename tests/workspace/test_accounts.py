"""Signing up and in, passwords, two-factor, sessions, the address, a person's own settings."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from workspace.accounts.invitations import Offer, invite
from workspace.accounts.models import Invitation, User

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def signed_in(client: Any, alice: Any, team: Any) -> Any:
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    return client


def _switch_on(client: Any) -> str:
    """The key of an authenticator app that was set up by the page, which asks for the password first."""
    assert "/reauthenticate/" in client.get("/accounts/2fa/totp/activate/").url
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'id="secret" value="(\w+)"', page)[1]  # type: ignore[index]
    client.post("/accounts/2fa/totp/activate/", {"code": _code(secret)})
    return secret


def _code(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def test_who_signs_up_is_in_and_has_a_team_of_their_own(client: Any, settings: Any, team: Any) -> None:
    settings.SIGN_UP = "open"
    assert client.post("/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD}).url == "/"
    person = User.objects.get(email="new@example.org")
    assert [row.role for row in person.memberships.all()] == ["owner"] and team not in person.teams.all()


def test_nothing_tells_a_stranger_who_has_an_account(client: Any, settings: Any, alice: Any) -> None:
    pages = [client.post("/accounts/password/reset/", {"email": email}) for email in (alice.email, "nobody@example.org")]
    assert pages[0].url == pages[1].url
    texts = [client.post("/accounts/login/", {"login": email, "password": "wrong"}).content for email in (alice.email, "no@example.org")]
    assert all(b"not correct" in text for text in texts)


def test_a_forgotten_password_is_set_by_the_link_of_the_mail(client: Any, alice: Any, team: Any) -> None:
    client.post("/accounts/password/reset/", {"email": alice.email})
    path = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]  # type: ignore[index]
    page = client.get(path, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "another long one", "password2": "another long one"})
    assert client.post("/accounts/login/", {"login": alice.email, "password": "another long one"}).url == "/"
    assert b"This link no longer works" in client.get(path, follow=True).content


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(signed_in: Any, alice: Any, client_of: Any) -> None:
    other = client_of(alice)
    new = {"oldpassword": PASSWORD, "password1": "another long one", "password2": "another long one"}
    assert b"The password is changed." in signed_in.post("/accounts/password/change/", new, follow=True).content
    assert signed_in.get("/me/").status_code == 200 and other.get("/me/").status_code == 302


@pytest.fixture
def client_of() -> Any:
    from django.test import Client

    def signed_in_elsewhere(person: Any) -> Any:
        client = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/131.0"})
        client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
        return client

    return signed_in_elsewhere


def test_the_second_step_is_asked_for_once_it_is_on(signed_in: Any, alice: Any) -> None:
    secret = _switch_on(signed_in)
    signed_in.post("/accounts/logout/")
    assert signed_in.post("/accounts/login/", {"login": alice.email, "password": PASSWORD}).url == "/accounts/2fa/authenticate/"
    assert signed_in.get("/me/").status_code == 302
    assert b"Second step" in signed_in.get("/accounts/2fa/authenticate/").content
    assert signed_in.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert signed_in.post("/accounts/2fa/authenticate/", {"code": _code(secret, later=1)}).url == "/"


def test_a_recovery_code_lets_in_once(signed_in: Any, alice: Any) -> None:
    _switch_on(signed_in)
    code = re.search(r"<li>(\d{8})</li>", signed_in.get("/accounts/2fa/recovery-codes/").content.decode())[1]  # type: ignore[index]
    answers = []
    for _ in range(2):
        signed_in.post("/accounts/logout/")
        signed_in.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
        answers.append(signed_in.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 200]


def test_switching_the_second_step_off_asks_who_is_there(signed_in: Any, alice: Any) -> None:
    _switch_on(signed_in)
    session = signed_in.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600, "reauthenticated": True}]
    session.save()
    assert "/reauthenticate/" in signed_in.post("/accounts/2fa/totp/deactivate/").url


def test_a_person_sees_where_they_are_signed_in_and_ends_it_elsewhere(signed_in: Any, alice: Any, client_of: Any) -> None:
    other = client_of(alice)
    other.get("/me/")
    assert b"Firefox on Windows" in signed_in.get("/accounts/sessions/").content
    signed_in.post("/accounts/sessions/")
    assert other.get("/me/").status_code == 302 and signed_in.get("/me/").status_code == 200


def test_a_new_address_counts_once_it_is_confirmed(signed_in: Any, alice: Any) -> None:
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    signed_in.post("/accounts/email/", {"email": "alice@new.example.org", "action_add": ""})
    signed_in.post("/accounts/email/", {"email": "alice@new.example.org", "action_primary": ""})
    signed_in.post("/accounts/email/", {"email": "alice@example.org", "action_remove": ""})
    alice.refresh_from_db()
    assert alice.email == "alice@example.org" and b"Not confirmed yet" in signed_in.get("/accounts/email/").content
    sent = next(sent for sent in mail.outbox if sent.to == ["alice@new.example.org"])
    path = re.search(r"http://testserver(\S+)", sent.body)[1]  # type: ignore[index]
    signed_in.post(path)
    alice.refresh_from_db()
    assert alice.email == "alice@new.example.org"


def test_a_person_keeps_their_habits(signed_in: Any, alice: Any) -> None:
    form = {"name": "Alice", "language": "zh-hans", "theme": "dark", "time_zone": "Asia/Shanghai", "email_notices": "on"}
    page = signed_in.post("/me/", form, follow=True).content.decode()
    alice.refresh_from_db()
    assert (alice.name, alice.time_zone, alice.email_notices, alice.single_keys) == ("Alice", "Asia/Shanghai", True, False)
    assert 'lang="zh-hans"' in page and 'data-theme="dark"' in page


def test_an_odd_time_zone_is_sent_back(signed_in: Any) -> None:
    assert signed_in.post("/me/", {"language": "en", "time_zone": "Nowhere/Else"}).status_code == 422


def test_times_are_shown_by_the_person_s_clock(signed_in: Any, alice: Any, team: Any) -> None:
    invite(team, alice, Offer("editor"))
    Invitation.objects.update(expires_at=datetime(2099, 12, 31, 20, 0, tzinfo=UTC))
    assert "until Dec. 31, 2099" in signed_in.get(f"/teams/{team.pk}/").content.decode()
    alice.time_zone = "Asia/Shanghai"
    alice.save()
    assert "until Jan. 1, 2100" in signed_in.get(f"/teams/{team.pk}/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("path", ["login", "signup", "password/reset", "password/reset/done", "password/reset/key/done", "inactive",
                                  "password/reset/key/1-x", "confirm-email", "confirm-email/x", "3rdparty/login/cancelled"])  # fmt: skip
def test_pages_of_the_entrance_are_in_our_hand(client: Any, settings: Any, db: None, path: str) -> None:
    page = client.get(f"/accounts/{path}/").content.decode()
    assert "entrance-card" in page and page.count("<h1>") == 1 and "<p><label" not in page


@pytest.mark.parametrize("path", ["email", "password/change", "2fa", "sessions", "3rdparty"])
def test_pages_of_the_settings_are_in_our_hand(signed_in: Any, path: str) -> None:
    page = signed_in.get(f"/accounts/{path}/").content.decode()
    assert "settings-nav" in page and page.count("<h1>") == 1 and "<p><label" not in page
