"""The limits on rows that a request names, read by the same grammar as those of single questions, and what it could not read of them."""

from __future__ import annotations

from datetime import date, timedelta

from agents.core.periods import Period
from agents.models.builtin.parser.binding import Ambiguous
from agents.models.builtin.parser.draft import Draft, Time
from agents.models.builtin.parser.items import Item
from agents.models.builtin.parser.meaning import Attr, Cond
from agents.models.builtin.parser.understanding import ColumnRef, FilterRef, Unread
from agents.models.builtin.parser.walk import Walk
from agents.sources.catalog import Catalog

# Items of a request that limit or count something: where no rule has taken them, passing them over would answer something else.
TELLING = ("cmp", "number", "like", "neg", "between", "ormore", "orless")
TURNED = {"eq": "ne", "in": "not_in", "contains": "not_contains"}


def walked(walk: Walk) -> Draft:
    """What a walk over the request gathered; where a word fits several columns equally well, what it had until then."""
    try:
        return walk.run()
    except Ambiguous as ambiguous:
        walk.draft.loose.append(str(ambiguous))
        return walk.draft


def filters_of(walk: Walk) -> tuple[FilterRef, ...]:
    """The conditions of a walk that has run, those on one column that name values joined."""
    found: dict[tuple[str, str, str], FilterRef] = {}
    for cond in walk.draft.conds:
        if cond.op == "exists" and not cond.neg:
            continue  # "orders", "customers": every row has one
        ref = _filter(walk, cond)
        key = (ref.table, ref.column, ref.op)
        found[key] = ref.model_copy(update={"values": (*found[key].values, *ref.values)}) if key in found else ref
    joined = (_several(ref) for ref in found.values())
    return tuple(joined)


def _filter(walk: Walk, cond: Cond) -> FilterRef:
    op = TURNED.get(cond.op, f"not_{cond.op}") if cond.neg else cond.op
    if not isinstance(cond.of, Attr) or any(isinstance(value, tuple) or hasattr(value, "table") for value in cond.values):
        return FilterRef(label=_words(cond), table=cond.table, column="", op=op)
    values = tuple(value for value in cond.values if value is None or isinstance(value, (str, int, float, bool, date)))
    return FilterRef(
        label=_words(cond), table=cond.of.table, column=cond.of.column, op=op, values=values,
        others=_others(walk, cond.of, values) if cond.of.table not in walk.binder.mentioned else (),
    )  # fmt: skip


def _others(walk: Walk, of: Attr, values: tuple[object, ...]) -> tuple[ColumnRef, ...]:
    """Further columns that hold all of the values: the words say nothing of which is meant."""
    held = walk.binder.vocabulary.values.columns
    texts = [str(value).strip().lower() for value in values]
    return tuple(
        ColumnRef(table=table, column=column)
        for (table, column), known in held.items()
        if (table, column) != (of.table, of.column) and texts and all(text in known for text in texts)
    )


def _several(ref: FilterRef) -> FilterRef:
    values = tuple(dict.fromkeys(ref.values))
    many = {"eq": "in", "ne": "not_in"}.get(ref.op, ref.op) if len(values) > 1 else ref.op
    return ref.model_copy(update={"values": values, "op": many})


def _words(cond: Cond) -> str:
    return " ".join(str(value) for value in cond.values if not hasattr(value, "table")) or cond.table


def unlimited(draft: Draft) -> tuple[Unread, ...]:
    """Words that limit or count and that no rule has taken."""
    return tuple(Unread(word=item.text, start=item.start, end=item.end) for item in draft.unread if item.is_(*TELLING))


def bounded(items: list[Item], draft: Draft, catalog: Catalog) -> dict[int, Period]:
    """ "since 2022", "2020年以前": the span that a period with such a word means, by where the period stands in the request."""
    if catalog.first_day is None or catalog.last_day is None:
        return {}
    spans = ((time, _span(time, catalog.first_day, catalog.last_day)) for time in draft.times if time.op)
    return {time.item.start: span for time, span in spans if span is not None and time.item in items}


def _span(time: Time, first: date, last: date) -> Period | None:
    period = time.item.period
    if period is None:
        return None
    starts = {"ge": period.start, "gt": period.end + timedelta(days=1)}
    ends = {"le": period.end, "lt": period.start - timedelta(days=1)}
    start, end = starts.get(time.op, first), ends.get(time.op, last)
    if start > end:
        return period  # outside of the data: said where the days are compared
    return Period(start=start, end=end, label=f"{start:%Y-%m-%d} – {end:%Y-%m-%d}", grain="range")
