"""manage.py evaluate: how well each model does each use, what that costs, and where the uses should start."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from workspace.accounts.models import Team
from workspace.runs import evaluating, evaluation_told
from workspace.runs.evaluation_rungs import RungsUnknown, rungs_for

DONE, BAD_INPUT, STOPPED = 0, 2, 3


class BadInput(Exception):
    """What the person must change, in one sentence."""


class Command(BaseCommand):
    help = "Run the suites of each use on each rung. Exit code 0: done; 2: bad input; 3: the limit of money stopped it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--team", help="whose models and starts; may be left out where there is one team")
        parser.add_argument("--use", metavar="USES", help=f"comma-separated, all when absent: {','.join(evaluating.USES)}")
        parser.add_argument("--rung", metavar="RUNGS", help="comma-separated rungs of the team: builtin,small,…; all when absent")
        parser.add_argument("--model", choices=("openai_compatible", "bedrock"), help="try a model that the team does not offer")
        parser.add_argument("--base-url", default=settings.MODEL["base_url"], help="address of an OpenAI-compatible server")
        parser.add_argument("--model-name", default=settings.MODEL["model"], help="name of the model on that server, or its id on Bedrock")
        parser.add_argument("--regions", default=",".join(settings.MODEL["regions"]), help="of Bedrock, comma-separated")
        parser.add_argument("--limit", type=int, metavar="N", help="at most so many cases of each suite")
        parser.add_argument("--data", metavar="DIR", help="folder of the data that the questions ask; with --questions")
        parser.add_argument("--questions", metavar="FILE.jsonl", help="questions of one's own for the use query")
        parser.add_argument("--most-money", default="1.00", metavar="USD", help="stop before more is spent (1.00); none for no limit")
        parser.add_argument("--accept", action="store_true", help="let the uses start where the evaluation says")
        parser.add_argument("--json", action="store_true", help="write everything to stdout as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sys.exit(self._evaluate(options))
        except (BadInput, RungsUnknown, evaluating.BadCases) as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(BAD_INPUT)

    def _evaluate(self, options: dict[str, Any]) -> int:
        terms = _terms(options)
        call_command("migrate", verbosity=0)
        team = _team(options["team"])
        rungs, stopped = rungs_for(team, options), ""
        try:
            evaluating.evaluate(team, rungs, terms, lambda row: _progress(row.use, row.rung, row.cases))
        except evaluating.MoneySpent as error:
            stopped = str(error)
        found = evaluating.newest(team)
        rows = [row for use in terms.uses for row in found.get(use, [])]
        proposals = {use: evaluating.proposal(found[use]) for use in terms.uses if use in found}
        if options["accept"] and not stopped:
            evaluating.accept(team, proposals.values())
        if options["json"]:
            sys.stdout.write(json.dumps(evaluation_told.plain(rows, proposals, stopped), ensure_ascii=False) + "\n")
        else:
            texts = [evaluation_told.table(rows, proposals), evaluation_told.wrong_cases(rows), evaluation_told.ladder(proposals)]
            sys.stdout.write("\n\n".join(text for text in texts if text) + "\n")
        sys.stderr.write(f"{stopped}\n" if stopped else "")
        return STOPPED if stopped else DONE


def _terms(options: dict[str, Any]) -> evaluating.Terms:
    uses = tuple(word.strip() for word in options["use"].split(",")) if options["use"] else evaluating.USES
    if odd := [use for use in uses if use not in evaluating.USES]:
        raise BadInput(f"There is no use {odd[0]!r}; choose from {', '.join(evaluating.USES)}.")
    if (options["data"] is None) != (options["questions"] is None):
        raise BadInput("--data and --questions belong together: the folder of the files, and the questions over them.")
    if options["limit"] is not None and options["limit"] < 1:
        raise BadInput("--limit is a number of cases, at least 1.")
    data, questions = (Path(options[name]) if options[name] else None for name in ("data", "questions"))
    return evaluating.Terms(uses, options["limit"], _money(options["most_money"]), questions, data)


def _money(given: str) -> Decimal | None:
    try:
        return None if given == "none" else Decimal(given)
    except InvalidOperation:
        raise BadInput(f"--most-money is an amount in US dollars, or none; not {given!r}.") from None


def _team(name: str | None) -> Team:
    """The team by its name, or the only one there is; on a fresh machine the one of the command line."""
    if name:
        found = Team.objects.filter(name=name).first()
        if found is None:
            raise BadInput(f"There is no team {name!r}.")
        return found
    teams = list(Team.objects.all()[:2])
    if len(teams) > 1:
        raise BadInput("There are several teams: name one with --team.")
    return teams[0] if teams else Team.objects.create(name="ask")


def _progress(use: str, rung: str, cases: int) -> None:
    sys.stderr.write(f"{use} on {rung}: {cases} cases\n")
