"""Raw websocket clients for benchmarks/live.py, in a process of their own.

python live_clients.py '{"ADDRESS": "FIRST WORD", …}' COUNT COOKIE.

Opens COUNT clients at each address, says "ready", notes when each message arrives until a line comes in, then prints
{ADDRESS: [[[arrived, number], …] for each client]}: `arrived` by the clock of the machine, `number` from the message's data-last.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time

from websockets.asyncio.client import connect

LAST = re.compile(r'data-last="(\d+)"')
AT_ONCE = 20  # clients that connect at the same time


async def client(
    address: str, first: str, cookie: str, gate: asyncio.Semaphore, there: asyncio.Queue[None], seen: list[tuple[float, str]]
) -> None:
    headers = {"Cookie": cookie, "Origin": address.replace("ws://", "http://").partition("/ws/")[0]}
    async with gate:
        line = await connect(address, additional_headers=headers, compression=None, open_timeout=60)
        if first:
            await line.send(first)
    there.put_nowait(None)
    async for message in line:
        seen.append((time.time(), str(message)))


def arrivals(got: list[tuple[float, str]]) -> list[tuple[float, int]]:
    """When the pieces of one client came, and the number of the last event in each."""
    return [(at, int(LAST.findall(text)[-1])) for at, text in got if LAST.search(text)]


async def main(addresses: dict[str, str], count: int, cookie: str) -> None:
    gate, there = asyncio.Semaphore(AT_ONCE), asyncio.Queue[None]()
    seen: dict[str, list[list[tuple[float, str]]]] = {address: [[] for _ in range(count)] for address in addresses}
    tasks = [asyncio.create_task(client(address, first, cookie, gate, there, mine))
             for address, first in addresses.items() for mine in seen[address]]  # fmt: skip
    for _ in tasks:
        await there.get()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    found = {address: [arrivals(got) for got in each] for address, each in seen.items()}
    print(json.dumps(found), flush=True)
    for task in tasks:
        task.cancel()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
