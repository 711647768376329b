"""Rows for people: found and allowed, or not there at all."""

from __future__ import annotations

from typing import TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from workspace.accounts.access import Action, may, teams_of
from workspace.accounts.models import Team, User
from workspace.connections.models import Source
from workspace.library.models import Artifact
from workspace.providers.models import OfferedModel, Provider
from workspace.runs.models import Run
from workspace.threads.models import Thread

Row = TypeVar("Row", bound=models.Model)


def person_of(request: HttpRequest) -> User:
    """The signed-in person of a view behind `login_required`."""
    return cast(User, request.user)


def current_team(request: HttpRequest) -> Team | None:
    """The team a page is about: the one whose row it shows, else the one chosen last, else the oldest; None for people without a team."""
    shown: Team | None = getattr(request, "team", None)
    if shown is not None or not hasattr(request, "user"):
        return shown
    teams = teams_of(request.user)
    chosen = getattr(request.user, "team", None)
    request.team = chosen if chosen in teams else teams.first()  # type: ignore[attr-defined]
    return request.team  # type: ignore[attr-defined, no-any-return]


def own_team(request: HttpRequest, action: Action) -> Team:
    """The current team. Raises Http404 without one, PermissionDenied where the role does not allow the action."""
    team = current_team(request)
    if team is None:
        raise Http404
    if not may(request.user, action, team):
        raise PermissionDenied
    return team


def team_of(request: HttpRequest, id: UUID, action: Action) -> Team:
    """A team by its id, under the same rules as every other row."""
    team = Team.objects.filter(pk=id).first()
    if team is None or not may(request.user, "read", team):
        raise Http404
    if not may(request.user, action, team):
        raise PermissionDenied
    request.team = team  # type: ignore[attr-defined]
    return team


def thread_of(request: HttpRequest, id: UUID, action: Action) -> Thread:
    return _allowed(request, Thread, id, action)


def run_of(request: HttpRequest, id: UUID, action: Action) -> Run:
    return _allowed(request, Run, id, action)


def source_of(request: HttpRequest, id: UUID, action: Action) -> Source:
    return _allowed(request, Source, id, action)


def artifact_of(request: HttpRequest, id: UUID, action: Action) -> Artifact:
    return _allowed(request, Artifact, id, action)


def provider_of(request: HttpRequest, id: UUID, action: Action) -> Provider:
    return _allowed(request, Provider, id, action)


def offer_of(request: HttpRequest, id: int, action: Action) -> OfferedModel:
    """A model on offer, under the rules of its provider."""
    offer = OfferedModel.objects.select_related("provider__team").filter(pk=id).first()
    _allowed_row(request, offer and offer.provider, action)
    assert offer is not None
    return offer


def deleted_thread_of(request: HttpRequest, id: UUID, action: Action) -> Thread:
    """A thread that was deleted, or was not: undoing twice is no mistake."""
    return _allowed_row(request, Thread.everything.select_related("team").filter(pk=id).first(), action)


def deleted_artifact_of(request: HttpRequest, id: UUID, action: Action) -> Artifact:
    """An artifact that was deleted, or was not."""
    return _allowed_row(request, Artifact.everything.select_related("team").filter(pk=id).first(), action)


def _allowed(request: HttpRequest, model: type[Row], id: UUID, action: Action) -> Row:
    return _allowed_row(request, model._default_manager.select_related("team").filter(pk=id).first(), action)


def _allowed_row(request: HttpRequest, row: Row | None, action: Action) -> Row:
    """A stranger learns nothing, not even that the row is there; a reader who wants to write is told."""
    if row is None or not may(request.user, "read", row.team):  # type: ignore[attr-defined]
        raise Http404
    if not may(request.user, action, row.team):  # type: ignore[attr-defined]
        raise PermissionDenied
    request.team = row.team  # type: ignore[attr-defined]
    return row
