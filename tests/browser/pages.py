"""Every page of the product that a person can reach, with an address that shows it with something in it."""

from __future__ import annotations

from django.urls import reverse

from tests.workspace.access_table import TABLE, Made
from workspace.library.models import Artifact

# Pages that need nobody to sign in.
OPEN = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done", "invitation", "shared")
# Pages of a person in a team with one finished run.
PAGES = (
    "home", "thread", "brief", "evidence", "artifact", "library", "shares", "notices", "sources", "source", "source_dependents", "me",
    "teams", "team", "account_email", "account_change_password", "mfa_index", "mfa_activate_totp", "usersessions_list", "patterns",
    "models", "provider_new", "provider", "provider_removal", "offers", "offer", "usage", "usage_tools", "evaluations",
)  # fmt: skip
KINDS = ("deck", "workbook", "document", "charts")


def addresses(names: tuple[str, ...], made: Made) -> dict[str, str]:
    """The address of each page by its name; an artifact's page once for each kind that the run made."""
    found = {}
    for name in names:
        if name == "artifact":
            found |= {kind: reverse(name, args=[row.pk]) for kind in KINDS if (row := _artifact(made, kind))}
        else:
            found[name] = reverse(name, args=TABLE[name].arguments(made)) + TABLE[name].query
    return found


def _artifact(made: Made, kind: str) -> Artifact | None:
    return Artifact.objects.filter(run=made.run.pk, kind=kind).first()
