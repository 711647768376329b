"""A client for servers that people named: each connection goes to an address that was looked at, whatever DNS answers later."""

from __future__ import annotations

import asyncio
import functools
import ssl

import httpx2

from agents.core.calls import Reach
from agents.models.addresses import Resolve, problem_with, resolved


@functools.cache
def certificates() -> ssl.SSLContext:
    """Whom to trust. Reading it costs a tenth of a second, so clients share it."""
    return httpx2.create_ssl_context()


class Guarded(httpx2.AsyncHTTPTransport):
    """Connects only where a team may reach. What a name leads to is asked once and used as it was seen."""

    def __init__(self, reach: Reach, resolve: Resolve = resolved) -> None:
        super().__init__(verify=certificates(), retries=0)
        self._private = reach != "internet"
        self._resolve = resolve

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
        seen = await asyncio.to_thread(self._seen, host, port)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=seen)
        return await super().handle_async_request(request)

    def _seen(self, host: str, port: int) -> str:
        """The address to connect to. Raises ConnectError where it may not be asked."""
        try:
            found = list(self._resolve(host, port))
        except OSError as error:
            raise httpx2.ConnectError(f"The name {host} leads nowhere.") from error
        shown = f"[{host}]" if ":" in host else host
        if not found or problem_with(f"http://{shown}:{port}", private=self._private, resolve=lambda *_: found):
            raise httpx2.ConnectError("The address leads to where no model may be asked.")
        return found[0]


def client(reach: Reach, seconds: float) -> httpx2.AsyncClient:
    """The client for a server that a team named, or that the installation's settings name. A key follows no redirect."""
    if reach == "any":
        return httpx2.AsyncClient(verify=certificates(), timeout=seconds, follow_redirects=False)
    return httpx2.AsyncClient(transport=Guarded(reach), timeout=seconds, follow_redirects=False)
