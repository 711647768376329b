"""The docs sub-agent: the findings as a written action plan."""

from __future__ import annotations

from collections.abc import Sequence

from agents.checks.findings import GateFinding
from agents.checks.gate import check_document_file
from agents.core.brief import Language
from agents.evidence.text import rendered
from agents.renderers.docx import render_document
from agents.specs.document import DocumentBlock, DocumentSpec
from agents.specs.story import Beat
from agents.team.arrange import Arrangement, Part
from agents.team.board import Board
from agents.team.desk import Desk, Outcome
from agents.team.making import Craft, make
from agents.team.sections import (
    action_tables,
    check_points,
    coverage_points,
    definition_points,
    filled_columns,
    headlines,
    narrow_chart,
    without_reasons,
)
from agents.team.wording import say

SEGMENT_ACTIONS = 8  # all of them: the list of all actions leaves out the reasons, which stand here
FIRST, LAST = ("in_short",), ("method",)


def make_document(desk: Desk) -> Outcome:
    """The document of a run: spec, file, gate."""
    board = Board.of(desk)
    sections = sections_of(board)
    parts = [Part(id, blocks[0].text, needed=id in (*FIRST, *LAST, "all_actions")) for id, blocks in sections.items()]
    arrangement = Arrangement(desk, "document", "propose_sections", parts, board)

    def build(findings: Sequence[GateFinding]) -> DocumentSpec:
        """What the gate can find beside headings is a matter of the renderer, not of the words, so it is not mended here."""
        arrangement.mended(findings, lambda id: (repr(rendered(arrangement.titles[id], board.ledger, desk.language)),))
        blocks = [block for id in in_frame(arrangement.order.parts) for block in _titled(sections[id], arrangement.titles.get(id, ""))]
        return DocumentSpec(title=board.title, subtitle=board.subtitle, language=desk.language, blocks=tuple(blocks), names=board.names)

    craft = Craft(
        kind="document",
        build=build,
        check=lambda made, path: check_document_file(path, made, board.ledger),
        write=lambda made, path: render_document(made, board.ledger, path),
    )
    made, file = make(desk, craft, f"{board.file_stem}.docx")
    return Outcome(
        summary=say("made_document", desk.language, count=len(arrangement.order.parts)),
        spec=made.model_dump(mode="json"),
        spec_kind="document",
        files=(file,),
    )


def sections_of(board: Board) -> dict[str, list[DocumentBlock]]:
    """Sections by id; each begins with its heading."""
    sections = {"in_short": _in_short(board), "what_happened": _what_happened(board)}
    segments = board.of_kind("segment")
    if segments:
        sections["segments"] = _segments(board, segments)
    if plans := board.of_kind("plan"):
        sections["all_actions"] = _plan(board, plans)
    sections["method"] = _method(board)
    return {id: blocks for id, blocks in sections.items() if len(blocks) > 1}


def in_frame(ids: Sequence[str]) -> list[str]:
    """The order with the summary first and the method last, wherever a model put them."""
    return [id for id in FIRST if id in ids] + [id for id in ids if id not in FIRST + LAST] + [id for id in LAST if id in ids]


def _in_short(board: Board) -> list[DocumentBlock]:
    picked = [*headlines(board, 5), *board.of_kind("plan")]
    head = DocumentBlock(kind="heading", text=say("in_short", board.language))
    return [head, DocumentBlock(kind="bullets", items=tuple(beat.summary for beat in picked))] if picked else [head]


def _what_happened(board: Board) -> list[DocumentBlock]:
    blocks = [DocumentBlock(kind="heading", text=say("what_happened", board.language))]
    for beat in board.beats:
        if beat.finding.kind not in ("segment", "plan", "quality"):
            blocks += _told(beat)
    return blocks


def _told(beat: Beat) -> list[DocumentBlock]:
    finding = beat.finding
    blocks = [DocumentBlock(kind="heading", level=2, text=beat.title)]
    if not beat.points or beat.summary.rstrip(".。") != beat.title:  # a heading is not said twice
        blocks.append(DocumentBlock(kind="paragraph", text=beat.summary))
    if beat.points:
        blocks.append(DocumentBlock(kind="bullets", items=tuple(f"{point.lead} {point.text}".strip() for point in beat.points)))
    blocks += [DocumentBlock(kind="chart", chart=chart, results=finding.results) for chart in finding.charts[:1]]
    blocks += [DocumentBlock(kind="table", table=filled_columns(table), results=finding.results) for table in finding.tables[:1]]
    return blocks


def _segments(board: Board, beats: Sequence[Beat]) -> list[DocumentBlock]:
    dimension = beats[0].finding.words.get("dimension", "")
    head = say("by_segment", board.language, dimension=dimension)
    blocks = [DocumentBlock(kind="heading", text=head[:1].upper() + head[1:])]
    for beat in beats:
        blocks += [
            DocumentBlock(kind="heading", level=2, text=beat.title),
            DocumentBlock(kind="heading", level=3, text=say("what_data_says", board.language)),
        ]
        blocks += (
            [DocumentBlock(kind="bullets", items=tuple(f"{point.lead} {point.text}".strip() for point in beat.points))]
            if beat.points
            else []
        )
        charts = [narrow_chart(chart) for chart in beat.finding.charts[:1]]
        blocks += [DocumentBlock(kind="chart", chart=chart, results=beat.finding.results) for chart in charts]
        table = action_tables(board, beat.finding, SEGMENT_ACTIONS)
        if table is not None:
            blocks += [
                DocumentBlock(kind="heading", level=3, text=say("what_to_do", board.language)),
                DocumentBlock(kind="table", table=table, results=beat.finding.results),
            ]
    return blocks


def _plan(board: Board, beats: Sequence[Beat]) -> list[DocumentBlock]:
    blocks = [DocumentBlock(kind="heading", text=say("all_actions", board.language))]
    for beat in beats:
        blocks.append(DocumentBlock(kind="callout", text=beat.summary))
        tables = [without_reasons(table) for table in beat.finding.tables]
        blocks += [DocumentBlock(kind="table", table=filled_columns(table), results=beat.finding.results) for table in tables]
    return blocks


def _method(board: Board) -> list[DocumentBlock]:
    language = board.language
    blocks = [
        DocumentBlock(kind="heading", text=say("method", language)),
        DocumentBlock(kind="paragraph", text=say("method_text", language)),
        DocumentBlock(kind="bullets", items=tuple(_defined(term, text, language) for term, text in definition_points(board))),
    ]
    if board.reconciliations:
        blocks += [
            DocumentBlock(kind="heading", level=2, text=say("second_way", language)),
            DocumentBlock(kind="bullets", items=check_points(board)),
        ]
    if points := coverage_points(board):
        blocks += [
            DocumentBlock(kind="heading", level=2, text=say("coverage", language)),
            DocumentBlock(kind="bullets", items=tuple(points)),
        ]
    return blocks


def _defined(term: str, text: str, language: Language) -> str:
    return f"{term[:1].upper()}{term[1:]}{'：' if language == 'zh' else ': '}{text}"


def _titled(blocks: list[DocumentBlock], title: str) -> list[DocumentBlock]:
    return [blocks[0].model_copy(update={"text": title}), *blocks[1:]] if title else blocks
