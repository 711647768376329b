"""Pieces that several files share: key figures, the plan of a segment, definitions, coverage, the list of queries."""

from __future__ import annotations

from agents.evidence.text import Text, fact_token
from agents.specs.deck import Kpi
from agents.specs.findings import Finding
from agents.specs.table import TableColumn, TableSpec
from agents.team.board import Board
from agents.team.wording import say

RATES = ("margin", "discount", "returns", "order_value")


def kpi_cards(board: Board) -> list[Kpi]:
    """The headline figures: the measure and its growth, then the rates of the whole, each with its change where there is one."""
    cards: list[Kpi] = []
    for beat in board.of_kind("growth")[:1]:
        facts, words = beat.finding.facts, beat.finding.words
        if "total_now" in facts:
            cards.append(_card(board, words.get("measure", ""), facts["total_now"], facts.get("total_growth", ""), "signed_percent"))
        if "total_change" in facts:
            cards.append(_card(board, say("change_of", board.language, measure=words.get("measure", "")), facts["total_change"], "", ""))
    for beat in board.of_kind("trend")[:1]:
        line = next((series.values for chart in beat.finding.charts[:1] for series in chart.series if series.role == "actual"), ())
        if cards and len(line) > 2:
            cards[0] = cards[0].model_copy(update={"spark": tuple(ref for ref in line if ref)})
    return cards + _rate_cards(board)


def _rate_cards(board: Board) -> list[Kpi]:
    first = next(iter(board.of_kind("segment")), None)
    if first is None:
        return []
    facts = first.finding.facts
    return [Kpi(label=_capital(say(f"rate_{rate}", board.language)), figure=fact_token(facts[f"{rate}_total"], "auto"))
            for rate in RATES if f"{rate}_total" in facts]


def _card(board: Board, label: str, figure: str, change: str, format: str) -> Kpi:
    value = board.ledger.value(change) if change else None
    tone = "plain" if not isinstance(value, (int, float)) or value == 0 else "good" if value > 0 else "bad"
    money = board.ledger.fact(figure).unit == "currency"
    written = ("signed_money_short" if money else "signed_short") if not change else ("money_short" if money else "short")
    against = say("against_before", board.language, before=board.brief.periods[0].label) if change and len(board.brief.periods) == 2 else ""
    return Kpi(label=_capital(label), figure=fact_token(figure, written), tone=tone,
               change=f"{fact_token(change, format)} {against}".strip() if change and value is not None else "")


def action_tables(board: Board, finding: Finding, most: int = 5) -> TableSpec | None:
    """The plan of one segment as a small table; the segment's product table where the plan says nothing about it."""
    plans = board.of_kind("plan")
    own = [action.id for action in finding.actions]
    if not plans or not own or not plans[0].finding.tables:
        return finding.tables[0] if finding.tables else None
    table, actions = plans[0].finding.tables[0], plans[0].finding.actions
    rows = tuple(row for action, row in zip(actions, table.rows, strict=False) if action.id in own)[:most]
    with_segment = len(table.columns) == 10
    keep = [1, 2, 3, 5, 6, 7] if with_segment else [0, 1, 2, 4, 5, 6]
    return TableSpec(id=f"{finding.id}.plan", columns=tuple(table.columns[i] for i in keep), rows=tuple(tuple(row[i] for i in keep) for row in rows),
                     results=finding.results)


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


def method_table(board: Board) -> TableSpec:
    """Definitions and periods, as a table of two columns."""
    heads = (TableColumn(header=say("term", board.language), weight=1.0), TableColumn(header=say("meaning", board.language), weight=3.2))
    rows = tuple(definition_points(board))
    sources = (say("source_word", board.language), board.source)
    return TableSpec(id="method", columns=heads, rows=(*rows, sources))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
