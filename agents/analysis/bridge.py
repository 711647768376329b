"""From the earlier total to the later one, step by step: what each segment added or took."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis.arguments import Arguments
from agents.analysis.charts import formats, label, subtitle, title, told_words
from agents.analysis.claimed import direction, largest
from agents.analysis.compare import Comparison, Line, compared
from agents.analysis.words import refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding


def bridge(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind bridge: the steps sorted from the largest gain to the largest loss. Raises CannotAnswer for a measure
    whose parts do not add up to the whole (an average)."""
    if not asked.subject.measure.additive:
        raise CannotAnswer(desk.say(refusal("additive")), missing=("additive measure",))
    dimension, spans = asked.keyed(desk.language), asked.spans(desk.language)
    table = compared(desk, asked.subject, (dimension,), spans, limit=2_000)
    assert table.whole is not None
    whole = table.whole.line(0)
    lines, other = table.shown()
    steps = sorted(lines, key=lambda line: -desk.number(line.change)) + ([other] if other else [])
    words = told_words(desk, asked.subject, dimension, spans)
    chart = _chart(desk, table, steps, title(desk, "bridge", **words), words)
    refs = [line.change for line in steps]
    gains, losses = table.furthest("change"), table.furthest("change", lowest=True)
    gain, loss = gains[0], losses[0]
    claims = {
        "total": direction(desk, whole.now, whole.before),
        "gain": largest(desk, gain.change, [x.change for x in gains]),
        "loss": largest(desk, loss.change, [x.change for x in losses], lowest=True),
    }
    facts = {"total_before": whole.before, "total_now": whole.now, "total_change": whole.change, "gain": gain.change, "loss": loss.change}
    return [
        Finding(
            id=f"{asked.question or 'bridge'}.bridge",
            kind="bridge",
            question=asked.question,
            weight=0.8,
            words=words,
            names={"gain": gain.name, "loss": loss.name},
            facts=facts,
            claims={k: v for k, v in claims.items() if v},
            charts=(chart,),
            results=(table.result.id, table.whole.result.id),
            lists={
                "name": tuple(s.name for s in steps),
                "change": tuple(refs),
                "direction": tuple(direction(desk, s.now, s.before) for s in steps),
            },
        )
    ]


def _chart(desk: Workbench, table: Comparison, steps: Sequence[Line], heading: str, words: dict[str, str]) -> ChartSpec:
    """A waterfall from the earlier total over the steps to the later one."""
    assert table.whole is not None
    whole = table.whole.line(0)
    money, signed = formats(table.subject)
    values = (whole.before, *(line.change for line in steps), whole.now)
    return ChartSpec(
        id=f"bridge_{table.keys[-1].key}",
        kind="waterfall",
        title=heading,
        subtitle=subtitle(desk, table),
        format=money,
        categories=(words["before"], *(label(line) for line in steps), words["now"]),
        series=(Series(name=words["measure"], values=values, format=signed),),
        results=(table.result.id, table.whole.result.id),
        alt=heading,
    )
