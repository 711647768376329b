"""Adding to the slides of a thread: what the run before found becomes further slides of the latest deck, with all evidence of both."""

from __future__ import annotations

from agents.core.brief import Brief
from agents.core.errors import CannotAnswer, Fault
from agents.evidence.ledger import Ledger, Snapshot
from agents.evidence.text import rendered
from agents.sources.catalog import Catalog
from agents.specs.deck import DeckSpec, Slide
from agents.team.board import Board
from agents.team.desk import Desk, Outcome, Turn
from agents.team.slide_plan import told_slides
from agents.team.wording import say

LAST = ("actions", "sources")  # slides that stay at the end
MOST_SLIDES = 40


def brief_of(desk: Desk, catalog: Catalog) -> Brief:
    """The brief: the questions of the run before, the title of the deck. Without a deck in the thread, slides of that run alone.

    Raises CannotAnswer where all that was found stands in the deck already.
    """
    before, deck = desk.before, desk.deck_before
    if before is None:
        raise Fault("There is no run before this one.")
    same = {"request": desk.request, "language": desk.language, "sources": (catalog.source,), "deliverables": ("deck",)}
    if deck is None:
        return before.brief.model_copy(update=same | {"follows": say("as_before_same", desk.language)})
    if deck.run == before.run:
        raise CannotAnswer(say("nothing_to_add", desk.language))
    words = say("adding", desk.language, deck=deck.brief.title, request=before.request)
    definitions = tuple(dict.fromkeys((*deck.brief.definitions, *before.brief.definitions)))
    update = same | {"title": deck.brief.title, "definitions": definitions, "follows": words, "adds": deck.run}
    return before.brief.model_copy(update=update)


def taken_over(desk: Desk) -> Outcome:
    """The findings of the run before and the evidence of both runs, in place of an analysis."""
    before, deck = _turns(desk)
    evidence = Ledger().merge(deck.evidence).merge(before.evidence).snapshot()
    if len(evidence.results) < len(deck.evidence.results) + len(before.evidence.results) - len(_shared(deck.evidence, before.evidence)):
        raise Fault("The evidence of two runs has ids in common.")
    return Outcome(summary=say("added", desk.language, count=len(before.findings)), evidence=evidence, findings=before.findings)


def _shared(one: Snapshot, other: Snapshot) -> set[str]:
    """The results that both hold, alike: an earlier deck may have taken them over before."""
    known = {result.id: result.hash for result in one.results}
    return {result.id for result in other.results if known.get(result.id) == result.hash}


def checked_before(desk: Desk) -> Outcome:
    """What was computed a second way in both runs."""
    before, deck = _turns(desk)
    kept = {(outcome.fact, outcome.way): outcome for outcome in (*deck.reconciliations, *before.reconciliations)}
    summary = say("checked" if all(outcome.agrees for outcome in kept.values()) else "checked_differ", desk.language, count=len(kept),
                  differ=sum(not outcome.agrees for outcome in kept.values()))  # fmt: skip
    return Outcome(summary=summary if kept else say("checked_none", desk.language), reconciliations=tuple(kept.values()))


def longer_deck(desk: Desk, board: Board) -> DeckSpec:
    """The deck of the thread with a slide for each finding that it does not tell yet. Raises CannotAnswer where there is none."""
    before, deck = _turns(desk)
    if deck.deck is None:
        raise Fault("The run with the slides holds no deck.")
    spec = DeckSpec.model_validate(deck.deck)
    titles = {rendered(slide.title, board.ledger, spec.language) for slide in spec.slides}
    new = [slide for slide in told_slides(board) if rendered(slide.title, board.ledger, board.language) not in titles]
    if not new:
        raise CannotAnswer(say("nothing_to_add", desk.language))
    body = [slide for slide in spec.slides if slide.id not in LAST]
    tail = [slide for slide in spec.slides if slide.id in LAST]
    room = max(MOST_SLIDES - len(body) - len(tail), 0)
    slides = (*body, *(_own(slide, before, spec) for slide in new[:room]), *tail)
    return spec.model_copy(update={"slides": slides, "names": tuple(dict.fromkeys((*spec.names, *board.names)))})


def _own(slide: Slide, before: Turn, spec: DeckSpec) -> Slide:
    """The slide under an id that no slide of the deck has."""
    taken = {other.id for other in spec.slides}
    return slide.model_copy(update={"id": f"{before.run[:8]}.{slide.id}"}) if slide.id in taken else slide


def _turns(desk: Desk) -> tuple[Turn, Turn]:
    if desk.before is None or desk.deck_before is None:
        raise Fault("Slides are to be added, and the runs that they come from are not on the desk.")
    return desk.before, desk.deck_before
