"""The measure over time: both periods side by side, peak and trough, how many units of time grew."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, columns, lead, title
from agents.analysis.claimed import direction, largest
from agents.analysis.timeline import Timeline, timeline
from agents.analysis.words import note, phrase
from agents.analysis.workbench import Workbench
from agents.evidence.text import fact_token
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec


def trend(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind trend. Weight: how far the units of time lie apart, as a share of their average."""
    line = timeline(desk, asked)
    measure = asked.subject.measure.words.of(desk.language)
    words = {"measure": measure, "grain": line.grain} | {name: p.label for name, p in line.spans.items()}
    facts, names, claims = _extremes(desk, line)
    lists = {"start": tuple(line.starts["now"]), "now": tuple(line.values["now"])}
    if "before" in line.spans:
        lists |= _beside(desk, line)
        counts, counted = _counts(desk, lists["change"])
        facts, claims = facts | counts, claims | counted
    heading = title(desk, "over_time", measure=measure)
    return [
        Finding(
            id=f"{asked.question or 'trend'}.trend",
            kind="trend",
            question=asked.question,
            weight=_weight(desk, line),
            words=words,
            names=names,
            facts=facts,
            claims=claims,
            lists=lists,
            charts=(_chart(desk, line, heading, asked),),
            tables=(_table(desk, line, lists, heading, asked),),
            results=(line.result.id,),
            notes=(desk.say(note("partial_left_out")),) if line.left_out else (),
        )
    ]


def _weight(desk: Workbench, line: Timeline) -> float:
    values = [desk.number(v) for v in line.values["now"] if v]
    mean = sum(values) / len(values) if values else 0
    return min(1.0, (max(values) - min(values)) / mean / 2) if mean > 0 else 0.1


def _extremes(desk: Workbench, line: Timeline) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Peak and trough of the later period, their dates, and first against last."""
    known = [(v, s) for v, s in zip(line.values["now"], line.starts["now"], strict=True) if v]
    refs = [v for v, _ in known]
    peak, trough = max(known, key=lambda k: desk.number(k[0])), min(known, key=lambda k: desk.number(k[0]))
    inputs = {f"x{i}": ref for i, ref in enumerate(refs)}
    average = desk.derive(
        f"trend.{line.grain}.average", f"mean({', '.join(inputs)})", inputs, like=refs[0], name=desk.say(phrase("average"))
    )
    facts = {
        "peak": peak[0],
        "trough": trough[0],
        "first": refs[0],
        "last": refs[-1],
        "average": average,
        "spread": desk.derive(f"trend.{line.grain}.spread", "p / t", {"p": peak[0], "t": trough[0]}, name="peak / trough"),
    }
    names = {"peak": peak[1], "trough": trough[1], "first": known[0][1], "last": known[-1][1]}
    claims = {
        "peak": largest(desk, peak[0], refs),
        "trough": largest(desk, trough[0], refs, lowest=True),
        "direction": direction(desk, refs[-1], refs[0]),
    }
    return {k: v for k, v in facts.items() if desk.exists(v)}, names, {k: v for k, v in claims.items() if v}


def _beside(desk: Workbench, line: Timeline) -> dict[str, tuple[str, ...]]:
    """The earlier period unit by unit, and change and growth of each."""
    before, changes, growths = [], [], []
    for i, now in enumerate(line.values["now"]):
        then = line.values["before"][i] if i < len(line.values["before"]) else ""
        before.append(then)
        both = {"n": now, "b": then}
        id, name = f"trend.{line.grain}.{line.days['now'][i]}", f"{line.days['now'][i]}"
        changes.append(
            desk.derive(f"{id}.change", "n - b", both, like=now, name=f"{desk.say(phrase('change'))} · {name}") if now and then else ""
        )
        growths.append(
            desk.derive(f"{id}.growth", "n / b - 1", both, unit="ratio", name=f"{desk.say(phrase('growth'))} · {name}")
            if now and then
            else ""
        )
    return {"before": tuple(before), "change": tuple(changes), "growth": tuple(growths)}


def _counts(desk: Workbench, changes: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    inputs = {f"x{i}": ref for i, ref in enumerate(c for c in changes if c)}
    if len(inputs) < 2:
        return {}, {}
    names = ", ".join(inputs)
    units = desk.derive("trend.units", f"count({names})", inputs, name="units", unit="count")
    grew = desk.derive("trend.grew", f"positives({names})", inputs, name="units that grew", unit="count")
    claims = {"grew": desk.ledger.claim("count", {"a": grew} | inputs, f"a == positives({names})").id}
    if desk.number(grew) == len(inputs):
        claims["all_grew"] = desk.ledger.claim("all", {"a": grew, "b": units}, "a == b").id
    return {"units": units, "grew": grew}, claims


def _chart(desk: Workbench, line: Timeline, heading: str, asked: Arguments) -> ChartSpec:
    measure = asked.subject.measure
    format = "money_short" if measure.unit == "currency" else "auto"
    style = "month" if line.grain in ("month", "quarter", "year") else "date"
    series = [
        Series(
            name=line.spans[name].label,
            values=tuple((line.values[name] + [""] * line.length)[: line.length]),
            role="previous" if name == "before" else "actual",
            format=format,
        )
        for name in line.spans
    ]
    categories = tuple(fact_token(s, style) if s else "–" for s in line.starts["now"])
    known = [desk.number(v) if v else float("-inf") for v in line.values["now"]]
    return ChartSpec(
        id=f"trend_{line.grain}",
        kind="line",
        title=heading,
        subtitle=lead(desk, measure.words.of(desk.language) + (f" ({measure.currency})" if measure.currency else "")),
        categories=categories,
        series=tuple(s.model_copy(update={"values": s.values[: len(categories)]}) for s in series),
        format=format,
        highlight=(known.index(max(known)),),
        results=(line.result.id,),
        alt=heading,
    )


def _table(desk: Workbench, line: Timeline, lists: dict[str, tuple[str, ...]], heading: str, asked: Arguments) -> TableSpec:
    money = "money_short" if asked.subject.measure.unit == "currency" else "auto"
    style = "month" if line.grain in ("month", "quarter", "year") else "date"
    heads = [TableColumn(header=desk.say(phrase("period")), weight=1.2)]
    heads += columns(desk, *((p.label, "plain") for p in line.spans.values()))
    if "before" in lists:
        heads += columns(desk, (desk.say(phrase("change")), "signed"), (desk.say(phrase("growth")), "signed"))
    rows = []
    for i, start in enumerate(lists["start"]):
        told = [cell(start, style) if start else "–", *(cell(lists[name][i], money) for name in line.spans)]
        if "before" in lists:
            told += [
                cell(lists["change"][i], "signed_money_short" if money != "auto" else "signed_short"),
                cell(lists["growth"][i], "signed_percent"),
            ]
        rows.append(tuple(told))
    return TableSpec(id=f"trend_{line.grain}_table", title=heading, columns=tuple(heads), rows=tuple(rows), results=(line.result.id,))
