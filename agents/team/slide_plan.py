"""Which slides a deck has: one message each, from the beats of the board."""

from __future__ import annotations

from collections.abc import Sequence

from agents.evidence.text import Text
from agents.specs.deck import Slide, Takeaway
from agents.specs.findings import Action
from agents.specs.story import Beat
from agents.specs.table import TableSpec
from agents.team.board import Board
from agents.team.sections import action_tables, coverage_points, headlines, kpi_cards, method_table, narrow_chart, without_reasons
from agents.team.wording import say

MOST_POINTS, SEGMENT_POINTS, SEGMENT_ACTIONS = 4, 3, 4
MOST_ACTIONS = 11
WIDE = ("trend", "seasonality")  # charts over time need the width
# The kinds that have a slide of their own, those that the story can least do without first.
ORDER = (
    "lookup", "growth", "ranking", "segment", "trend", "bridge", "mix", "share", "effects", "drivers", "comparison", "fit", "seasonality",
    "distribution", "outliers",
)  # fmt: skip


def slides_of(board: Board, most: int) -> list[Slide]:
    """At most so many slides, in the order of the story. Where there are too many findings, the kinds late in ORDER go first."""
    frame = [*_title(board), *_summary(board), *_kpis(board)], [*_actions(board), _sources(board)]
    told = [(beat, slide) for beat in board.beats if (slide := _slide(board, beat)) is not None]
    room = most - len(frame[0]) - len(frame[1])
    ranked = sorted(told, key=lambda pair: (ORDER.index(pair[0].finding.kind), -pair[0].finding.weight))
    kept = {slide.id for _, slide in ranked[:room]}
    return [*frame[0], *(slide for _, slide in told if slide.id in kept), *frame[1]]


def told_slides(board: Board) -> list[Slide]:
    """A slide for each finding that has something to show, without the frame of a deck."""
    return [slide for beat in board.beats if (slide := _slide(board, beat)) is not None]


def _title(board: Board) -> list[Slide]:
    first = next(iter(headlines(board, 1)), None)
    message = first.summary if first else ""
    results = first.finding.results if first else ()
    return [Slide(id="title", kind="title", title=board.title, lead=board.subtitle, message=message, results=results)]


def _summary(board: Board) -> list[Slide]:
    """The conclusion as title, the weightiest findings under it."""
    beats = headlines(board, 4)
    first = next(iter(board.of_kind("total", "growth", "ranking", "lookup")), None)
    if first is None or len(beats) < 2:
        return []
    picked = [*beats, *board.of_kind("plan")[:1]]
    results = tuple(dict.fromkeys(result for beat in picked for result in beat.finding.results))
    said = first.finding.kind == "total"  # the title says the growth: the point goes on with who brought it
    texts = [beat.aside if said and beat.aside and beat.finding.kind == "growth" else beat.summary for beat in picked]
    points = tuple(Takeaway(text=text) for text in texts)
    title = say("in_short_of", board.language, title=first.title)
    return [Slide(id="summary", kind="summary", title=title, lead=board.subtitle, takeaways=points, results=results)]


def _kpis(board: Board) -> list[Slide]:
    cards = kpi_cards(board)
    head = board.of_kind("total")
    if len(cards) < 2 or not head:
        return []
    title = head[0].aside or say("key_figures", board.language)
    return [Slide(
        id="kpis", kind="kpis", title=title, lead=board.subtitle, kpis=tuple(cards), results=head[0].finding.results,
    )]  # fmt: skip


def _slide(board: Board, beat: Beat) -> Slide | None:
    finding = beat.finding
    if finding.kind not in ORDER:
        return None
    if finding.kind == "segment":
        return _segment(board, beat)
    points = beat.points[:MOST_POINTS]
    if not finding.charts and not finding.tables and finding.kind != "lookup":
        return None  # said in the summary; a slide needs something to show
    base = Slide(
        id=finding.id, kind="text", title=beat.title, lead=beat.lead, results=finding.results, finding=finding.id,
        takeaways=points or (Takeaway(text=beat.summary),),
    )  # fmt: skip
    if finding.charts and finding.kind in WIDE:
        return base.model_copy(update={"kind": "full_chart", "charts": finding.charts[:1], "takeaways": (), "message": _joined(points[:1])})
    if finding.charts:
        return base.model_copy(update={"kind": "chart", "charts": finding.charts[:1]})
    if finding.tables:
        return base.model_copy(update={"kind": "table", "table": finding.tables[0], "takeaways": (), "message": _joined(points[:2])})
    return base


def _segment(board: Board, beat: Beat) -> Slide | None:
    finding = beat.finding
    table = action_tables(board, finding, SEGMENT_ACTIONS)
    if not finding.charts or table is None:
        return None
    return Slide(
        id=finding.id, kind="segment", title=beat.title, lead=beat.lead, charts=(narrow_chart(finding.charts[0]),),
        table=table.model_copy(update={"title": ""}),  # the title of the slide names the segment
        takeaways=beat.points[:SEGMENT_POINTS], results=finding.results[:2], finding=finding.id,
    )  # fmt: skip


def _actions(board: Board) -> list[Slide]:
    plans = board.of_kind("plan")
    if not plans or not plans[0].finding.tables:
        return []
    beat = plans[0]
    return [
        Slide(
            id="actions",
            kind="actions",
            title=beat.title,
            lead=board.subtitle,
            table=_first_actions(board, beat),
            finding=beat.id,
            results=_grounds(board, beat),
        )
    ]


def _grounds(board: Board, beat: Beat) -> tuple[str, ...]:
    """The results that a plan rests on: its own, else those of the segments it is about."""
    return beat.finding.results or tuple(dict.fromkeys(result for other in board.of_kind("segment") for result in other.finding.results))


def _first_actions(board: Board, beat: Beat) -> TableSpec:
    """The actions that are worth most, the same number for each segment as far as they go, without the reasons."""
    table, actions = beat.finding.tables[0], beat.finding.actions
    rows = _spread(board, actions)[:MOST_ACTIONS]
    first = table.model_copy(update={"id": f"{table.id}.first", "rows": tuple(table.rows[row] for row in sorted(rows))})
    return without_reasons(first)


def _spread(board: Board, actions: Sequence[Action]) -> list[int]:
    """Positions of actions: the most valuable of each segment first, then the second of each, and so on."""
    turns: dict[str, int] = {}
    ranked = sorted(range(len(actions)), key=lambda i: -_worth(board, actions[i]))
    order = []
    for position in ranked:
        segment = actions[position].segment
        turns[segment] = turns.get(segment, 0) + 1
        order.append((turns[segment], position))
    return [position for _, position in sorted(order, key=lambda pair: pair[0])]


def _worth(board: Board, action: Action) -> float:
    value = board.ledger.value(action.effect) if action.effect else None
    return float(value) if isinstance(value, (int, float)) else 0.0


def _sources(board: Board) -> Slide:
    table = method_table(board, coverage_points(board)[:4])
    results = tuple(board.ledger.results)[:1]
    return Slide(
        id="sources", kind="sources", title=say("sources_title", board.language), lead=board.subtitle, table=table, results=results
    )


def _joined(points: Sequence[Takeaway]) -> Text:
    return "; ".join(f"{point.lead} {point.text}".strip() for point in points)
