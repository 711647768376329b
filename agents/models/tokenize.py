"""Counting at a server of the OpenAI wire that can: llama.cpp and vLLM have an address for it."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2

from agents.core.calls import Access
from agents.models import reach

SECONDS = 3.0  # it is worth no more: an estimate is at hand


def tokenized(access: Access, model: str, text: str) -> int | None:
    """The tokens of a text, None where the server does not count or does not answer in time. Not for use inside an event loop."""
    asked = {"model": model or "default", "content": text, "prompt": text}  # llama.cpp reads content, vLLM prompt
    try:
        reply = asyncio.run(_posted(access, asked))
        return _number(reply.json()) if reply.status_code == 200 else None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
        return None


async def _posted(access: Access, asked: dict[str, str]) -> httpx2.Response:
    root = access.base_url.rstrip("/").removesuffix("/v1")
    key = access.api_key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with reach.client(access.reach, SECONDS) as client:
        return await client.post(f"{root}/tokenize", json=asked, headers=headers)


def _number(answer: Any) -> int | None:
    if not isinstance(answer, dict):
        return None
    count, tokens = answer.get("count"), answer.get("tokens")
    if isinstance(count, int) and count > 0:
        return count
    return len(tokens) if isinstance(tokens, list) and tokens else None
