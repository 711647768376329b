"""Settings from the environment, read loudly: an odd value stops the start with a sentence that says what to write."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# A Unix socket's path may have at most 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100
RATE = re.compile(r"\d+/\d*[smhd]/(ip|user)")
REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d")
MODELS = ("builtin", "openai_compatible", "bedrock")
RESIDENCIES = ("any", "us", "eu", "jp", "au", "gulf")
SHORTEST_KEY = 32  # characters of a key that seals
MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def text(name: str, default: str = "") -> str:
    """The value of a variable, or of the file that NAME_FILE points to (secrets mounted as files)."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no. Raises ImproperlyConfigured for anything but 1, 0, true, false, yes, no."""
    value = text(name, "1" if default else "0").strip().lower()
    if value in ("1", "true", "yes"):
        return True
    if value in ("0", "false", "no", ""):
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")


def whole(name: str, default: int, least: int = 0) -> int:
    """A whole number of at least `least`. Raises ImproperlyConfigured."""
    value = text(name, str(default)).strip()
    if not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number of at least {least}.")
    return int(value)


def seconds(name: str, default: float) -> float:
    """A time in seconds, above zero. Raises ImproperlyConfigured."""
    value = text(name, str(default)).strip()
    try:
        number = float(value)
    except ValueError:
        number = 0
    if not number > 0:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number of seconds above zero.")
    return number


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    """One of a few words. Raises ImproperlyConfigured."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}; write one of {', '.join(allowed)}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A list, written with commas between."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def rates(name: str, default: str) -> str:
    """How often something may be done: "30/m/user", several with commas between, "none" for no limit. Raises ImproperlyConfigured."""
    value = text(name, default).replace(" ", "")
    if value == "none":
        return ""
    if not all(RATE.fullmatch(rate) for rate in value.split(",")):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a number, s, m, h or d, and ip or user, like {default}, or none.")
    return value


def mail(name: str) -> dict[str, Any]:
    """Django's mail settings out of smtp://USER:PASSWORD@HOST:PORT (STARTTLS), smtps:// (TLS) or smtp+plain:// (no TLS); {} without one.

    Raises ImproperlyConfigured, and never repeats the address: it holds a password.
    """
    if not (value := text(name)):
        return {}
    try:
        parts, port = urlsplit(value), urlsplit(value).port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise ImproperlyConfigured(f"{name} is not the address of a mail server; write smtp://USER:PASSWORD@HOST:PORT or smtps://….")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or MAIL_PORTS[parts.scheme], "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""), "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps", "EMAIL_TIMEOUT": 10,
    }  # fmt: skip


def sign_on(name: str) -> dict[str, Any]:
    """allauth's provider out of NAME_URL, NAME_ID, NAME_SECRET and NAME_NAME; {} without a URL. Raises ImproperlyConfigured for a part."""
    url, client, secret = (text(f"{name}_{part}") for part in ("URL", "ID", "SECRET"))
    if not (url or client or secret):
        return {}
    if not (url.startswith(("https://", "http://localhost", "http://127.0.0.1")) and client and secret):
        raise ImproperlyConfigured(f"{name}_URL (https://…), {name}_ID and {name}_SECRET belong together; set all three.")
    app = {"provider_id": "sign-on", "name": text(f"{name}_NAME", "OpenID Connect"), "client_id": client, "secret": secret,
           "settings": {"server_url": url}}  # fmt: skip
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def model() -> dict[str, Any]:
    """The language model of the whole installation, as `Run.model` holds one. Raises ImproperlyConfigured."""
    name = choice("THREEDAY_MODEL", "builtin", MODELS)
    url = text("THREEDAY_MODEL_URL")
    regions = words("THREEDAY_MODEL_REGIONS", os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION", ""))
    found = {"name": name, "model": text("THREEDAY_MODEL_NAME"), "base_url": url, "regions": regions,
             "residency": choice("THREEDAY_MODEL_RESIDENCY", "any", RESIDENCIES)}  # fmt: skip
    if url and not url.startswith(("http://", "https://")):
        raise ImproperlyConfigured("THREEDAY_MODEL_URL is no address of a server; write http://HOST:PORT/v1 or https://….")
    if name == "openai_compatible" and not url:
        raise ImproperlyConfigured("THREEDAY_MODEL is openai_compatible; write the server's address into THREEDAY_MODEL_URL.")
    if name == "bedrock" and not found["model"]:
        raise ImproperlyConfigured("THREEDAY_MODEL is bedrock; write the model's id into THREEDAY_MODEL_NAME.")
    if name == "bedrock" and not (regions and all(REGION.fullmatch(region) for region in regions)):
        raise ImproperlyConfigured("THREEDAY_MODEL is bedrock; write the regions to ask into THREEDAY_MODEL_REGIONS, like eu-central-1.")
    return found


def seal_keys(name: str) -> list[str]:
    """Keys that seal secrets, the newest first, with commas between. Raises ImproperlyConfigured, and never repeats a key."""
    keys = words(name)
    if any(len(key) < SHORTEST_KEY for key in keys):
        raise ImproperlyConfigured(f"{name} holds a key shorter than {SHORTEST_KEY} characters; write longer ones (openssl rand -hex 32).")
    return keys


def secret_key(folder: Path) -> str:
    """The key that signs sessions: THREEDAY_SECRET_KEY, or one made on the first start and kept in `folder`."""
    if key := text("THREEDAY_SECRET_KEY"):
        if len(key) < 50:  # what `check --deploy` asks for
            raise ImproperlyConfigured("THREEDAY_SECRET_KEY is shorter than 50 characters; write a longer one.")
        return key
    path = folder / "secret.key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


def socket_path(folder: Path) -> Path:
    """Where the private Valkey listens: in `folder`, or in /tmp where that path is too long for a socket.

    TMPDIR has no say: all processes of an installation must come to the same place, and a worker's may differ.
    """
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path("/tmp") / f"threeday-{sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
