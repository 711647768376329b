"""What the gate of a finished file finds in the words of a language model goes up the ladder, as what its own check finds does."""

from __future__ import annotations

from pathlib import Path

from tests.models.bedrock_replies import Json, Seen, obedient
from tests.models_job.conftest import Job, first_job
from tests.models_job.minds import willing
from tests.models_job.places import answering, laddered

LONG = "So what this part of the story has to say to everybody who reads it with patience, in all the words that it takes, is this: " * 3


def long_winded(seen: Seen) -> Json:
    """Gives a slide a title that no slide has room for."""
    return obedient(change=_at_length)(seen)


def _at_length(proposal: Json, _: Seen) -> Json:
    return proposal | {"titles": [{"id": proposal["parts"][1], "title": LONG}]} if "parts" in proposal else proposal


def test_a_title_that_no_slide_has_room_for_gives_way_to_the_built_in_one(shop: Path, builtin: Job, tmp_path: Path) -> None:
    with answering("openai_compatible", long_winded) as place:
        ran = first_job(shop, tmp_path / "long", place.ladders)
    assert [made.status for made in ran.files] == ["ready"] * len(ran.files)
    gone = [event.detail for event in ran.events if event.kind == "decision" and event.detail.get("cause") == "gate"]
    assert [(step["use"], step["from"], step["to"]) for step in gone] == [("slides", "small", "builtin")] and "fit" in gone[0]["reason"]
    assert ran.spec("deck") == builtin.runs[0].spec("deck")


def test_the_next_language_model_may_try_before_the_built_in_one(shop: Path, tmp_path: Path) -> None:
    with answering("openai_compatible", long_winded) as weak, answering("openai_compatible", willing) as strong:
        ran = first_job(shop, tmp_path / "ladder", laddered(weak.settings, strong.settings))
    rungs = [call.rung for call in ran.meter.model_calls if call.use == "slides"]
    assert rungs == ["small", "small", "large", "large"]
