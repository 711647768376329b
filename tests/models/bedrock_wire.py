"""The event stream of Bedrock: frames of `application/vnd.amazon.eventstream`, and a message taken apart into them."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any
from zlib import crc32

PIECE = 12  # characters of a delta


def frame(kind: str, name: str, body: dict[str, Any]) -> bytes:
    """One frame. `kind` is "event" or "exception"."""
    headers = {":message-type": kind, f":{kind}-type": name, ":content-type": "application/json"}
    head = b"".join(
        struct.pack("!B", len(key)) + key.encode() + b"\x07" + struct.pack("!H", len(value)) + value.encode()
        for key, value in headers.items()
    )
    payload = json.dumps(body, ensure_ascii=False).encode()
    prelude = struct.pack("!II", 16 + len(head) + len(payload), len(head))
    message = prelude + struct.pack("!I", crc32(prelude)) + head + payload
    return message + struct.pack("!I", crc32(message))


def events(content: list[dict[str, Any]], stop: str, metadata: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a whole message, in the order of the service."""
    yield "messageStart", {"role": "assistant"}
    for index, block in enumerate(content):
        if "toolUse" in block:
            start = {key: block["toolUse"][key] for key in ("toolUseId", "name")}
            yield "contentBlockStart", {"start": {"toolUse": start}, "contentBlockIndex": index}
        for delta in _deltas(block):
            yield "contentBlockDelta", {"delta": delta, "contentBlockIndex": index}
        yield "contentBlockStop", {"contentBlockIndex": index}
    yield "messageStop", {"stopReason": stop}
    yield "metadata", metadata


def _deltas(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "text" in block:
        yield from ({"text": piece} for piece in _pieces(block["text"]))
    elif "toolUse" in block:
        use = block["toolUse"]
        given = use["raw"] if "raw" in use else json.dumps(use["input"], ensure_ascii=False)
        yield from ({"toolUse": {"input": piece}} for piece in _pieces(given))
    else:
        thought = block["reasoningContent"]["reasoningText"]
        yield from ({"reasoningContent": {"text": piece}} for piece in _pieces(thought["text"]))
        yield {"reasoningContent": {"signature": thought["signature"]}}


def _pieces(text: str) -> Iterator[str]:
    yield from (text[at : at + PIECE] for at in range(0, len(text), PIECE))


def cut_place(data: bytes) -> int:
    """Where to cut a frame so that a character of several bytes is left half; its middle if it has none."""
    body = data[12:-4]  # without the numbers in front and behind
    found = next((at for at, byte in enumerate(body) if byte >= 0xC2), None)
    return len(data) // 2 if found is None else 12 + found + 1
