"""Workbooks as a person opens them: formulas with their values, typed data, nothing that Excel would refuse."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from agents.core.errors import EvidenceError, Fault
from agents.evidence.ledger import Ledger, cell_ref
from agents.evidence.results import Column, Grouping
from agents.evidence.text import fact_token
from agents.renderers.xlsx import extracts as extracts_module
from agents.renderers.xlsx import render as render_module
from agents.renderers.xlsx import render_workbook
from agents.specs.table import TableColumn, TableSpec
from agents.specs.workbook import Block, SheetSpec, WorkbookSpec
from tests.renderers.sample_workbook import Row, charts, result, sample

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl names extensions it would drop on saving


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "english.xlsx"
    spec, ledger, rows = sample()
    render_workbook(spec, ledger, path, rows)
    return path


def opened(path: Path, values: bool = False):
    return load_workbook(path, data_only=values)


def one_table(
    rows: list[Row],
    columns: list[Column],
    cells: list[tuple[str, ...]],
    path: Path,
    grouped: tuple[list[Row], dict] | None = None,
    names=(),
):
    """A workbook of one question and one extract; returns formulas and values of its question sheet."""
    ledger = Ledger()
    ledger.add_result(result("x", columns, rows))
    if grouped:
        kept, grouping = grouped
        more = [Column(name="k", type="text"), Column(name="total", type="number"), Column(name="n", type="integer", unit="count")]
        ledger.add_result(result("g", more, kept, grouping=Grouping(extract="x", **grouping)))
    width = max((len(row) for row in cells), default=1)
    table = TableSpec(id="t", columns=tuple(TableColumn(header=f"column {'abcdef'[i]}") for i in range(width)), rows=tuple(cells))
    sheets = (
        SheetSpec(name="Question", kind="question", title="Question", blocks=(Block(table=table),)),
        SheetSpec(name="Data", kind="data", title="Data", data="x"),
    )
    render_workbook(WorkbookSpec(title="Trial", language="en", sheets=sheets, names=tuple(names)), ledger, path, lambda _: iter(rows))
    return opened(path)["Question"], opened(path, values=True)["Question"]


# -- structure ---------------------------------------------------------------------------------------------------------


def test_it_writes_every_sheet_in_order(english: Path) -> None:
    assert opened(english).sheetnames == ["About", "Summary", "Channels", "Charts a kinds", "Actions", "Data", "Checks", "Evidence"]


def test_it_adds_about_checks_and_evidence_where_the_spec_has_none(tmp_path: Path) -> None:
    one_table([("a", 1.0)], [Column(name="k", type="text"), Column(name="v", type="number")], [("hello",)], tmp_path / "w.xlsx")
    assert opened(tmp_path / "w.xlsx").sheetnames == ["About", "Question", "Data", "Checks", "Evidence"]


def test_the_data_is_an_excel_table_with_typed_cells_and_its_last_row(english: Path) -> None:
    _, ledger, rows = sample()
    sheet = opened(english)["Data"]
    assert sheet.tables["Data"].ref == "A1:I401"
    last = list(rows(ledger.results["x"]))[-1]
    found = [cell.value for cell in sheet[401]]
    assert [v.date() if isinstance(v, datetime) else v for v in found] == list(last)
    assert opened(english)["Data"]["B2"].number_format == "yyyy-mm-dd"


def test_a_grouped_fact_is_a_live_total_over_the_table_with_its_value(english: Path) -> None:
    _, ledger, _ = sample()
    formula, value = opened(english)["Channels"]["C6"].value, opened(english, True)["Channels"]["C6"].value
    assert formula == "=SUMIFS(Data[amount],Data[channel],$B6,Data[year],C$5)"
    assert value == pytest.approx(ledger.value("r1:0:before"), rel=1e-12)


def test_a_derived_fact_is_its_expression_over_the_cells_of_its_row(english: Path) -> None:
    assert opened(english)["Channels"]["F6"].value == '=IF(C6=0,"–",(D6-C6)/C6)'
    assert opened(english)["Channels"]["E6"].value == "=D6-C6"


def test_counts_are_counted_and_totals_without_keys_are_sums(english: Path) -> None:
    sheet = opened(english)["Channels"]
    assert sheet["H6"].value == "=COUNTIFS(Data[channel],$B6)"
    assert sheet["H12"].value == "=ROWS(Data[order id])"
    assert sheet["C12"].value == "=SUMIFS(Data[amount],Data[year],C$5)"


def test_a_fact_without_its_inputs_nearby_reads_the_cell_that_computes_it(english: Path) -> None:
    formula = str(opened(english)["Actions"]["F5"].value)
    assert formula.startswith("=Channels!") and opened(english)["Actions"]["F5"].font.color is not None


def test_a_missing_value_is_a_dash_and_never_nought(english: Path) -> None:
    rows = {str(row[1].value): row[2] for row in opened(english)["Summary"].iter_rows()}
    values = {str(row[1].value): row[2].value for row in opened(english, True)["Summary"].iter_rows()}
    assert values["From nothing"] == "–"
    assert "IFERROR" not in str(rows["From nothing"].value)


def test_every_formula_of_the_file_has_a_stored_value(english: Path) -> None:
    values = opened(english, True)
    formulas = [(sheet.title, c.coordinate) for sheet in opened(english) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert len(formulas) > 150
    assert [place for place in formulas if values[place[0]][place[1]].value in (None, "")] == []


def test_the_checks_agree_and_say_so_once(english: Path) -> None:
    sheet = opened(english, True)["Checks"]
    states = [cell.value for row in sheet.iter_rows() for cell in row if cell.value in ("OK", "CHECK")]
    assert len(states) > 8 and set(states) == {"OK"}


def test_evidence_names_query_hash_origin_and_cells_of_each_figure(english: Path) -> None:
    _, ledger, _ = sample()
    text = "\n".join(str(c.value) for row in opened(english, True)["Evidence"].iter_rows() for c in row if c.value is not None)
    assert ledger.results["r1"].sql in text and ledger.results["r1"].hash in text
    assert "(now - before) / before" in text and "Channels!F6" in text


def test_charts_are_native_read_cells_and_have_a_text_alternative(english: Path) -> None:
    spec, ledger, _ = sample()
    with zipfile.ZipFile(english) as archive:
        names = archive.namelist()
        drawings = "".join(archive.read(n).decode() for n in names if "drawings/drawing" in n and n.endswith(".xml"))
        parts = [archive.read(n).decode() for n in names if n.startswith("xl/charts/chart")]
    assert len(parts) == 12 and not [n for n in names if "media" in n]
    assert drawings.count("descr=") == 12
    assert all("<c:f>" in part and "<c:numCache>" in part for part in parts)


def test_a_chart_reads_the_table_that_already_holds_its_figures(english: Path) -> None:
    with zipfile.ZipFile(english) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/charts/chart")]
    assert any("<c:f>Channels!$F$6:$F$11</c:f>" in part for part in parts)


def test_every_sheet_is_frozen_and_set_up_for_print(english: Path) -> None:
    for sheet in opened(english):
        assert sheet.freeze_panes, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.paperSize == 9
        assert "&P" in sheet.oddFooter.right.text or sheet.oddFooter.right.text, sheet.title


@pytest.mark.parametrize(
    "kind", ["bar", "column", "line", "area", "stacked_bar", "stacked_column", "share_bar", "waterfall", "scatter", "slope", "combo"]
)
def test_each_kind_of_chart_is_written(kind: str, tmp_path: Path) -> None:
    _, ledger, rows = sample()
    sheet = SheetSpec(name="One", kind="question", title="One", blocks=(Block(chart=charts(ledger, False)[kind]),))
    spec = WorkbookSpec(
        title="One",
        language="en",
        sheets=(sheet, SheetSpec(name="Data", kind="data", title="Data", data="x")),
        names=("2024", "2025", "One", "one"),
    )
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        assert len([n for n in archive.namelist() if n.startswith("xl/charts/chart")]) >= 1


# -- what data may bring -----------------------------------------------------------------------------------------------


def test_data_that_looks_like_a_formula_stays_text_in_cells_and_headers(tmp_path: Path) -> None:
    evil = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "{=1}", "https://example.org"]
    columns = [Column(name="=HYPERLINK(1)", type="text"), Column(name="@v", type="number")]
    one_table([(text, 1.0) for text in evil], columns, [("plain",)], tmp_path / "w.xlsx")
    sheet = opened(tmp_path / "w.xlsx")["Data"]
    assert [sheet.cell(i + 2, 1).value for i in range(len(evil))] == evil
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet["A1"].value == "=HYPERLINK(1)"


def test_a_fact_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    columns = [Column(name="k", type="text"), Column(name="v", type="number")]
    formulas, _ = one_table([("=1+1", 2.0)], columns, [(fact_token("x:0:k", "name"), fact_token("x:0:v"))], tmp_path / "w.xlsx")
    assert formulas["B5"].value == "=1+1" and formulas["B5"].data_type == "s" or formulas["B5"].data_type == "inlineStr"


def test_odd_values_are_written_as_excel_can_hold_them(tmp_path: Path) -> None:
    columns = [Column(name=n, type="text") for n in ("a", "b", "c", "d", "e", "f")]
    odd: list[Row] = [
        (float("nan"), float("inf"), 12345678901234567890, "bell\x07 _x0041_ <&>", date(1850, 1, 1), True),
        (None, -float("inf"), 2, " padded ", datetime(2024, 2, 29, 12, 30), False),
        ("y" * 40_000, 1.5, -3, "\x1flone", date(2024, 2, 29), None),
    ]
    one_table(odd, columns, [("plain",)], tmp_path / "w.xlsx")
    sheet = opened(tmp_path / "w.xlsx")["Data"]
    assert [c.value for c in sheet[2]] == [None, None, "12345678901234567890", "bell _x0041_ <&>", "1850-01-01", True]
    assert sheet["D3"].value == " padded " and len(sheet["A4"].value) == 32_767 and sheet["D4"].value == "lone"
    assert sheet["B4"].value == 1.5 and sheet["F3"].value is False


def test_an_extract_without_rows_is_still_a_table(tmp_path: Path) -> None:
    one_table([], [Column(name="k", type="text"), Column(name="v", type="number")], [("plain",)], tmp_path / "w.xlsx")
    sheet = opened(tmp_path / "w.xlsx")["Data"]
    assert sheet.tables["Data"].ref == "A1:B2" and sheet["A2"].value is None


def test_names_are_made_acceptable_and_unique(tmp_path: Path) -> None:
    columns = [Column(name="Amount", type="number"), Column(name="amount", type="number"), Column(name="", type="text")]
    wanted = ("a/b[c]", "A?b:c", "'数据'", "x" * 40)
    sheets = [SheetSpec(name=name, kind="question", title="题") for name in wanted]
    sheets.append(SheetSpec(name="数据", kind="data", title="数据", data="x"))
    spec = WorkbookSpec(title="Trial", language="zh", sheets=tuple(sheets))
    ledger = Ledger()
    ledger.add_result(result("x", columns, [(1.0, 2.0, "k")]))
    render_workbook(spec, ledger, tmp_path / "w.xlsx", lambda r: iter(r.rows))
    book = opened(tmp_path / "w.xlsx")
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames) == 8
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert [cell.value for cell in book["数据 2"][1]] == ["Amount", "amount 2", "column"]


def test_an_extract_longer_than_a_sheet_takes_several_and_totals_span_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracts_module, "MOST_ROWS", 10)
    monkeypatch.setattr(render_module, "MOST_ROWS", 10)
    rows: list[Row] = [("a" if i % 2 else "b", float(i)) for i in range(25)]
    grouped = ([("b", 156.0, 13), ("a", 144.0, 12)], {"keys": {"k": "k"}, "sums": {"total": "v", "n": ""}})
    cells = [(fact_token(f"g:{i}:k", "name"), fact_token(f"g:{i}:total"), fact_token(f"g:{i}:n")) for i in (0, 1)]
    formulas, values = one_table(
        rows, [Column(name="k", type="text"), Column(name="v", type="number")], cells, tmp_path / "w.xlsx", grouped
    )
    assert formulas["C5"].value == "=SUMIFS(Data[v],Data[k],$B5)+SUMIFS(Data_2[v],Data_2[k],$B5)+SUMIFS(Data_3[v],Data_3[k],$B5)"
    book = opened(tmp_path / "w.xlsx")
    assert [book[name].max_row for name in ("Data", "Data 2", "Data 3")] == [11, 11, 6]
    assert values["C5"].value == 156


@pytest.mark.parametrize(
    ("key", "kept"), [("plain", True), ("a*b", False), (">5", False), ("Name", False), ("=", False), ("2024", True), (None, True)]
)
def test_a_total_is_a_formula_only_where_sumifs_would_find_the_same_rows(key: str | None, kept: bool, tmp_path: Path) -> None:
    rows: list[Row] = [(key, 5.0), ("name", 7.0), ("azb", 9.0), ("x", 1.0)]
    grouped = ([(key, 5.0, 1)], {"keys": {"k": "k"}, "sums": {"total": "v"}})
    cells = [(fact_token("g:0:k", "name"), fact_token("g:0:total"))]
    formulas, values = one_table(
        rows, [Column(name="k", type="text"), Column(name="v", type="number")], cells, tmp_path / "w.xlsx", grouped
    )
    assert (formulas["C5"].data_type == "f") is kept
    assert values["C5"].value == 5.0


def test_a_total_that_the_data_does_not_give_stays_a_value_and_the_checks_say_so(tmp_path: Path) -> None:
    grouped = ([("a", 99.0, 1)], {"keys": {"k": "k"}, "sums": {"total": "v"}})
    cells = [(fact_token("g:0:k", "name"), fact_token("g:0:total"))]
    formulas, _ = one_table(
        [("a", 5.0)], [Column(name="k", type="text"), Column(name="v", type="number")], cells, tmp_path / "w.xlsx", grouped
    )
    assert formulas["C5"].value == 99
    states = [c.value for row in opened(tmp_path / "w.xlsx", True)["Checks"].iter_rows() for c in row]
    assert "CHECK" in states


# -- refusals ----------------------------------------------------------------------------------------------------------


def test_a_typed_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="typed number"):
        one_table([("a", 1.0)], [Column(name="k", type="text"), Column(name="v", type="number")], [("Revenue is 42",)], tmp_path / "w.xlsx")


def test_a_data_sheet_without_its_result_is_refused(tmp_path: Path) -> None:
    spec = WorkbookSpec(title="Trial", language="en", sheets=(SheetSpec(name="Data", kind="data", title="Data", data="gone"),))
    with pytest.raises(Fault, match="gone"):
        render_workbook(spec, Ledger(), tmp_path / "w.xlsx", lambda _: iter(()))


def test_chinese_workbooks_speak_chinese(tmp_path: Path) -> None:
    spec, ledger, rows = sample(language="zh")
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    book = opened(tmp_path / "w.xlsx", True)
    text = "".join(str(c.value) for name in ("说明", "核对", "依据") for row in book[name].iter_rows() for c in row if c.value is not None)
    assert "数据来源" in text and "总体核对" in text and "查询语句" in text and "Evidence" not in text
    assert opened(tmp_path / "w.xlsx")["渠道"]["C6"].value == "=SUMIFS(Data[amount],Data[channel],$B6,Data[year],C$5)"


def test_one_changed_fact_changes_every_cell_that_shows_it(tmp_path: Path) -> None:
    spec, ledger, rows = sample()
    first = ledger.results["r4"]
    changed = ((first.rows[0][0], 123456.75), *first.rows[1:])
    ledger.results["r4"] = first.model_copy(update={"rows": changed})
    render_workbook(spec, ledger, tmp_path / "w.xlsx", rows)
    book = opened(tmp_path / "w.xlsx", True)
    places = [f"{s.title}" for s in book for row in s.iter_rows() for c in row if c.value == 123456.75]
    assert places.count("Charts a kinds") == 1 and "Evidence" in places
    assert cell_ref("r4", 0, "now") == "r4:0:now"
