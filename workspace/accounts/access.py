"""The one place that answers: may this person do this?"""

from __future__ import annotations

from typing import Literal

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from workspace.accounts.models import Membership, Team, User

Action = Literal["read", "write", "manage"]
Person = User | AnonymousUser | AbstractBaseUser
ALLOWED: dict[str, frozenset[Action]] = {
    Membership.Role.OWNER: frozenset({"read", "write", "manage"}),
    Membership.Role.EDITOR: frozenset({"read", "write"}),
    Membership.Role.VIEWER: frozenset({"read"}),
}


def may(person: Person, action: Action, team: Team) -> bool:
    """Whether the person's role in the team allows the action. A stranger may do nothing; nobody is above the teams."""
    if not person.is_authenticated or not person.is_active:
        return False
    role = Membership.objects.filter(team=team, person_id=person.pk).values_list("role", flat=True).first()
    return role is not None and action in ALLOWED[role]


def teams_of(person: Person) -> QuerySet[Team]:
    """The teams a person belongs to, the oldest first."""
    if not person.is_authenticated:
        return Team.objects.none()
    return Team.objects.filter(memberships__person_id=person.pk).order_by("created_at")


def found_team(person: User, name: str) -> Team:
    """A new team with the person as its owner."""
    team = Team.objects.create(name=name)
    Membership.objects.create(team=team, person=person, role=Membership.Role.OWNER)
    return team
