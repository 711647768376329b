"""The page of a thread: its trace, its composer, its states in words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.core.files.uploadedfile import SimpleUploadedFile

from workspace.runs import requests
from workspace.runs.models import Run, Step
from workspace.usage.models import ModelCall
from workspace.web.consumers import sockets
from workspace.web.live import Reader, changes_since

pytestmark = pytest.mark.django_db(transaction=True)


def page(client: Any, person: Any, run: Any, query: str = "") -> str:
    client.force_login(person)
    return str(client.get(f"/threads/{run.thread_id}/{query}").content.decode())


def called(run: Any, model: str, money: str) -> None:
    ModelCall.objects.create(team=run.team, run=run.pk, step="analyse", model=model, tokens_in=1_000, tokens_out=234, money=Decimal(money))


def test_a_step_says_what_it_cost(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    called(run, "a-model", "0.0021")
    text = page(client, bob, run)
    assert text.count("$0.0021 · 1,234 tokens") == 3  # beside the plan, beside the step and in the summary of all


def test_the_built_in_model_costs_nothing(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    called(run, "builtin", "0")
    assert "no cost" in page(client, bob, run) and " tokens" not in page(client, bob, run)


def test_a_finished_run_is_summed_up_and_its_trace_stays(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    text = page(client, bob, run)
    assert "6 steps" in text and "2 files" in text and '<details class="trace-fold">' in text and "Copy" in text
    assert text.count('class="step done"') == 6


def test_an_address_opens_the_step_it_names(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    text = page(client, bob, run, f"?run={run.pk}&step=analyse")
    assert '<details class="trace-fold" open>' in text and f'looked" id="step-{run.steps.get(key="analyse").pk}"' in text


def test_a_failed_step_offers_to_retry_from_it_to_those_who_may(
    client: Any, bob: Any, rita: Any, start_run: Any, work_off: Any, monkeypatch: Any
) -> None:
    monkeypatch.setenv("SCRIPT_FAIL", "analyse")
    run = start_run()
    work_off()
    Step.objects.filter(run=run, status="queued").update(status="failed")
    Run.objects.filter(pk=run.pk).update(status="failed")
    assert "Retry from this step" in page(client, bob, run) and "Retry from" not in page(client, rita, run)


def test_a_viewer_reads_and_is_told_who_may_let_them_ask(client: Any, rita: Any, start_run: Any) -> None:
    text = page(client, rita, start_run())
    assert "data-composer" not in text and "You may read this conversation" in text


def test_several_files_go_with_one_request(client: Any, alice: Any, team: Any, sent: Any) -> None:
    client.force_login(alice)
    files = [SimpleUploadedFile(f"{name}.csv", b"channel,amount\nWebsite,10\n") for name in ("orders", "returns")]
    client.post("/threads/", {"text": "Revenue by channel", "file": files})
    assert {source.name for source in Run.objects.get().sources.all()} == {"orders.csv", "returns.csv"}


def test_each_run_under_way_can_be_stopped_from_the_composer(client: Any, bob: Any, start_run: Any, sent: Any) -> None:
    run = start_run()
    assert page(client, bob, run).count('/cancellation/"') == 2  # its address for forms and for scripts
    requests.start(run.thread, bob, "Orders by month", [run.sources.get()])
    text = page(client, bob, run)
    assert text.count('formaction="/runs/') == 2 and "Orders by month" in text


def test_stopping_says_so_on_the_button(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off(2)
    client.force_login(bob)
    Step.objects.filter(run=run, status="queued").update(status="working")
    text = client.post(f"/runs/{run.pk}/cancellation/", headers={"HX-Request": "true"}).content.decode()
    assert "Stopping" in text and "disabled" in text


def test_the_state_is_told_in_words(client: Any, bob: Any, start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    text = page(client, bob, run)
    assert "<title>Done · " in text and 'role="status" id="told">Answer ready' in text
    html, _, _ = changes_since(run.pk, 0)
    assert 'hx-swap-oob="innerHTML:#told">Answer ready' in html and 'data-title="Done · ' in html


def test_live_pieces_offer_viewers_nothing_to_change(start_run: Any, work_off: Any) -> None:
    run = start_run()
    work_off()
    assert "data-edits" in changes_since(run.pk, 0)[0]
    assert "data-edits" not in changes_since(run.pk, 0, Reader(may_write=False))[0]


def test_a_piece_for_a_viewer_holds_nothing_that_their_page_has_no_place_for(start_run: Any) -> None:
    run = start_run()
    assert 'id="stops"' in changes_since(run.pk, 0)[0]
    assert 'id="stops"' not in changes_since(run.pk, 0, Reader(may_write=False))[0]


async def test_a_colleagues_request_appears_in_the_thread(start_run: Any, bob: Any) -> None:
    run = await sync_to_async(start_run)()
    scope = {"type": "websocket", "path": f"/ws/threads/{run.thread_id}/", "query_string": b"language=en", "headers": [], "user": bob}
    socket = ApplicationCommunicator(URLRouter(sockets), scope)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(5))["type"] == "websocket.accept"
    await socket.send_input({"type": "websocket.receive", "text": json.dumps({"runs": [str(run.pk)]})})
    assert await socket.receive_nothing()
    source = await sync_to_async(run.sources.get)()
    new = await sync_to_async(requests.start)(run.thread, bob, "Orders by month", [source])
    await socket.send_input({"type": "thread.moved"})
    html = (await socket.receive_output(5))["text"]
    assert f'id="run-{new.pk}"' in html and str(run.pk) + '" data-run' not in html and 'hx-swap-oob="beforeend:#runs"' in html


async def test_a_stranger_hears_nothing_of_a_thread(start_run: Any, charlie: Any) -> None:
    run = await sync_to_async(start_run)()
    scope = {"type": "websocket", "path": f"/ws/threads/{run.thread_id}/", "query_string": b"", "headers": [], "user": charlie}
    socket = ApplicationCommunicator(URLRouter(sockets), scope)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(5)) == {"type": "websocket.close", "code": 4404}
