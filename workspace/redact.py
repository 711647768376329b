"""Keys are taken out of every line of the log: the libraries of providers write signed headers down when they are told to debug."""

from __future__ import annotations

import logging
import re

from agents.core.secrets import known

HIDDEN = "***"
# A name of what is secret, then what stands between it and the secret: `'X-Amz-Security-Token': b'…`, `api_key=…`.
NAMED = re.compile(
    r"(?i)((?:x-amz-security-token|(?:x-)?api[-_]?key|(?:aws_)?session_token|(?:aws_)?secret(?:_access)?_key|client_secret|password"
    r"|credential|signature)[\"']?\s*[:=]\s*b?[\"']?)[^\s\"',;&}]+"
)
BEARER = re.compile(r"(?i)(\b(?:bearer|basic)\s+)[^\s\"',}]+")
# Keys that are known by their form: of AWS, of Bedrock, of the wire that many servers took over from OpenAI.
FORMED = re.compile(r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{12,}|ABSK[\w+/=]{12,}|bedrock-api-key-[\w+/=-]+|sk-[\w-]{12,})")


def redacted(text: str) -> str:
    """The text without keys."""
    for secret in known():
        text = text.replace(secret, HIDDEN)
    return FORMED.sub(HIDDEN, BEARER.sub(rf"\1{HIDDEN}", NAMED.sub(rf"\1{HIDDEN}", text)))


class Redact(logging.Filter):
    """Rewrites records before a handler sees them, with the traceback that they carry."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            record.msg, record.args = redacted(record.getMessage()), None
        except (TypeError, ValueError):
            return True  # its arguments do not fit its text; the handler says so
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        record.exc_text = record.exc_text and redacted(record.exc_text)
        return True
