"""Who is in a team: roles changed, people removed, people who leave. A team keeps at least one owner."""

from __future__ import annotations

from django.db import transaction

from workspace.accounts.models import Membership, Team, User


class LastOwner(Exception):
    """The change would leave the team without an owner."""


def members(team: Team) -> list[Membership]:
    """Everybody in the team: owners, editors, viewers, each by name."""
    order = list(Membership.Role.values)
    rows = Membership.objects.filter(team=team).select_related("person")
    return sorted(rows, key=lambda row: (order.index(row.role), str(row.person).lower()))


@transaction.atomic
def set_role(team: Team, person_id: int, role: str) -> bool:
    """Give a member another role; False where there is no such member. Raises LastOwner."""
    row = _locked(team).get(person_id)
    if row is None:
        return False
    if role != Membership.Role.OWNER:
        _keep_an_owner(team, row)
    row.role = role
    row.save(update_fields=["role"])
    return True


@transaction.atomic
def remove(team: Team, person_id: int) -> bool:
    """Take a member out; False where there is no such member. Raises LastOwner."""
    row = _locked(team).get(person_id)
    if row is None:
        return False
    _keep_an_owner(team, row)
    row.delete()
    User.objects.filter(pk=person_id, team=team).update(team=None)
    return True


def join(team: Team, person: User, role: str) -> Membership:
    """Put a person into a team and make it the one they see; who is in it already keeps the role they have."""
    row, _ = Membership.objects.get_or_create(team=team, person=person, defaults={"role": role})
    choose(person, team)
    return row


def choose(person: User, team: Team) -> None:
    """The team a person sees from now on."""
    person.team = team
    person.save(update_fields=["team"])


def _locked(team: Team) -> dict[int, Membership]:
    """The team's memberships by person. Two owners who demote each other at the same moment wait for one another."""
    return {row.person_id: row for row in Membership.objects.select_for_update().filter(team=team)}


def _keep_an_owner(team: Team, row: Membership) -> None:
    others = Membership.objects.filter(team=team, role=Membership.Role.OWNER).exclude(pk=row.pk)
    if row.role == Membership.Role.OWNER and not others.exists():
        raise LastOwner
