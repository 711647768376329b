"""The production setting: Django's own check finds nothing, and the headers of a page are strict."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = {
    "THREEDAY_SECURE": "1", "THREEDAY_BEHIND_PROXY": "1", "THREEDAY_HOSTS": "threeday.example.org", "THREEDAY_DEBUG": "0",
    "THREEDAY_SECRET_KEY": "k8Zr3uQ5vN1xJ7cT9bW2mL6pD4sF0gHyAeRiVoUzXq-_KnBtYw7Jd2", "THREEDAY_EMAIL_URL": "smtps://mail:quite-secret@mail.example.org",
    "THREEDAY_OIDC_URL": "https://id.example.org", "THREEDAY_OIDC_ID": "threeday", "THREEDAY_OIDC_SECRET": "quite-secret",
}  # fmt: skip


def _manage(tmp_path: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("THREEDAY_", "DATABASE_", "REDIS_"))}
    environment = inherited | PRODUCTION | {"THREEDAY_VAR": str(tmp_path)} | more
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_the_check_of_a_deployment_finds_nothing(tmp_path: Path) -> None:
    done = _manage(tmp_path, "check", "--deploy", "--fail-level", "INFO")
    assert (done.returncode, "no issues" in done.stdout + done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize(("name", "value"), [("THREEDAY_OIDC_URL", ""), ("THREEDAY_EMAIL_URL", "mail.example.org:quite-secret")])
def test_half_a_setting_stops_the_start_and_no_secret_is_said(tmp_path: Path, name: str, value: str) -> None:
    done = _manage(tmp_path, "check", **{name: value})
    assert done.returncode == 1 and name in done.stderr and "quite-secret" not in done.stdout + done.stderr


def test_every_answer_carries_strict_headers(client: Any, db: None) -> None:
    headers = client.get("/accounts/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "frame-ancestors 'none'" in policy and "form-action 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin" and headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_behind_https_everything_is_sent_there_but_the_health(client: Any, db: None, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/accounts/login/").url.startswith("https://")
    assert client.get("/health/").status_code == 200
