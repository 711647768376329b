"""The charts sub-agent: every chart of the findings as SVG and PNG."""

from __future__ import annotations

from agents.core.errors import GateError
from agents.renderers.png import render_chart_png
from agents.renderers.svg import render_chart_svg
from agents.specs.chart import ChartSpec
from agents.specs.charts import ChartsSpec
from agents.team.arrange import Part, arrange
from agents.team.board import Board
from agents.team.desk import Desk, MadeFile, Outcome
from agents.team.making import halt_if_stopped, made_file
from agents.team.wording import say

MOST = 16


def make_charts(desk: Desk) -> Outcome:
    """The charts of a run as pictures, each with the conclusion of its finding as title. Raises GateError where there is none."""
    board = Board.of(desk)
    charts = charts_of(board)
    if not charts:
        raise GateError(say("no_charts", desk.language))
    parts = [Part(chart.id, chart.title) for chart in charts]
    order = arrange(desk, "charts", "propose_charts", parts, board)
    titles = {rewrite.id: rewrite.title for rewrite in order.titles}
    by_id = {chart.id: chart for chart in charts}
    kept = tuple(by_id[id].model_copy(update={"title": titles.get(id, by_id[id].title)}) for id in order.parts)
    files: list[MadeFile] = []
    for number, chart in enumerate(kept, start=1):
        halt_if_stopped(desk)
        files += _drawn(desk, board, chart, number)
    spec = ChartsSpec(title=board.title, language=desk.language, charts=kept, names=board.names)
    return Outcome(
        summary=say("made_charts", desk.language, count=len(kept)),
        spec=spec.model_dump(mode="json"),
        spec_kind="charts",
        files=tuple(files),
    )


def charts_of(board: Board) -> list[ChartSpec]:
    """The first chart of each finding, under the title of its finding; at most sixteen."""
    found = [beat.finding.charts[0].model_copy(update={"title": beat.title}) for beat in board.beats if beat.finding.charts]
    return list({chart.id: chart for chart in found}.values())[:MOST]


def _drawn(desk: Desk, board: Board, chart: ChartSpec, number: int) -> list[MadeFile]:
    svg, png = (desk.work / f"{number:02d}-{_slug(chart.id)}.{ending}" for ending in ("svg", "png"))
    svg.write_text(render_chart_svg(chart, board.ledger, desk.language, names=board.names), encoding="utf-8")
    render_chart_png(chart, board.ledger, png, desk.language, names=board.names)
    return [made_file("charts", svg, primary=number == 1), made_file("charts", png, primary=False)]


def _slug(id: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in id)[:60]
