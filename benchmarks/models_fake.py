"""The fake Bedrock of the tests as a process of its own, with one long reply at a given speed."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIECES = 100  # deltas of the reply; the fake cuts a text into pieces of 12 characters


@dataclass(frozen=True)
class Speed:
    """How a model answers: seconds until the answer begins, and between two pieces of it."""

    name: str
    wait: float
    pause: float


@contextmanager
def other_process(speed: Speed) -> Iterator[str]:
    """The address of a fake that answers at this speed."""
    command = [sys.executable, __file__, "--wait", str(speed.wait), "--pause", str(speed.pause)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


def reply(wait: float, pause: float) -> dict[str, object]:
    """One call of the output tool, with a text of so many pieces."""
    time.sleep(wait)
    return {"tool": "final_result", "args": {"text": "x" * (PIECES * 12 - 12)}, "slow": pause}


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.models.fake_bedrock import FakeBedrock

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wait", type=float, required=True)
    parser.add_argument("--pause", type=float, required=True)
    told = parser.parse_args()
    with FakeBedrock(lambda seen: reply(told.wait, told.pause)) as fake:
        print(fake.url, flush=True)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main()
