"""What every address answers to whom: one line for each name. tests/workspace/test_access.py walks it.

A line is `name: Row(GET, POST, arguments)`. GET and POST are five answers, for owner, editor, viewer, stranger and signed out: a status,
or `in` for "sign in first". `arguments` makes the address from `Made`, the rows of the team Maple: a finished run and what belongs to it.
A POST carries `form` too. Nothing that a request does is kept for the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.workspace.furnished import DATA_SHEET, first_chart

# What a test of a model said that could not reach it.
TRIAL = {"model": "small-one", "at": "2026-11-22T10:00:00+00:00", "ok": False, "kind": "server", "error": "Connection refused.",
         "region": "", "tier": "", "requests": 1, "seconds": 0.2, "tokens_in": 0, "tokens_out": 0, "money": "0"}  # fmt: skip
# For owner, editor, viewer, stranger, signed out.
NO = "405 405 405 405 405"
NO_IN = "405 405 405 405 in"
NOT_SET_UP = "404 404 404 404 in"
READS = "200 200 200 404 in"  # a row of the team
OWN = "200 200 200 200 in"  # the person's own page, whoever it is
WRITES = "302 302 403 404 in"
MANAGES = "302 403 403 404 in"
ALL = "200 200 200 200 200"
LEADS_ON = "302 302 302 302 302"
LEADS_HOME = "302 302 302 302 200"  # of use only to those who are signed out
GONE = "404 404 404 404 404"
OWN_CHANGE = "302 302 302 302 in"


class Made:
    """The rows that addresses are made from. `run` is a finished run of Maple."""

    def __init__(self, run: Any, alice: Any) -> None:
        from workspace.accounts.invitations import Offer, invite
        from workspace.library.models import Artifact
        from workspace.library.sharing import share

        self.run, self.alice, self.team, self.thread, self.source = run, alice, run.team, run.thread, run.sources.get()
        self.artifact = Artifact.objects.filter(run=run.pk).order_by("name").first()
        self.workbook = Artifact.objects.filter(run=run.pk, kind="workbook").first()
        self.invitation, self.token = invite(run.team, alice, Offer("viewer"))
        self.provider = run.team.providers.create(kind="openai_compatible", name="Local", address="http://127.0.0.1:1/v1", trial=TRIAL)
        self.offer = self.provider.models.create(model="small-one", size="small")
        self.link, self.link_token = share(self.artifact, alice, 7) if self.artifact else (None, "")


def nothing(made: Made) -> list[Any]:
    return []


def run(made: Made) -> list[Any]:
    return [made.run.pk]


def thread(made: Made) -> list[Any]:
    return [made.thread.pk]


def source(made: Made) -> list[Any]:
    return [made.source.pk]


def chart(made: Made) -> list[Any]:
    return [made.run.pk, first_chart(made.run)]


def sheet(made: Made) -> list[Any]:
    return [made.run.pk, DATA_SHEET]


def artifact(made: Made) -> list[Any]:
    return [made.artifact.pk]


def team(made: Made) -> list[Any]:
    return [made.team.pk]


def provider(made: Made) -> list[Any]:
    return [made.provider.pk]


def offer(made: Made) -> list[Any]:
    return [made.offer.pk]


def member(made: Made) -> list[Any]:
    return [made.team.pk, made.alice.pk]


@dataclass(frozen=True)
class Row:
    """What one address answers."""

    get: str
    post: str
    arguments: Callable[[Made], list[Any]] = nothing
    form: dict[str, str] = field(default_factory=dict)
    query: str = ""


TABLE: dict[str, Row] = {
    # asking and watching
    "home": Row(OWN, NO),
    "threads": Row(NO, "422 422 403 422 in"),
    "thread": Row(READS, NO, thread),
    "messages": Row(NO, "422 422 403 404 in", thread),
    "cancellation": Row(NO, WRITES, run),
    "brief": Row("200 200 403 404 in", "200 200 403 404 in", run),
    "approval": Row(NO, WRITES, run),
    "retry": Row(NO, WRITES, lambda made: [made.run.pk, "deck"]),
    "thoughts": Row(READS, NO, lambda made: [made.run.pk, "analyse"]),
    "evidence": Row(READS, NO, run, query="?ref=growth"),
    "files": Row(READS, NO, run, query="?show=deck"),
    "archive": Row(READS, NO, run),
    "chart": Row(READS, NO, chart),
    "chart_file": Row(READS, NO, lambda made: [*chart(made), "csv"]),
    "sheet": Row("302 302 302 404 in", NO, sheet),
    "sheet_rows": Row(READS, NO, sheet),
    "sheet_sums": Row(READS, NO, sheet, query="?from=0&count=1"),
    "artifact": Row(READS, NO, lambda made: [made.workbook.pk]),
    "thread_title": Row("200 200 403 404 in", WRITES, thread, {"title": "Another"}),
    "thread_removal": Row(NO, WRITES, thread),
    "thread_restoration": Row(NO, WRITES, thread),
    "library": Row(OWN, NO),
    "star": Row(NO, "302 302 302 404 in", artifact, {"starred": "1"}),
    "artifact_removal": Row(NO, WRITES, artifact),
    "artifact_restoration": Row(NO, WRITES, artifact),
    "shares": Row("200 200 403 404 in", "200 200 403 404 in", artifact, {"days": "7"}),
    "share_revocation": Row(NO, "200 200 403 404 in", lambda made: [made.link.pk]),
    "shared": Row(ALL, NO, lambda made: [made.link_token]),
    "shared_file": Row(ALL, NO, lambda made: [made.link_token]),
    "download": Row(READS, NO, artifact),
    "sources": Row(OWN, "422 422 403 422 in"),
    "source": Row(READS, NO, source),
    "source_reading": Row(READS, NO, source),
    "source_versions": Row(NO, "422 422 403 404 in", source),
    "source_file": Row("200 200 403 404 in", NO, source),
    "source_dependents": Row("200 200 403 404 in", NO, source),
    "source_removal": Row(NO, WRITES, source),
    "demo_shop": Row(NO, "302 302 403 302 in"),
    "work": Row(OWN, NO),
    # what it cost
    "usage": Row("200 200 200 200 in", NO),
    "usage_tools": Row("200 200 200 200 in", NO),
    "usage_calls": Row("200 200 200 200 in", NO),
    # models
    "models": Row(OWN, NO),
    "models_policy": Row(NO, "422 403 403 422 in"),
    "models_uses": Row(NO, "422 403 403 422 in"),
    "evaluations": Row("200 403 403 200 in", NO),
    "evaluations_acceptance": Row(NO, "302 403 403 302 in"),
    "provider_new": Row("200 403 403 200 in", "422 403 403 422 in", lambda made: ["bedrock"]),
    "provider": Row("200 403 403 404 in", "422 403 403 404 in", provider),
    "provider_removal": Row("200 403 403 404 in", MANAGES, provider),
    "provider_profiles": Row(NO, MANAGES, provider),
    "offers": Row("200 403 403 404 in", "422 403 403 404 in", provider),
    "offer": Row("200 403 403 404 in", "422 403 403 404 in", offer),
    "offer_removal": Row(NO, MANAGES, offer),
    "offer_trial": Row(NO, MANAGES, offer),
    # teams and people
    "notices": Row(OWN, NO),
    "notices_seen": Row(NO, OWN_CHANGE),
    "palette": Row(OWN, NO),
    "me": Row(OWN, "422 422 422 422 in"),
    "team_choice": Row(NO, "404 404 404 404 in"),
    "teams": Row(OWN, "422 422 422 422 in"),
    "team": Row(READS, "422 403 403 404 in", team),
    "member": Row(NO, "409 403 403 404 in", member, {"role": "viewer"}),
    "member_question": Row("200 403 403 404 in", NO, member),
    "member_removal": Row(NO, "409 403 403 404 in", member),
    "departure": Row(NO, "409 302 302 404 in", team),
    "invitations": Row(NO, "201 403 403 404 in", team, {"role": "viewer", "days": "7"}),
    "revocation": Row(NO, MANAGES, lambda made: [made.team.pk, made.invitation.pk]),
    "invitation": Row("302 302 302 200 200", "302 302 302 302 200", lambda made: [made.token]),
    # for everybody
    "theme": Row(NO, LEADS_ON),
    "set_language": Row(LEADS_ON, LEADS_ON),
    "styles": Row(ALL, NO, lambda made: ["0"]),
    "health": Row(ALL, NO),
    "patterns": Row(OWN, NO),
    "enter_demo": Row(GONE, NO, lambda made: ["token"]),
    # signing in and out, by allauth
    "account_login": Row(LEADS_HOME, LEADS_HOME),
    "account_logout": Row("200 200 200 200 302", LEADS_ON),
    "account_inactive": Row(ALL, NO),
    "account_signup": Row(LEADS_HOME, "302 302 302 302 200"),
    "account_reauthenticate": Row(OWN, OWN),
    "account_email": Row(OWN, OWN_CHANGE),
    "account_email_verification_sent": Row(ALL, NO),
    "account_confirm_email": Row(ALL, GONE, lambda made: ["key"]),
    "account_change_password": Row(OWN, OWN),
    "account_set_password": Row(OWN_CHANGE, OWN_CHANGE),
    "account_reset_password": Row(ALL, ALL),
    "account_reset_password_done": Row(ALL, NO),
    "account_reset_password_from_key": Row(ALL, ALL, lambda made: ["1", "key"]),
    "account_reset_password_from_key_done": Row(ALL, NO),
    "account_confirm_login_code": Row(LEADS_ON, LEADS_ON),
    "mfa_index": Row(OWN, NO_IN),
    "mfa_authenticate": Row(LEADS_ON, LEADS_ON),
    "mfa_reauthenticate": Row(OWN_CHANGE, OWN_CHANGE),
    "mfa_activate_totp": Row(OWN_CHANGE, OWN_CHANGE),
    "mfa_deactivate_totp": Row(NOT_SET_UP, NOT_SET_UP),
    "mfa_view_recovery_codes": Row(NOT_SET_UP, NO_IN),
    "mfa_generate_recovery_codes": Row(OWN_CHANGE, OWN_CHANGE),
    "mfa_download_recovery_codes": Row(NOT_SET_UP, NOT_SET_UP),
    "usersessions_list": Row(OWN, OWN_CHANGE),
    "socialaccount_login_cancelled": Row(ALL, NO),
    "socialaccount_login_error": Row("401 401 401 401 401", NO),
    "socialaccount_signup": Row(LEADS_ON, LEADS_ON),
    "socialaccount_connections": Row(OWN, OWN),
    "openid_connect_login": Row(GONE, GONE, lambda made: ["nobody"]),
    "openid_connect_callback": Row(GONE, GONE, lambda made: ["nobody"]),
}

# Addresses without a name: by their pattern.
NAMELESS: dict[str, Row] = {
    "accounts/social/login/cancelled/": Row("301 301 301 301 301", "301 301 301 301 301"),
    "accounts/social/login/error/": Row("301 301 301 301 301", "301 301 301 301 301"),
    "accounts/social/signup/": Row("301 301 301 301 301", "301 301 301 301 301"),
    "accounts/social/connections/": Row("301 301 301 301 301", "301 301 301 301 301"),
}

# Websockets, by their pattern: who is let in, of owner, editor, viewer, stranger and signed out.
SOCKETS: dict[str, tuple[str, Callable[[Made], str]]] = {
    "ws/notices/": ("yes yes yes yes no", lambda made: "/ws/notices/"),  # each person's own
    "ws/runs/<uuid:run_id>/": ("yes yes yes no no", lambda made: f"/ws/runs/{made.run.pk}/"),
    "ws/threads/<uuid:thread_id>/": ("yes yes yes no no", lambda made: f"/ws/threads/{made.thread.pk}/"),
}
