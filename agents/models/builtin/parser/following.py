"""A question and what was said after it, read as one: each further text is read by the same grammar, and what it says takes the place
of what was said of the same kind before (a period for a period, a value for a value of the same column, a measure for the measure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.core.brief import Language
from agents.models.builtin.parser.binding import Ambiguous, Binder
from agents.models.builtin.parser.draft import Draft, Quantity
from agents.models.builtin.parser.leaning import Leaning, leaning
from agents.models.builtin.parser.link import read_items
from agents.models.builtin.parser.meaning import Attr, Formula, Measure, Part
from agents.models.builtin.parser.parse import Lexis, Parse, hinted, mentioned, unread_words
from agents.models.builtin.parser.settle import Settler, Unclear
from agents.models.builtin.parser.walk import Walk

Said = tuple[str, Language]
# Items with which a text asks for something of its own, so that it needs nothing said before.
ASKING = ("count", "howmuch", "which", "who", "when", "where", "op:summary", "op:quality", "plan", "ratio")
ADDING = re.compile(r"\b(also|too|as well|in addition)\b|也|还(?!是)|另外|同时", re.IGNORECASE)


def walk_of(text: str, language: Language, lexis: Lexis, *, request: bool = False, after: Walk | None = None) -> Walk:
    """The walk over a text, run as far as it goes. `after` is the walk over what was said before it: its columns are meant first."""
    items = read_items(text, language, lexis.vocabulary, request=request)
    binder = Binder(lexis.catalog, lexis.graph, lexis.vocabulary)
    walk = Walk(text, items, binder, language)
    binder.mentioned, binder.hinted_tables = mentioned(walk), hinted(walk)
    if after is not None:
        binder.spoken = spoken_of(after)
        binder.mentioned += [table for table in after.binder.mentioned if table not in binder.mentioned]
    try:
        walk.run()
    except Ambiguous as ambiguous:
        walk.draft.loose.append(str(ambiguous))
    return walk


def spoken_of(walk: Walk) -> set[Attr]:
    """The columns that a text limits or groups by."""
    draft = walk.draft
    limits = {cond.of for cond in draft.conds if isinstance(cond.of, Attr)}
    return limits | {group for group in (*draft.groups, *draft.each, *draft.outputs) if isinstance(group, Attr)}


def leans(said: Leaning, walk: Walk) -> bool:
    """Does a request lean on the one before it? `walk` is over what stays of it without its leaning words."""
    if said.surely:
        return True
    draft, items = walk.draft, walk.items
    if any(item.is_(*ASKING) for item in items) or draft.entity and not said.kinds:
        return False
    limits = bool(draft.groups or draft.each or draft.conds or draft.times or draft.extremes or draft.limit is not None)
    if measures_of(walk):
        return "soft" in said.kinds and not limits
    if [item for item in items if item.is_("list")] and named_of(walk):
        return False
    return limits or bool(said.kinds and named_of(walk)) or any(item.is_("deliver") for item in items) or "why" in said.kinds


def measures_of(walk: Walk) -> list[Quantity]:
    """The numbers that a text names."""
    named: list[Quantity] = [o for o in walk.draft.outputs if not isinstance(o, Part) and _counts(walk, o)]
    return [*walk.draft.measures, *named]


def named_of(walk: Walk) -> list[Attr]:
    """The columns that a text names and that are no numbers."""
    return [output for output in walk.draft.outputs if isinstance(output, Attr) and not _counts(walk, output)]


def _counts(walk: Walk, output: object) -> bool:
    if isinstance(output, Attr):
        return walk.binder.numeric(output) and walk.binder.info(output).role == "measure"
    return isinstance(output, (Formula, Measure))


def joined(said: Sequence[Said], lexis: Lexis) -> Walk:
    """The walk over the first text with what the others changed."""
    walk = walk_of(*said[0], lexis)
    for text, language in said[1:]:
        _join(walk, walk_of(leaning(text, language).rest, language, lexis, after=walk), also=ADDING.search(text) is not None)
    return walk


def parse_following(said: Sequence[Said], lexis: Lexis) -> Parse:
    """A question with what was said after it, settled; or why it cannot be."""
    walk = joined(said, lexis)
    try:
        return Parse(walk.items, Settler(walk).settle())
    except Ambiguous as ambiguous:
        return Parse(walk.items, reason="ambiguous", words=(str(ambiguous),))
    except Unclear as unclear:
        words = unread_words(walk.draft.unread) or tuple(dict.fromkeys([*walk.binder.unsure, *walk.draft.loose]))
        return Parse(walk.items, reason=str(unclear), words=words)


def _join(walk: Walk, more: Walk, *, also: bool) -> None:
    """Put what a further walk gathered into the draft of the first."""
    draft, new = walk.draft, more.draft
    walk.items, walk.leads, walk.fresh = walk.items + more.items, walk.leads + more.leads, walk.fresh + more.fresh
    walk.size = len(walk.items)
    draft.unread += new.unread
    draft.loose += new.loose
    walk.binder.unsure += more.binder.unsure
    walk.binder.mentioned += [table for table in more.binder.mentioned if table not in walk.binder.mentioned]
    _measures(walk, measures_of(more), also)
    _groups(walk, [*new.groups, *new.each, *named_of(more)], also)
    _conditions(draft, new)
    _order(walk, new)
    draft.times = new.times or draft.times
    for flag in ("share", "growth", "keep", "difference", "trend", "average", "distinct", "totalled"):
        setattr(draft, flag, getattr(new, flag) or getattr(draft, flag))


def _measures(walk: Walk, found: list[Quantity], also: bool) -> None:
    """Another number in place of the one before; superlatives and orders that went by that one go by it too."""
    draft = walk.draft
    if not found:
        return
    old = measures_of(walk)
    if not also:
        draft.measures = []
        draft.outputs = [output for output in draft.outputs if not _counts(walk, output)]
        by = found[0]
        draft.extremes = [replace(extreme, by=by) if extreme.by is not None else extreme for extreme in draft.extremes]
        draft.sorts = [replace(sort, by=by) if not isinstance(sort.by, Attr) or sort.by in old else sort for sort in draft.sorts]
        draft.how_much = draft.weak = False
    draft.measures += [quantity for quantity in found if isinstance(quantity, Measure)]
    draft.outputs += [quantity for quantity in found if not isinstance(quantity, Measure)]


def _groups(walk: Walk, found: Sequence[object], also: bool) -> None:
    """Another grouping in place of the one before. Where things are ranked or listed, they are what is named now."""
    draft = walk.draft
    if not found:
        return
    listed = [output for output in draft.outputs if not _counts(walk, output)]
    if not also:
        draft.groups, draft.each = [], []
        draft.outputs = [output for output in draft.outputs if output not in listed]
        draft.shows, draft.entity = [], draft.entity if draft.measures else ""
    if listed and not also and draft.extremes and all(isinstance(each, Attr) for each in found):
        draft.outputs += [each for each in found if isinstance(each, Attr)]
        return
    draft.groups += [each for each in found if each not in draft.groups]  # type: ignore[misc]


def _conditions(draft: Draft, new: Draft) -> None:
    """Further conditions; one on the same column takes the place of the old one."""
    columns = [cond.of for cond in new.conds if cond.of is not None]
    draft.conds = [cond for cond in draft.conds if cond.of not in columns] + new.conds
    draft.either = max(draft.either, new.either)
    draft.nested += new.nested


def _order(walk: Walk, new: Draft) -> None:
    draft = walk.draft
    if new.extremes or new.limit is not None:
        by = next((extreme.by for extreme in draft.extremes if extreme.by is not None), None)
        draft.extremes = [replace(extreme, by=extreme.by or by or _first(walk)) for extreme in new.extremes]
        draft.limit = new.limit
    draft.sorts = new.sorts or draft.sorts
    draft.direction = new.direction or draft.direction
    draft.alpha = new.alpha or draft.alpha


def _first(walk: Walk) -> Quantity | None:
    """What a list is ranked by where nothing is said: its first number."""
    return next(iter(measures_of(walk)), None)
