"""A server on loopback that speaks the OpenAI chat wire with given replies."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def serving(
    replies: list[dict[str, Any]] | Callable[[dict[str, Any]], dict[str, Any]], pause: float = 0.0
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield (base URL, requests seen). A reply is {"tool": …, "args": …}, {"text": …} or {"status": 500}; the last one repeats.

    In place of a list, a function gives the reply to each request.
    """
    seen: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(pause)
            reply = replies(seen[-1]) if callable(replies) else replies[min(len(seen), len(replies)) - 1]
            body = json.dumps(_completion(reply)).encode()
            self.send_response(reply.get("status", 200))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(BrokenPipeError):  # the client may have given up
                self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        server.server_close()


def _completion(reply: dict[str, Any]) -> dict[str, Any]:
    if "status" in reply:
        return {"error": {"message": "broken"}}
    message: dict[str, Any] = {"role": "assistant", "content": reply.get("text")}
    if "tool" in reply:
        function = {"name": reply["tool"], "arguments": json.dumps(reply.get("args", {}))}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    return {
        "id": "x", "object": "chat.completion", "created": 1, "model": "local",
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls" if "tool" in reply else "stop"}],
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15},
    }
