"""Teams: people, roles, invitations, several teams of one person."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from workspace.accounts.access import found_team, may
from workspace.accounts.invitations import Offer, invite
from workspace.accounts.models import Invitation, Membership, User

pytestmark = pytest.mark.django_db
PASSWORD = "a long password"


@pytest.fixture
def owner(client: Any, alice: Any) -> Any:
    client.force_login(alice)
    return client


def _invite(client: Any, team: Any, **form: str) -> str:
    """The path of the link that the page shows."""
    page = client.post(f"/teams/{team.pk}/invitations/", {"role": "editor", "days": "7"} | form)
    found = re.search(r"http://testserver(/invitations/[\w-]+/)", page.content.decode())
    assert found, page.content.decode()
    return found[1]


def _role(team: Any, person: Any) -> str | None:
    return Membership.objects.filter(team=team, person=person).values_list("role", flat=True).first()


def test_an_owner_renames_the_team_and_lets_runs_wait(owner: Any, team: Any) -> None:
    owner.post(f"/teams/{team.pk}/", {"name": "Maple and Oak", "wait_for_nod": "on"})
    team.refresh_from_db()
    assert (team.name, team.wait_for_nod) == ("Maple and Oak", True)


def test_a_team_without_a_name_is_sent_back(owner: Any, team: Any) -> None:
    assert owner.post(f"/teams/{team.pk}/", {"name": " "}).status_code == 422


def test_an_owner_changes_a_role_and_takes_a_person_out(owner: Any, team: Any, bob: Any) -> None:
    owner.post(f"/teams/{team.pk}/members/{bob.pk}/", {"role": "viewer"})
    assert _role(team, bob) == "viewer"
    owner.post(f"/teams/{team.pk}/members/{bob.pk}/removal/")
    assert not may(bob, "read", team)


def test_the_last_owner_cannot_be_demoted_leave_or_be_taken_out(owner: Any, team: Any, alice: Any, bob: Any) -> None:
    for path, form in ((f"members/{alice.pk}/", {"role": "editor"}), (f"members/{alice.pk}/removal/", {}), ("departure/", {})):
        page = owner.post(f"/teams/{team.pk}/{path}", form)
        assert page.status_code == 409 and b"somebody else an owner" in page.content
    assert _role(team, alice) == "owner"


def test_an_owner_may_leave_where_there_is_another(owner: Any, team: Any, alice: Any, bob: Any) -> None:
    owner.post(f"/teams/{team.pk}/members/{bob.pk}/", {"role": "owner"})
    owner.post(f"/teams/{team.pk}/departure/")
    assert (_role(team, alice), _role(team, bob)) == (None, "owner")


def test_a_member_who_is_not_of_the_team_is_not_found(owner: Any, team: Any, charlie: Any) -> None:
    assert owner.post(f"/teams/{team.pk}/members/{charlie.pk}/", {"role": "viewer"}).status_code == 404
    assert owner.post(f"/teams/{team.pk}/members/{charlie.pk}/removal/").status_code == 404


def test_editors_and_viewers_see_the_people_but_no_controls(client: Any, team: Any, bob: Any, rita: Any) -> None:
    for person in (bob, rita):
        client.force_login(person)
        page = client.get(f"/teams/{team.pk}/").content.decode()
        assert "alice@example.org" in page and "Leave the team" in page
        assert "Invite people" not in page and "Take out of the team" not in page


def test_the_token_of_a_link_is_shown_once_and_kept_as_its_hash(owner: Any, team: Any) -> None:
    token = _invite(owner, team).split("/")[2]
    kept = Invitation.objects.get()
    assert token not in str(vars(kept)) and len(kept.token) == 64
    assert token not in owner.get(f"/teams/{team.pk}/").content.decode()


def test_who_is_invited_signs_up_and_is_in_the_team_alone(owner: Any, team: Any, settings: Any, client: Any) -> None:
    settings.SIGN_UP = "closed"
    path = _invite(owner, team)
    client.logout()
    assert b"password1" not in client.get("/accounts/signup/").content
    assert b"Join Maple" in client.get(path).content
    client.post(f"/accounts/signup/?next={path}", {"email": "new@example.org", "password1": PASSWORD})
    person = User.objects.get(email="new@example.org")
    assert [(team.name, _role(team, person)) for team in person.teams.all()] == [("Maple", "editor")]


def test_who_has_an_account_signs_in_comes_back_and_joins(owner: Any, team: Any, charlie: Any, client: Any) -> None:
    path = _invite(owner, team, role="viewer")
    client.logout()
    assert f"/accounts/login/?next={path}" in client.get(path).content.decode()
    response = client.post(f"/accounts/login/?next={path}", {"login": charlie.email, "password": PASSWORD, "next": path})
    assert response.url == path
    assert client.post(path).url == "/"
    assert _role(team, charlie) == "viewer" and b"Maple" in client.get("/").content


def test_a_member_keeps_the_role_and_is_shown_the_team(owner: Any, team: Any, alice: Any) -> None:
    found_team(alice, "Oak")
    owner.post("/team/", {"team": alice.teams.get(name="Oak").pk})
    assert owner.post(_invite(owner, team, role="viewer")).url == "/"
    alice.refresh_from_db()
    assert (_role(team, alice), alice.team) == ("owner", team)


@pytest.mark.parametrize(("change", "words"), [
    ({"expires_at": timezone.now() - timedelta(hours=1)}, "has expired"), ({"revoked_at": timezone.now()}, "was taken back"),
    ({"email": "charlie@example.org", "accepted_at": timezone.now()}, "was used already"),
])  # fmt: skip
def test_a_door_that_is_shut_says_so_and_whom_to_ask(client: Any, team: Any, alice: Any, charlie: Any, change: Any, words: str) -> None:
    invitation, token = invite(team, alice, Offer("editor"))
    Invitation.objects.update(**change)
    client.force_login(charlie)
    page = client.post(f"/invitations/{token}/")
    assert page.status_code == 410 and words in page.content.decode() and "Ask alice@example.org" in page.content.decode()
    assert _role(team, charlie) is None


def test_a_shut_door_does_not_open_sign_up(client: Any, team: Any, alice: Any, settings: Any) -> None:
    settings.SIGN_UP = "closed"
    invitation, token = invite(team, alice, Offer("editor"))
    client.get(f"/invitations/{token}/")
    Invitation.objects.update(revoked_at=timezone.now())
    assert b"password1" not in client.get("/accounts/signup/").content


def test_a_link_that_was_never_made_is_not_there(client: Any, db: None) -> None:
    page = client.get("/invitations/nothing/")
    assert page.status_code == 404 and b"This invitation is not there" in page.content


def test_an_owner_takes_an_invitation_back(owner: Any, team: Any, charlie: Any, client: Any) -> None:
    path = _invite(owner, team)
    owner.post(f"/teams/{team.pk}/invitations/{Invitation.objects.get().pk}/revocation/")
    client.force_login(charlie)
    assert client.post(path).status_code == 410


def test_an_invitation_by_mail_is_for_its_address_only(owner: Any, team: Any, settings: Any, client: Any, charlie: Any) -> None:
    settings.MAIL_WORKS = True
    answer = owner.post(f"/teams/{team.pk}/invitations/", {"role": "editor", "days": "7", "email": "Wei@example.org"})
    path = re.search(r"http://testserver(/invitations/[\w-]+/)", mail.outbox[0].body)[1]  # type: ignore[index]
    assert answer.status_code == 302 and mail.outbox[0].to == ["wei@example.org"]
    client.force_login(charlie)
    assert b"The invitation is for wei@example.org" in client.post(path).content and _role(team, charlie) is None
    client.logout()
    client.get(path)
    page = client.post("/accounts/signup/", {"email": "eve@example.org", "password1": PASSWORD})
    assert b"Sign up with that address" in page.content
    client.post("/accounts/signup/", {"email": "wei@example.org", "password1": PASSWORD})
    assert _role(team, User.objects.get(email="wei@example.org")) == "editor"


def test_without_mail_the_owner_gets_the_link_to_hand_over(owner: Any, team: Any, settings: Any) -> None:
    settings.MAIL_WORKS = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert _invite(owner, team, email="wei@example.org")


def test_a_person_in_several_teams_switches_between_them(owner: Any, team: Any, alice: Any, charlie: Any) -> None:
    oak = found_team(alice, "Oak")
    owner.post("/team/", {"team": oak.pk})
    assert 'rail-team-name">Oak<' in owner.get("/").content.decode()
    assert owner.post("/team/", {"team": charlie.teams.get().pk}).status_code == 404


def test_a_new_team_is_shown_at_once(owner: Any, alice: Any, team: Any) -> None:
    response = owner.post("/teams/", {"name": "Oak"}, follow=True)
    assert b"<h1>Oak</h1>" in response.content
    alice.refresh_from_db()
    assert alice.team.name == "Oak"


def test_who_is_in_no_team_founds_one(client: Any, db: None) -> None:
    client.force_login(User.objects.create_user("lone@example.org", PASSWORD))
    assert b"You are in no team yet" in client.get("/").content
    assert client.post("/teams/", {"name": "Oak"}).status_code == 302
