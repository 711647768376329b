"""Text travels compressed, files as they are."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(transaction=True)
GZIP = {"HTTP_ACCEPT_ENCODING": "gzip"}


def test_pages_styles_and_scripts_are_compressed(client: Any, alice: Any) -> None:
    client.force_login(alice)
    for address in ("/", "/static/css/tokens.css", "/static/js/live.js"):
        assert client.get(address, **GZIP).headers["Content-Encoding"] == "gzip", address


def test_downloads_keep_their_length(client: Any, alice: Any, start_run: Any, work_off: Any) -> None:
    from workspace.library.models import Artifact

    start_run()
    work_off()
    client.force_login(alice)
    for made in Artifact.objects.all():
        answer = client.get(reverse("download", args=[made.pk]), **GZIP)
        assert answer.status_code == 200
        assert int(answer.headers["Content-Length"]) == len(b"".join(answer)) and "Content-Encoding" not in answer.headers


def test_the_style_sheet_of_a_page_is_one_that_browsers_keep(client: Any) -> None:
    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', client.get("/accounts/login/").content.decode())
    answer = client.get(address)
    assert "immutable" in answer.headers["Cache-Control"] and answer.headers["Content-Type"].startswith("text/css")
    text = answer.content.decode()
    assert text.startswith("@layer reset") and "--accent" in text and ".composer" in text


def test_a_style_sheet_of_another_version_is_not_kept(client: Any) -> None:
    answer = client.get(reverse("styles", args=["0123456789abcdef"]))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
