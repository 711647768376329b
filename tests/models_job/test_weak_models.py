"""A weak model may make a run slow; it cannot make a number wrong: what it says wrongly never ships, and its rung is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.core.brief import Deliverable
from agents.core.calls import Provider
from tests.main_job.driver import Ran
from tests.main_job.files import text_of
from tests.models_job import minds
from tests.models_job.conftest import Job, first_job, same_figures
from tests.models_job.places import answering, laddered

WAYS: list[tuple[minds.Mind, Provider]] = [
    (minds.inventing, "bedrock"), (minds.typing_digits, "openai_compatible"), (minds.claiming, "bedrock"),
    (minds.chatting, "openai_compatible"), (minds.swapping, "openai_compatible"),
]  # fmt: skip
WORDY_FILES: tuple[Deliverable, ...] = ("deck", "document")  # where a model's words go; the workbook takes the longest
STRANGE = ("12%", "9,999,999", "doubled", "of_mine", "Certainly")


@pytest.mark.parametrize(("mind", "kind"), WAYS, ids=[mind.__name__ for mind, _ in WAYS])
def test_a_model_that_answers_wrongly_leaves_no_trace_in_the_files(
    mind: minds.Mind, kind: Provider, builtin: Job, shop: Path, tmp_path: Path
) -> None:
    with answering(kind, mind) as place:
        ran = first_job(shop, tmp_path / "weak", place.ladders, WORDY_FILES)
    assert ran.status == "done" and [(made.kind, made.status) for made in ran.files] == [(kind, "ready") for kind in WORDY_FILES]
    assert same_figures(ran, builtin.runs[0]) and ran.answer == builtin.runs[0].answer
    for file in WORDY_FILES:
        text = text_of(ran.file(file))
        assert ran.spec(file) == builtin.runs[0].spec(file) and not [word for word in STRANGE if word in text]
    assert given_up(ran) >= {"slides", "answer"}


def test_a_weak_model_gives_way_to_the_large_one_before_the_rules_do_it(shop: Path, tmp_path: Path) -> None:
    with answering("openai_compatible", minds.inventing) as weak, answering("bedrock", minds.willing) as strong:
        ran = first_job(shop, tmp_path / "ladder", laddered(weak.settings, strong.settings), ("deck",))
    rungs = {use: [call.rung for call in ran.meter.model_calls if call.use == use] for use in ("slides", "answer")}
    assert all(rungs[use] == ["small"] * 4 + ["large"] * 2 for use in rungs), rungs
    assert minds.SAID in text_of(ran.file("deck")) and "builtin" not in {call.rung for call in ran.meter.model_calls}


def test_a_plan_that_leaves_out_what_to_compare_by_takes_what_was_proposed(builtin: Job, shop: Path, tmp_path: Path) -> None:
    with answering("openai_compatible", minds.leaving_out) as place:
        ran = first_job(shop, tmp_path / "short", place.ladders, ("deck",))
    assert ran.status == "done" and ran.spec("deck") == builtin.runs[0].spec("deck")
    assert "builtin" not in {call.rung for call in ran.meter.model_calls}


def given_up(ran: Ran) -> set[str]:
    """The uses that went up the ladder, as the events tell."""
    steps = [event.detail for event in ran.events if event.kind == "decision" and event.detail.get("rule") == "ladder"]
    assert all(step["reason"] and step["from"] == "small" and step["to"] == "builtin" for step in steps)
    return {call.use for call in ran.meter.model_calls if call.rung == "builtin"}
