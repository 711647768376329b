"""Pieces that several files share: key figures, the plan of a segment, definitions, coverage, the list of queries."""

from __future__ import annotations

from collections.abc import Sequence

from agents.evidence.text import Text, fact_token
from agents.specs.chart import ChartSpec
from agents.specs.deck import Kpi
from agents.specs.findings import Finding
from agents.specs.story import Beat
from agents.specs.table import TableColumn, TableSpec
from agents.team.board import Board
from agents.team.wording import say

CARDS = (
    ("now", "growth", "signed_percent"),
    ("orders_now", "", ""),
    ("margin_now", "margin_change", "points"),
    ("returns_now", "returns_change", "points"),
    ("discount_now", "discount_change", "points"),
    ("order_value_now", "", ""),
)
SEGMENT_BARS = 6
BETTER_DOWN = ("returns_now", "discount_now")


def kpi_cards(board: Board) -> list[Kpi]:
    """The headline figures of the whole: the measure and its growth, orders, rates, each with its change where there is one."""
    cards: list[Kpi] = []
    for beat in board.of_kind("total")[:1]:
        facts = beat.finding.facts
        cards = [_card(board, beat.finding, role, change, format) for role, change, format in CARDS if role in facts]
    for beat in board.of_kind("trend")[:1]:
        line = next((series.values for chart in beat.finding.charts[:1] for series in chart.series if series.role == "actual"), ())
        if cards and len(line) > 2:
            cards[0] = cards[0].model_copy(update={"spark": tuple(ref for ref in line if ref)})
    return cards


def _card(board: Board, finding: Finding, role: str, change: str, format: str) -> Kpi:
    """One card. Its tone says whether the change is good: more is, but for returns and discounts."""
    figure, moved = finding.facts[role], finding.facts.get(change, "")
    value = board.ledger.value(moved) if moved else None
    rising = isinstance(value, (int, float)) and (value > 0) != (role in BETTER_DOWN)
    label = finding.words.get("measure", "") if role == "now" else say(f"card_{role.removesuffix('_now')}", board.language)
    earlier = finding.facts.get(f"{role.removesuffix('_now')}_before", "") if not change else ""
    before = say("against_before", board.language, before=finding.words["before"]) if "before" in finding.words else ""
    return Kpi(
        label=_capital(label),
        figure=fact_token(figure, _short(board, figure)),
        tone="plain" if not isinstance(value, (int, float)) or value == 0 else "good" if rising else "bad",
        change=f"{fact_token(moved, format)} {before}".strip() if value is not None else _earlier(board, finding, earlier),
    )


def _earlier(board: Board, finding: Finding, ref: str) -> Text:
    """What a figure without a change stood at before."""
    if not ref or board.ledger.value(ref) is None or "before" not in finding.words:
        return ""
    return say("card_before", board.language, before=finding.words["before"], value=fact_token(ref, _short(board, ref)))


def _short(board: Board, ref: str) -> str:
    unit = board.ledger.fact(ref).unit
    return "money_short" if unit == "currency" else "auto"


HIDDEN_BY = {"total": ("growth",), "bridge": ("growth",), "share": ("ranking",)}  # what a headline says already
HEADLINES = ("lookup", "growth", "total", "effects", "ranking", "trend", "mix", "share", "bridge", "drivers", "comparison", "fit")


def headlines(board: Board, most: int) -> list[Beat]:
    """The findings to sum up with, the most important ones, none that another says already, in the order of the story."""
    kinds = {beat.finding.kind for beat in board.beats}
    told = [beat for beat in board.beats if beat.finding.kind not in ("segment", "quality", "plan") and not _alone(beat)]
    new = [beat for beat in told if not kinds & set(HIDDEN_BY.get(beat.finding.kind, ()))]
    ranked = sorted(new, key=lambda beat: (_rank(beat), -beat.finding.weight))
    picked = sorted(ranked[:most], key=board.beats.index)
    return [_parts_only(beat) if _said_before(beat, picked[:place]) else beat for place, beat in enumerate(picked)]


def _said_before(beat: Beat, earlier: list[Beat]) -> bool:
    """Is it the same growth split another way? What became of the whole is said already."""
    return beat.finding.kind == "growth" and any(other.finding.kind == "growth" for other in earlier)


def _parts_only(beat: Beat) -> Beat:
    return beat.model_copy(update={"summary": beat.aside}) if beat.aside else beat


def _alone(beat: Beat) -> bool:
    """Is it about the mix of a single part?"""
    return beat.finding.kind == "mix" and len(beat.finding.lists.get("name", ())) == 1


def _rank(beat: Beat) -> int:
    return HEADLINES.index(beat.finding.kind) if beat.finding.kind in HEADLINES else len(HEADLINES)


PLAN_COLUMNS = ("action", "product", "reason", "metric", "now", "target", "effect", "owner", "due")


def plan_columns(table: TableSpec) -> tuple[str, ...]:
    """What the columns of a plan's table are (agents/analysis/plan_table.py); the segment stands before them where there is one."""
    return ("segment", *PLAN_COLUMNS) if len(table.columns) > len(PLAN_COLUMNS) else PLAN_COLUMNS


def action_tables(board: Board, finding: Finding, most: int = 5) -> TableSpec | None:
    """The plan of one segment as a small table; the segment's product table where the plan says nothing about it."""
    plans = board.of_kind("plan")
    own = [action.id for action in finding.actions]
    if not plans or not own or not plans[0].finding.tables:
        title = finding.charts[0].title if finding.charts else ""
        return filled_columns(finding.tables[0].model_copy(update={"title": title})) if finding.tables else None
    table, actions = plans[0].finding.tables[0], plans[0].finding.actions
    rows = [row for action, row in zip(actions, table.rows, strict=True) if action.id in own][:most]
    keep = [i for i, name in enumerate(plan_columns(table)) if name not in ("segment", "owner", "due")]
    columns, cells = tuple(table.columns[i] for i in keep), tuple(tuple(row[i] for i in keep) for row in rows)
    return filled_columns(
        TableSpec(id=f"{finding.id}.plan", title=_plan_title(board, finding), columns=columns, rows=cells, results=finding.results)
    )


def without_reasons(table: TableSpec) -> TableSpec:
    """The table of a plan without its reasons, where the width is needed for what to do, by whom and until when."""
    keep = [i for i, name in enumerate(plan_columns(table)) if name != "reason"]
    columns, rows = tuple(table.columns[i] for i in keep), tuple(tuple(row[i] for i in keep) for row in table.rows)
    return table.model_copy(update={"columns": columns, "rows": rows})


def filled_columns(table: TableSpec) -> TableSpec:
    """The table without the columns that say nothing in any row."""
    keep = [i for i in range(len(table.columns)) if any(row[i] for row in table.rows)]
    return table.model_copy(
        update={"columns": tuple(table.columns[i] for i in keep), "rows": tuple(tuple(row[i] for i in keep) for row in table.rows)}
    )


def narrow_chart(chart: ChartSpec) -> ChartSpec:
    """A chart for half a slide or a third of a page: the later period alone, its change written beside it, the first few bars."""
    last, most = chart.series[-1], SEGMENT_BARS
    shown = last.model_copy(update={"values": last.values[:most]})
    return chart.model_copy(update={
        "categories": chart.categories[:most], "series": (shown,), "beside": chart.beside[:most],
        "highlight": tuple(i for i in chart.highlight if i < most), "alert": tuple(i for i in chart.alert if i < most),
        "subtitle": last.name,
    })  # fmt: skip


def _plan_title(board: Board, finding: Finding) -> Text:
    name = fact_token(finding.segment, "name") if finding.segment else ""
    return say("plan_for", board.language, name=name) if name else say("what_to_do", board.language)


def definition_points(board: Board) -> list[tuple[str, str]]:
    """Terms and their definitions, then the periods."""
    points = [(definition.term, definition.text) for definition in board.brief.definitions]
    if board.brief.periods:
        labels = [period.label for period in board.brief.periods]
        joint = say("against", board.language, now=labels[-1], before=labels[0]) if len(labels) == 2 else ", ".join(labels)
        points.append((say("period", board.language), joint))
    return points


def coverage_points(board: Board) -> list[Text]:
    """What the reader must know about the data: warnings of the brief, then notes of the quality finding and of the others."""
    notes = [note for beat in board.of_kind("quality") for note in beat.finding.notes]
    others = [note for beat in board.beats if beat.finding.kind != "quality" for note in beat.finding.notes]
    return list(dict.fromkeys([*board.brief.warnings, *notes, *others]))


def check_points(board: Board) -> tuple[Text, ...]:
    """One line for each headline fact: its value, the second way and its value, and what was decided."""
    joint = "：" if board.language == "zh" else ": "
    return tuple(
        say(
            f"check_{'agrees' if outcome.agrees else 'differs'}",
            board.language,
            name=board.ledger.fact(outcome.fact).name + joint,
            value=fact_token(outcome.fact),
            second=fact_token(outcome.second),
            way=outcome.way_words,
        )
        for outcome in board.reconciliations
    )


def method_table(board: Board, coverage: Sequence[Text] = ()) -> TableSpec:
    """Definitions, periods, source and coverage, as a table of two columns."""
    heads = (TableColumn(header=say("term", board.language), weight=1.0), TableColumn(header=say("meaning", board.language), weight=3.6))
    rows = [(_capital(term), text) for term, text in definition_points(board)]
    rows.append((say("source_word", board.language), board.source))
    rows += [(say("coverage_word", board.language) if number == 0 else "", text) for number, text in enumerate(coverage)]
    if board.reconciliations:
        agree = say("agree_all" if all(outcome.agrees for outcome in board.reconciliations) else "agree_some", board.language)
        rows.append((say("second_way_word", board.language), agree))
    return TableSpec(id="method", columns=heads, rows=tuple(rows))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
