"""A server on loopback that speaks the OpenAI chat wire with given replies, whole or as a stream, and the bad days of such servers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 8  # characters of a piece of a streamed answer
Json = dict[str, Any]
Replies = list[Json] | Callable[[Json], Json]


@contextmanager
def serving(replies: Replies, pause: float = 0.0) -> Iterator[tuple[str, list[Json]]]:
    """Yield (base URL, requests seen). A reply is {"tool": …, "args": …}, {"text": …} or {"status": 500}; the last one repeats.

    In place of a list, a function gives the reply to each request. A reply may have beside these: "reasoning", a text; "usage", of the
    wire, or None for none; "pause", seconds between pieces; "error" and "headers", with a status; and one bad day: "cut", the number of
    pieces after which the connection ends; "split", true to end it within a character; "hang", true to accept and never answer;
    "endless", true to write for ever; "unfinished", true to end in good form without saying so.
    """
    seen: list[Json] = []
    closing = threading.Event()

    class Handler(_Handler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path.endswith("/tokenize"):
                self.send_json(200, {"tokens": asked["content"].split()})
                return
            seen.append(asked)
            time.sleep(pause)
            reply = replies(asked) if callable(replies) else replies[min(len(seen), len(replies)) - 1]
            self.answer(asked, reply, closing)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        closing.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, asked: Json, reply: Json, closing: threading.Event) -> None:
        if reply.get("hang"):
            closing.wait()
            self.close_connection = True
        elif "status" in reply:
            self.send_json(reply["status"], {"error": {"message": reply.get("error", "broken")}}, reply.get("headers", {}))
        elif asked.get("stream"):
            self._stream(reply, closing)
        else:
            self.send_json(200, _completion(reply))

    def send_json(self, status: int, told: Json, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(told).encode()
        self._head(status, "application/json", {"Content-Length": str(len(body))} | (headers or {}))
        self._write(body)

    def _stream(self, reply: Json, closing: threading.Event) -> None:
        self._head(200, "text/event-stream", {"Transfer-Encoding": "chunked"})
        for number, piece in enumerate(_pieces(reply)):
            if closing.wait(reply.get("pause", 0.0)) or number == reply.get("cut"):
                break
            event = b"data: " + json.dumps(piece, ensure_ascii=False).encode() + b"\n\n"
            if reply.get("split") and (wide := next((at for at, byte in enumerate(event) if byte > 127), 0)):
                self._chunk(event[: wide + 1])
                break
            if not self._chunk(event):
                break
        else:
            self._chunk(b"data: [DONE]\n\n")
            self._write(b"0\r\n\r\n")
            return
        self.close_connection = True

    def _head(self, status: int, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def _chunk(self, data: bytes) -> bool:
        return self._write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _write(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
        except OSError:  # the client has given up
            self.close_connection = True
            return False
        return True

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _pieces(reply: Json) -> Iterator[Json]:
    """The chunks of a streamed answer."""
    for text in _cut(reply.get("reasoning", "")):
        yield _chunk_of({"reasoning_content": text})
    while reply.get("endless"):
        yield _chunk_of({"content": "and so on " * 20})
    for text in _cut(reply.get("text", "")):
        yield _chunk_of({"content": text})
    if "tool" in reply:
        function = {"name": reply["tool"], "arguments": ""}
        yield _chunk_of({"tool_calls": [{"index": 0, "id": "call_1", "type": "function", "function": function}]})
        for text in _cut(json.dumps(reply.get("args", {}), ensure_ascii=False)):
            yield _chunk_of({"tool_calls": [{"index": 0, "function": {"arguments": text}}]})
    if not reply.get("unfinished"):
        yield _chunk_of({}, finish=_finish(reply))
    if (usage := _usage(reply)) is not None:
        yield {**_head_of("chat.completion.chunk"), "choices": [], "usage": usage}


def _cut(text: str) -> list[str]:
    return [text[start : start + PIECE] for start in range(0, len(text), PIECE)]


def _chunk_of(delta: Json, finish: str | None = None) -> Json:
    return {**_head_of("chat.completion.chunk"), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def _completion(reply: Json) -> Json:
    message: Json = {"role": "assistant", "content": reply.get("text")}
    if "tool" in reply:
        function = {"name": reply["tool"], "arguments": json.dumps(reply.get("args", {}))}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    choice = {"index": 0, "message": message, "finish_reason": _finish(reply)}
    return {**_head_of("chat.completion"), "choices": [choice], "usage": _usage(reply)}


def _head_of(kind: str) -> Json:
    return {"id": "x", "object": kind, "created": 1, "model": "local"}


def _finish(reply: Json) -> str:
    return str(reply.get("finish", "tool_calls" if "tool" in reply else "stop"))


def _usage(reply: Json) -> Json | None:
    usage: Json | None = reply.get("usage", {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15})
    return usage
