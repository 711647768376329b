"""When a session was last used, for the list of a person's sessions. allauth's own middleware writes a row on every request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

EVERY = timedelta(minutes=5)


def keep_track(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note the session of a signed-in person where it was not noted lately."""

    def answer(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            lately = UserSession.objects.filter(session_key=key, user=request.user.pk, last_seen_at__gt=timezone.now() - EVERY)
            if not lately.exists():
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return answer
