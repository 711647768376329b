"""Clients of AWS: how an account is reached, with timeouts of our own and without botocore's retries (failover has its own).

Building a client costs time, and its first call a handshake, so clients are kept for the process; all threads may use them.
"""

from __future__ import annotations

import functools
import logging
import os
import threading
from typing import Any, Literal

from botocore.config import Config
from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials
from botocore.exceptions import NoCredentialsError
from botocore.loaders import create_loader
from botocore.session import Session
from botocore.tokens import FrozenAuthToken

from agents.core.calls import Access
from agents.core.secrets import remember
from agents.models.addresses import problem_with
from agents.models.failures import CallFailed

Service = Literal["bedrock-runtime", "bedrock"]
CONNECT_SECONDS = 5.0
CONNECTIONS = 64  # at once, of one client
CLIENTS = 64  # kept
ROLE_SESSION = "threeday"
DESCRIPTIONS = create_loader()  # of AWS's services: read once, for all clients
# At DEBUG botocore writes whole requests, with the keys that sign them or travel in them.
logging.getLogger("botocore").setLevel(logging.INFO)


def client(access: Access, region: str, seconds: float, service: Service = "bedrock-runtime") -> Any:
    """A client for one region; `seconds` is how long one call may be silent.

    Raises CallFailed where the access may not be used so, and botocore's errors where the machine's settings are wrong.
    """
    remember(access)
    endpoint = _endpoint(access, region, service)
    _check(access, endpoint)
    key = (access, region, seconds, service, endpoint)
    with _lock:
        if (kept := _clients.get(key)) is not None:
            return kept
    made = _made(*key)
    with _lock:
        if len(_clients) >= CLIENTS:
            del _clients[next(iter(_clients))]
        return _clients.setdefault(key, made)


def forget(access: Access) -> None:
    """Build an account's clients anew when they are needed next: credentials that were refused may be renewed where they are kept."""
    with _lock:
        for key in [key for key in _clients if key[0] == access]:
            del _clients[key]


Key = tuple[Access, str, float, Service, str | None]  # how an account is reached, region, seconds, service, endpoint
_clients: dict[Key, Any] = {}
_lock = threading.Lock()


def _made(access: Access, region: str, seconds: float, service: Service, endpoint: str | None) -> Any:
    session = _Session(access, region)
    config = Config(
        connect_timeout=CONNECT_SECONDS, read_timeout=seconds, max_pool_connections=CONNECTIONS, tcp_keepalive=True,
        retries={"total_max_attempts": 1}, signature_version=session.signature,
    )  # fmt: skip
    return session.create_client(service, region_name=region, endpoint_url=endpoint, config=config, **session.keys)


class _Session(Session):  # type: ignore[misc]  # botocore has no types
    """A session that knows the account by one way: a bearer key, a key pair, a profile, or the machine's chain; then a role, if any."""

    def __init__(self, access: Access, region: str) -> None:
        super().__init__(profile=access.profile or None)
        self.register_component("data_loader", DESCRIPTIONS)
        self._access, self._region = access, region
        self._assumed: Any = None

    @property
    def signature(self) -> str | None:
        """How requests are signed; None leaves it to botocore, which knows the machine's chain and a bearer key in its environment."""
        if self._access.api_key.get_secret_value():
            return "bearer"
        return "v4" if self.keys or self._access.profile or self._access.role else None

    @property
    def keys(self) -> dict[str, str]:
        """The key pair for a client; nothing for the other ways, and where a role is assumed with it."""
        access = self._access
        if access.role or access.api_key.get_secret_value() or not access.key_id.get_secret_value():
            return {}
        return self._pair()

    def get_auth_token(self, **kwargs: Any) -> Any:
        key = self._access.api_key.get_secret_value()
        return FrozenAuthToken(key) if key else super().get_auth_token(**kwargs)

    def get_credentials(self) -> Any:
        if self._access.api_key.get_secret_value():
            return None
        if not self._access.role:
            return super().get_credentials()
        if self._assumed is None:
            self._assumed = self._assume(self._source())
        return self._assumed

    def _pair(self) -> dict[str, str]:
        access = self._access
        found = {"aws_access_key_id": access.key_id, "aws_secret_access_key": access.secret_key, "aws_session_token": access.session_token}
        return {name: secret.get_secret_value() for name, secret in found.items() if secret.get_secret_value()}

    def _source(self) -> Any:
        """The credentials with which the role is assumed."""
        if self._access.key_id.get_secret_value():
            pair = self._pair()
            self.set_credentials(pair.get("aws_access_key_id"), pair.get("aws_secret_access_key"), pair.get("aws_session_token"))
        source = super().get_credentials()
        if source is None:
            raise NoCredentialsError
        return source

    def _assume(self, source: Any) -> Any:
        access = self._access
        more = {"RoleSessionName": ROLE_SESSION} | ({"ExternalId": access.external_id} if access.external_id else {})
        config = Config(connect_timeout=CONNECT_SECONDS, read_timeout=CONNECT_SECONDS)
        creator = functools.partial(self.create_client, region_name=self._region, config=config)
        fetcher = AssumeRoleCredentialFetcher(creator, source, access.role, extra_args=more)
        return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")


def _endpoint(access: Access, region: str, service: Service) -> str | None:
    """The address in place of AWS's own, None for that one. A private endpoint of the runtime does not know the control plane."""
    named = access.endpoint.replace("{region}", region)
    if service == "bedrock" and "bedrock-runtime" in named:
        named = ""
    return named or os.environ.get(f"AWS_ENDPOINT_URL_{service.upper().replace('-', '_')}") or None


def _check(access: Access, endpoint: str | None) -> None:
    """Raises CallFailed where what a team entered would lead to this machine's own credentials or network."""
    own = access.api_key.get_secret_value() or access.key_id.get_secret_value()
    if access.reach == "internet" and not own:
        raise CallFailed("credentials", "This team must enter keys of its own: the machine's are not for teams to use.")
    if access.reach != "any" and access.endpoint and problem_with(str(endpoint), private=access.reach == "network"):
        raise CallFailed("credentials", "The private endpoint cannot be asked from here: an administrator corrects its address.")
