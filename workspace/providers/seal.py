"""Secrets sealed at rest. What a row holds is of no use without the keys of this installation.

The first key seals, every key opens: own keys (THREEDAY_SEAL_KEYS, the newest first), then the one derived from THREEDAY_SECRET_KEY.
So a key is changed by putting a new one in front, running `manage.py reseal`, and taking the old one away.
"""

from __future__ import annotations

import base64
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"threeday: secrets of providers"


class CannotOpen(Exception):
    """It was sealed with a key that this installation no longer has."""


def sealed(secrets: dict[str, str]) -> str:
    """The secrets that are not empty, as text for a row; "" for none."""
    given = {name: value for name, value in secrets.items() if value}
    return _box().encrypt(json.dumps(given).encode()).decode("ascii") if given else ""


def opened(text: str) -> dict[str, str]:
    """What was sealed; {} for "". Raises CannotOpen."""
    if not text:
        return {}
    try:
        secrets: dict[str, str] = json.loads(_box().decrypt(text.encode("ascii")))
    except (InvalidToken, ValueError) as error:
        raise CannotOpen from error
    return secrets


def resealed(text: str) -> str:
    """The same secrets, sealed with the newest key. Raises CannotOpen."""
    return sealed(opened(text))


def _box() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (*settings.SEAL_KEYS, settings.SECRET_KEY)])


def _derived(key: str) -> bytes:
    """A key of the length that Fernet takes, and of use for nothing else that the same words may unlock."""
    return base64.urlsafe_b64encode(HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode()))
