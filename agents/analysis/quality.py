"""What the figures rest on: rows read and left out, missing values, repeats, and the days that the data covers."""

from __future__ import annotations

from agents.analysis import shape
from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell
from agents.analysis.words import note, phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period
from agents.evidence.ledger import cell_ref
from agents.evidence.results import Result
from agents.evidence.text import fact_token
from agents.sources.catalog import TableInfo
from agents.sources.query import Call, Col, Expr, Query, Select, call, col
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec

NULLS = 6  # columns whose missing values are named


def quality(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind quality, with a note for each thing that a reader must know."""
    subject = asked.subject
    spans = {"before": asked.before, "now": asked.now}
    periods: dict[str, Period] = {name: p for name, p in spans.items() if p is not None and subject.time is not None}
    used = _columns(asked)
    result = desk.ask(_query(asked, periods, used), desk.say(phrase("coverage")))
    table = desk.reader.catalog.table(subject.table)
    facts = {name: cell_ref(result.id, 0, name) for name in ("rows", "kept")}
    facts["left_out"] = desk.derive(
        "quality.left_out", "r - k", {"r": facts["rows"], "k": facts["kept"]}, name="rows left out", unit="count"
    )
    if desk.number(facts["rows"]):
        facts["left_out_share"] = desk.derive(
            "quality.left_out_share", "o / r", {"o": facts["left_out"], "r": facts["rows"]}, name="share left out", unit="ratio"
        )
    for edge in ("first_day", "last_day"):
        if subject.time is not None:
            facts[edge] = cell_ref(result.id, 0, edge)
    if (repeats := _repeats(desk, table)) is not None:
        facts["repeats"] = repeats
    notes, lists = _notes(desk, asked, facts, used, result)
    return [
        Finding(
            id=f"{asked.question or 'quality'}.quality",
            kind="quality",
            question=asked.question,
            weight=0.15,
            words={"table": table.label or table.name},
            facts=facts,
            lists=lists,
            notes=notes,
            tables=(_table(desk, facts, used, result),),
            results=(result.id,),
        )
    ]


def _columns(asked: Arguments) -> list[Col]:
    """The columns behind the figures that hold nulls, and the customer's."""
    subject = asked.subject
    named = (subject.segment, *subject.levels, subject.customer)
    found = [d.expr for d in named if d is not None and d.nullable]
    if subject.time is not None:
        found.append(subject.time)
    if isinstance(subject.measure.expr, Col):
        found.append(subject.measure.expr)
    return list(dict.fromkeys(found))[:NULLS]


def _query(asked: Arguments, periods: dict[str, Period], used: list[Col]) -> Query:
    subject = asked.subject
    keep: Expr | None = None
    for condition in subject.filters:
        keep = condition if keep is None else call("and", keep, condition)
    selects = [Select(name="rows", expr=call("count"), unit="count"), Select(name="kept", expr=call("count", where=keep), unit="count")]
    selects += [
        Select(name=f"nulls_{i}", expr=call("count", where=call("is_null", c)), unit="count", label=c.name) for i, c in enumerate(used)
    ]
    if subject.time is not None:
        selects += [
            Select(name="first_day", expr=call("cast_date", call("min", subject.time))),
            Select(name="last_day", expr=call("cast_date", call("max", subject.time))),
        ]
    return Query(table=subject.table, joins=subject.joins, select=tuple(selects), where=shape.conditions(subject, periods, subject.limits))


def _repeats(desk: Workbench, table: TableInfo) -> str | None:
    """Rows that repeat another in everything but a key of their own; None where all columns are keys."""
    columns = [c for c in table.columns if not c.unique]
    if not columns or table.rows == 0:
        return None
    distinct = Query(
        table=table.name, distinct=True, select=tuple(Select(name=f"c{i}", expr=col(table.name, c.name)) for i, c in enumerate(columns))
    )
    different = desk.ask(
        Query(table=distinct, alias="different", select=(Select(name="different", expr=Call(op="count"), unit="count"),)),
        desk.say(phrase("coverage")),
    )
    everything = desk.ask(
        Query(table=table.name, select=(Select(name="rows", expr=Call(op="count"), unit="count"),)), desk.say(phrase("coverage"))
    )
    both = {"r": cell_ref(everything.id, 0, "rows"), "d": cell_ref(different.id, 0, "different")}
    return desk.derive("quality.repeats", "r - d", both, name="rows that repeat another", unit="count")


def _notes(
    desk: Workbench, asked: Arguments, facts: dict[str, str], used: list[Col], result: Result
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    subject, joint = asked.subject, "、" if desk.language == "zh" else ", "
    told = []
    if desk.number(facts["left_out"]) and subject.left_out:
        what = joint.join(w.of(desk.language) for w in subject.left_out)
        told.append(desk.say(note("left_out")).format(table=subject.table, what=what, count=fact_token(facts["left_out"], "integer")))
    nulls = [(c, cell_ref(result.id, 0, f"nulls_{i}")) for i, c in enumerate(used)]
    holes = [(c, ref) for c, ref in nulls if desk.number(ref)]
    told += [desk.say(note("nulls")).format(column=f"{c.table}.{c.name}", count=fact_token(ref, "integer")) for c, ref in holes]
    if "repeats" in facts and desk.number(facts["repeats"]):
        told.append(desk.say(note("duplicates")).format(count=fact_token(facts["repeats"], "integer")))
    if any(p is not None and (p.grain == "range" or not p.complete) for p in (asked.before, asked.now)):
        told.append(desk.say(note("cut")))
    if "last_day" in facts:
        told.append(desk.say(note("ends")).format(day=fact_token(facts["last_day"], "date")))
    told.append(desk.say(note("rounding")))
    return tuple(told), {"nulls": tuple(ref for _, ref in holes)}


def _table(desk: Workbench, facts: dict[str, str], used: list[Col], result: Result) -> TableSpec:
    rows = [
        (desk.say(phrase(key)), cell(facts[fact], format))
        for key, fact, format in (
            ("rows_read", "rows", "integer"),
            ("rows_kept", "kept", "integer"),
            ("rows_left_out", "left_out", "integer"),
            ("repeats", "repeats", "integer"),
            ("first_day", "first_day", "date"),
            ("last_day", "last_day", "date"),
        )
        if fact in facts
    ]
    rows += [
        (f"{c.table}.{c.name}: {desk.say(phrase('empty'))}", cell(cell_ref(result.id, 0, f"nulls_{i}"), "integer"))
        for i, c in enumerate(used)
    ]
    heads = (TableColumn(header=desk.say(phrase("item")), weight=2.0), TableColumn(header=desk.say(phrase("value")), kind="number"))
    return TableSpec(id="quality_table", title=desk.say(phrase("quality")), columns=heads, rows=tuple(rows), results=(result.id,))
