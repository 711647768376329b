"""What a team may reach: each connection is looked at, whatever its name said before."""

from __future__ import annotations

from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import httpx2
import pytest

from agents.models.addresses import problem_with
from agents.models.reach import Guarded, client


def _found(*addresses: str) -> Any:
    return lambda host, port: addresses


@pytest.mark.parametrize(("url", "addresses", "problem"), [
    ("https://models.example.org/v1", ["93.184.216.34"], None),
    ("http://models.example.org/v1", ["10.0.0.7"], None),
    ("http://localhost:8089/v1", ["127.0.0.1", "::1"], None),
    ("ftp://models.example.org", [], "scheme"),
    ("//models.example.org", [], "scheme"),
    ("http://models.example.org:port/", [], "scheme"),
    ("http://user@models.example.org/", [], "userinfo"),
    ("http:///v1", [], "host"),
    ("http://rebound.example.org/", ["93.184.216.34", "169.254.169.254"], "metadata"),
    ("http://six.example.org/", ["fe80::1%eth0"], "metadata"),
    ("http://six.example.org/", ["::ffff:169.254.169.254"], "metadata"),
    ("http://six.example.org/", ["64:ff9b::a9fe:a9fe"], "metadata"),
    ("http://six.example.org/", ["2002:a9fe:a9fe::1"], "metadata"),
    ("http://aws.example.org/", ["fd00:ec2::254"], "metadata"),
    ("http://ecs.example.org/", ["169.254.170.2"], "metadata"),
    ("http://METADATA.google.internal./", [], "metadata"),
    ("http://nothing.example.org/", ["0.0.0.0"], "metadata"),
])  # fmt: skip
def test_an_address_is_taken_or_refused(url: str, addresses: list[str], problem: str | None) -> None:
    assert problem_with(url, resolve=_found(*addresses)) == problem


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "192.168.1.2", "::1", "fd12::1", "::ffff:10.0.0.7", "100.64.0.1"])
def test_where_owners_may_not_use_the_machine_only_public_servers_are_taken(address: str) -> None:
    assert problem_with("http://inside.example.org/", private=False, resolve=_found(address)) == "private"
    assert problem_with("http://outside.example.org/", private=False, resolve=_found("93.184.216.34")) is None


def test_a_name_that_leads_nowhere_is_told() -> None:
    def nowhere(host: str, port: int) -> Iterable[str]:
        raise OSError

    assert problem_with("http://nowhere.example.org/", resolve=nowhere) == "unknown"


async def _asked(url: str, resolve: Any, reach: Any = "network") -> httpx2.Response:
    async with httpx2.AsyncClient(transport=Guarded(reach, resolve)) as asking:
        return await asking.get(url)


async def test_a_name_that_comes_to_lead_elsewhere_is_refused_at_the_connection() -> None:
    with pytest.raises(httpx2.ConnectError, match="no model may be asked"):
        await _asked("http://rebound.example.org/", _found("169.254.169.254"))
    with pytest.raises(httpx2.ConnectError, match="no model may be asked"):
        await _asked("http://inside.example.org/", _found("127.0.0.1"), "internet")


async def test_the_connection_goes_to_the_address_that_was_seen_under_the_name_that_was_meant() -> None:
    hosts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hosts.append(self.headers["Host"])
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.handle_request, daemon=True).start()
    found = await _asked(f"http://models.example.org:{server.server_port}/", _found("127.0.0.1"))
    server.server_close()
    assert found.status_code == 302 and hosts == [f"models.example.org:{server.server_port}"]


def test_a_server_of_the_installations_own_settings_is_asked_without_a_guard_and_no_key_follows_a_redirect() -> None:
    own, guarded = client("any", 1.0), client("network", 1.0)
    assert not isinstance(own._transport, Guarded) and isinstance(guarded._transport, Guarded)
    assert not own.follow_redirects and not guarded.follow_redirects
