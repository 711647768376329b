"""A Bedrock on loopback: Converse, ConverseStream, CountTokens, ListInferenceProfiles, ListFoundationModels, with scripted replies.

It holds every request against botocore's service models and refuses what the service would refuse. It tells its regions apart by the
signature of the request. By hand: `python -m tests.models.fake_bedrock --port 8090`, and AWS_ENDPOINT_URL_BEDROCK_RUNTIME pointed at it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import socket
import threading
from collections.abc import Collection, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.models.bedrock_cache import PromptCache, tokens
from tests.models.bedrock_replies import Json, Reply, Script, Seen, full, obedient
from tests.models.bedrock_rules import CONVERSATIONS, parsed, problems
from tests.models.bedrock_wire import cut_place, events, frame

SCOPE = re.compile(r"Credential=(?P<key>[^/]*)/\d+/(?P<region>[^/]+)/")
SONNET = "anthropic.claude-sonnet-4-5-20250929-v1:0"
HAIKU = "anthropic.claude-haiku-4-5-20251001-v1:0"
NOVA = "amazon.nova-lite-v1:0"
REGIONS = ("us-east-1", "us-west-2", "eu-central-1")
# Which regions a profile routes to; "" is how AWS writes "anywhere" in the ARNs of a global profile.
PROFILES: dict[str, tuple[str, ...]] = {
    f"us.{SONNET}": ("us-east-1", "us-east-2", "us-west-2"),
    f"us.{HAIKU}": ("us-east-1", "us-east-2", "us-west-2"),
    f"us.{NOVA}": ("us-east-1", "us-east-2", "us-west-2"),
    f"eu.{SONNET}": ("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"),
    f"eu.{HAIKU}": ("eu-central-1", "eu-north-1", "eu-west-1", "eu-west-3"),
    f"jp.{SONNET}": ("ap-northeast-1", "ap-northeast-3"),
    f"au.{SONNET}": ("ap-southeast-2", "ap-southeast-4"),
    f"global.{SONNET}": ("",),
    f"global.{HAIKU}": ("",),
}
STATUS = {
    "AccessDeniedException": 403, "ValidationException": 400, "ResourceNotFoundException": 404, "ModelTimeoutException": 408,
    "ModelErrorException": 424, "ThrottlingException": 429, "ModelNotReadyException": 429, "InternalServerException": 500,
    "ServiceUnavailableException": 503, "ExpiredTokenException": 403, "UnrecognizedClientException": 403,
}  # fmt: skip

ASSUMED_KEY = "ASIAASSUMEDROLE"
ROLE_ASSUMED = f"""<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>{ASSUMED_KEY}</AccessKeyId><SecretAccessKey>assumed-secret</SecretAccessKey><SessionToken>assumed-token</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"""
ROLE_DENIED = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>"""


class Refused(Exception):
    """The service answers with an error: (name of the exception, words)."""


class Broken(Exception):
    """The connection ends here."""


class FakeBedrock:
    """The server. `script` is asked once for each conversation; a list is played from the front, its last reply repeated.

    `lacking` names what models lack, (model, "flex"), (model, "stream"), (model, "count"), and where nothing may be listed,
    (region, "list"). `profiles` maps ids to the regions that they route to.
    """

    def __init__(
        self, script: Script = obedient, *, lacking: Collection[tuple[str, str]] = (), profiles: dict[str, tuple[str, ...]] | None = None,
        page: int = 4, cache: PromptCache | None = None, port: int = 0,
    ) -> None:  # fmt: skip
        self.script = script
        self.lacking = set(lacking)
        self.profiles = PROFILES if profiles is None else profiles
        self.page, self.cache, self.port = page, cache or PromptCache(), port
        self.requests: list[Seen] = []
        self.invalid: list[str] = []
        self.closing, self.hung_up = threading.Event(), threading.Event()  # by us; by a client in the middle of an answer
        self._lock = threading.Lock()
        self._numbers = itertools.count()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def conversations(self) -> list[Seen]:
        """The requests that asked a model."""
        return [seen for seen in self.requests if seen.operation in CONVERSATIONS]

    def __enter__(self) -> FakeBedrock:
        self._server = _Server(("127.0.0.1", self.port), type("Handler", (_Handler,), {"fake": self}))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def reply(self, seen: Seen) -> Reply:
        """The script's reply to a conversation."""
        with self._lock:
            number = next(self._numbers)
        script = self.script
        return full(script(seen) if callable(script) else script[min(number, len(script) - 1)], seen, number)

    def metadata(self, seen: Seen, reply: Reply) -> Json:
        """What comes with an answer: usage, latency, the tier that served it."""
        tier = seen.body.get("serviceTier", {}).get("type", "default")
        usage = reply.told.get("usage")
        if usage is None:
            said = sum(tokens(next(iter(block.values()))) for block in reply.content)
            with self._lock:
                usage = self.cache.usage(seen.region, seen.model, seen.body, said)
        return {"usage": usage, "metrics": {"latencyMs": 7}, "serviceTier": {"type": reply.told.get("tier", tier)}}

    def refuse_what_is_lacking(self, seen: Seen) -> None:
        tier = seen.body.get("serviceTier", {}).get("type", "default")
        if (seen.model, tier) in self.lacking:
            raise Refused("ValidationException", f"The provided service tier {tier} is not supported for model {seen.model}.")
        if seen.operation == "ConverseStream" and "toolConfig" in seen.body and (seen.model, "stream") in self.lacking:
            raise Refused("ValidationException", "This model doesn't support tool use in streaming mode.")
        if seen.operation == "CountTokens" and (seen.model, "count") in self.lacking:
            raise Refused("ValidationException", "The provided model doesn't support counting tokens.")
        if seen.operation.startswith("List") and (seen.region, "list") in self.lacking:
            raise Refused("AccessDeniedException", f"The identity is not authorized to perform: bedrock:{seen.operation}")

    def page_of_profiles(self, region: str, params: Json) -> Json:
        """A page of the profiles that can be called from a region."""
        here = [(id, regions) for id, regions in self.profiles.items() if region in regions or "" in regions]
        start, size = int(params.get("nextToken", 0)), params.get("maxResults", self.page)
        found = [_profile(id, regions, region) for id, regions in here[start : start + size]]
        return {"inferenceProfileSummaries": found} | ({"nextToken": str(start + size)} if start + size < len(here) else {})

    def models_of(self, region: str) -> Json:
        ids = sorted({id.partition(".")[2] for id, regions in self.profiles.items() if region in regions})
        return {"modelSummaries": [{"modelArn": _arn(region, id), "modelId": id, "inferenceTypesSupported": ["ON_DEMAND"]} for id in ids]}


def _profile(id: str, regions: tuple[str, ...], here: str) -> Json:
    """A profile as it is listed; one whose id begins with "app." is of the account's own making."""
    own = id.startswith("app.")
    arn = f"arn:aws:bedrock:{here}:123456789012:{'application-' if own else ''}inference-profile/{id}"
    arns = [_arn(region, id.partition(".")[2]) for region in dict.fromkeys([*regions, *([here] if "" in regions else [])])]
    return {"inferenceProfileId": id, "inferenceProfileArn": arn, "inferenceProfileName": id, "status": "ACTIVE",
            "type": "APPLICATION" if own else "SYSTEM_DEFINED", "models": [{"modelArn": arn} for arn in arns]}  # fmt: skip


def _arn(region: str, model: str) -> str:
    return f"arn:aws:bedrock:{region}::foundation-model/{model}"


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A client that hung up is no news."""


class _Handler(BaseHTTPRequestHandler):
    fake: FakeBedrock
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/":
            return self._assume(dict(parse_qsl(data.decode())))
        self._serve(json.loads(data or b"{}"))

    def do_GET(self) -> None:
        self._serve({})

    def _serve(self, body: Json) -> None:
        try:
            self._answer(*self._read(body))
        except Refused as refusal:
            name, words = refusal.args
            self._json(STATUS.get(name, 400), {"message": words}, {"x-amzn-ErrorType": name})
        except Broken:
            self.close_connection = True
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
            self.fake.hung_up.set()
        except Exception as error:
            self.fake.invalid.append(f"The fake or its script failed: {error!r}")
            self._json(500, {"message": self.fake.invalid[-1]}, {"x-amzn-ErrorType": "InternalServerException"})

    def _read(self, body: Json) -> tuple[Seen, Json]:
        """The request, remembered; refused if it is not valid."""
        fake, url = self.fake, urlsplit(self.path)
        found = parsed(self.command, url.path, dict(parse_qsl(url.query)), body)
        if found is None:
            fake.invalid.append(f"There is no operation {self.command} {url.path}.")
            raise Refused("UnknownOperationException", fake.invalid[-1])
        operation, params = found
        scope = SCOPE.search(self.headers.get("Authorization", ""))
        key, region = (scope["key"], scope["region"]) if scope else ("", "")
        seen = Seen(operation.name, region, params.get("modelId", ""), body, key)
        fake.requests.append(seen)
        if wrong := problems(operation, params):
            fake.invalid.append(" ".join(wrong))
            raise Refused("ValidationException", fake.invalid[-1])
        fake.refuse_what_is_lacking(seen)
        return seen, params

    def _assume(self, form: dict[str, str]) -> None:
        """STS, which has another protocol: a role whose name holds "denied" may not be assumed."""
        scope = SCOPE.search(self.headers.get("Authorization", ""))
        self.fake.requests.append(Seen(form["Action"], scope["region"] if scope else "", "", form, scope["key"] if scope else ""))
        denied = "denied" in form["RoleArn"]
        self._send(403 if denied else 200, (ROLE_DENIED if denied else ROLE_ASSUMED).encode(), {"Content-Type": "text/xml"})

    def _answer(self, seen: Seen, params: Json) -> None:
        fake = self.fake
        if seen.operation == "ListInferenceProfiles":
            return self._json(200, fake.page_of_profiles(seen.region, params))
        if seen.operation == "ListFoundationModels":
            return self._json(200, fake.models_of(seen.region))
        if seen.operation == "CountTokens":
            return self._json(200, {"inputTokens": tokens(seen.body["input"])})
        if seen.operation not in CONVERSATIONS:
            raise Refused("UnknownOperationException", f"{seen.operation} is not played here.")
        reply = fake.reply(seen)
        told = reply.told
        if "hang" in told:
            fake.closing.wait(told["hang"])
            raise Broken
        if "error" in told:
            return self._json(told.get("status") or STATUS[told["error"]], {"message": told.get("message", "Not now.")},
                              {"x-amzn-ErrorType": told["error"]})  # fmt: skip
        (self._stream if seen.operation == "ConverseStream" else self._whole)(seen, reply)

    def _whole(self, seen: Seen, reply: Reply) -> None:
        told = reply.told
        if any(key in told for key in ("break_after", "end_after", "cut")):
            raise Broken
        if "stream_error" in told:
            name = told["stream_error"][0].upper() + told["stream_error"][1:]
            raise Refused(name, told.get("message", "Not now."))
        message = {"role": "assistant", "content": reply.content}
        self._json(200, {"output": {"message": message}, "stopReason": reply.stop} | self.fake.metadata(seen, reply))

    def _stream(self, seen: Seen, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.amazon.eventstream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("x-amzn-RequestId", "fake-request")
        self.end_headers()
        for data in _played(self.fake, seen, reply):
            self._chunk(data)
        self._chunk(b"")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def _json(self, status: int, body: Json, headers: dict[str, str] | None = None) -> None:
        self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})})

    def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"x-amzn-RequestId": "fake-request", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _played(fake: FakeBedrock, seen: Seen, reply: Reply) -> Iterator[bytes]:
    """The frames of a reply as they are sent, up to where it is told to break."""
    told = reply.told
    frames = [frame("event", name, body) for name, body in events(reply.content, reply.stop, fake.metadata(seen, reply))]
    cut = next((at for at, data in enumerate(frames) if max(data[12:-4]) >= 0xC2), len(frames) // 2) if told.get("cut") else None
    for number, data in enumerate(frames):
        if told.get("slow") and fake.closing.wait(told["slow"]):
            raise Broken
        if number == told.get("break_after"):
            raise Broken
        if number == told.get("end_after"):
            return
        if number == told.get("after", 0) and "stream_error" in told:
            yield frame("exception", told["stream_error"], {"message": told.get("message", "Not now.")})
            return
        if number == cut:
            yield data[: cut_place(data)]
            raise Broken
        yield data


def main() -> None:
    """Serve `obedient` until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    with FakeBedrock(port=parser.parse_args().port) as fake:
        fake.closing.wait()


if __name__ == "__main__":
    main()
