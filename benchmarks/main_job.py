"""Measures the main job against a plain script: python benchmarks/main_job.py [--pairs N] [--scale] [--keep FOLDER].

Both run as whole processes, turn by turn, after one warm-up each. Threeday is `manage.py ask` with nothing prepared: its own database,
queue and worker start and end inside the measured time, and the data is read afresh. The plain script runs in an environment of its
own (benchmarks/requirements.txt), made on the first use. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from measure import Measured, machine, measure  # noqa: E402

REQUEST = ("Analyse sales growth by channel from 2024 to 2025 and give each channel a product selection plan. "
           "I need slides, a spreadsheet and an action plan.")  # fmt: skip
DELIVER = "deck,workbook,document,charts"
LINES_AN_ORDER = 96_042 / 50_000
SIZES = (500_000, 5_000_000)
WORKING = ("plan", "analyse", "check")
# What would let an ask work beside others' settings: taken out, so that every run is a private one.
OURS = ("DATABASE_URL", "REDIS_URL", "THREEDAY_VAR")


@dataclass(frozen=True)
class Asked:
    """One measured `manage.py ask` and what it said about itself."""

    whole: Measured
    report: dict[str, Any]

    @property
    def steps(self) -> dict[str, float]:
        return {step["key"]: step["seconds"] or 0.0 for step in self.report["timings"]["steps"]}


def plain_python() -> str:
    """The Python of the plain script's environment."""
    folder = ROOT / "var" / "benchmarks" / "plain"
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        wanted = str(ROOT / "benchmarks" / "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True, stdout=sys.stderr)
    return str(python)


def shop(folder: Path, orders: int) -> Path:
    path = folder / f"shop-{orders}.sqlite"
    if not path.exists():
        command = [sys.executable, "-m", "agents.demo.shop", str(path), "--orders", str(orders)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return path


def ask(data: Path, out: Path) -> Asked:
    """Measure Threeday. Stops the benchmark where the run did not end well: a failed run has no time."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    command = [sys.executable, "manage.py", "ask", REQUEST, "--data", str(data), "--out", str(out), "--deliver", DELIVER]
    command += ["--json", "--quiet"]
    whole = measure(command, environment, ROOT)
    if whole.code != 0:
        raise SystemExit(f"manage.py ask ended with code {whole.code}:\n{whole.stderr}")
    report = json.loads(whole.stdout)
    drafts = [made["name"] for made in report["artifacts"] if made["status"] != "ready"]
    if drafts:
        print(f"Drafts: {', '.join(drafts)}", file=sys.stderr)
    return Asked(whole, report)


def plain(python: str, data: Path, out: Path) -> Measured:
    whole = measure([python, str(ROOT / "benchmarks" / "plain_script.py"), str(data), str(out)])
    if whole.code != 0:
        raise SystemExit(f"plain_script.py ended with code {whole.code}:\n{whole.stderr}")
    return whole


def compare(folder: Path, pairs: int) -> None:
    """The job on 50,000 orders, turn by turn."""
    data, python = shop(folder, 50_000), plain_python()
    ask(data, folder / "threeday")
    plain(python, data, folder / "plain")
    ours, theirs = [], []
    for number in range(pairs):
        ours.append(ask(data, folder / "threeday"))
        theirs.append(plain(python, data, folder / "plain"))
        print(f"pair {number + 1}: {ours[-1].whole.seconds:.1f} s, {theirs[-1].seconds:.1f} s", file=sys.stderr)
    print(f"\nMain job, 50,000 orders, {pairs} pairs, {date.today()}; {machine()}.\n")
    print("| | Threeday | plain script | ratio of medians | each pair |\n|---|---:|---:|---:|---|")
    mine = [asked.whole for asked in ours]
    _row("wall time, s", [m.seconds for m in mine], [m.seconds for m in theirs])
    _row("processor time, s", [m.cpu_seconds for m in mine], [m.cpu_seconds for m in theirs])
    _row("peak memory (PSS of all processes), MB", [m.peak_mb for m in mine], [m.peak_mb for m in theirs])
    first = statistics.median(asked.report["timings"]["first_event"] * 1000 for asked in ours)
    print(f"\nRequest to first event: {first:.0f} ms. Steps (median seconds): {_steps(ours)}.")


def scale(folder: Path) -> None:
    """The same job on more order lines: does the analysis grow faster than the rows?"""
    print(f"\nMain job on more rows, one run each, {date.today()}; {machine()}.\n")
    print("| order lines | reading and plan, s | analysis, s | second way, s | whole job, s | peak memory, MB | "
          "growth of analysis / of rows |")  # fmt: skip
    print("|---:|---:|---:|---:|---:|---:|---:|")
    last: tuple[int, float] | None = None
    for lines in (int(50_000 * LINES_AN_ORDER), *SIZES):
        asked = ask(shop(folder, round(lines / LINES_AN_ORDER)), folder / f"scale-{lines}")
        reading, analysis, check = (asked.steps[key] for key in WORKING)
        growth = f"{(analysis / last[1]) / (lines / last[0]):.2f}" if last else "–"
        times = [f"{seconds:.1f}" for seconds in (reading, analysis, check, asked.whole.seconds)]
        cells = [f"{lines:,}", *times, f"{asked.whole.peak_mb:,.0f}", growth]
        print(f"| {' | '.join(cells)} |", flush=True)
        last = (lines, analysis)


def _row(name: str, ours: list[float], theirs: list[float]) -> None:
    a, b = statistics.median(ours), statistics.median(theirs)
    each = ", ".join(f"{x / y:.2f}" for x, y in zip(ours, theirs, strict=True))
    print(f"| {name} | {a:,.1f} | {b:,.1f} | {a / b:.2f} | {each} |")


def _steps(asked: list[Asked]) -> str:
    return ", ".join(f"{key} {statistics.median(one.steps[key] for one in asked):.1f}" for key in asked[0].steps)


@contextmanager
def workplace(keep: str | None) -> Iterator[Path]:
    if keep:
        Path(keep).mkdir(parents=True, exist_ok=True)
        yield Path(keep).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="threeday-bench-") as made:
        yield Path(made)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the main job against a plain script.")
    parser.add_argument("--pairs", type=int, default=3, help="how many times each runs (default 3)")
    parser.add_argument("--scale", action="store_true", help="also run on 500,000 and 5,000,000 order lines")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the data and the files here")
    asked = parser.parse_args()
    with workplace(asked.keep) as folder:
        if asked.pairs:
            compare(folder, asked.pairs)
        if asked.scale:
            scale(folder)


if __name__ == "__main__":
    main()
