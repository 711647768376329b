"""A strict content security policy, with a nonce for the one inline script a page has (its import map)."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

Answer = HttpResponse | Awaitable[HttpResponse]
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {sockets}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@sync_and_async_middleware
def content_security_policy(get_response: Callable[[HttpRequest], Answer]) -> Callable[[HttpRequest], Answer]:
    """Give each request a nonce and each answer the policy, unless its view has set one."""
    if iscoroutinefunction(get_response):

        async def later(request: HttpRequest) -> HttpResponse:
            _begin(request)
            return _finish(request, await get_response(request))

        return later

    def now(request: HttpRequest) -> HttpResponse:
        _begin(request)
        return _finish(request, get_response(request))  # type: ignore[arg-type]

    return now


def _begin(request: HttpRequest) -> None:
    request.csp_nonce = secrets.token_urlsafe(16)  # type: ignore[attr-defined]


def _finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    scheme = "wss" if request.is_secure() else "ws"
    sockets = f"{scheme}://{request.META.get('HTTP_HOST', '')}"
    nonce = request.csp_nonce  # type: ignore[attr-defined]
    response.headers.setdefault("Content-Security-Policy", POLICY.format(nonce=nonce, sockets=sockets))
    response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response
