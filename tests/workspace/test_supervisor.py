"""The supervisor starts again what dies, with pauses that grow, and says when that is of no use."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workspace.supervisor import STEADY, ChildFailed, Supervisor

DIES = (sys.executable, "-S", "-c", "")
LIVES = (sys.executable, "-S", "-c", "import time; time.sleep(60)")


@pytest.fixture
def children(tmp_path: Path) -> Any:
    with Supervisor(dict(os.environ), log=tmp_path / "log", patience=0, pause=0.05) as made:
        yield made


def look_until(children: Supervisor, so: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not so():
        assert time.monotonic() - began < 20
        children.look_after()
        time.sleep(0.005)
    return time.monotonic() - began


def test_what_dies_once_is_started_again_at_once(children: Supervisor) -> None:
    child = children.start("child", LIVES)
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    children.look_after()
    assert child.process.pid != first and child.process.poll() is None


def test_what_keeps_dying_is_started_after_longer_and_longer_pauses_and_then_given_up(children: Supervisor) -> None:
    child, began = children.start("child", DIES), time.monotonic()
    with pytest.raises(ChildFailed, match="child keeps ending"):
        look_until(children, lambda: False)
    assert child.restarts == 6
    assert time.monotonic() - began >= 0.05 * (1 + 2 + 4 + 8)


def test_a_child_that_lived_long_enough_begins_anew(children: Supervisor) -> None:
    child = children.start("child", LIVES)
    child.restarts, child.born = 5, time.monotonic() - STEADY
    child.process.kill()
    child.process.wait()
    children.look_after()
    assert child.restarts == 1


def test_one_that_waits_for_its_restart_keeps_nobody_waiting(children: Supervisor) -> None:
    children.pause = 30
    bad, good = children.start("bad", DIES), children.start("good", LIVES)
    look_until(children, lambda: bad.due is not None and bad.restarts == 2)
    good.process.kill()
    good.process.wait()
    children.look_after()
    assert good.process.poll() is None
