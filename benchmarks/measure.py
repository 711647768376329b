"""A command as a whole: wall time, processor time, and the peak memory of all its processes together."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
EVERY = 0.1  # seconds between two looks at memory


@dataclass(frozen=True)
class Measured:
    """`peak_mb` is the largest sum of proportional set sizes (PSS) over the process tree: a page that two processes share counts once."""

    seconds: float
    cpu_seconds: float
    peak_mb: float
    stdout: str
    stderr: str
    code: int


def measure(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Measured:
    """Run a command to its end and measure it with everything that it starts, also what detaches itself."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # orphans come to us and stay in the tree
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command, env=dict(environment or os.environ), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    watcher = _Watcher()
    watcher.start()
    stdout, stderr = process.communicate()
    seconds = time.perf_counter() - began
    watcher.over.set()
    watcher.join()
    _reap()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(seconds, used, watcher.peak / 1024, stdout, stderr, process.returncode)


class _Watcher(threading.Thread):
    """Sums the memory of our descendants every tenth of a second and keeps the largest sum, in kB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over, self.peak = threading.Event(), 0

    def run(self) -> None:
        while not self.over.wait(EVERY):
            self.peak = max(self.peak, sum(_pss(pid) for pid in descendants(os.getpid())))


def descendants(root: int) -> list[int]:
    """All processes below a process, from /proc."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended while we looked
            children.setdefault(int(fields[1]), []).append(int(entry))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        return 0  # it ended while we looked
    return 0


def _reap() -> None:
    """Take the ends of orphans, so that their processor time is counted."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def machine() -> str:
    """One line about where the figures were taken."""
    text = Path("/proc/cpuinfo").read_text()
    cpu = next((line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {cpu}, {memory:.0f} GB, {platform.system()}, Python {sys.version.split()[0]}"
