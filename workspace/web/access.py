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
from workspace.runs.models import Run
from workspace.threads.models import Thread

Row = TypeVar("Row", bound=models.Model)


def person_of(request: HttpRequest) -> User:
    """The signed-in person of a view behind `login_required`."""
    return cast(User, request.user)


def own_team(request: HttpRequest, action: Action) -> Team:
    """The person's team. Raises Http404 without one, PermissionDenied where the role does not allow the action."""
    team = teams_of(request.user).first()
    if team is None:
        raise Http404
    if not may(request.user, action, team):
        raise PermissionDenied
    return team


def thread_of(request: HttpRequest, id: UUID, action: Action) -> Thread:
    return _allowed(request, Thread, id, action)


def run_of(request: HttpRequest, id: UUID, action: Action) -> Run:
    return _allowed(request, Run, id, action)


def source_of(request: HttpRequest, id: UUID, action: Action) -> Source:
    return _allowed(request, Source, id, action)


def artifact_of(request: HttpRequest, id: UUID, action: Action) -> Artifact:
    return _allowed(request, Artifact, id, action)


def _allowed(request: HttpRequest, model: type[Row], id: UUID, action: Action) -> Row:
    """A stranger learns nothing, not even that the row is there; a reader who wants to write is told."""
    row = model._default_manager.select_related("team").filter(pk=id).first()
    if row is None or not may(request.user, "read", row.team):  # type: ignore[attr-defined]
        raise Http404
    if not may(request.user, action, row.team):  # type: ignore[attr-defined]
        raise PermissionDenied
    return row
