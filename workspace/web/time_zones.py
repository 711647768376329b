"""Times as the person's clock shows them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from workspace.accounts.access import Person


@cache
def zones() -> tuple[str, ...]:
    """The zones to choose from, as Continent/City, by name. Looked up on the disk, once."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix/", "right/"))))


def zone_of(person: Person) -> ZoneInfo | None:
    """The person's time zone; None takes the installation's."""
    name = getattr(person, "time_zone", "")
    return ZoneInfo(name) if name in zones() else None


def in_zone_of(person: Person) -> AbstractContextManager[None]:
    """What is drawn inside shows times by the person's clock."""
    return timezone.override(zone_of(person) or timezone.get_default_timezone())


def activate_zone(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Every page of a signed-in person in their time zone."""

    def answer(request: HttpRequest) -> HttpResponse:
        with in_zone_of(request.user):
            return get_response(request)

    return answer
