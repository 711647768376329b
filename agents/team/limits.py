"""Limits on the rows of a report: what the request names, as conditions of the subject, and in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from agents.analysis import wordlists
from agents.analysis.propose import narrowed
from agents.analysis.reach import Reach
from agents.analysis.subject import Subject
from agents.core.brief import Definition, Language, Only
from agents.core.errors import CannotAnswer
from agents.models.builtin.parser.understanding import ColumnRef, FilterRef
from agents.sources.catalog import Catalog, ColumnInfo
from agents.sources.query import Col, Expr, call, col, lit
from agents.specs.findings import Finding
from agents.team.wording import say

NAMING = {"eq": (False, False), "in": (False, False), "ne": (True, False), "not_in": (True, False),
          "contains": (False, True), "not_contains": (True, True)}  # fmt: skip
MOST_NAMED = 3


def limits_of(
    filters: Sequence[FilterRef], subject: Subject, catalog: Catalog, language: Language, spoken: Collection[Col] = ()
) -> tuple[Only, ...]:
    """The limits that a request names, each on a column that the rows of the subject reach. Raises CannotAnswer for one that a report
    cannot keep to: a comparison, or a column of other rows. Values of the columns `spoken` of before are meant first."""
    reach = Reach(catalog, subject.table)
    return tuple(_limit(ref, reach, language, spoken) for ref in filters)


def _limit(ref: FilterRef, reach: Reach, language: Language, spoken: Collection[Col]) -> Only:
    if ref.op not in NAMING or not ref.column:
        raise CannotAnswer(say("limit_kind", language, what=ref.label), missing=(ref.label,))
    column = _nearest(ref, reach, spoken)
    if column is None:
        raise CannotAnswer(say("limit_far", language, what=ref.label), missing=(ref.label,))
    out, part = NAMING[ref.op]
    values = tuple(str(value) for value in ref.values)
    return Only(table=column.table, column=column.name, values=values, text=limit_text(values, language, out, part), out=out, part=part)


def _nearest(ref: FilterRef, reach: Reach, spoken: Collection[Col]) -> Col | None:
    """Of the columns that hold the values, one spoken of before, else the fewest joins away; the one read where it is as near."""
    named = (ColumnRef(table=ref.table, column=ref.column), *ref.others)
    found = [reached for each in named if (reached := reach.find(col(each.table, each.column))) is not None]
    return min(found, key=lambda reached: (reached.col not in spoken, reached.steps)).col if found else None


def limit_text(values: Sequence[str], language: Language, out: bool, part: bool) -> str:
    """A limit in words: "only West, East"."""
    shown = list(values[:MOST_NAMED])
    joined = ("、" if language == "zh" else ", ").join(shown) + (" …" if len(values) > MOST_NAMED else "")
    return say(f"{'without' if out else 'only'}{'_part' if part else ''}", language, values=joined)


def limited(subject: Subject, catalog: Catalog, limits: Sequence[Only]) -> Subject:
    """The subject over the rows of the limits only: every query of every analysis, the second way and the extract keep to them.

    Raises CannotAnswer where the rows of the subject do not reach a column.
    """
    for limit in limits:
        if Reach(catalog, subject.table).find(col(limit.table, limit.column)) is None:
            raise CannotAnswer(say("limit_far", "en", what=limit.text), missing=(limit.text,))
        subject = narrowed(subject, catalog, _condition(limit, catalog.table(limit.table).column(limit.column)))
    return subject


def _condition(limit: Only, column: ColumnInfo) -> Expr:
    """The condition of a limit. A row that holds no value is not one of those left out."""
    here: Expr = col(limit.table, limit.column)
    text = here if column.type == "text" else call("cast_text", here)
    if limit.part:
        holds: Expr = call("contains", call("lower", text), lit(limit.values[0].lower()))
        for value in limit.values[1:]:
            holds = call("and", holds, call("contains", call("lower", text), lit(value.lower())))
    else:
        holds = call("eq", text, lit(limit.values[0])) if len(limit.values) == 1 else call("in", text, lit(tuple(limit.values)))
    return call("or", call("is_null", here), call("not", holds)) if limit.out else holds


def merged(old: Sequence[Only], new: Sequence[Only]) -> tuple[Only, ...]:
    """Further limits beside those there are; one on the same column takes the place of the old one."""
    columns = {(limit.table, limit.column) for limit in new}
    return (*(limit for limit in old if (limit.table, limit.column) not in columns), *new)


def pinned(limits: Sequence[Only], column: Col) -> bool:
    """Do the limits leave a single value of a column?"""
    return any((limit.table, limit.column) == (column.table, column.name) and _single(limit) for limit in limits)


def _single(limit: Only) -> bool:
    return len(limit.values) == 1 and not limit.out and not limit.part


def defined(limits: Sequence[Only], language: Language) -> tuple[Definition, ...]:
    """The limits among the definitions: the column and what of it counts."""
    return tuple(Definition(term=wordlists.named(limit.column).of(language), text=limit.text) for limit in limits)


def words_of(limits: Sequence[Only], language: Language) -> str:
    """All limits in a few words, "" for none: "only Marketplace, without West"."""
    return ("，" if language == "zh" else ", ").join(limit.text for limit in limits)


def marked(findings: Sequence[Finding], limits: Sequence[Only], language: Language) -> list[Finding]:
    """The findings with the limits beside the units under every chart: a chart goes its own ways."""
    words = words_of(limits, language)
    if not words:
        return list(findings)
    return [
        finding.model_copy(update={"charts": tuple(
            chart.model_copy(update={"subtitle": " · ".join(part for part in (chart.subtitle, words) if part)}) for chart in finding.charts
        )})
        for finding in findings
    ]  # fmt: skip
