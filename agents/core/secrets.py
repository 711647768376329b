"""The secrets that this process has used, so that they can be taken out of what it writes down, however they got there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.core.calls import Access

SHORTEST = 8  # what is shorter could stand in any sentence
MOST = 500  # kept; keys that are renewed by the hour must not pile up

_lock = threading.Lock()
_known: dict[str, None] = {}


def remember(access: Access) -> None:
    """Take note of the secrets of an access that is about to be used."""
    fields = (access.api_key, access.key_id, access.secret_key, access.session_token)
    secrets = [secret for field in fields if len(secret := field.get_secret_value()) >= SHORTEST]
    with _lock:
        for secret in secrets:
            _known.pop(secret, None)
            _known[secret] = None
        while len(_known) > MOST:
            del _known[next(iter(_known))]


def known() -> tuple[str, ...]:
    """The secrets, the latest last."""
    with _lock:
        return tuple(_known)
