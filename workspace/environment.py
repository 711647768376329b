"""Settings from the environment, read loudly: an odd value stops the start with a sentence that says what to write."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# A Unix socket's path may have at most 107 bytes on Linux and 103 on macOS.
LONGEST_SOCKET_PATH = 100


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


def secret_key(folder: Path) -> str:
    """The key that signs sessions: THREEDAY_SECRET_KEY, or one made on the first start and kept in `folder`."""
    if key := text("THREEDAY_SECRET_KEY"):
        if len(key) < 32:
            raise ImproperlyConfigured("THREEDAY_SECRET_KEY is shorter than 32 characters; write a longer one.")
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
    """Where the private Valkey listens: in `folder`, or in the temporary folder where that path is too long for a socket."""
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    return Path(tempfile.gettempdir()) / f"threeday-{sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
