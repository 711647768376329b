"""The events of a stream, read by a thread of its own: what has piled up meanwhile is handed on as one piece.

The agent library goes through a thread for each event that it takes. Where events come faster than that, joined pieces make up for it;
where they do not, each goes on at once. And who waits for an event can be let go at once, which a thread that reads a socket cannot.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from typing import Any

Event = dict[str, Any]
DELTA, TEXT = "contentBlockDelta", ("text", "input")  # the kinds of text that simply go on


class Ahead:
    """Iterates over the events of boto3's stream, and raises what it raises."""

    def __init__(self, events: Any) -> None:
        self._events = events
        self._queue: SimpleQueue[Event | Exception | None] = SimpleQueue()
        self._closing = threading.Event()
        threading.Thread(target=self._read, name="bedrock-stream", daemon=True).start()

    def __iter__(self) -> Iterator[Event]:
        while True:
            pile = [self._queue.get()]
            while not self._queue.empty():
                pile.append(self._queue.get())
            for piece in joined(pile):
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                yield piece

    def close(self) -> None:
        """Let go of the stream. Its reader closes it at the next sign of life: closing a socket that is being read would wait for one."""
        self._closing.set()
        self._queue.put(None)

    def _read(self) -> None:
        try:
            for event in self._events:
                if self._closing.is_set():
                    break
                self._queue.put(event)
        except Exception as error:
            self._queue.put(error)
        finally:
            self._queue.put(None)
            self._events.close()


def joined(pile: Iterable[Event | Exception | None]) -> Iterator[Event | Exception | None]:
    """The pile with neighbouring pieces of the same text put together."""
    held: Event | None = None
    for piece in pile:
        both = _together(held, piece) if held is not None and isinstance(piece, dict) else None
        if both is None and held is not None:
            yield held
        if both is not None:
            held = both
        elif isinstance(piece, dict):
            held = piece
        else:
            held = None
            yield piece
    if held is not None:
        yield held


def _together(one: Event, other: Event) -> Event | None:
    """Two events as one, None where they are not pieces of the same text."""
    if DELTA not in one or DELTA not in other or one[DELTA]["contentBlockIndex"] != other[DELTA]["contentBlockIndex"]:
        return None
    delta = _added(one[DELTA]["delta"], other[DELTA]["delta"])
    return None if delta is None else {DELTA: {**one[DELTA], "delta": delta}}


def _added(one: Event, other: Event) -> Event | None:
    """Two deltas of one kind as one: {"text"}, {"toolUse": {"input"}}, {"reasoningContent": {"text"}}."""
    if len(one) != 1 or one.keys() != other.keys():
        return None
    (name,) = one
    if isinstance(one[name], dict) and isinstance(other[name], dict):
        inner = _added(one[name], other[name])
        return None if inner is None else {name: inner}
    return {name: one[name] + other[name]} if name in TEXT else None
