"""Errors say who must act. Each class's docstring is its default message."""

from __future__ import annotations

from typing import Any


class ThreedayError(Exception):
    """Something went wrong."""

    def __init__(self, message: str = "", **details: Any) -> None:
        self.message = message or (self.__class__.__doc__ or "").strip()
        self.details = details
        super().__init__(self.message)


class InputError(ThreedayError):
    """The person must act: the request or the data cannot be read."""


class CannotAnswer(ThreedayError):
    """The data cannot answer this."""

    def __init__(self, message: str = "", *, missing: tuple[str, ...] = (), suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing
        self.suggestions = suggestions


class WordsUnread(CannotAnswer):
    """The request holds words that nothing in the data stands for; `missing` are the words."""


class ToolError(ThreedayError):
    """The model may try again: its tool call was not usable, and the message says how to mend it."""


class EvidenceError(ThreedayError):
    """The maker must mend the text: it holds a number or a claim that no fact supports."""


class GateError(ThreedayError):
    """The maker must mend the file: a check of the finished file failed."""


class LimitReached(ThreedayError):
    """A limit of rows, time, memory or money was reached."""


class Stopped(ThreedayError):
    """A person stopped the run."""


class Fault(ThreedayError):
    """We must fix this: an assumption of the program did not hold."""
