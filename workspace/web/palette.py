"""What the palette offers: threads, artifacts and sources of the team, pages, and things to do. Latest first; every word must fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from workspace.accounts.access import may, teams_of
from workspace.accounts.models import Team, User
from workspace.library.models import Artifact
from workspace.library.search import searchable, words_of
from workspace.threads.models import Thread

MOST = 5  # of a group


@dataclass(frozen=True)
class Option:
    """A line of the palette: an address to go to, or a form to send (`address` with the field `name`=`value`)."""

    words: str
    address: str
    icon: str = "forward"
    hint: str = ""
    name: str = ""
    value: str = ""
    also: str = ""  # words that find it beside those that it shows


@dataclass(frozen=True)
class Group:
    """Options of one sort."""

    key: str
    title: str
    options: list[Option]


def offered(person: User, team: Team, query: str, theme: str, language: str) -> list[Group]:
    """The groups that hold something for a query; for "" what was touched last and everything there is to do."""
    words = words_of(query)
    groups = [
        Group("threads", _("Requests"), _threads(team, words)),
        Group("artifacts", _("Library"), _artifacts(team, words)),
        Group("sources", _("Sources"), _sources(team, words) if words else []),
        Group("pages", _("Go to"), _fitting(_pages(person, team), words)),
        Group("actions", _("Do"), _fitting(_actions(person, team, theme, language), words)),
    ]
    return [group for group in groups if group.options]


def _threads(team: Team, words: list[str]) -> list[Option]:
    rows = _with_words(Thread.objects.filter(team=team), ("title__icontains",), words)
    return [Option(row.title, reverse("thread", args=[row.pk]), "thread") for row in rows[:MOST]]


def _artifacts(team: Team, words: list[str]) -> list[Option]:
    rows = Artifact.objects.filter(team=team, primary=True).order_by("-created_at", "position")
    rows = _with_words(rows, ("title__icontains", "name__icontains"), words)
    return [Option(row.title or row.name, reverse("artifact", args=[row.pk]), "file", str(row.get_kind_display())) for row in rows[:MOST]]


def _sources(team: Team, words: list[str]) -> list[Option]:
    rows = _with_words(team.sources.all(), ("name__icontains",), words)
    return [Option(row.name, reverse("source", args=[row.pk]), "data") for row in rows[:MOST]]


def _with_words(rows: QuerySet[Any], lookups: tuple[str, ...], words: list[str]) -> QuerySet[Any]:
    for word in words:
        rows = rows.filter(reduce(or_, (Q(**{lookup: word}) for lookup in lookups)))
    return rows


def _pages(person: User, team: Team) -> list[Option]:
    return [
        Option(_("Library"), reverse("library"), "library", "g l"),
        Option(_("Sources"), reverse("sources"), "data", "g s"),
        Option(_("Notices"), reverse("notices"), "bell", "g n"),
        Option(_("Starred files"), reverse("library") + "?show=starred", "star"),
        Option(_("Deleted files"), reverse("library") + "?show=deleted", "remove"),
        Option(_("The team"), reverse("team", args=[team.pk]), "people", also=_("members roles")),
        Option(_("Usage"), reverse("usage"), "table", also=_("cost money price limit tokens calls")),
        Option(_("Tools that models called"), reverse("usage_tools"), "table", also=_("calls failures errors")),
        Option(_("Models"), reverse("models"), "present", also=_("bedrock providers keys limits")),
        Option(_("Your settings"), reverse("me"), "person", also=_("time zone mail keys")),
    ]


def _actions(person: User, team: Team, theme: str, language: str) -> list[Option]:
    options = []
    if may(person, "write", team):
        options += [Option(_("New request"), reverse("home"), "plus", "n", also=_("ask")),
                    Option(_("Upload a file"), reverse("sources") + "#add", "data", also=_("connect source data"))]  # fmt: skip
    if may(person, "manage", team):
        options.append(Option(_("Invite somebody"), reverse("team", args=[team.pk]) + "#invite", "people", also=_("member colleague")))
    options += _themes(theme) + _languages(language)
    options += [Option(_("Switch to %(team)s") % {"team": other.name}, reverse("team_choice"), "people", name="team", value=str(other.pk))
                for other in teams_of(person) if other != team]  # fmt: skip
    return [*options, Option(_("Sign out"), reverse("account_logout"), "forward", name="sign_out", value="1")]


def _themes(theme: str) -> list[Option]:
    choices: list[tuple[str, str]] = [("light", _("Light theme")), ("dark", _("Dark theme")), ("", _("Theme as the system"))]
    return [Option(words, reverse("theme"), "theme", name="theme", value=value, also=_("colours mode"))
            for value, words in choices if value != theme]  # fmt: skip


def _languages(language: str) -> list[Option]:
    choices = [("en", "English"), ("zh-hans", "简体中文")]
    return [Option(words, reverse("set_language"), "language", name="language", value=code, also=_("language"))
            for code, words in choices if code != language]  # fmt: skip


def _fitting(options: list[Option], words: list[str]) -> list[Option]:
    return [option for option in options if all(word in searchable(f"{option.words} {option.also}") for word in words)]
