"""manage.py demo: everything on this machine, signed in, with the first request under way. Ctrl-C ends all of it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from workspace.runs.models import Run
from workspace.runs.report import report
from workspace.supervisor import ChildFailed, Supervisor, answers, connects, free_port, start_valkey, start_web, start_worker
from workspace.web import demo
from workspace.web.progress import Progress

HOST = "127.0.0.1"
PORT = 8740
LOOK_EVERY = 0.5  # seconds between two looks at the children
DONE, FAILED, CANNOT = 0, 1, 3
_ending = threading.Event()


class Command(BaseCommand):
    help = "Start Threeday on this machine with the demo shop, sign in, and send the first request."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="no browser: wait for the end, say where the files are, end")
        parser.add_argument("--port", type=int, default=PORT, help=f"default {PORT}; another free one where it is taken")

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _end)
        try:
            sys.exit(_once() if options["once"] else _serve(options["port"]))
        except KeyboardInterrupt:
            sys.stderr.write("\n")
            sys.exit(DONE)
        except ChildFailed as error:
            sys.stderr.write(f"{error}\n")
            sys.exit(FAILED)


def _once() -> int:
    with _supervisor() as children:
        _queue(children)
        start_worker(children)
        run = Progress(_ask()).follow()
    found = report(run)
    lines = found["answer"] or [found["message"]]
    sys.stdout.write("\n".join([*lines, *(made["path"] for made in found["artifacts"])]) + "\n")
    return {"done": DONE, "cannot": CANNOT}.get(run.status, FAILED)


def _serve(wanted: int) -> int:
    with _supervisor() as children:
        _queue(children)
        call_command("migrate", verbosity=0)
        port = free_port(HOST, wanted)
        web = start_web(children, HOST, port)
        start_worker(children)
        run = _ask()
        children.wait_for(web, lambda: connects(HOST, port))
        address = f"http://{HOST}:{port}/demo/{demo.door()}/?next=/threads/{run.thread_id}/"
        sys.stdout.write(f"Threeday runs at\n\n  {address}\n\nThe address signs you in, once. Ctrl-C ends it.\n")
        sys.stdout.flush()
        while not _ending.is_set():
            children.look_after()
            time.sleep(LOOK_EVERY)
    return DONE


def _supervisor() -> Supervisor:
    environment = os.environ | {"THREEDAY_DEMO": "1", "THREEDAY_VAR": str(settings.VAR_DIR)}
    return Supervisor(environment, log=settings.VAR_DIR / "demo.log")


def _queue(children: Supervisor) -> None:
    if settings.REDIS_URL:
        return
    if answers(settings.SOCKET_PATH):
        raise ChildFailed(f"Threeday already runs in {settings.VAR_DIR}. End it first, or set THREEDAY_VAR to another folder.")
    start_valkey(children, settings.SOCKET_PATH, settings.VAR_DIR, keep=True)


def _ask() -> Run:
    call_command("migrate", verbosity=0)
    team = demo.demo_team()
    return demo.first_request(team, demo.demo_source(team))


def _end(number: int, frame: FrameType | None) -> None:
    """End wherever we are. An interrupt that comes while an object is taken down is lost; the loop then sees the mark."""
    _ending.set()
    raise KeyboardInterrupt
