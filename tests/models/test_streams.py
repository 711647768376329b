"""Streams: each piece is a sign of life, progress is told in words, and what breaks is repeated without doubled text."""

from __future__ import annotations

import time

import pytest

from agents.core.errors import Stopped
from agents.core.events import Event
from agents.models.ladder import climb
from agents.models.loop import Models
from agents.models.progress import Progress
from agents.models.streaming import Written
from tests.models.days import bedrock
from tests.models.fake_bedrock import FakeBedrock
from tests.models.uses import ANSWER, Purse, at, laddered, ordering, use
from tests.models.wire import serving

TOLD = {"tool": "final_result", "args": {"parts": ["b", "a"]}, "text": "Here it is."}


def test_a_stream_that_breaks_is_repeated_without_doubled_text() -> None:
    with serving([TOLD | {"cut": 4}, TOLD]) as (url, seen):
        tried = use(at(url))
    assert tried.order.parts == ("b", "a") and tried.rungs == ["small", "small"]
    assert seen[0] == seen[1]
    broken, whole = tried.meter.model_calls
    assert broken.outcome.startswith("stream_broken") and broken.outcome.endswith("(tokens estimated)")
    assert broken.tokens_in > 0 < broken.tokens_out and broken.money and whole.outcome == "ok"


def test_on_bedrock_too() -> None:
    with FakeBedrock([{"text": "Here it is.", "break_after": 3}, ANSWER]) as fake:
        tried = use(bedrock(fake))
    assert tried.order.parts == ("b", "a") and tried.outcomes == ["stream_broken", "ok"]
    assert [seen.body for seen in fake.conversations[1:]] == [fake.conversations[0].body]


def test_a_slow_stream_is_alive_as_long_as_pieces_come() -> None:
    with serving([ANSWER | {"pause": 0.1}]) as (url, _):
        tried = use(at(url, call_seconds=0.4))
    call = tried.meter.model_calls[0]
    assert tried.order.parts == ("b", "a") and call.seconds > 0.4 > (call.first_seconds or 9)


def test_what_the_model_thought_is_kept_apart_from_what_it_answered() -> None:
    with serving([ANSWER | {"reasoning": "b before a, since… " * 400}]) as (url, _):
        tried = use(at(url))
    call = tried.meter.model_calls[0]
    assert call.reasoning.startswith("b before a") and len(call.reasoning) == 4_000 and tried.order.parts == ("b", "a")


@pytest.mark.parametrize("kind", ["openai", "bedrock"])
def test_a_use_ends_in_its_time_though_a_thread_still_waits_for_its_socket(kind: str) -> None:
    with serving([{"hang": True}]) as (url, _), FakeBedrock([{"hang": 9}]) as fake:
        settings = at(url, seconds=0.5) if kind == "openai" else bedrock(fake, seconds=0.5, call_seconds=4.0)
        started = time.perf_counter()
        tried = use(settings)
    assert time.perf_counter() - started < 2.0
    assert tried.causes == ["timeout"] and tried.outcomes == ["timeout", "ok"] and tried.meter.held == []


def test_a_person_who_stops_the_run_stops_the_stream() -> None:
    def stop(event: Event) -> None:
        raise Stopped()

    meter = Purse()
    with serving([{"text": "word " * 400, "pause": 0.1}]) as (url, _), pytest.raises(Stopped):
        climb(ordering(), Models(laddered(at(url)), meter, emit=stop))
    assert "stopped" in meter.model_calls[0].outcome and meter.held == []


class Told:
    """Progress over a clock of its own."""

    def __init__(self, language: str = "en") -> None:
        self.now = 0.0
        self.progress = Progress("small", language, clock=lambda: self.now)  # type: ignore[arg-type]

    def at(self, now: float, *answer: str, thoughts: str = "") -> str:
        self.now = now
        event = self.progress.event(Written(answer=list(answer), thoughts=[thoughts] if thoughts else []))
        return event.text if event else ""


def test_progress_is_told_in_words_once_a_second_and_never_the_words_themselves() -> None:
    told = Told()
    assert [told.at(0.5, "one two"), told.at(1.1, "one", " two"), told.at(1.5, "one two three")] == ["", "small is writing: 2 words", ""]
    assert told.at(3.0, thoughts="let me see") == "small is thinking: 3 words"
    assert Told("zh").at(1.1, "收入增长 well") == "small正在撰写：5 字"


def test_what_was_told_before_a_break_is_not_told_again() -> None:
    told = Told()
    assert told.at(1.1, "one two three")
    assert told.at(3.0, "one two") == "" == told.at(5.0, "one two three")
    assert told.at(7.0, "one two three four")
