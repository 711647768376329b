"""What a case is worth when done: 1 is right, 0 is refused or unusable, −1 is wrong, which is worse than no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.core.base import Value
from agents.core.brief import Brief
from agents.evidence.ledger import Ledger
from agents.evidence.results import Cell
from agents.evidence.text import rendered
from agents.models.evaluation.agreement import agrees
from agents.models.evaluation.cases import DigestCase, PlanCase, QuestionCase, WritingCase
from agents.models.evaluation.parts import PartMade, evidence

FIRST_PARTS = 3
MOST_WORDS, MOST_CHARACTERS = 15, 40  # of a title: English words, Chinese characters
PARAGRAPHS = range(1, 5)
MOST_ANSWER = {"en": 220, "zh": 500}  # words, characters


class Mark(Value):
    """What one case was worth. `note` says in a few words what was not as expected."""

    score: float
    wrong: bool = False
    refused: bool = False
    note: str = ""


REFUSED = Mark(score=0, refused=True, note="refused")
UNUSABLE = Mark(score=0, note="no usable output: the built-in model did it")


def mark_question(case: QuestionCase, gold: Sequence[Sequence[Cell]], answers: Sequence[Sequence[Sequence[Cell]]]) -> Mark:
    """An answer to a question. `answers` are the results that were shown; none is a refusal. One of them must be the gold rows."""
    if case.unanswerable:
        return Mark(score=-1, wrong=True, note="answered what the data does not hold") if answers else Mark(score=1, refused=True)
    if not answers:
        return REFUSED
    if any(agrees(gold, rows, ordered=case.ordered, percent=case.percent) for rows in answers):
        return Mark(score=1)
    return Mark(score=-1, wrong=True, note="other rows than the right ones")


def mark_plan(case: PlanCase, brief: Brief | None) -> Mark:
    """A plan. Another measure, segment or period than asked for is wrong; analyses and files that lack cost their share."""
    if case.cannot:
        return Mark(score=-1, wrong=True, note="planned what the data does not hold") if brief else Mark(score=1, refused=True)
    if brief is None:
        return REFUSED
    off = _misread(case, brief)
    if off:
        return Mark(score=-1, wrong=True, note="; ".join(off))
    analyses = {question.analysis for question in brief.questions}
    lacking = [name for name in case.analyses if name not in analyses]
    shares = [1 - len(lacking) / len(case.analyses)] if case.analyses else []
    shares += [float(set(case.deliverables) <= set(brief.deliverables))] if case.deliverables is not None else []
    notes = [f"lacks {', '.join(lacking)}"] if lacking else []
    notes += ["other files than asked for"] if case.deliverables and not set(case.deliverables) <= set(brief.deliverables) else []
    return Mark(score=sum(shares) / len(shares) if shares else 1, note="; ".join(notes))


def mark_parts(case: WritingCase, made: Sequence[PartMade], known: Sequence[PartMade], ledger: Ledger, *, draft: bool = False) -> Mark:
    """An arranged file. `known` are the same parts as the rules write them: a title may only tell what its own part holds."""
    by_id = {part.id: part for part in known}
    foreign = [part.id for part in made if part.id in by_id and not evidence(part.title) <= by_id[part.id].evidence]
    if foreign:
        return Mark(score=-1, wrong=True, note=f"titles that tell of other parts: {', '.join(foreign)}")
    long = [part.id for part in made if _too_long(rendered(part.title, ledger), MOST_WORDS, MOST_CHARACTERS)]
    shares = [_order([part.id for part in made], case), 1 - len(long) / max(len(made), 1), float(not draft)]
    notes = [*_order_notes([part.id for part in made], case), *([f"{len(long)} long titles"] if long else [])]
    return Mark(score=sum(shares) / len(shares), note="; ".join([*notes, *(["the gate made it a draft"] if draft else [])]))


def mark_ranking(case: WritingCase, findings: Sequence[str]) -> Mark:
    """An order of findings."""
    return Mark(score=_order(findings, case), note="; ".join(_order_notes(findings, case)))


def mark_answer(case: WritingCase, paragraphs: Sequence[str], ledger: Ledger) -> Mark:
    """A closing answer: its facts at once, a few paragraphs, and short."""
    said = evidence(paragraphs[0]) if paragraphs else frozenset()
    lacking = [fact for fact in case.says if fact not in said]
    text = " ".join(rendered(paragraph, ledger) for paragraph in paragraphs)
    long = _too_long(text, MOST_ANSWER["en"], MOST_ANSWER["zh"])
    shares = [1 - len(lacking) / max(len(case.says), 1), float(len(paragraphs) in PARAGRAPHS), float(not long)]
    notes = [f"does not begin with {', '.join(lacking)}"] if lacking else []
    return Mark(score=sum(shares) / len(shares), note="; ".join([*notes, *(["long"] if long else [])]))


def mark_digest(case: DigestCase, digest: str) -> Mark:
    """A digest of earlier requests: what it keeps of what must be known later, and nothing that nobody asked."""
    text = digest.lower()
    made_up = [word for word in case.never if word.lower() in text]
    if made_up:
        return Mark(score=-1, wrong=True, note=f"makes up {', '.join(made_up)}")
    lost = [word for word in case.keeps if word.lower() not in text]
    return Mark(score=1 - len(lost) / max(len(case.keeps), 1), note=f"loses {', '.join(lost)}" if lost else "")


def _misread(case: PlanCase, brief: Brief) -> list[str]:
    labels = tuple(period.label.removesuffix("年") for period in brief.periods)
    pairs = [("measure", case.measure, brief.options.measure), ("segment", case.segment, brief.options.segment),
             ("periods", case.periods, labels)]  # fmt: skip
    return [f"{name} {found or '–'} for {wanted}" for name, wanted, found in pairs if wanted is not None and wanted != found]


def _order(ids: Sequence[str], case: WritingCase) -> float:
    rules = len(case.early) + len(case.before)
    return 1 - len(_order_notes(ids, case)) / rules if rules else 1


def _order_notes(ids: Sequence[str], case: WritingCase) -> list[str]:
    """The rules of order that do not hold. A part that was left out stands nowhere: not early, and before nothing."""
    place = {id: number for number, id in reversed(list(enumerate(ids)))}
    late = [f"{id} is not among the first" for id in case.early if place.get(id, FIRST_PARTS) >= FIRST_PARTS]
    return late + [f"{one} is not before {other}" for one, other in case.before if place.get(one, len(ids)) >= place.get(other, len(ids))]


def _too_long(text: str, words: int, characters: int) -> bool:
    chinese = re.findall(r"[\u4e00-\u9fff]", text)
    return len(chinese) > characters if chinese else len(text.split()) > words
