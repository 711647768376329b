"""Which slides a deck has: one message each, from the beats of the board."""

from __future__ import annotations

from agents.specs.chart import ChartSpec
from agents.specs.deck import Slide, Takeaway
from agents.specs.story import Beat
from agents.specs.table import TableSpec
from agents.team.board import Board
from agents.team.sections import action_tables, coverage_points, kpi_cards, method_table
from agents.team.wording import say

MOST_POINTS = 4
SUMMARY_KINDS = (
    "growth",
    "trend",
    "effects",
    "mix",
    "concentration",
    "seasonality",
    "outliers",
    "drivers",
    "ranking",
    "share",
    "lookup",
    "plan",
)
FULL = ("trend", "seasonality")  # charts over time need the width


def slides_of(board: Board) -> list[Slide]:
    """All slides that the findings give, in the order of the story."""
    told = [slide for beat in board.beats if (slide := _slide(board, beat)) is not None]
    return [_title(board), *_summary(board), *_kpis(board), *told, *_actions(board), _sources(board)]


def _title(board: Board) -> Slide:
    first = next(iter(board.beats), None)
    return Slide(
        id="title",
        kind="title",
        title=board.title,
        lead=board.subtitle,
        message=first.summary if first else "",
        results=first.finding.results if first else (),
    )


def _summary(board: Board) -> list[Slide]:
    beats = [beat for beat in board.beats if beat.finding.kind in SUMMARY_KINDS]
    picked = sorted(sorted(beats, key=lambda beat: -beat.finding.weight)[:5], key=board.beats.index)
    if len(picked) < 2:
        return []
    points = tuple(Takeaway(text=beat.summary) for beat in picked)
    results = tuple(dict.fromkeys(result for beat in picked for result in beat.finding.results))
    return [
        Slide(id="summary", kind="summary", title=say("in_short", board.language), lead=board.subtitle, takeaways=points, results=results)
    ]


def _kpis(board: Board) -> list[Slide]:
    cards = kpi_cards(board)
    if len(cards) < 2:
        return []
    head = board.of_kind("growth", "total")
    return [
        Slide(
            id="kpis",
            kind="kpis",
            title=say("key_figures", board.language),
            lead=board.subtitle,
            kpis=tuple(cards[:4]),
            message=head[0].summary if head else "",
            results=head[0].finding.results if head else (),
        )
    ]


def _slide(board: Board, beat: Beat) -> Slide | None:
    finding = beat.finding
    if finding.kind in ("plan", "quality"):
        return None
    common = {
        "id": finding.id,
        "title": beat.title,
        "lead": beat.lead,
        "results": finding.results,
        "finding": finding.id,
        "weight": finding.weight,
    }
    points = beat.points[:MOST_POINTS]
    if finding.kind == "segment":
        table = action_tables(board, finding)
        return Slide(kind="segment", charts=finding.charts[:1], table=table, takeaways=points, **common) if finding.charts else None
    if finding.charts and finding.kind in FULL:
        return Slide(kind="full_chart", charts=_chart(finding.charts[0]), message=points[0].text if points else "", **common)
    if finding.charts:
        takes = points or (Takeaway(text=beat.summary),)
        return Slide(kind="chart", charts=_chart(finding.charts[0]), takeaways=takes, **common)
    if finding.tables:
        return Slide(
            kind="table", table=finding.tables[0], message=beat.summary if not points else f"{points[0].lead} {points[0].text}", **common
        )
    return Slide(kind="text", takeaways=points or (Takeaway(text=beat.summary),), **common) if beat.summary else None


def _chart(chart: ChartSpec) -> tuple[ChartSpec, ...]:
    return (chart,)


def _actions(board: Board) -> list[Slide]:
    plans = board.of_kind("plan")
    if not plans or not plans[0].finding.tables:
        return []
    beat = plans[0]
    return [
        Slide(
            id="actions", kind="actions", title=beat.title, lead=board.subtitle, table=short_plan(beat.finding.tables[0]), finding=beat.id
        )
    ]


def short_plan(table: TableSpec, most: int = 12) -> TableSpec:
    """The plan for one slide: the first actions, without the columns that only the document and the workbook have room for."""
    return table.model_copy(update={"rows": table.rows[:most]})


def _sources(board: Board) -> Slide:
    table = method_table(board)
    points = tuple(Takeaway(text=text) for text in coverage_points(board)[:3])
    return Slide(
        id="sources",
        kind="sources",
        title=say("sources_title", board.language),
        lead=board.subtitle,
        table=table,
        takeaways=points,
        results=tuple(board.ledger.results)[:1],
    )
