"""What AWS and botocore raise, as the one typed error of ours: by code, by status, and by words where AWS tells things apart by words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from botocore import exceptions as aws
from botocore.eventstream import ParserError
from urllib3 import exceptions as wire

from agents.core.calls import Access, Target
from agents.models.failures import CallFailed, FailureKind
from agents.models.regions import name_of
from agents.models.wire_failures import without_secrets

SAID = 300  # characters of AWS's own words
CODES: dict[str, FailureKind] = {
    "throttlingexception": "throttled", "toomanyrequestsexception": "throttled", "modelnotreadyexception": "throttled",
    "servicequotaexceededexception": "throttled",
    "modeltimeoutexception": "timeout",
    "modelerrorexception": "server", "modelstreamerrorexception": "server", "internalserverexception": "server",
    "serviceunavailableexception": "server",
    "accessdeniedexception": "no_access", "accessdenied": "no_access",
    "unrecognizedclientexception": "credentials", "expiredtokenexception": "credentials", "expiredtoken": "credentials",
    "invalidsignatureexception": "credentials", "signaturedoesnotmatch": "credentials", "invalidclienttokenid": "credentials",
    "incompletesignatureexception": "credentials", "missingauthenticationtokenexception": "credentials",
    "resourcenotfoundexception": "not_found", "unknownoperationexception": "not_found",
    "validationexception": "invalid", "serializationexception": "invalid",
}  # fmt: skip
STATUSES: dict[int, FailureKind] = {
    401: "credentials", 403: "no_access", 404: "not_found", 408: "timeout", 413: "too_long", 429: "throttled",
}  # fmt: skip
# What one code says of several things is told apart by these words.
BY_WORDS: tuple[tuple[FailureKind, FailureKind, re.Pattern[str]], ...] = (
    ("no_access", "credentials", re.compile(r"api key|bearer token|security token|authentication failed", re.I)),
    ("invalid", "too_long", re.compile(r"too long|too many (input )?tokens|maximum context|context (length|window)|maxlength", re.I)),
    ("invalid", "not_found", re.compile(r"model identifier is invalid|on-demand throughput|inference profile", re.I)),
    ("invalid", "no_access", re.compile(r"operation not allowed|data retention mode|access to (the|this) model", re.I)),
)
MISSING = (
    aws.NoCredentialsError, aws.PartialCredentialsError, aws.CredentialRetrievalError, aws.ProfileNotFound, aws.TokenRetrievalError,
    aws.SSOError, aws.NoAuthTokenError,
)  # fmt: skip
SILENT = (aws.ReadTimeoutError, aws.ConnectTimeoutError, wire.TimeoutError)
BROKEN = (ParserError, aws.IncompleteReadError, aws.ResponseStreamingError)
UNREACHED = (aws.HTTPClientError, aws.ConnectionError, wire.HTTPError, OSError)
TIERS = re.compile(r"\btier\b|reservation", re.I)  # a reserved tier that nobody bought is told as "Reservation not found."
STREAMS = re.compile(r"\bstreaming\b", re.I)


@dataclass(frozen=True)
class Place:
    """Where a call was made, for words."""

    target: Target
    access: Access

    @property
    def region(self) -> str:
        return name_of(self.target.region)

    def __str__(self) -> str:
        return f"{self.target.model} in {self.region}" if self.target.model else f"Amazon Bedrock in {self.region}"


def failure_of(error: Exception, place: Place, *, began: bool = False) -> CallFailed:
    """The typed error of a failed call. `began` says that its answer had begun to come."""
    if isinstance(error, CallFailed):
        return error
    if isinstance(error, aws.ClientError):
        return _answered(error, place)
    if isinstance(error, MISSING):
        return CallFailed("credentials", f"{_missing(error, place)}: an administrator corrects them where models are connected.")
    if isinstance(error, SILENT):
        return CallFailed("timeout", f"Nothing came from {place} in time.")
    if isinstance(error, BROKEN) or (began and isinstance(error, UNREACHED)):
        return CallFailed("stream_broken", f"The answer of {place} broke off before it was complete.")
    if isinstance(error, UNREACHED):
        return CallFailed("server", f"Amazon Bedrock in {place.region} could not be reached: check region, endpoint and network.")
    said = without_secrets(str(error), place.access)[:SAID]
    return CallFailed("invalid", f"The request to {place} could not be made ({type(error).__name__}): {said}")


def lacks_tier(failed: CallFailed) -> bool:
    """Whether a call failed because of the tier that was asked for."""
    return failed.kind == "invalid" and bool(TIERS.search(failed.message))


def lacks_streams(failed: CallFailed) -> bool:
    """Whether a call failed because the model does not stream, or not where it may call tools."""
    return failed.kind == "invalid" and bool(STREAMS.search(failed.message))


def _answered(error: aws.ClientError, place: Place) -> CallFailed:
    """The typed error of what AWS answered. (An error within a stream has a code that begins with a small letter, and no status.)"""
    told: dict[str, Any] = error.response.get("Error", {})
    metadata: dict[str, Any] = error.response.get("ResponseMetadata", {})
    code, said = str(told.get("Code", "")), str(told.get("Message", ""))
    status = int(metadata.get("HTTPStatusCode", 0))
    kind = CODES.get(code.lower()) or STATUSES.get(status) or ("server" if status >= 500 or not status else "invalid")
    if error.operation_name == "AssumeRole":
        words = f"The role {place.access.role} could not be assumed ({code}): an administrator corrects whom it trusts."
        return CallFailed("credentials", words)
    kind = next((other for was, other, words in BY_WORDS if was == kind and words.search(said)), kind)
    failed = CallFailed(kind, _words(kind, code, without_secrets(said, place.access)[:SAID].rstrip(". "), place))
    wait = metadata.get("HTTPHeaders", {}).get("retry-after", "")
    failed.retry_after = float(wait) if wait.isdigit() else None
    return failed


def _words(kind: FailureKind, code: str, said: str, place: Place) -> str:
    model, region = place.target.model, place.region
    words: dict[FailureKind, str] = {
        "throttled": f"Amazon Bedrock allows no more calls of {place} just now: {said}.",
        "timeout": f"{place} did not answer in time.",
        "server": f"Amazon Bedrock had trouble with {place}: {said}.",
        "no_access": f"This AWS identity may not list what there is in {region}: an administrator allows bedrock:ListInferenceProfiles and "
        "bedrock:ListFoundationModels."
        if not model
        else f"This AWS account may not use {place}: an administrator opens the model in the Bedrock console of that region, and "
        f"allows the calls bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream. AWS said: {said}.",
        # AWS repeats signed headers in its words about signatures, so they are not shown.
        "credentials": ("The AWS credentials have expired" if "expired" in (code + said).lower() else "AWS does not accept the credentials")
        + ": an administrator renews them where models are connected.",
        "not_found": f"There is no {model} to call in {region}: an administrator corrects the model's id, or names an inference profile of "
        f"that region. AWS said: {said}.",
        "too_long": f"The request is longer than {model} can read.",
    }
    return words.get(kind, f"Amazon Bedrock refused the request to {place}: {said}.")


def _missing(error: Exception, place: Place) -> str:
    if isinstance(error, aws.ProfileNotFound):
        return f"This machine has no AWS profile named {place.access.profile}"
    if isinstance(error, aws.TokenRetrievalError | aws.SSOError):
        return "The AWS sign-on of this machine has expired"
    return "No complete AWS credentials were found"
