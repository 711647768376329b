"""The plan: for each segment what to keep, grow, fix or drop, each with a metric, where it stands, a target and a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agents.analysis import plan_rules, plan_targets
from agents.analysis.arguments import Arguments
from agents.analysis.cells import Cells, levels
from agents.analysis.claimed import against, direction
from agents.analysis.compare import compared
from agents.analysis.names import slug
from agents.analysis.plan_table import action_table
from agents.analysis.plan_targets import Place, Target
from agents.analysis.spans import day_of
from agents.analysis.subject import Dimension, Subject
from agents.analysis.words import note, phrase
from agents.analysis.workbench import Workbench
from agents.core.periods import Period
from agents.specs.findings import Action, Finding

PER_SEGMENT = 6  # actions of one segment: more is no plan; half of them about groups, half about single items
SEGMENTS = 8


@dataclass(frozen=True)
class Verdict:
    """A judged cell. `matter` ranks it: what it moves as a share of the segment."""

    verb: plan_rules.Verb
    reason: str
    place: Place
    matter: float


def plan(desk: Workbench, asked: Arguments) -> list[Finding]:
    """One finding of kind plan with the actions of all segments, those that move most first within each segment."""
    spans, subject = asked.spans(desk.language), asked.subject
    dimension = subject.dimension(asked.dimension) if asked.dimension else subject.segment
    actions = all_actions(desk, subject, spans, dimension)
    facts, claims = _summary(desk, actions)
    words = {"measure": subject.measure.words.of(desk.language), "dimension": dimension.words.of(desk.language) if dimension else ""}
    notes = () if subject.levels else (desk.say(note("no_levels")),)
    if subject.profit is None:
        notes = (*notes, desk.say(note("no_profit")))
    return [
        Finding(
            id=f"{asked.question or 'plan'}.plan",
            kind="plan",
            question=asked.question,
            weight=0.9,
            words=words,
            facts=facts,
            claims=claims,
            actions=actions,
            tables=(action_table(desk, "plan_table", actions, words["dimension"], with_segment=dimension is not None),) if actions else (),
            notes=notes,
        )
    ]


def all_actions(desk: Workbench, subject: Subject, spans: dict[str, Period], dimension: Dimension | None) -> tuple[Action, ...]:
    """The actions of the largest segments, in their order."""
    memo = ("actions", subject, tuple(spans.values()), dimension)
    if memo not in desk.memo:
        cells = cells_of(desk, subject, spans, dimension)
        found: list[Action] = []
        for segment in range(min(cells[0].segments.size, SEGMENTS)) if cells else ():
            found += _segment_actions(desk, cells, segment) or _own_action(desk, cells[0], segment)
        desk.memo[memo] = tuple(found)
    kept: tuple[Action, ...] = desk.memo[memo]
    return kept


def cells_of(desk: Workbench, subject: Subject, spans: dict[str, Period], dimension: Dimension | None) -> list[Cells]:
    """The cells of groups, then of items; where the data names no products, the segments themselves inside the whole."""
    if dimension is not None and compared(desk, subject, (dimension,), spans, limit=2_000).size < 2:
        dimension = None  # one segment is the whole
    memo = ("cells", subject, tuple(spans.values()), dimension)
    if memo not in desk.memo:
        found = [Cells(desk, subject, spans, dimension, level) for level in levels(desk, subject, spans, dimension) if level is not None]
        if not found and dimension is not None and subject.measure.additive:
            found = [Cells(desk, subject, spans, None, dimension)]
        desk.memo[memo] = found
    kept: list[Cells] = desk.memo[memo]
    return kept


def verdicts(cells: Cells, segment: int) -> list[Verdict]:
    """Every cell of a segment that a rule says something about."""
    found = []
    for row in cells.rows(segment):
        reading = cells.reading(row, segment)
        verdict = plan_rules.judge(reading)
        if verdict is not None:
            found.append(Verdict(*verdict, Place(cells, row, segment), _matter(verdict, reading)))
    return found


def _matter(verdict: tuple[str, str], r: plan_rules.Reading) -> float:
    """About what share of the segment the action moves; the exact effect is a fact of the action."""
    growth = abs(r.growth or 0.0)
    moved = {
        "loss_discounted": abs(r.margin or 0) + 0.1,
        "loss": abs(r.margin or 0),
        "returns_high": abs((r.returns or 0) - (r.segment_returns or 0)) / 2,
        "fits_and_rises": min(growth / 2, plan_rules.GROWTH_CAP),
        "rises": min(growth / 2, plan_rules.GROWTH_CAP),
        "gap": min((1 / r.index - 1) / 2, plan_rules.GROWTH_CAP) if r.index else 0.0,
        "sliding": growth / 2,
        "margin_low": abs((r.margin or 0) - (r.segment_margin or 0)) / 2,
        "misfit": growth / 2,
        "core": 0.02,
    }
    return r.share * moved[verdict[1]]


def _segment_actions(desk: Workbench, cells: Sequence[Cells], segment: int) -> list[Action]:
    groups = verdicts(cells[0], segment)
    items: list[Verdict] = []
    if len(cells) > 1:
        covered = _parents(cells[0], cells[1], groups)
        items = [v for v in verdicts(cells[1], segment) if covered.get(cells[1].table.key(v.place.row)[-1]) != v.verb and v.verb != "keep"]
    name = slug(cells[0].segments.key(segment)[-1]) if cells[0].dimension else "all"
    own = _discount_action(desk, cells[0], segment)
    room = PER_SEGMENT - len(own)
    first = _varied(groups, room - min(len(items), PER_SEGMENT // 2))
    chosen = [*first, *_varied(items, room - len(first))]
    order = ("grow", "fix", "keep", "drop")
    ranked = sorted(chosen, key=lambda v: (order.index(v.verb), -v.matter))
    return [*own, *(_action(desk, v, f"{name}.{i + 1}") for i, v in enumerate(ranked))]


def _own_action(desk: Workbench, cells: Cells, segment: int) -> list[Action]:
    """Where too little is known about the products of a segment: what to do about the segment itself, judged inside the whole."""
    if cells.dimension is None:
        return []
    among = Cells(desk, cells.subject, cells.spans, None, cells.dimension)
    row = among.table.find(cells.segments.key(segment)[0])
    verdict = plan_rules.judge(among.reading(row, 0)) if row is not None else None
    if row is None or verdict is None:
        return []
    place = Place(among, row, 0)
    action = _action(desk, Verdict(*verdict, place, 1.0), f"{slug(cells.segments.key(segment)[-1])}.1")
    return [action.model_copy(update={"segment": cells.segments.cell(segment, cells.dimension.key)})]


def _parents(groups: Cells, items: Cells, found: Sequence[Verdict]) -> dict[object, str]:
    """Item -> the verb that its group already has in this segment, so that it is not said twice."""
    verbs = {v.place.cells.table.key(v.place.row)[-1]: v.verb for v in found}
    return {item: verbs[group] for item, group in _members(groups, items).items() if group in verbs}


def _members(groups: Cells, items: Cells) -> dict[object, object]:
    """Item -> group, asked from the data once."""
    table = compared(groups.desk, groups.subject, (groups.level, items.level), groups.spans, parts=())
    return {table.key(row)[1]: table.key(row)[0] for row in range(table.size - 1, -1, -1)}


def _varied(found: Sequence[Verdict], most: int) -> list[Verdict]:
    """The weightiest of each verb first, then the weightiest of the rest, without more of what is only kept."""
    ranked = sorted(found, key=lambda v: -v.matter)
    first = sorted({v.verb: v for v in reversed(ranked)}.values(), key=lambda v: -v.matter)
    return (first + [v for v in ranked if v not in first and v.verb != "keep"])[:most]


def _action(desk: Workbench, verdict: Verdict, id: str) -> Action:
    place, cells = verdict.place, verdict.place.cells
    target = plan_targets.target_of(place, verdict.reason)
    facts, claims = _grounds(place)
    return Action(
        id=id,
        verb=verdict.verb,
        segment=cells.segments.cell(place.segment, cells.dimension.key) if cells.dimension else "",
        subject=place.cell(cells.level.key),
        level=cells.level.key,
        reason=verdict.reason,
        reason_facts=facts,
        reason_claims=claims,
        metric=target.metric,
        owner=_owner(verdict.reason, cells),
        now=target.now,
        target=target.target,
        due=due_date(desk, cells.subject),
        effect=target.effect,
        effect_metric=target.effect_metric,
    )


def _owner(reason: str, cells: Cells) -> str:
    """Who acts: where there are no segments, nobody leads one."""
    owner = plan_targets.OWNERS[reason]
    return "assortment" if owner == "segment_lead" and cells.dimension is None else owner


def _grounds(place: Place) -> tuple[dict[str, str], dict[str, str]]:
    """The facts and claims that an action rests on: growth, index, margin, returns, discount, each beside its segment's."""
    cells, row, segment, desk = place.cells, place.row, place.segment, place.desk
    line, peers = cells.line(row, segment), cells.segments.line(segment)
    facts = {
        "growth": line.growth,
        "segment_growth": peers.growth,
        "share": line.share_now,
        "index": cells.index(row, segment),
        "now": line.now,
    }
    for rate in ("margin", "returns", "discount"):
        facts[rate] = cells.rate(row, rate)
        facts[f"segment_{rate}"] = cells.segments.rates(segment).get(rate, "now")
    kept = {role: ref for role, ref in facts.items() if ref and desk.exists(ref)}
    claims = {"direction": direction(desk, line.now, line.before)}
    for role in ("growth", "margin", "returns", "discount"):
        claims[role] = against(desk, kept.get(role, ""), kept.get(f"segment_{role}", ""))
    return kept, {role: claim for role, claim in claims.items() if claim}


def _discount_action(desk: Workbench, cells: Cells, segment: int) -> list[Action]:
    """A segment whose own discount rose out of line: back halfway to where it was."""
    if cells.dimension is None:
        return []
    rates = cells.segments.rates(segment)
    now, before = rates.number("discount"), rates.number("discount", "before")
    if now is None or before is None or now - before < plan_rules.DISCOUNT_RISE or cells.segments.small(segment):
        return []
    target = _discount_target(desk, cells, segment)
    a, b = rates.get("discount", "now"), rates.get("discount", "before")
    name = cells.segments.cell(segment, cells.dimension.key)
    return [
        Action(
            id=f"{slug(cells.segments.key(segment)[-1])}.0",
            verb="fix",
            segment=name,
            subject=name,
            level=cells.dimension.key,
            reason="discount_risen",
            reason_facts={"discount": a, "discount_before": b, "discount_change": rates.change("discount")},
            reason_claims={"direction": direction(desk, a, b)},
            metric="discount",
            owner="pricing",
            now=a,
            target=target.target,
            due=due_date(desk, cells.subject),
            effect=target.effect,
            effect_metric="revenue",
        )
    ]


def _discount_target(desk: Workbench, cells: Cells, segment: int) -> Target:
    rates, id = cells.segments.rates(segment), cells.segments.id(segment)
    now, gross = rates.get("discount", "now"), cells.segments.cell(segment, "gross_now")
    target = desk.derive(
        f"{id}.discount_target",
        "(a + b) / 2",
        {"a": now, "b": rates.get("discount", "before")},
        name=f"{desk.say(phrase('target'))} · {desk.ledger.fact(now).name}",
        unit="ratio",
    )
    effect = desk.derive(
        f"{id}.discount_effect", "(a - t) * g", {"a": now, "t": target, "g": gross}, like=gross, name=desk.say(phrase("effect"))
    )
    return Target("discount", now, target, effect, "revenue")


def due_date(desk: Workbench, subject: Subject) -> str:
    """The end of the half-year after the one in which the data ends, as a fact."""
    catalog = desk.reader.catalog
    last = catalog.last_day
    if subject.time is not None:
        last = day_of(catalog.table(subject.time.table).column(subject.time.name).maximum) or last
    return desk.ledger.constant("due", half_year_end(last or date.today()), name=desk.say(phrase("due_date"))).id


def half_year_end(day: date) -> date:
    """The first end of a half-year that lies after a day by at least three months, so that there is time to act."""
    ends = [date(year, month, 30 if month == 6 else 31) for year in (day.year, day.year + 1) for month in (6, 12)]
    return next(end for end in ends if (end - day).days >= 90)


def _summary(desk: Workbench, actions: Sequence[Action]) -> tuple[dict[str, str], dict[str, str]]:
    """How many actions of each verb, what those that grow are worth together, and by when."""
    facts: dict[str, str] = {}
    claims: dict[str, str] = {}
    for verb in ("grow", "fix", "keep", "drop"):
        refs = [a.now for a in actions if a.verb == verb]
        if refs:
            inputs = {f"x{i}": ref for i, ref in enumerate(refs)}
            facts[verb] = desk.derive(f"plan.{verb}", f"count({', '.join(inputs)})", inputs, name=verb, unit="count")
    for key in ("revenue", "profit"):
        effects = list(dict.fromkeys(a.effect for a in actions if a.effect and a.effect_metric == key))
        if effects:
            facts[f"effect_{key}"] = desk.total(f"plan.effect_{key}", effects, desk.say(phrase("effect")))
    if actions:
        facts["due"] = actions[0].due
    return facts, claims
