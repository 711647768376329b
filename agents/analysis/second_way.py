"""The second way to each headline: another query shape over the same definition, compared by agents/evidence/reconcile.py.

A total is added up from its months of the base table, with only the joins that the definition needs. An average is the sum over the
count; a distinct count is the number of groups. The value of one segment is asked with a condition in place of a grouping. A growth
rate is computed again from the second values. The parts by the segment are added up against the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.compare import purpose
from agents.analysis.single import period_of
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import note, phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.reconcile import Reconciliation, reconcile
from agents.sources.query import Call, Expr, Query, Select, call, col, lit
from agents.specs.findings import Finding

MOST_PARTS = 200


def second_ways(desk: Workbench, findings: Sequence[Finding], asked: Mapping[str, Arguments]) -> list[Reconciliation]:
    """The outcome for each headline fact of the findings. `asked` gives the arguments of each question by its id."""
    outcomes: dict[tuple[str, str], Reconciliation] = {}
    for finding in findings:
        arguments = asked.get(finding.question)
        if arguments is None:
            continue
        for outcome in _of(desk, finding, arguments):
            outcomes.setdefault((outcome.fact, outcome.way), outcome)
    return list(outcomes.values())


def _of(desk: Workbench, finding: Finding, asked: Arguments) -> list[Reconciliation]:
    if asked.before is not None and asked.now is not None and finding.kind in ("growth", "total"):
        return [*_periods(desk, finding, asked), *_parts(desk, finding, asked)]
    if finding.kind == "effects":
        return _effects(desk, finding)
    subject, period = period_of(desk, asked)
    if finding.kind == "total":
        return [_check(desk, finding.headline[0], _total(desk, subject, period), "way_months")]
    if finding.kind not in ("ranking", "share", "comparison"):
        return []
    dimension = asked.keyed(desk.language)
    named = {finding.lists["value"][i]: desk.value(ref) for i, ref in enumerate(finding.lists["name"])}
    values = [(ref, _one(desk, subject, period, dimension, str(named[ref]))) for ref in finding.headline if ref in named]
    totals = [(ref, _total(desk, subject, period)) for ref in finding.headline if ref not in named]
    return [
        *(_check(desk, ref, second, "way_filter") for ref, second in values),
        *(_check(desk, ref, second, "way_months") for ref, second in totals),
    ]


def _check(desk: Workbench, fact: str, second: str, way: str, **words: str) -> Reconciliation:
    return reconcile(desk.ledger, fact, second, way, desk.say(note(way)).format(**words))


def _periods(desk: Workbench, finding: Finding, asked: Arguments) -> list[Reconciliation]:
    facts = _totals(finding)
    second = {name: _total(desk, asked.subject, period) for name, period in asked.spans(desk.language).items()}
    outcomes = [_check(desk, facts[name], second[name], "way_months") for name in facts]
    growth = finding.facts.get("total_growth") or finding.facts.get("growth", "")
    if growth:
        again = desk.derive(
            "check.growth",
            desk.ledger.fact(growth).expression,
            {"n": second["now"], "b": second["before"]},
            name=desk.say(phrase("growth")),
            unit="ratio",
        )
        outcomes.append(_check(desk, growth, again, "way_months"))
    return outcomes


def _effects(desk: Workbench, finding: Finding) -> list[Reconciliation]:
    """The change against the sum of its effects."""
    parts = [finding.facts[p] for p in ("volume", "mix", "price", "new", "gone", "own") if p in finding.facts]
    change = finding.facts.get("total_change") or finding.facts.get("margin_change", "")
    if not parts or not change:
        return []
    return [_check(desk, change, desk.total(f"check.{finding.id}", parts, desk.say(phrase("control"))), "way_effects")]


def _parts(desk: Workbench, finding: Finding, asked: Arguments) -> list[Reconciliation]:
    """The whole against the sum of its parts by the dimension asked for."""
    subject = asked.subject
    dimension = subject.dimension(asked.dimension) if asked.dimension else subject.usual
    if dimension is None or not subject.measure.additive or dimension.distinct > MOST_PARTS:
        return []
    spans = asked.spans(desk.language)
    query = shape.grouped(subject, (dimension,), spans, desk.language, parts=())
    result = desk.ask(query, f"{desk.say(phrase('control'))}: {purpose(desk, subject, (dimension,), spans)}")
    found = []
    for name, fact in _totals(finding).items():
        cells = [cell_ref(result.id, row, name) for row in range(len(result.rows))]
        parts = desk.total(f"check.{dimension.key}.{name}", cells, desk.say(phrase("control")))
        found.append(_check(desk, fact, parts, "way_total", dimension=dimension.words.of(desk.language)))
    return found


def _totals(finding: Finding) -> dict[str, str]:
    """The facts of the whole, before and now."""
    facts = finding.facts
    found = {name: facts.get(f"total_{name}") or facts.get(name, "") for name in ("before", "now")}
    return {name: fact for name, fact in found.items() if fact}


def _total(desk: Workbench, subject: Subject, period: Period) -> str:
    """The measure over a period, added up another way."""
    spans = {"now": period}
    measure, where = subject.measure, shape.conditions(subject, spans)
    what, id = f"{desk.say(phrase('control'))}: {purpose(desk, subject, (), spans)}", f"check.total.{period.start}.{period.end}"
    if measure.additive and subject.time is not None:
        result = desk.ask(shape.by_time(subject, "month", (), spans, desk.language), what)
        return desk.total(id, [cell_ref(result.id, row, "value") for row in range(len(result.rows))], what)
    if measure.op == "avg" and measure.expr is not None:
        query = Query(
            table=subject.table,
            joins=subject.joins,
            where=where,
            select=(
                Select(name="sum", expr=call("sum", measure.expr), unit=measure.unit, currency=measure.currency),
                Select(name="count", expr=Call(op="count", args=(measure.expr,)), unit="count"),
            ),
        )
        result = desk.ask(query, what)
        return desk.derive(
            id,
            "s / n",
            {"s": cell_ref(result.id, 0, "sum"), "n": cell_ref(result.id, 0, "count")},
            like=cell_ref(result.id, 0, "sum"),
            name=what,
        )
    if measure.op == "count_distinct" and measure.expr is not None:
        groups = Query(
            table=subject.table,
            joins=subject.joins,
            where=(*where, call("not_null", measure.expr)),
            distinct=True,
            select=(Select(name="one", expr=measure.expr),),
        )
        result = desk.ask(Query(table=groups, alias="groups", select=(Select(name="value", expr=call("count"), unit="count"),)), what)
        return cell_ref(result.id, 0, "value")
    return _ordered(desk, subject, where, what)


def _ordered(desk: Workbench, subject: Subject, where: tuple[Expr, ...], what: str) -> str:
    """A sum without dates, an extreme: asked of the rows as a table of their own."""
    measure = subject.measure
    inner = Query(
        table=subject.table,
        joins=subject.joins,
        where=where,
        select=(Select(name="one", expr=measure.expr if measure.expr is not None else lit(1)),),
    )
    op = "sum" if measure.op == "count" else measure.op
    result = desk.ask(
        Query(
            table=inner,
            alias="every",
            select=(Select(name="value", expr=call(op, col("every", "one")), unit=measure.unit, currency=measure.currency),),
        ),
        what,
    )
    return cell_ref(result.id, 0, "value")


def _one(desk: Workbench, subject: Subject, period: Period, dimension: Dimension, value: str) -> str:
    """The measure of one value of a dimension, with a condition in place of a grouping."""
    condition = call("eq", shape.key_expr(dimension, desk.language), lit(value))
    measure = subject.measure
    query = Query(
        table=subject.table,
        joins=subject.joins,
        where=(*shape.conditions(subject, {"now": period}), condition),
        select=(Select(name="value", expr=shape.nothing_is_zero(measure.aggregate()), unit=measure.unit, currency=measure.currency),),
    )
    result = desk.ask(query, f"{desk.say(phrase('control'))}: {value}")
    return cell_ref(result.id, 0, "value")
