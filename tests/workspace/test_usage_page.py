"""The pages about usage: what was spent, by what, by whom; what tools refused; a file of every call."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from agents.core.events import Event
from workspace.providers.models import Policy
from workspace.runs import journal
from workspace.runs.spending import month_start
from workspace.usage.models import ModelCall, ToolCall

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators"),  # the server is asynchronous
]


@pytest.fixture
def run(start_run: Any) -> Any:
    return start_run("Revenue by channel")


def called(run: Any, money: str | None = "0.50", **more: Any) -> ModelCall:
    told: dict[str, Any] = {"use": "rank", "model": "large-model", "rung": "large", "provider": "bedrock", "tokens_in": 100,
                            "tokens_out": 20, "money": None if money is None else Decimal(money)}  # fmt: skip
    return ModelCall.objects.create(team=run.team, run=run.pk, step="analyse", **told | more)


def page(client: Any, person: Any, path: str = "/usage/") -> str:
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(str(answer.content.decode()).split())


def file_of(client: Any, person: Any, path: str = "/usage/calls.csv") -> list[dict[str, str]]:
    client.force_login(person)
    text = b"".join(client.get(path)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_month_without_language_models_says_that_nothing_was_spent(client: Any, alice: Any, run: Any) -> None:
    called(run, "0", provider="builtin", model="builtin")
    text = page(client, alice)
    assert "Nothing was spent" in text and "The built-in model did all the work, 1 time." in text
    assert "CSV" not in text


def test_a_month_is_summed_up_by_use_model_thread_and_day(client: Any, alice: Any, run: Any) -> None:
    called(run, "0.50", tokens_in=100, tokens_cached=300, saved=Decimal("0.20"), tokens_reasoning=12)
    called(run, "0.25", use="plan", model="small-model", rung="small")
    text = page(client, alice)
    assert "$0.75" in text and "$0.20" in text and "60 %" in text and "12 of them thinking" in text
    assert text.index("Rank what was found") < text.index("Plan</th>") and 'small-model <span class="muted">small</span>' in text
    assert f'<th scope="row"><a href="/threads/{run.thread_id}/">Revenue by channel</a>' in text
    assert f"{timezone.now():%Y-%m-%d}: $0.75" in text


def test_another_month_is_chosen_by_its_name_and_another_team_sees_none_of_it(client: Any, alice: Any, charlie: Any, run: Any) -> None:
    called(run, "0.50")
    before = month_start() - timedelta(days=1)
    ModelCall.objects.update(at=before)
    assert "Nothing was spent" not in page(client, alice, f"/usage/?month={before:%Y-%m}")
    for path in ("/usage/", "/usage/?month=nonsense", "/usage/?month=0000-99"):
        assert "Nothing was spent" in page(client, alice, path)
    assert "Nothing was spent" in page(client, charlie, f"/usage/?month={before:%Y-%m}")


def test_an_unknown_price_is_shown_as_unknown_and_not_as_nought(client: Any, alice: Any, run: Any) -> None:
    called(run, None)
    text = page(client, alice)
    assert "not known" in text and "The price of 1 call is not known" in text
    assert '<dd><span class="muted">not known</span></dd>' in text


def test_only_owners_see_what_each_person_spent(client: Any, alice: Any, bob: Any, run: Any) -> None:
    called(run)
    assert "By person" in page(client, alice) and "alice@example.org" in page(client, alice)
    assert "By person" not in page(client, bob)
    assert file_of(client, alice)[0]["person"] == "alice@example.org"
    assert "person" not in file_of(client, bob)[0]


def test_the_limit_of_the_month_is_shown_and_warned_of_from_eighty_percent_on(client: Any, alice: Any, run: Any) -> None:
    Policy.objects.create(team=run.team, month_limit=Decimal(1), run_limit=Decimal(2))
    called(run, "0.79")
    assert "$0.79 of $1.00, 79 %" in page(client, alice) and "A run may spend $2.00 at most." in page(client, alice)
    assert "limit is spent" not in page(client, alice, "/")
    called(run, "0.01")
    for path in ("/", "/usage/"):
        assert "80 % of this month&#x27;s limit is spent: $0.80 of $1.00." in page(client, alice, path).replace("'", "&#x27;")


def test_every_call_is_a_line_of_the_file_and_none_is_a_formula(client: Any, alice: Any, run: Any) -> None:
    at = datetime(2026, 11, 3, 22, 5, tzinfo=UTC)
    called(run, None, model="=cmd|' /C calc'!A1", outcome="@SUM(1)")
    called(run, "0.50")
    ModelCall.objects.update(at=at)
    first, second = file_of(client, alice, "/usage/calls.csv?month=2026-11")
    assert (first["model"], first["outcome"], first["money"]) == ("'=cmd|' /C calc'!A1", "'@SUM(1)", "")
    assert (second["at"], second["money"], second["run"]) == ("2026-11-03T22:05:00+00:00", "0.50000000", str(run.pk))


def test_failures_of_tools_are_counted_by_tool_and_model_with_an_example(client: Any, alice: Any, run: Any) -> None:
    told: dict[str, Any] = {"team": run.team, "run": run.pk, "step": "analyse", "use": "rank", "model": "small-model", "rung": "small"}
    ToolCall.objects.create(**told, tool="list_findings")
    for place in range(3):
        ToolCall.objects.create(**told, tool="answer", outcome="There is no finding 'f9'.", arguments={"place": place})
    text = page(client, alice, "/usage/tools/")
    assert "3 ×" in text and "There is no finding &#x27;f9&#x27;." in text and "&quot;place&quot;: 2" in text
    assert "the answer itself" in text and "75 %" in text and f"?run={run.pk}&amp;step=analyse" in text


def test_nothing_was_called_in_a_month_without_requests(client: Any, alice: Any, team: Any) -> None:
    assert "No calls in this month" in page(client, alice, "/usage/tools/")


def test_the_trace_names_rung_model_tier_and_region_and_keeps_thoughts_apart(client: Any, bob: Any, run: Any, work_off: Any) -> None:
    work_off()
    called(run, tier="flex", region="us-east-1", reasoning="Kumquat <b>first</b>?")
    called(run, tier="default", region="us-west-2")
    text = page(client, bob, f"/threads/{run.thread_id}/")
    assert "large: large-model · flex, standard · us-east-1, us-west-2" in text
    assert "What the model thought; not checked" in text and "Kumquat" not in text.partition("What the model thought")[2]
    thoughts = page(client, bob, f"/runs/{run.pk}/steps/analyse/thoughts/")
    assert "Kumquat &lt;b&gt;first&lt;/b&gt;?" in thoughts and "not checked" in thoughts


def test_the_built_in_model_leaves_no_way_and_no_thought_in_the_trace(client: Any, bob: Any, run: Any, work_off: Any) -> None:
    work_off()
    called(run, "0", provider="builtin", model="builtin", rung="builtin")
    text = page(client, bob, f"/threads/{run.thread_id}/")
    assert 'class="way' not in text and "What the model thought" not in text and "no cost · built-in model" in text


def test_a_limit_that_stopped_a_call_is_told_in_the_trace_with_its_reason(client: Any, bob: Any, run: Any, work_off: Any) -> None:
    work_off()
    detail = {"rule": "limit", "reason": "$0.95 of this run's limit of $1.00 is spent."}
    journal.record(run.pk, [Event(kind="decision", step="analyse", text="“rank”: the limit of cost was reached.", detail=detail)])
    told = "the limit of cost was reached. $0.95 of this run&#x27;s limit of $1.00 is spent.</p>"
    assert told in page(client, bob, f"/threads/{run.thread_id}/")
