"""Keys never appear: not in a log, also when libraries debug, not in an event, a row, an error or what it came from, not in a repr."""

from __future__ import annotations

import io
import logging
import logging.config
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from agents.core.calls import Access, Provider
from agents.models.aws import client
from agents.models.loop import Models, run_task
from agents.models.reasons import ModelFailed
from tests.models.days import DAYS, PLANTED, Day, lived
from tests.models.test_bad_days import EACH
from tests.models.uses import Waits, laddered, ordering, use
from workspace import settings
from workspace.redact import redacted


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the installation's own handler writes at DEBUG."""
    told: dict[str, Any] = settings.LOGGING
    assert told["handlers"]["console"]["filters"] == ["redact"]
    found, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(found)
    handler.addFilter(logging.config.DictConfigurator(told).configure_filter(told["filters"]["redact"]))
    root.addHandler(handler)
    chatty = [root, logging.getLogger("botocore")]  # the second is kept quiet by us; here it stands for any that is not
    before = [logger.level for logger in chatty]
    for logger in chatty:
        logger.setLevel("DEBUG")
    yield found
    for logger, level in zip(chatty, before, strict=True):
        logger.setLevel(level)
    root.removeHandler(handler)


@EACH
def test_no_key_is_told_on_a_bad_day(day: Day, kind: Provider, logged: io.StringIO) -> None:
    with lived(day, kind) as settings:
        tried = use(settings)
    told = "".join([logged.getvalue(), *(repr(item) + item.model_dump_json() for item in (*tried.events, *tried.meter.model_calls)),
                    *(repr(call) for call in tried.meter.tool_calls), repr(settings)])  # fmt: skip
    assert [name for name, key in PLANTED.items() if key in told] == []


@pytest.mark.parametrize("kind", ["openai_compatible", "bedrock"])
def test_no_key_is_in_an_error_or_in_what_it_came_from(kind: Provider) -> None:
    with lived(DAYS[0], kind) as settings, pytest.raises(ModelFailed) as raised:
        run_task(ordering(), laddered(settings).others.rungs[0], Models(pace=Waits().pace))
    chain: list[BaseException] = [raised.value]
    while (behind := chain[-1].__cause__ or chain[-1].__context__) is not None:
        chain.append(behind)
    told = "".join(traceback.format_exception(raised.value)) + "".join(f"{error!r} {vars(error)}" for error in chain)
    assert [name for name, key in PLANTED.items() if key in told] == []


def test_a_signed_request_is_logged_without_its_keys(logged: io.StringIO) -> None:
    with lived(DAYS[5], "bedrock") as settings:
        use(settings)
    assert "Credential=***" in logged.getvalue()


def test_a_bearer_key_is_logged_as_nothing(logged: io.StringIO) -> None:
    access = Access(api_key=SecretStr(PLANTED["api_key"]), endpoint="https://127.0.0.1:9")
    with pytest.raises(Exception, match="Could not connect"):
        client(access, "eu-central-1", 1.0).converse_stream(modelId="m", messages=[])
    assert "Authorization" in logged.getvalue() and PLANTED["api_key"] not in logged.getvalue()


def test_a_traceback_is_logged_without_the_keys_in_it(logged: io.StringIO) -> None:
    try:
        raise ValueError(f"refused: Authorization: Bearer {PLANTED['api_key']}")
    except ValueError:
        logging.getLogger("workspace").exception("a call failed with api_key=%s", PLANTED["api_key"])
    assert PLANTED["api_key"] not in logged.getvalue() and "ValueError" in logged.getvalue()


@pytest.mark.parametrize("line", ["password = 'hunter-and-more'", "x-api-key: abcdefghijkl", "Authorization: Bearer abc.def"])
def test_secrets_are_known_by_their_names(line: str) -> None:
    assert redacted(line).endswith(("***", "***'"))
