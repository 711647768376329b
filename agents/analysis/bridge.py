"""From the earlier total to the later one, step by step: what each segment added or took."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.charts import label, subtitle, title
from agents.analysis.claimed import direction, largest
from agents.analysis.compare import compared
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding


def bridge(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind bridge: the steps sorted from the largest gain to the largest loss. Raises CannotAnswer for a measure
    whose parts do not add up to the whole (an average)."""
    if not asked.subject.measure.additive:
        raise CannotAnswer("A bridge needs a measure whose parts add up to the whole.", missing=("additive measure",))
    dimension, spans = asked.keyed(), asked.spans()
    table = compared(desk, asked.subject, (dimension,), spans, limit=2_000)
    assert table.whole is not None
    whole = table.whole.line(0)
    lines, other = table.shown()
    steps = sorted(lines, key=lambda line: -desk.number(line.change)) + ([other] if other else [])
    words = {"measure": asked.subject.measure.words.of(desk.language), "dimension": dimension.words.of(desk.language),
             "before": spans["before"].label, "now": spans["now"].label}
    heading = title(desk, "bridge", **words)
    money, signed = ("money_short", "signed_money_short") if asked.subject.measure.unit == "currency" else ("auto", "signed_short")
    chart = ChartSpec(
        id=f"bridge_{dimension.key}", kind="waterfall", title=heading, subtitle=subtitle(desk, table), format=money,
        categories=(spans["before"].label, *(label(line) for line in steps), spans["now"].label),
        series=(Series(name=words["measure"], values=(whole.before, *(line.change for line in steps), whole.now), format=signed),),
        results=(table.result.id, table.whole.result.id), alt=heading,
    )  # fmt: skip
    refs = [line.change for line in steps]
    claims = {"total": direction(desk, whole.now, whole.before), "gain": largest(desk, steps[0].change, refs),
              "loss": largest(desk, min(lines, key=lambda x: desk.number(x.change)).change, refs, lowest=True)}
    lost = min(lines, key=lambda x: desk.number(x.change))
    return [Finding(
        id=f"{asked.question or 'bridge'}.bridge", kind="bridge", question=asked.question, weight=0.8, words=words,
        names={"gain": steps[0].name, "loss": lost.name},
        facts={"total_before": whole.before, "total_now": whole.now, "total_change": whole.change, "gain": steps[0].change, "loss": lost.change},
        claims={k: v for k, v in claims.items() if v}, charts=(chart,), results=(table.result.id, table.whole.result.id),
        lists={"name": tuple(s.name for s in steps), "change": tuple(refs), "direction": tuple(direction(desk, s.now, s.before) for s in steps)},
    )]  # fmt: skip
