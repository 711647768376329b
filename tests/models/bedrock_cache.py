"""How many tokens a fake call used, and a prompt cache as Bedrock keeps one: by prefix, for each model and region, with a time to live."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.models.bedrock_rules import SECONDS, blocks

LOOK_BACK = 20  # blocks before a cache point in which an older entry is still found


def tokens(value: Any) -> int:
    """A plausible count: four characters to a token, never less than one."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return max(1, len(text) // 4)


@dataclass
class PromptCache:
    """What earlier requests have written. A prefix shorter than `least` tokens is not kept; without it, than the model's own minimum."""

    least: int | None = None
    clock: Callable[[], float] = time.monotonic
    _until: dict[str, float] = field(default_factory=dict)

    def usage(self, region: str, model: str, params: dict[str, Any], answer: int) -> dict[str, Any]:
        """The `usage` of a call: `answer` is its output in tokens."""
        prefixes, points, total = self._prefixes(f"{region} {model}", params)
        least = self.least if self.least is not None else 4096 if "haiku-4-5" in model else 1024
        kept = [(at, ttl) for at, ttl in points if prefixes[at][1] >= least]
        now = self.clock()
        near = {at: prefixes[max(0, at - LOOK_BACK) : at + 1] for at, _ in kept}
        read = max((size for found in near.values() for digest, size in found if self._until.get(digest, 0) > now), default=0)
        end, details = read, {}
        for at, ttl in kept:
            size = prefixes[at][1]
            if size > end:
                details[ttl] = details.get(ttl, 0) + size - end
                end = size
            self._until[prefixes[at][0]] = now + SECONDS[ttl]
        written = end - read
        usage = {"inputTokens": total - read - written, "outputTokens": answer, "totalTokens": total + answer,
                 "cacheReadInputTokens": read, "cacheWriteInputTokens": written}  # fmt: skip
        return usage | ({"cacheDetails": [{"ttl": ttl, "inputTokens": size} for ttl, size in details.items()]} if details else {})

    def _prefixes(self, place: str, params: dict[str, Any]) -> tuple[list[tuple[str, int]], list[tuple[int, str]], int]:
        """(hash and tokens of the prompt up to each block, (block, ttl) of the cache points, tokens of all)."""
        digest, size = hashlib.sha256(place.encode()), 0
        prefixes: list[tuple[str, int]] = [("", 0)]
        points: list[tuple[int, str]] = []
        for block in blocks(params):
            if "cachePoint" in block:
                points.append((len(prefixes) - 1, block["cachePoint"].get("ttl", "5m")))
                continue
            digest.update(json.dumps(block, sort_keys=True).encode())
            size += tokens(block)
            prefixes.append((digest.hexdigest(), size))
        return prefixes, points, size
