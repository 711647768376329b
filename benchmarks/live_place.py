"""A private product for benchmarks/live.py: Valkey, web server, echo, and a run of the demo shop whose plan is made. No worker."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

HOST = "127.0.0.1"


class Place:
    """`base` and `echo` are addresses, `cookie` a session's, `run` the run that is watched."""

    def __init__(self, children: object, base: str, echo: str) -> None:
        from django.test import Client

        from workspace.runs.models import Run
        from workspace.web import demo

        self.children, self.base, self.echo = children, base, echo
        self.team = demo.demo_team()
        self.person = self.team.people.first()
        self.source = demo.demo_source(self.team)
        self.run = Run.objects.get(pk=_planned(self))
        client = Client()
        client.force_login(self.person)
        self.session = client.cookies["sessionid"].value
        self.cookie = f"sessionid={self.session}"


def _planned(place: Place) -> UUID:
    """Play the worker in this process until the steps after the plan are handed out."""
    from workspace.runs import carrying, engine, queue
    from workspace.web import demo

    sent: list[tuple[str, dict[str, object]]] = []
    real, queue._send = queue._send, lambda name, **ids: sent.append((name, ids))  # type: ignore[assignment]
    run = demo.first_request(place.team, place.source)
    planned = False
    while sent and not (planned and sent[0][0] == "runs.carry_out"):
        name, ids = sent.pop(0)
        if name == "runs.carry_out":
            carrying.carry_out(ids["step_id"], ids["attempt"])  # type: ignore[arg-type]
            planned = True
        elif name == "runs.advance":
            engine.advance(UUID(str(ids["run_id"])))
    queue._send = real
    return run.pk  # type: ignore[no-any-return]


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """Settings must not be loaded yet: they are told about `folder` here."""
    socket = folder / "valkey.sock"
    os.environ |= {"THREEDAY_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/live.sqlite3", "REDIS_URL": f"unix://{socket}",
                   "DJANGO_SETTINGS_MODULE": "workspace.settings", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}  # fmt: skip
    import django
    from django.core.management import call_command

    django.setup()
    from workspace.supervisor import Supervisor, connects, free_port, start_valkey, start_web

    with Supervisor(dict(os.environ), log=folder / "children.log", patience=1) as children:
        start_valkey(children, socket, folder, keep=False)
        call_command("migrate", verbosity=0)
        port = free_port(HOST, 0)
        web = start_web(children, HOST, port)
        children.wait_for(web, lambda: connects(HOST, port))
        other = free_port(HOST, 0)
        same = [part.replace("workspace.asgi", "live_echo") if "asgi" in part else part for part in web.arguments]
        same[same.index(str(port))] = str(other)
        echo = children.start("echo", [*same, "--app-dir", str(Path(__file__).parent)])
        children.wait_for(echo, lambda: connects(HOST, other))
        sys.stderr.write("The product runs; its run is being planned.\n")
        yield Place(children, f"http://{HOST}:{port}", f"ws://{HOST}:{other}/")
