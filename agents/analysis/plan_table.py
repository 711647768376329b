"""Actions as a table: what, with which product, why, measured how, now, target, effect, owner and date."""

from __future__ import annotations

from collections.abc import Sequence

from agents.analysis.charts import cell
from agents.analysis.words import metric, owner, phrase, reason, verb
from agents.analysis.workbench import Workbench
from agents.specs.findings import Action
from agents.specs.table import TableColumn, TableSpec


def action_table(desk: Workbench, id: str, actions: Sequence[Action], dimension: str, *, with_segment: bool) -> TableSpec:
    """The actions in their order. `dimension` is the word of the segment ("channel")."""
    say = desk.say
    heads = [TableColumn(header=dimension[:1].upper() + dimension[1:], weight=1.2)] if with_segment else []
    heads += [
        TableColumn(header=say(phrase("action")), weight=0.7, tone="status"),
        TableColumn(header=say(phrase("product")), weight=1.6),
        TableColumn(header=say(phrase("reason")), weight=2.0),
        TableColumn(header=say(phrase("metric")), weight=1.0),
        TableColumn(header=say(phrase("now")), kind="number", weight=0.8),
        TableColumn(header=say(phrase("target")), kind="number", weight=0.8),
        TableColumn(header=say(phrase("effect")), kind="number", weight=0.8, tone="signed"),
        TableColumn(header=say(phrase("owner")), weight=1.4),
        TableColumn(header=say(phrase("due")), weight=1.0),
    ]
    rows = tuple(((cell(a.segment, "name"),) if with_segment else ()) + _row(desk, a, dimension) for a in actions)
    return TableSpec(id=id, title=say(phrase("plan")), columns=tuple(heads), rows=rows)


def _row(desk: Workbench, action: Action, dimension: str) -> tuple[str, ...]:
    say = desk.say
    effect = desk.ledger.fact(action.effect) if action.effect else None
    signed = "signed_money_short" if effect is not None and effect.unit == "currency" else "signed_short"
    return (
        say(verb(action.verb)),
        cell(action.subject, "name"),
        say(reason(action.reason)),
        say(metric(action.metric)),
        cell(action.now),
        cell(action.target),
        cell(action.effect, signed),
        owner(action.owner, desk.language, dimension),
        cell(action.due, "date"),
    )
