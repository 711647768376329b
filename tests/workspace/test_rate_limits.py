"""What costs may be done only so often: by a person, or, before signing in, from an address."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile

from workspace import environment
from workspace.connections.models import Source
from workspace.runs.models import Run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def limit(settings: Any) -> Any:
    def set_limit(**rates: str) -> None:
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | rates

    return set_limit


def _sign_in(client: Any, **headers: str) -> int:
    status: int = client.post("/accounts/login/", {"login": "nobody@example.org", "password": "wrong"}, headers=headers).status_code
    return status


def test_requests_above_the_limit_are_refused_with_what_to_do(client: Any, alice: Any, source: Any, sent: Any, limit: Any) -> None:
    limit(runs="2/m/user")
    client.force_login(alice)
    answers = [client.post("/threads/", {"text": "Revenue", "sources": [source.pk]}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert b"Wait a minute" in answers[2].content and answers[2].headers["Retry-After"] == "60"
    thread = Run.objects.first().thread_id  # type: ignore[union-attr]
    assert client.post(f"/threads/{thread}/messages/", {"text": "And by month?"}).status_code == 429
    assert Run.objects.count() == 2


def test_one_person_s_requests_do_not_use_up_another_s(client: Any, alice: Any, bob: Any, source: Any, sent: Any, limit: Any) -> None:
    limit(runs="1/m/user")
    for person in (alice, bob):
        client.force_login(person)
        assert client.post("/threads/", {"text": "Revenue", "sources": [source.pk]}).status_code == 302


def test_uploads_above_the_limit_are_refused(client: Any, alice: Any, team: Any, sent: Any, limit: Any) -> None:
    limit(uploads="1/m/user")
    client.force_login(alice)
    answers = [client.post("/sources/", {"file": SimpleUploadedFile("a.csv", b"a\n1\n")}).status_code for _ in range(2)]
    assert answers == [302, 429] and Source.objects.count() == 1


def test_reading_is_never_limited(client: Any, alice: Any, team: Any, limit: Any) -> None:
    limit(uploads="1/m/user")
    client.force_login(alice)
    assert {client.get("/sources/").status_code for _ in range(3)} == {200}


def test_signing_in_and_up_is_limited_by_address(client: Any, settings: Any, limit: Any) -> None:
    limit(login="2/m/ip", signup="1/m/ip")
    settings.SIGN_UP = "open"
    assert [_sign_in(client) for _ in range(3)] == [200, 200, 429]
    assert [client.post("/accounts/signup/", {"email": "x"}).status_code for _ in range(2)] == [200, 429]


def test_a_password_cannot_be_guessed_by_trying(client: Any, alice: Any) -> None:
    for _ in range(6):
        page = client.post("/accounts/login/", {"login": alice.email, "password": "wrong"})
    assert b"Too many failed login attempts" in page.content
    assert client.post("/accounts/login/", {"login": alice.email, "password": "a long password"}).status_code == 200


def test_behind_a_proxy_the_client_s_own_address_counts(client: Any, settings: Any, limit: Any) -> None:
    limit(login="1/m/ip")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert _sign_in(client, **{"X-Forwarded-For": "203.0.113.1"}) == 200
    assert _sign_in(client, **{"X-Forwarded-For": "203.0.113.2"}) == 200
    assert _sign_in(client, **{"X-Forwarded-For": "198.51.100.7, 203.0.113.2"}) == 429  # what the client wrote itself is not believed


def test_without_a_proxy_the_header_is_not_believed(client: Any, limit: Any) -> None:
    limit(login="1/m/ip")
    assert [_sign_in(client, **{"X-Forwarded-For": f"203.0.113.{number}"}) for number in (1, 2)] == [200, 429]


@pytest.mark.parametrize(("value", "expected"), [("10/m/user", "10/m/user"), ("5/m/ip, 20/h/ip", "5/m/ip,20/h/ip"), ("none", "")])
def test_limits_are_read_from_the_environment(monkeypatch: Any, value: str, expected: str) -> None:
    monkeypatch.setenv("THREEDAY_LIMIT_RUNS", value)
    assert environment.rates("THREEDAY_LIMIT_RUNS", "1/m/user") == expected


def test_an_odd_limit_stops_the_start(monkeypatch: Any) -> None:
    monkeypatch.setenv("THREEDAY_LIMIT_RUNS", "often")
    with pytest.raises(ImproperlyConfigured, match="THREEDAY_LIMIT_RUNS is 'often'"):
        environment.rates("THREEDAY_LIMIT_RUNS", "1/m/user")
