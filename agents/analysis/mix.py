"""How the whole is made up, before and now: shares and their change in points."""

from __future__ import annotations

from agents.analysis.arguments import Arguments
from agents.analysis.charts import cell, columns, label, subtitle, title
from agents.analysis.claimed import direction, largest
from agents.analysis.compare import Line, compared
from agents.analysis.growth import line_lists
from agents.analysis.words import phrase, refusal
from agents.analysis.workbench import Workbench
from agents.core.errors import CannotAnswer
from agents.specs.chart import ChartSpec, Series
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec


def mix(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind mix. Weight: half of all the points that changed place. Raises CannotAnswer where shares make no sense."""
    dimension, spans = asked.keyed(desk.language), asked.spans(desk.language)
    table = compared(desk, asked.subject, (dimension,), spans, limit=2_000)
    lines, other = table.shown()
    told = [*lines, *([other] if other else [])]
    if not told or not told[0].share_now:
        raise CannotAnswer(desk.say(refusal("additive")), missing=("additive measure",))
    words = {
        "measure": asked.subject.measure.words.of(desk.language),
        "dimension": dimension.words.of(desk.language),
        "before": spans["before"].label,
        "now": spans["now"].label,
    }
    heading = title(desk, "share_by", **words)
    gain, loss = (f(lines, key=lambda line: desk.number(line.share_change)) for f in (max, min))
    main = max(lines, key=lambda line: desk.number(line.share_now))
    changes = [line.share_change for line in lines]
    claims = {
        "gain": largest(desk, gain.share_change, changes),
        "loss": largest(desk, loss.share_change, changes, lowest=True),
        "largest": largest(desk, main.share_now, [line.share_now for line in lines]),
        "gain_direction": direction(desk, gain.share_now, gain.share_before),
        "loss_direction": direction(desk, loss.share_now, loss.share_before),
    }
    chart = ChartSpec(
        id=f"mix_{dimension.key}", kind="share_bar", title=heading, subtitle=subtitle(desk, table), format="percent0",
        categories=(spans["before"].label, spans["now"].label), results=(table.result.id,), alt=heading,
        series=tuple(Series(name=label(line), values=(line.share_before, line.share_now), format="percent0") for line in told),
    )  # fmt: skip
    return [Finding(
        id=f"{asked.question or 'mix'}.mix", kind="mix", question=asked.question, words=words,
        weight=min(1.0, sum(abs(desk.number(c)) for c in changes) / 2), names={"gain": gain.name, "loss": loss.name, "largest": main.name},
        facts={"gain": gain.share_change, "loss": loss.share_change, "largest_share": main.share_now, "gain_before": gain.share_before,
               "gain_now": gain.share_now, "loss_before": loss.share_before, "loss_now": loss.share_now},
        claims={k: v for k, v in claims.items() if v}, lists=line_lists(desk, told), charts=(chart,),
        tables=(_table(desk, f"mix_{dimension.key}_table", told, heading, words, (table.result.id,)),), results=(table.result.id,),
    )]  # fmt: skip


def _table(desk: Workbench, id: str, lines: list[Line], heading: str, words: dict[str, str], results: tuple[str, ...]) -> TableSpec:
    head = TableColumn(header=words["dimension"][:1].upper() + words["dimension"][1:], weight=1.6)
    numbers = columns(desk, (words["before"], "plain"), (words["now"], "plain"), (desk.say(phrase("share_change")), "signed"))
    rows = tuple((label(x), cell(x.share_before, "percent"), cell(x.share_now, "percent"), cell(x.share_change, "points")) for x in lines)
    return TableSpec(id=id, title=heading, columns=(head, *numbers), rows=rows, results=results)
