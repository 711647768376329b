"""A place that fails again and again is left alone, then probed by one call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from agents.models.breaker import FAILURES, REST_SECONDS, Breakers


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def opened() -> tuple[Breakers, Clock]:
    clock = Clock()
    breakers = Breakers(clock)
    for _ in range(FAILURES):
        assert breakers.of("eu").allows()
        breakers.of("eu").failed()
    return breakers, clock


def test_it_opens_after_failures_in_a_row_and_for_that_place_alone() -> None:
    breakers, _ = opened()
    assert not breakers.of("eu").allows() and breakers.of("us").allows()


def test_a_success_between_failures_keeps_it_closed() -> None:
    breaker = Breakers(Clock()).of("eu")
    for _ in range(FAILURES):
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_after_its_rest_one_call_may_probe_and_its_outcome_decides() -> None:
    breakers, clock = opened()
    breaker = breakers.of("eu")
    clock.now = REST_SECONDS
    assert breaker.allows() and not breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.now = 2 * REST_SECONDS
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


def test_a_probe_that_was_stopped_leaves_room_for_the_next() -> None:
    breakers, clock = opened()
    clock.now = REST_SECONDS
    assert breakers.of("eu").allows()
    breakers.of("eu").left()
    assert breakers.of("eu").allows()


def test_of_many_threads_one_may_probe() -> None:
    breakers, clock = opened()
    clock.now = REST_SECONDS
    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(lambda _: breakers.of("eu").allows(), range(200))) == 1
