"""One streamed call by us and by bare boto3, and many of ours at once."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import boto3
from botocore.config import Config
from pydantic import SecretStr

from agents.core.base import Value
from agents.core.calls import Access, ModelCall, ModelSettings, Price, Rung, Target
from agents.core.meter import Tally
from agents.models.loop import Models, Task, run_task
from benchmarks.models_fake import reply
from tests.models.fake_bedrock import HAIKU, FakeBedrock

REGION = "eu-central-1"
WORDS = "Sum the findings up."


class Written(Value):
    """What the model is asked for."""

    text: str


@dataclass(frozen=True)
class Timed:
    """Seconds from the call of our function to the first piece of the answer, and to the whole of it, read and checked."""

    first: float
    whole: float


@dataclass
class Stamps(Tally):
    """A meter that remembers when its request went out."""

    sent: float = 0.0
    calls: list[ModelCall] = field(default_factory=list)

    def hold(self, most: Decimal | None) -> None:
        self.sent = time.perf_counter()

    def model_called(self, call: ModelCall, held: Decimal | None = Decimal(0)) -> None:
        self.calls.append(call)


def propose() -> dict[str, Any]:
    """Propose a text."""
    return {"proposal": {"text": ""}}


TASK = Task(use="answer", instructions="You sum up.", prompt=WORDS, output=Written, tools=(propose,), proposal="propose",
            check=lambda written: [])  # fmt: skip


def ours(url: str) -> Timed:
    """One use of a model with one call, from its task to its checked output."""
    began, meter = time.perf_counter(), Stamps()
    run_task(TASK, Rung(name="small", settings=settings(url)), Models(meter=meter))
    whole = time.perf_counter() - began
    (call,) = meter.calls
    assert call.first_seconds is not None and call.outcome == "ok"
    return Timed(meter.sent - began + call.first_seconds, whole)


def settings(url: str) -> ModelSettings:
    access = Access(endpoint=url, key_id=SecretStr("AKIDFAKE"), secret_key=SecretStr("fake"))
    targets = (Target(region=REGION, model=f"eu.{HAIKU}"),)
    return ModelSettings(name="bedrock", model=HAIKU, access=access, targets=targets, price=Price())


def our_body() -> dict[str, Any]:
    """The body of the request that we send, so that boto3 sends the same."""
    with FakeBedrock(lambda seen: reply(0, 0)) as fake:
        ours(fake.url)
        return fake.conversations[0].body


class Bare:
    """boto3 and nothing else: the client is made once, the stream read, the call of the tool put together and parsed."""

    def __init__(self, url: str, body: dict[str, Any]) -> None:
        self.body = body
        self.client = boto3.client(
            "bedrock-runtime", region_name=REGION, endpoint_url=url, aws_access_key_id="AKIDFAKE", aws_secret_access_key="fake",
            config=Config(retries={"max_attempts": 0}, max_pool_connections=64),
        )  # fmt: skip

    def __call__(self) -> Timed:
        began, first, pieces = time.perf_counter(), 0.0, []
        for event in self.client.converse_stream(modelId=f"eu.{HAIKU}", **self.body)["stream"]:
            if "contentBlockDelta" in event:
                first = first or time.perf_counter() - began
                pieces.append(event["contentBlockDelta"]["delta"]["toolUse"]["input"])
        Written.model_validate(json.loads("".join(pieces)))
        return Timed(first, time.perf_counter() - began)


def at_once(url: str, streams: int) -> float:
    """Seconds for so many streams of ours at once in this process. Raises where one does not complete."""
    gate = threading.Barrier(streams + 1)

    def one() -> Timed:
        gate.wait()
        return ours(url)

    with ThreadPoolExecutor(streams) as pool:
        waiting = [pool.submit(one) for _ in range(streams)]
        gate.wait()
        began = time.perf_counter()
        for future in waiting:
            future.result()
        return time.perf_counter() - began


def pairs(url: str, body: dict[str, Any], count: int) -> tuple[list[Timed], list[Timed]]:
    """(ours, bare), turn by turn, after two rounds that nobody counts."""
    bare = Bare(url, body)
    both = [(ours(url), bare()) for _ in range(count + 2)][2:]
    return [pair[0] for pair in both], [pair[1] for pair in both]
