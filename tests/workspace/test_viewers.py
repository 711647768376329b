"""Many watch one run: all of them see every event once, and end with the same page."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.workspace.watching import watch_all
from workspace.supervisor import Supervisor, start_worker

WITHIN = 90.0  # seconds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent() -> None:
    """Here the queue is a real one."""


def test_two_hundred_viewers_of_one_run_miss_nothing_and_see_nothing_twice(
    place: Supervisor, start_run: Any, viewer_of: Any, alice: Any
) -> None:
    run = start_run(deliver=("deck", "charts"))
    viewers = [viewer_of(run) for _ in range(170)] + [viewer_of(run, drops=2) for _ in range(30)]
    start_worker(place)
    asyncio.run(watch_all(viewers, WITHIN))
    run.refresh_from_db()
    assert all(viewer.numbers == sorted(set(viewer.numbers)) for viewer in viewers), "a piece came twice, or late"
    assert {viewer.numbers[-1] for viewer in viewers} == {run.last_event}
    assert len({viewer.ends_with() for viewer in viewers}) == 1


def test_a_viewer_who_was_away_ends_with_the_same_page(place: Supervisor, start_run: Any, viewer_of: Any) -> None:
    run, back = start_run(), asyncio.Event()
    there, dropping, gone = viewers = [viewer_of(run), viewer_of(run, drops=0.4), viewer_of(run, away=back)]

    async def play() -> None:
        start_worker(place)
        late = asyncio.create_task(watch_all(viewers[2:], WITHIN))
        await watch_all(viewers[:2], WITHIN)
        back.set()
        await late

    asyncio.run(play())
    assert len(there.pieces) > 4 and dropping.connects > 2 and len(gone.pieces) == 1
    assert there.ends_with() == dropping.ends_with() == gone.ends_with()
