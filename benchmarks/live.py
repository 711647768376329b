"""Measures the live page: python benchmarks/live.py [--events N] [--no-browser].

From a worker's event (the commit, noted by the process that writes it) to its arrival at 1, 50 and 200 viewers: raw websocket
clients in a process of their own, beside a bare Channels echo (live_echo.py) over the same bus, with the same number of clients,
fed turn by turn with messages of the same size. Then in Chromium (live_page.py): to the DOM of one viewer, weight, layout shift,
first paint. Prints Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from live_place import Place, place  # noqa: E402
from measure import machine  # noqa: E402

VIEWERS = (1, 50, 200)
APART = 0.15  # seconds between an event of ours and a message of the echo, turn by turn: nothing is joined
WARMING = 3  # events before those that count, in each round


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def event(here: Place) -> tuple[int, float]:
    """Write one event down as a worker does. Returns its number and when it was committed."""
    from django.db import transaction

    from agents.core.events import Event
    from workspace.runs import journal

    at: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: at.append(time.time()))  # before the journal's own, which tells the bus
        number = journal.record(here.run.pk, [Event(kind="step_progress", step="analyse", detail={"done": 1, "of": 3})])
    return number, at[0]


def word(number: int, filling: str) -> tuple[int, float]:
    """Send the echo's group a message of the size that a viewer gets. Returns its number and when it was sent."""
    from channels.layers import get_channel_layer

    from workspace.runs import live

    at = time.time()
    message = {"type": "told", "text": f'{filling} data-last="{number}"'}
    asyncio.run_coroutine_threadsafe(get_channel_layer().group_send("echo", message), live._loop(os.getpid()))
    return number, at


def filling(here: Place) -> str:
    """As many characters as one event's HTML has."""
    from workspace.web.live import changes_since

    number, _ = event(here)
    return "x" * len(changes_since(here.run.pk, number - 1)[0])


def round_of(here: Place, viewers: int, events: int, text: str) -> dict[str, list[float]]:
    """Milliseconds of every arrival at every viewer, for "ours" and "echo"."""
    ours = f"{here.base.replace('http', 'ws')}/ws/runs/{here.run.pk}/?language=en"
    here.run.refresh_from_db()
    wanted = json.dumps({ours: json.dumps({"after": here.run.last_event}), here.echo: ""})
    command = [sys.executable, str(ROOT / "benchmarks" / "live_clients.py"), wanted, str(viewers), here.cookie]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as clients:
        assert clients.stdin and clients.stdout
        if clients.stdout.readline() != "ready\n":
            raise SystemExit("The clients did not all get in.")
        time.sleep(1.5)
        sent: dict[str, dict[int, float]] = {ours: {}, here.echo: {}}
        for number in range(events + WARMING):
            for address in (ours, here.echo):
                key, at = event(here) if address == ours else word(number, text)
                if number >= WARMING:
                    sent[address][key] = at
                time.sleep(APART)
        time.sleep(1)
        found = json.loads(clients.communicate("stop\n")[0])
    took = {address: [wait for pieces in found[address] for wait in waits(sent[address], pieces)] for address in sent}
    for name, address in (("ours", ours), ("echo", here.echo)):
        if len(took[address]) != events * viewers:
            sys.stderr.write(f"{name}: {len(took[address])} arrivals of {events * viewers}\n")
    return {"ours": took[ours], "echo": took[here.echo]}


def waits(sent: dict[int, float], pieces: list[tuple[float, int]]) -> list[float]:
    """Milliseconds from each event to the first piece that holds it, joined with later events or not."""
    found = []
    for number, at in sent.items():
        came = next((arrived for arrived, last in pieces if last >= number), None)
        if came is not None:
            found.append((came - at) * 1000)
    return found


def arrivals(here: Place, events: int) -> None:
    text = filling(here)
    spaced = f"{events} events {2 * APART * 1000:.0f} ms apart, {len(text):,} characters each"
    print(f"\nFrom an event to its viewers (raw websocket clients), {spaced}, {date.today()};"
          f" {machine()}, load {os.getloadavg()[0]:.1f} at the start.\n")
    print("| viewers | ours p50, ms | ours p99, ms | echo p50, ms | echo p99, ms | ratio of p99 |\n|---:|---:|---:|---:|---:|---:|")
    for viewers in VIEWERS:
        took = round_of(here, viewers, events, text)
        cells = [percentile(took[name], share) for name in ("ours", "echo") for share in (0.5, 0.99)]
        print(f"| {viewers} | {' | '.join(f'{cell:.1f}' for cell in cells)} | {cells[1] / cells[3]:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the live page beside a bare Channels echo.")
    parser.add_argument("--events", type=int, default=100, help="for each number of viewers (default 100)")
    parser.add_argument("--no-browser", action="store_true", help="raw clients only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="td-live-") as folder, place(Path(folder)) as here:
        arrivals(here, options.events)
        if not options.no_browser:
            from live_page import page_figures

            page_figures(here, event)


if __name__ == "__main__":
    main()
