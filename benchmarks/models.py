"""Models, measured on loopback: python benchmarks/models.py. Prints Markdown.

1. What we add to each streamed call, against bare boto3 that sends the same request to the same fake (a process of its own), turn by turn.
2. Fifty streams at once in one process.
3. Tokens and money of the main job and a follow-up by our prompts, against a plain agent loop replayed from the same run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from agents.core.calls import Ladder, Ladders, ModelCall, ModelSettings, Rung  # noqa: E402
from agents.demo.shop import make_sqlite  # noqa: E402
from agents.models.prices import cost  # noqa: E402
from agents.sources.open import open_data  # noqa: E402
from benchmarks.measure import machine  # noqa: E402
from benchmarks.models_fake import Speed, other_process  # noqa: E402
from benchmarks.models_plain import plain_calls  # noqa: E402
from benchmarks.models_streams import at_once, our_body, ours, pairs, settings  # noqa: E402
from tests.main_job.driver import run  # noqa: E402
from tests.models.fake_bedrock import FakeBedrock  # noqa: E402

SPEEDS = (Speed("like a model: 300 ms to the first piece, then 100 a second", 0.3, 0.01), Speed("as fast as loopback is", 0.0, 0.0))
REQUEST = "Analyse sales growth by channel from 2024 to 2025 and plan what to do, with slides, a spreadsheet and a document."
THEN = "now only the marketplace"
ORDERS = 3_000


def overhead(count: int) -> None:
    body = our_body()
    print(f"## One streamed call, ours against bare boto3, {count} pairs\n")
    print("| answer | until | ours, ms: min / median / max | boto3, ms: min / median / max | ratio of medians | ratios of pairs |")
    print("|---|---|---:|---:|---:|---:|")
    for speed in SPEEDS:
        with other_process(speed) as url:
            mine, bare = pairs(url, body, count)
        for name in ("first", "whole"):
            a, b = ([getattr(timed, name) * 1000 for timed in side] for side in (mine, bare))
            ratios = [x / y for x, y in zip(a, b, strict=True)]
            shown = f"{_three(a)} | {_three(b)} | {statistics.median(a) / statistics.median(b):.2f} | {_three(ratios, 2)}"
            print(f"| {speed.name} | {'first piece' if name == 'first' else 'whole answer'} | {shown} |", flush=True)


def streams(count: int) -> None:
    with other_process(SPEEDS[0]) as url:
        ours(url)
        one = [ours(url).whole for _ in range(3)]
        many = [at_once(url, count) for _ in range(3)]
    print(f"\n## {count} streams at once in one process, three times, all complete\n")
    print("| | seconds: min / median / max |\n|---|---:|")
    print(f"| one stream | {_three(one, 2)} |\n| {count} at once | {_three(many, 2)} |")
    print(f"\n{count} at once take {statistics.median(many) / statistics.median(one):.2f} times as long as one.")


def tokens() -> None:
    with tempfile.TemporaryDirectory(prefix="threeday-bench-") as folder, FakeBedrock() as fake:
        chosen = settings(fake.url).model_copy(update={"price": None})
        shop = make_sqlite(Path(folder) / "shop.sqlite", orders=ORDERS)
        ladders = Ladders(others=Ladder(rungs=(Rung(name="small", settings=chosen), Rung())))
        first = run(REQUEST, [shop], Path(folder) / "first", ladders=ladders)
        cut = len(fake.conversations)
        then = run(THEN, [shop], Path(folder) / "then", ladders=ladders, before=first, deck_before=first)
        catalog = open_data([shop], Path(folder) / "copies").catalog
    print(f"\n## Tokens and money, {chosen.model}, standard tier\n")
    print("| request | loop | requests | tokens in | of them cached | written | out | US dollars | ours / theirs: tokens, money |")
    print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, ran, seen in (("main job", first, fake.conversations[:cut]), ("follow-up", then, fake.conversations[cut:])):
        assert ran.status == "done", ran.message
        mine = ran.meter.model_calls
        print(f"| {name} | ours | {_row(mine)} | |")
        for what, queries in (("plain", True), ("plain, queries not counted", False)):
            paid = [_paid(call, chosen) for call in plain_calls(ran, seen, catalog, queries=queries)]
            print(f"| | {what} | {_row(paid)} | {_all_in(mine) / _all_in(paid):.3f}, {_money(mine) / _money(paid):.3f} |")


def _paid(call: ModelCall, chosen: ModelSettings) -> ModelCall:
    known = call.model_copy(update={"model": chosen.model})
    return known.model_copy(update={"money": cost(known, chosen)[0]})


def _row(calls: Sequence[ModelCall]) -> str:
    cached, written, out = (sum(getattr(call, name) for call in calls) for name in ("tokens_cached", "tokens_written", "tokens_out"))
    return f"{len(calls)} | {_all_in(calls):,} | {cached:,} | {written:,} | {out:,} | {_money(calls):.4f}"


def _all_in(calls: Sequence[ModelCall]) -> int:
    return sum(call.tokens_in + call.tokens_cached + call.tokens_written for call in calls)


def _money(calls: Sequence[ModelCall]) -> Decimal:
    return sum((call.money or Decimal(0) for call in calls), Decimal(0))


def _three(values: Sequence[float], places: int = 0) -> str:
    return " / ".join(f"{value:.{places}f}" for value in (min(values), statistics.median(values), max(values)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what models cost us on loopback.")
    parser.add_argument("--pairs", type=int, default=30, help="streamed calls of each side (default 30)")
    parser.add_argument("--streams", type=int, default=50, help="streams at once (default 50)")
    asked = parser.parse_args()
    print(f"Models on loopback, {date.today()}; {machine()}.\n")
    overhead(asked.pairs)
    streams(asked.streams)
    tokens()


if __name__ == "__main__":
    main()
