"""How an AWS account is reached: keys, a profile, a role, the machine's own chain; and what a team may not reach."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from agents.core.calls import Access, ModelSettings, Target
from agents.models import aws
from agents.models.bedrock_count import count_bedrock
from agents.models.failures import CallFailed
from tests.models.bedrock_places import KEY, access, ask, on_bedrock
from tests.models.fake_bedrock import ASSUMED_KEY, HAIKU, NOVA, SONNET, FakeBedrock

ROLE = "arn:aws:iam::123456789012:role/reports"
DONE = {"text": "Done."}


@pytest.fixture(autouse=True)
def a_machine_without_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(aws, "_clients", {})
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_BEARER_TOKEN_BEDROCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))


@pytest.fixture
def keys_of(tmp_path: Path) -> Callable[[str, str], None]:
    """Writes a key pair into the machine's AWS settings."""

    def write(profile: str, key: str) -> None:
        text = f"[{profile}]\naws_access_key_id = {key}\naws_secret_access_key = secret\n"
        (tmp_path / "credentials").write_text(text)

    return write


def signed_with(changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """(operation, region, key id) of what the fake got; `changes` make the access."""
    with FakeBedrock([DONE]) as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", fake.url)
        ask(on_bedrock(fake, access=Access(endpoint=fake.url, **changes)))
    return [(seen.operation, seen.region, seen.key_id) for seen in fake.requests]


PAIR = {"key_id": SecretStr(KEY), "secret_key": SecretStr("secret")}


def test_a_key_pair_signs_for_its_region(monkeypatch: pytest.MonkeyPatch) -> None:
    assert signed_with(PAIR, monkeypatch) == [("ConverseStream", "us-east-1", KEY)]


def test_a_role_is_assumed_once_and_signs_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeBedrock([DONE]) as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", fake.url)
        settings = on_bedrock(fake, access=access(fake, role=ROLE, external_id="maple"))
        ask(settings)
        ask(settings)
    assert [(seen.operation, seen.key_id) for seen in fake.requests] == [
        ("AssumeRole", KEY), ("ConverseStream", ASSUMED_KEY), ("ConverseStream", ASSUMED_KEY)
    ]  # fmt: skip
    assert (fake.requests[0].body["RoleArn"], fake.requests[0].body["ExternalId"]) == (ROLE, "maple")


def test_a_role_that_may_not_be_assumed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CallFailed, match="role/denied could not be assumed") as failed:
        signed_with({**PAIR, "role": "arn:aws:iam::123456789012:role/denied"}, monkeypatch)
    assert failed.value.kind == "credentials"


def test_a_profile_of_the_machine_is_used_by_its_name(monkeypatch: pytest.MonkeyPatch, keys_of: Callable[[str, str], None]) -> None:
    keys_of("reports", "AKIAPROFILE")
    assert signed_with({"profile": "reports"}, monkeypatch)[0][2] == "AKIAPROFILE"
    with pytest.raises(CallFailed, match="no AWS profile named nobody"):
        signed_with({"profile": "nobody"}, monkeypatch)


def test_without_a_word_the_machines_own_chain_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CallFailed, match="No complete AWS credentials were found"):
        signed_with({}, monkeypatch)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    assert signed_with({}, monkeypatch)[0][2] == "AKIAENVIRONMENT"


def test_keys_that_were_renewed_on_the_machine_are_taken_up_after_a_refusal(keys_of: Callable[[str, str], None]) -> None:
    def script(seen: Any) -> dict[str, Any]:
        return {"error": "ExpiredTokenException"} if seen.key_id == "AKIAOLD" else DONE

    with FakeBedrock(script) as fake:
        settings = on_bedrock(fake, access=Access(endpoint=fake.url))
        keys_of("default", "AKIAOLD")
        with pytest.raises(CallFailed, match="have expired"):
            ask(settings)
        keys_of("default", "AKIANEW")
        assert ask(settings).parts


def test_a_refusal_of_one_account_leaves_the_clients_of_others_alone() -> None:
    own, other = Access(**PAIR), Access(key_id=SecretStr("AKIAOTHER"), secret_key=SecretStr("secret"))
    kept, refused = aws.client(other, "us-east-1", 7.0), aws.client(own, "us-east-1", 7.0)
    aws.forget(own)
    assert aws.client(other, "us-east-1", 7.0) is kept and aws.client(own, "us-east-1", 7.0) is not refused


def test_a_bearer_key_travels_in_the_header_over_https_alone() -> None:
    sent: list[Any] = []

    def catch(request: Any, **_: Any) -> Any:
        sent.append(request.headers["Authorization"])
        raise InterruptedError

    client = aws.client(Access(api_key=SecretStr("bedrock-api-key")), "us-east-1", 1.0)
    client.meta.events.register("before-send.bedrock-runtime", catch)
    with pytest.raises(InterruptedError):
        client.converse(modelId=SONNET, messages=[])
    assert sent == [b"Bearer bedrock-api-key"]
    with FakeBedrock() as fake, pytest.raises(CallFailed, match="HTTPS"):
        ask(on_bedrock(fake, access=Access(endpoint=fake.url, api_key=SecretStr("bedrock-api-key"))))


def test_keys_never_stand_in_a_log_however_much_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    signed_with({**PAIR, "session_token": SecretStr("planted-token"), "role": ROLE}, monkeypatch)
    assert "planted-token" not in caplog.text and KEY not in caplog.text and "assumed-token" not in caplog.text


def test_own_keys_win_over_a_bearer_key_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_BEARER_TOKEN_BEDROCK", "the-machines-own")
    assert signed_with(PAIR, monkeypatch)[0][2] == KEY


def test_the_environment_may_name_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeBedrock([DONE]) as fake:
        monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", fake.url)
        assert ask(on_bedrock(fake, access=access(fake, endpoint=""))).parts


def test_a_private_endpoint_may_hold_the_region_and_leaves_the_control_plane_alone() -> None:
    private = Access(endpoint="https://vpce-1.bedrock-runtime.{region}.vpce.amazonaws.com", **PAIR)
    urls = [aws.client(private, "eu-west-1", 1.0, service).meta.endpoint_url for service in ("bedrock-runtime", "bedrock")]
    assert urls == ["https://vpce-1.bedrock-runtime.eu-west-1.vpce.amazonaws.com", "https://bedrock.eu-west-1.amazonaws.com"]


def test_a_client_is_built_once_with_our_timeouts_and_no_retries() -> None:
    own = Access(**PAIR)
    client = aws.client(own, "us-east-1", 7.0)
    config = client.meta.config
    assert client is aws.client(own, "us-east-1", 7.0)
    assert (config.connect_timeout, config.read_timeout, config.max_pool_connections) == (5.0, 7.0, 64)
    assert config.retries["total_max_attempts"] == 1


@pytest.mark.parametrize("changes", [{}, {"profile": "default"}, {"role": ROLE}, {**PAIR, "endpoint": "http://127.0.0.1:9"}])
def test_a_team_of_a_public_installation_reaches_neither_the_machines_credentials_nor_its_network(changes: dict[str, Any]) -> None:
    with pytest.raises(CallFailed) as refused:
        aws.client(Access(reach="internet", **changes), "us-east-1", 1.0)
    assert refused.value.kind == "credentials"


def counting(fake: FakeBedrock, region: str, **changes: Any) -> ModelSettings:
    return on_bedrock(fake, targets=(Target(region=region, model=f"us.{changes.get('model', SONNET)}"),), **changes)


def test_tokens_are_counted_by_the_base_model_where_it_can_and_may() -> None:
    with FakeBedrock(lacking={(NOVA, "count")}) as fake:
        found = [
            count_bedrock(counting(fake, "us-east-1"), "word " * 100),
            count_bedrock(counting(fake, "us-east-1", model=NOVA), "word"),
            count_bedrock(counting(fake, "us-east-1", residency="eu"), "word"),
        ]
    assert (found[0] or 0) > 100 and found[1:] == [None, None]
    assert ([seen.model for seen in fake.requests], fake.invalid) == ([SONNET, NOVA], [])
    assert count_bedrock(counting(SimpleNamespace(url="http://127.0.0.1:9"), "us-east-1", model=HAIKU), "word") is None  # type: ignore[arg-type]
