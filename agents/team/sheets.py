"""The sheets sub-agent: the findings as a workbook with live formulas over the data extract."""

from __future__ import annotations

from collections.abc import Sequence

from agents.checks.findings import GateFinding
from agents.checks.gate import check_workbook_file
from agents.renderers.xlsx import render_workbook
from agents.sources.duck import rows_of
from agents.specs.story import Beat
from agents.specs.workbook import Block, Check, SheetSpec, WorkbookSpec
from agents.team.arrange import Part, arrange
from agents.team.board import Board
from agents.team.desk import Desk, Outcome
from agents.team.making import Craft, make
from agents.team.sections import coverage_points, definition_points, headlines
from agents.team.wording import say

FIRST, LAST = ("about", "summary"), ("actions", "data", "checks", "evidence")
SUMMARY_KINDS = ("growth", "lookup", "ranking", "trend")


def make_sheets(desk: Desk) -> Outcome:
    """The workbook of a run: spec, file, gate."""
    board = Board.of(desk)
    sheets = {_key(sheet): sheet for sheet in sheets_of(board)}
    parts = [Part(key, sheet.title, needed=key in FIRST + LAST) for key, sheet in sheets.items()]
    order = arrange(desk, "sheets", "propose_sheets", parts, board)
    spec = WorkbookSpec(
        title=board.title, language=desk.language, names=board.names, sheets=tuple(sheets[key] for key in in_frame(order.parts))
    )
    craft = Craft(
        kind="workbook",
        build=lambda findings: _mended(spec, findings),
        check=lambda made, path: check_workbook_file(path, made, board.ledger, rows_of),
        write=lambda made, path: render_workbook(made, board.ledger, path, rows_of).save(path.parent),
    )
    made, file = make(desk, craft, f"{board.file_stem}.xlsx")
    return Outcome(
        summary=say("made_sheets", desk.language, count=len(made.sheets)),
        spec=made.model_dump(mode="json"),
        spec_kind="workbook",
        files=(file,),
    )


def sheets_of(board: Board) -> list[SheetSpec]:
    """About, Summary, a sheet for each question, Actions, Data, Checks, Evidence."""
    questions = [sheet for question in board.brief.questions if (sheet := _question_sheet(board, question.id)) is not None]
    data = next((r.grouping.extract for r in board.ledger.results.values() if r.grouping is not None), "")
    return [
        _about(board), _summary(board), *questions, *_actions(board),
        *([_sheet(board, "data", lead=say("data_lead", board.language), data=data)] if data else []),
        _sheet(board, "checks", lead=say("checks_lead", board.language), checks=checks_of(board)), _sheet(board, "evidence"),
    ]  # fmt: skip


def checks_of(board: Board) -> tuple[Check, ...]:
    """The reconciliations of the run as pairs that must agree."""
    return tuple(
        Check(
            label=f"{board.ledger.fact(outcome.fact).name}: {outcome.way_words}",
            left=outcome.fact,
            right=outcome.second,
            tolerance=outcome.tolerance,
        )
        for outcome in board.reconciliations
    )


def in_frame(keys: Sequence[str]) -> list[str]:
    """The order with the frame where it belongs, wherever a model put it."""
    middle = [key for key in keys if key not in FIRST + LAST]
    return [key for key in FIRST if key in keys] + middle + [key for key in LAST if key in keys]


def _about(board: Board) -> SheetSpec:
    texts = [board.brief.request, *(f"{term}: {text}" for term, text in definition_points(board)), *coverage_points(board)]
    return _sheet(board, "about", lead=board.subtitle, blocks=tuple(Block(text=text) for text in texts), title=board.title)


def _summary(board: Board) -> SheetSpec:
    beats = headlines(board, 6)
    blocks = [Block(text=beat.summary) for beat in [*beats, *board.of_kind("plan")]]
    for beat in [b for b in beats if b.finding.kind in SUMMARY_KINDS][:1]:
        blocks += _blocks(beat, charts=1)
    return _sheet(board, "summary", lead=board.subtitle, blocks=tuple(blocks))


def _question_sheet(board: Board, question: str) -> SheetSpec | None:
    beats = [beat for beat in board.beats if beat.finding.question == question and beat.finding.kind != "plan"]
    blocks = tuple(block for beat in beats for block in (Block(text=beat.summary), *_blocks(beat, charts=1)))
    if not any(block.table or block.chart for block in blocks):
        return None
    kind = beats[0].finding.kind
    text = next(q.text for q in board.brief.questions if q.id == question)
    return SheetSpec(name=say(f"sheet_{kind}", board.language), kind="question", title=text, lead=beats[0].lead, blocks=blocks)


def _actions(board: Board) -> list[SheetSpec]:
    tables = [table for beat in board.of_kind("plan") for table in beat.finding.tables]
    blocks = (*(Block(text=beat.summary) for beat in board.of_kind("plan")), *(Block(table=table) for table in tables))
    return [_sheet(board, "actions", lead=board.subtitle, blocks=blocks)] if tables else []


def _blocks(beat: Beat, charts: int) -> list[Block]:
    return [Block(table=table) for table in beat.finding.tables] + [Block(chart=chart) for chart in beat.finding.charts[:charts]]


def _sheet(board: Board, kind: str, *, title: str = "", **fields: object) -> SheetSpec:
    name = say(f"sheet_{kind}", board.language)
    return SheetSpec.model_validate({"name": name, "kind": kind, "title": title or name, **fields})


def _key(sheet: SheetSpec) -> str:
    return sheet.name if sheet.kind == "question" else sheet.kind


def _mended(spec: WorkbookSpec, findings: Sequence[GateFinding]) -> WorkbookSpec:
    """The workbook without the charts of the sheets that the gate named: their figures stay in the tables."""
    named = {finding.where.removeprefix("sheet ").split("!")[0] for finding in findings}
    sheets = tuple(_without_charts(sheet) if sheet.name in named and sheet.kind == "question" else sheet for sheet in spec.sheets)
    return spec.model_copy(update={"sheets": sheets})


def _without_charts(sheet: SheetSpec) -> SheetSpec:
    return sheet.model_copy(update={"blocks": tuple(block for block in sheet.blocks if block.chart is None)})
