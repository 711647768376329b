"""A private workplace: a command that needs no deployment works in a temporary folder with a database, a queue and a worker of its own.

It is made before Django loads, so that the worker comes up while the command itself does.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from workspace.environment import socket_path
from workspace.supervisor import ChildFailed, Supervisor, start_valkey, start_worker

# Commands that may work by themselves. Where DATABASE_URL or REDIS_URL is set they use the deployment instead.
COMMANDS = frozenset({"ask"})


def prepare(arguments: Sequence[str]) -> None:
    """Make the workplace where the command is one of COMMANDS; it lives as long as this process."""
    if len(arguments) < 3 or arguments[1] not in COMMANDS or {"-h", "--help"} & set(arguments):
        return
    if os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL"):
        return
    folder = Path(tempfile.mkdtemp(prefix="threeday-")).resolve()
    os.environ["THREEDAY_VAR"] = str(folder)
    children = Supervisor(os.environ | {"TMPDIR": str(folder)}, log=folder / "worker.log", patience=0)
    atexit.register(_end, children, folder)
    try:
        start_valkey(children, socket_path(folder), folder, keep=False)
        start_worker(children)
    except ChildFailed as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)


def _end(children: Supervisor, folder: Path) -> None:
    children.end()
    socket_path(folder).unlink(missing_ok=True)  # it stands elsewhere where the folder's path is long
    shutil.rmtree(folder, ignore_errors=True)
