"""The slides sub-agent: beats in order become a deck."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agents.checks.findings import GateFinding
from agents.checks.gate import check_deck_file
from agents.renderers.pptx import render_deck
from agents.specs.deck import DeckSpec, Slide
from agents.team.adding import longer_deck
from agents.team.arrange import Arrangement, Part
from agents.team.board import Board
from agents.team.desk import Desk, Outcome
from agents.team.making import Craft, make
from agents.team.slide_plan import slides_of
from agents.team.wording import say

MOST_SLIDES = 16
Build = Callable[[Sequence[GateFinding]], DeckSpec]
FIXED_FIRST, FIXED_LAST = ("title",), ("actions", "sources")


def make_slides(desk: Desk) -> Outcome:
    """The deck of a run: spec, file, gate."""
    board = Board.of(desk)
    craft = Craft(
        kind="deck",
        build=_adding(desk, board) if board.brief.adds else _arranging(desk, board),
        check=lambda made, path: check_deck_file(path, made, board.ledger),
        write=lambda made, path: render_deck(made, board.ledger, path),
    )
    made, file = make(desk, craft, f"{board.file_stem}.pptx")
    summary = say("made_slides", desk.language, count=len(made.slides))
    return Outcome(
        summary=summary,
        spec=made.model_dump(mode="json"),
        spec_kind="deck",
        files=(file,),
    )


def _adding(desk: Desk, board: Board) -> Build:
    spec = longer_deck(desk, board)
    return lambda findings: shortened(spec, findings)


def _arranging(desk: Desk, board: Board) -> Build:
    """The slides of the board in the order that the model of the desk chooses; in that of the next rung if its titles were no good."""
    slides = slides_of(board, MOST_SLIDES)
    parts = [Part(slide.id, slide.title, needed=slide.id in FIXED_FIRST + FIXED_LAST) for slide in slides]
    arrangement = Arrangement(desk, "slides", "propose_slides", parts, board)
    first = _spec(desk, board, slides, arrangement)
    numbers = {slide.id: number for number, slide in enumerate(first.slides, start=1)}

    def build(findings: Sequence[GateFinding]) -> DeckSpec:
        left = arrangement.mended(findings, lambda id: (f"slide {numbers.get(id)}", f"slide {id!r}"))
        less = {slide.id: slide for slide in shortened(first, left).slides}
        return _spec(desk, board, [less.get(slide.id, slide).model_copy(update={"title": slide.title}) for slide in slides], arrangement)

    return build


def _spec(desk: Desk, board: Board, slides: Sequence[Slide], arrangement: Arrangement) -> DeckSpec:
    by_id, titles = {slide.id: slide for slide in slides}, arrangement.titles
    ids = in_frame(arrangement.order.parts)
    kept = tuple(by_id[id].model_copy(update={"title": titles.get(id, by_id[id].title)}) for id in ids)
    return DeckSpec(title=board.title, subtitle=board.subtitle, language=desk.language, slides=kept, names=board.names)


def in_frame(ids: Sequence[str]) -> list[str]:
    """The order with the title first and the actions and sources last, wherever a model put them."""
    middle = [id for id in ids if id not in FIXED_FIRST + FIXED_LAST]
    return [id for id in FIXED_FIRST if id in ids] + middle + [id for id in FIXED_LAST if id in ids]


def shortened(spec: DeckSpec, findings: Sequence[GateFinding]) -> DeckSpec:
    """The deck with less on the slides that the gate named: the last takeaway goes, or the message where there is one left."""
    named = {position for finding in findings for position in range(len(spec.slides)) if finding.where == f"slide {position + 1}"}
    if not named:
        return spec
    slides = tuple(_less(slide) if position in named else slide for position, slide in enumerate(spec.slides))
    return spec.model_copy(update={"slides": slides})


def _less(slide: Slide) -> Slide:
    if len(slide.takeaways) > 1:
        return slide.model_copy(update={"takeaways": slide.takeaways[:-1]})
    return slide.model_copy(update={"message": ""})
