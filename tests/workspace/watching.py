"""Viewers without a browser: each holds the thread's page and swaps in what the socket brings, as htmx does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from lxml import html
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

LAST = re.compile(r'data-last="(\d+)"')
AGAIN_AFTER = 0.1  # seconds before a viewer comes back


@dataclass
class Viewer:
    """One that watches a run. `drops` seconds after each connect the line is cut; `away` until it is set, nobody is there."""

    address: str  # ws://…/ws/runs/…/
    cookie: str
    page: str  # the run's part of the thread's page, as it was opened
    drops: float | None = None
    away: asyncio.Event | None = None
    pieces: list[str] = field(default_factory=list)
    connects: int = 0

    @cached_property
    def opened_at(self) -> int:
        """The number of the last event in the page as it was opened."""
        return int(LAST.findall(self.page)[-1])

    @property
    def numbers(self) -> list[int]:
        """The number of the last event in each piece, in the order they came."""
        return [int(LAST.findall(piece)[-1]) for piece in self.pieces]

    async def watch(self) -> None:
        """Come, and come back, until the server says that the run is over."""
        if self.away is not None:
            await self.away.wait()
        while True:
            try:
                headers = {"Cookie": self.cookie, "Origin": self.address.replace("ws://", "http://").partition("/ws/")[0]}
                async with connect(self.address, additional_headers=headers, compression=None) as line:
                    self.connects += 1
                    async with asyncio.timeout(self.drops):
                        await self._listen(line)
            except TimeoutError:
                pass
            except ConnectionClosed as closed:
                if closed.rcvd is not None and closed.rcvd.code == 1000:
                    return
            except (OSError, InvalidStatus, EOFError):
                pass
            await asyncio.sleep(AGAIN_AFTER * random.random())

    async def _listen(self, line: ClientConnection) -> None:
        await line.send(json.dumps({"after": self.numbers[-1] if self.pieces else self.opened_at}))
        while True:
            self.pieces.append(str(await line.recv()))

    def ends_with(self) -> str:
        """The page after all pieces."""
        return swapped(self.page, tuple(self.pieces))


@lru_cache(maxsize=512)
def swapped(page: str, pieces: tuple[str, ...]) -> str:
    """The page with each piece's elements in the place of those with the same id."""
    tree = html.fragment_fromstring(page, create_parent="div")
    for piece in pieces:
        for new in html.fragments_fromstring(piece):
            if isinstance(new, str):
                continue
            for old in tree.xpath("//*[@id=$id]", id=new.get("id")):
                new.attrib.pop("hx-swap-oob", None)
                new.tail = old.tail
                old.getparent().replace(old, new)
    return " ".join(html.tostring(tree, encoding="unicode").split())


def run_part(page: str, run: Any) -> str:
    """The run's article out of a thread's page."""
    (article,) = html.document_fromstring(page).xpath("//article[@id=$id]", id=f"run-{run.pk}")
    article.tail = ""
    return html.tostring(article, encoding="unicode")


async def watch_all(viewers: list[Viewer], within: float) -> None:
    """Let all of them watch until the run is over for each."""
    watching = [asyncio.create_task(viewer.watch()) for viewer in viewers]
    try:
        async with asyncio.timeout(within):
            await asyncio.gather(*watching)
    except TimeoutError:
        states = Counter((viewer.connects, viewer.numbers[-1] if viewer.pieces else None) for viewer in viewers)
        raise AssertionError(f"it took too long: viewers by (connects, last number): {dict(states)}") from None
    finally:
        for task in watching:
            task.cancel()
            with contextlib.suppress(BaseException):
                await task
