"""manage.py ask "REQUEST" --data FILE --out DIR: one request from the command line, by the engine, queue and worker of the web."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from workspace.accounts.models import Team
from workspace.connections.uploads import keep_file
from workspace.environment import MODELS, REGION
from workspace.runs import requests
from workspace.runs.codec import CellEncoder
from workspace.runs.models import Run
from workspace.runs.report import report
from workspace.runs.words import sentence
from workspace.runs.worker import bus_url, present
from workspace.supervisor import ChildFailed, Supervisor, start_worker
from workspace.threads.models import Thread, title_of
from workspace.web.progress import Progress

DONE, FAILED, BAD_INPUT, CANNOT = 0, 1, 2, 3
DELIVERABLES = ("deck", "workbook", "document", "charts")


class BadInput(Exception):
    """What the person must change, in one sentence."""


class Command(BaseCommand):
    help = "Carry out a request over data files. Exit code 0: done; 2: bad input; 3: the data cannot answer; 1: we failed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("request", help="what to do, in English or Chinese")
        parser.add_argument("--data", action="append", default=[], metavar="FILE", help="a data file; may be given several times")
        parser.add_argument("--out", required=True, metavar="DIR", help="where the files go")
        parser.add_argument("--json", action="store_true", help="write everything the run knows to stdout as one JSON object")
        parser.add_argument("--deliver", metavar="KINDS", help=f"comma-separated: {','.join(DELIVERABLES)}; left to the plan when absent")
        parser.add_argument("--model", default=settings.MODEL["name"], choices=MODELS)
        parser.add_argument("--base-url", default=settings.MODEL["base_url"], help="address of an OpenAI-compatible server")
        parser.add_argument("--model-name", default=settings.MODEL["model"], help="name of the model on that server, or its id at Bedrock")
        parser.add_argument("--region", action="append", default=[], help="a region of AWS to ask; may be given several times")
        parser.add_argument("--cheap", action="store_true", help="nobody waits: take the cheapest tier of a language model")
        parser.add_argument("--quiet", action="store_true", help="no progress on stderr")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            sys.exit(self._ask(options))
        except BadInput as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(BAD_INPUT)
        except ChildFailed as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(FAILED)

    def _ask(self, options: dict[str, Any]) -> int:
        choices, files, out = _choices(options), _files(options["data"]), _out(options["out"])
        if not options["request"].strip():
            raise BadInput("The request is empty. Say what you want to know or to have made.")
        with Supervisor(dict(os.environ), log=settings.VAR_DIR / "worker.log", patience=0) as children:
            _bring_up(children)
            run = _begin(options["request"], files, choices)
            run = Progress(run, open(os.devnull, "w") if options["quiet"] else None).follow()  # noqa: SIM115
            found = _hand_over(run, out)
            code = _code(run)
            if code == FAILED:
                _keep_log(out)
        if options["json"]:
            sys.stdout.write(json.dumps(found, cls=CellEncoder, ensure_ascii=False) + "\n")
        _say(run, found, code)
        return code


def _choices(options: dict[str, Any]) -> requests.Choices:
    deliver = tuple(word.strip() for word in options["deliver"].split(",") if word.strip()) if options["deliver"] is not None else None
    if deliver is not None and (odd := [word for word in deliver if word not in DELIVERABLES]):
        raise BadInput(f"There is no deliverable {odd[0]!r}; choose from {', '.join(DELIVERABLES)}.")
    return requests.Choices(deliver=deliver, model=_model(options), cheap=options["cheap"])


def _model(options: dict[str, Any]) -> dict[str, Any]:
    """The model for this request alone. Bedrock is asked with the machine's own credentials."""
    name, regions = options["model"], options["region"] or settings.MODEL["regions"]
    if name == "openai_compatible" and not options["base_url"]:
        raise BadInput("--model openai_compatible needs --base-url, the address of the server.")
    if name == "bedrock" and not options["model_name"]:
        raise BadInput("--model bedrock needs --model-name, the id of a model or of an inference profile.")
    if name == "bedrock" and not (regions and all(REGION.fullmatch(region) for region in regions)):
        raise BadInput("--model bedrock needs --region, a region of AWS like eu-central-1.")
    return {"name": name, "model": options["model_name"] or "", "base_url": options["base_url"] or "", "regions": regions,
            "residency": settings.MODEL["residency"]}  # fmt: skip


def _files(given: list[str]) -> list[Path]:
    """The data files. Which of them can be read is for the run to say."""
    if not given:
        raise BadInput("No data was given. Name at least one file with --data.")
    for path in map(Path, given):
        if not path.exists():
            raise BadInput(f"{path} is not there. Check the path of --data.")
        if not path.is_file():
            raise BadInput(f"{path} is a folder. Name a file with --data.")
    return [Path(path) for path in given]


def _out(given: str) -> Path:
    out = Path(given)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{out} cannot be made: {error.strerror}. Choose another folder for --out.") from None
    return out


def _bring_up(children: Supervisor) -> None:
    """Bring the tables up to date and, in a deployment where no worker is there, start one.

    A private worker (workspace/private.py) is already on its way.
    """
    call_command("migrate", verbosity=0)
    if settings.REDIS_URL and not present(bus_url()):
        start_worker(children)


def _begin(request: str, files: list[Path], choices: requests.Choices) -> Run:
    team = Team.objects.filter(name="ask").first() or Team.objects.create(name="ask")
    thread = Thread.objects.create(team=team, title=title_of(request))
    sources = [keep_file(team, path) for path in files]
    return requests.start(thread, None, request, sources, choices)


def _hand_over(run: Run, out: Path) -> dict[str, Any]:
    found = report(run)
    for made in found["artifacts"]:
        place = out / made["name"]
        shutil.copyfile(made["path"], place)
        made["path"] = str(place)
    return found


def _code(run: Run) -> int:
    if run.status == "done":
        return DONE
    if run.status == "cannot":
        return CANNOT
    return BAD_INPUT if run.steps.filter(status="failed", cause__in=("input", "limit")).exists() else FAILED


def _keep_log(out: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(settings.VAR_DIR / "worker.log", out / "threeday.log")


def _say(run: Run, found: dict[str, Any], code: int) -> None:
    """The end in words: files and answer when done, else why not and what could be asked."""
    if code == DONE:
        lines = [*found["answer"], *([run.ending] if run.ending else [])]
        lines += [f"{made['path']}{' (draft)' if made['status'] == 'draft' else ''}" for made in found["artifacts"] if made["primary"]]
    else:
        lines = [found["message"] or sentence("broken", run.language, id="–")]
        lines += [f"– {word}" for word in found["missing"]] if code == CANNOT else []
        lines += [f"→ {suggestion}" for suggestion in found["suggestions"]]
    sys.stderr.write("\n".join(lines) + "\n")
