"""bin/demo's command: a first page soon, and nothing left running after Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from workspace.supervisor import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds; a first start makes the shop


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command in a session of its own, its data in a folder of its own."""
    port = free_port("127.0.0.1", 8800)
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=kept | {"THREEDAY_VAR": str(tmp_path / "var")}, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip
    yield process, port
    process.kill()
    process.wait(10)


def test_it_answers_and_ctrl_c_ends_every_child(demo: tuple[subprocess.Popen[str], int], tmp_path: Path) -> None:
    process, port = demo
    _wait_for_page(process, port)
    assert len(_using(tmp_path)) >= 3, "the queue, the web and the worker run"
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert _using(tmp_path) == []


def _wait_for_page(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=2).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"no page: {process.stdout.read() if process.poll() is not None and process.stdout else 'still starting'}")


def _using(folder: Path) -> list[str]:
    """The processes whose environment or command names a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:  # it ended while we looked
            continue
        if str(folder).encode() in told:
            found.append(entry.name)
    return found
