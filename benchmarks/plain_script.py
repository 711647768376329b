"""The main job as a good analyst would script it by hand: python plain_script.py SHOP.sqlite OUT_FOLDER.

The yardstick of benchmarks/main_job.py. It knows the demo shop's columns, answers one question, checks nothing and traces nothing; it
makes the same tables, charts, slides, sheets and pages. Plain pandas, python-pptx, XlsxWriter, python-docx and matplotlib; nothing is
slowed down on purpose.
"""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from docx import Document
from docx.shared import Cm
from matplotlib.figure import Figure
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.util import Emu, Inches, Pt
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

INK, ACCENT, ALERT, QUIET, LIGHT = "12303C", "0D5C66", "B5481A", "9AABB4", "C9D4D9"
COLOURS = (ACCENT, ALERT, "5B7C99", "8A5A00", "7A4E8A", "55656D")
SQL = """
SELECT l.line_id, l.order_id, o.ordered_at, o.channel, o.region, o.status, o.customer_id, c.segment, p.name AS product, p.category,
       p.subcategory, l.size, l.quantity, l.price, l.discount, l.amount, p.cost, r.quantity AS returned
FROM order_lines l JOIN orders o ON o.order_id = l.order_id JOIN products p ON p.product_id = l.product_id
LEFT JOIN customers c ON c.customer_id = o.customer_id
LEFT JOIN returns r ON r.line_id = l.line_id
"""


@dataclass
class Chart:
    """A chart for every file: `values` has a row for each category and a column for each series."""

    name: str
    kind: str  # bar, column, line, stacked
    title: str
    values: pd.DataFrame
    format: str = "#,##0"


# -- analysis --------------------------------------------------------------------------------------------------------------


def load(path: str) -> pd.DataFrame:
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        lines = pd.read_sql_query(SQL, database, parse_dates=["ordered_at"])
    lines["year"] = lines["ordered_at"].dt.year
    lines["month"] = lines["ordered_at"].dt.month
    lines["gross"] = lines["quantity"] * lines["price"]
    lines["profit"] = lines["amount"] - lines["quantity"] * lines["cost"]
    lines["back"] = lines["returned"].notna()
    return lines


def compare(sold: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """2024 and 2025 side by side: revenue, growth, contribution, shares, margin, discount, returns."""
    sums = sold.groupby([*by, "year"], observed=True).agg(
        revenue=("amount", "sum"), gross=("gross", "sum"), profit=("profit", "sum"), units=("quantity", "sum"),
        orders=("order_id", "nunique"), lines=("line_id", "size"), back=("back", "sum"),
    ).unstack("year", fill_value=0)  # fmt: skip
    table = pd.DataFrame(index=sums.index)
    table["before"], table["now"] = sums[("revenue", 2024)], sums[("revenue", 2025)]
    table["change"] = table["now"] - table["before"]
    table["growth"] = table["now"] / table["before"] - 1
    table["contribution"] = table["change"] / table["before"].sum()
    table["share_before"], table["share_now"] = table["before"] / table["before"].sum(), table["now"] / table["now"].sum()
    for year, suffix in ((2024, "_before"), (2025, "")):
        table[f"margin{suffix}"] = sums[("profit", year)] / sums[("revenue", year)]
        table[f"discount{suffix}"] = 1 - sums[("revenue", year)] / sums[("gross", year)]
        table[f"returns{suffix}"] = sums[("back", year)] / sums[("lines", year)]
        table[f"orders{suffix}"], table[f"units{suffix}"] = sums[("orders", year)], sums[("units", year)]
    return table.sort_values("now", ascending=False)


def fit(sold: pd.DataFrame, level: str) -> pd.DataFrame:
    """Each group in each channel, with its share there over its share in the whole."""
    table = compare(sold, ["channel", level])
    whole = sold[sold["year"] == 2025].groupby(level)["amount"].sum()
    whole = whole / whole.sum()
    table["share"] = table["now"] / table.groupby("channel")["now"].transform("sum")
    table["index"] = table["share"] / table.index.get_level_values(level).map(whole).to_numpy()
    return table


def effects(sold: pd.DataFrame) -> pd.DataFrame:
    """Volume, mix and price of the change, by channel × product."""
    cells = sold.groupby(["channel", "product", "year"])[["quantity", "amount"]].sum().unstack("year", fill_value=0)
    q0, q1, r0, r1 = (cells[(name, year)] for name in ("quantity", "amount") for year in (2024, 2025))
    average = r0.sum() / q0.sum()
    old_price = (r0 / q0).fillna(average)
    volume = (q1.sum() - q0.sum()) * average
    price = (r1 - q1 * old_price).sum()
    mix = r1.sum() - r0.sum() - volume - price
    return pd.DataFrame({"change": [volume, mix, price]}, index=["Volume", "Mix", "Price and discount"])


def judge(row: pd.Series, peers: pd.Series) -> tuple[str, str, float, float] | None:
    """(verb, metric, now, target) for one group in one channel."""
    if row["margin"] < 0:
        return "fix", "margin", row["margin"], max(0.0, (row["margin"] + peers["margin"]) / 2)
    if row["returns"] > 1.5 * peers["returns"] and row["returns"] > 0.1:
        return "fix", "return rate", row["returns"], (row["returns"] + peers["returns"]) / 2
    if row["index"] < 0.75 and row["growth"] < 0:
        return "drop", "revenue", row["now"], 0.0
    if row["growth"] > max(0.05, peers["growth"]):
        return "grow", "revenue", row["now"], row["now"] * (1 + min(row["growth"] / 2, 0.2))
    if row["share"] > 0.08:
        return "keep", "revenue", row["now"], row["now"]
    return None


def plan(channels: pd.DataFrame, groups: pd.DataFrame, products: pd.DataFrame) -> pd.DataFrame:
    """Up to three groups and three products a channel, the ones that move most."""
    rows = []
    for channel, peers in channels.iterrows():
        for table in (groups, products):
            judged = [(name, row, judge(row, peers)) for name, row in table.loc[channel].iterrows()]
            found = sorted((item for item in judged if item[2]), key=lambda item: -abs(item[1]["change"]))
            for name, row, (verb, metric, now, target) in found[:3]:
                rows.append((channel, verb, name, metric, now, target, "Channel lead", "2026-06-30", row["growth"], row["index"]))
    return pd.DataFrame(rows, columns=["channel", "do", "what", "metric", "now", "target", "owner", "due", "growth", "index"])


def analyse(lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    sold = lines[lines["status"] != "cancelled"]
    tables = {"channels": compare(sold, ["channel"]), "categories": compare(sold, ["category"]), "products": compare(sold, ["product"])}
    tables["trend"] = sold.pivot_table(index="month", columns="year", values="amount", aggfunc="sum")
    tables["season"] = (tables["trend"].mean(axis=1) / tables["trend"].mean(axis=1).mean()).to_frame("index")
    tables["mix"] = tables["channels"][["share_before", "share_now"]].assign(
        points=lambda t: t["share_now"] - t["share_before"])  # fmt: skip
    tables["bridge"] = tables["channels"][["change"]].sort_values("change", ascending=False)
    tables["effects"] = effects(sold)
    ranked = tables["products"]["share_now"].cumsum().reset_index(drop=True)
    tops = [1, 5, 10, 20, 50, 100]
    tables["concentration"] = pd.DataFrame({"share": [ranked[n - 1] for n in tops]}, index=[f"top {n}" for n in tops])
    tables["fit"], tables["fit_products"] = fit(sold, "category"), fit(sold, "product")
    for name in ("fit", "fit_products"):
        ranked = tables[name].loc[tables[name]["now"] > tables[name]["now"].median(), ["index"]].sort_values("index", ascending=False)
        far = pd.concat([ranked.head(6), ranked.tail(6)])
        tables[f"{name}_far"] = far.set_axis([f"{channel} · {what}" for channel, what in far.index])
    tables["plan"] = plan(tables["channels"], tables["fit"], tables["fit_products"])
    twice, unknown = int(lines.drop(columns="line_id").duplicated().sum()), int(lines["customer_id"].isna().sum())
    tables["quality"] = pd.DataFrame({"rows": [len(lines), len(lines) - len(sold), unknown, twice]}, index=[
        "lines read", "lines of cancelled orders", "lines without a customer", "lines entered twice"])  # fmt: skip
    return tables


def charts_of(tables: dict[str, pd.DataFrame]) -> list[Chart]:
    channels, best = tables["channels"], tables["channels"]["growth"].idxmax()
    found = [
        Chart("growth", "bar", f"{best} grew most", channels[["before", "now"]]),
        Chart("trend", "line", "Revenue by month", tables["trend"]),
        Chart("bridge", "column", "What each channel added or took", tables["bridge"]),
        Chart("mix", "stacked", "Share of each channel", tables["mix"][["share_before", "share_now"]].T, "0.0%"),
        Chart("effects", "column", "Volume, mix and price", tables["effects"]),
        Chart("season", "column", "Season", tables["season"], "0.00"),
        Chart("fit", "bar", "Categories that fit and that do not", tables["fit_far"], "0.00"),
        Chart("fit products", "bar", "Products that fit and that do not", tables["fit_products_far"], "0.00"),
    ]
    for name in channels.index:
        inside = tables["fit"].loc[name][["before", "now"]]
        found.append(Chart(f"channel {name}", "bar", f"{name}: revenue by category", inside))
    return found


# -- pictures --------------------------------------------------------------------------------------------------------------


def draw(chart: Chart, folder: Path) -> None:
    figure = Figure(figsize=(9.6, 5.4), layout="constrained")
    axes = figure.subplots()
    if chart.kind == "line":
        chart.values.plot.line(ax=axes, color=[f"#{c}" for c in COLOURS[: chart.values.shape[1]]], linewidth=2)
    else:
        kind = "barh" if chart.kind == "bar" else "bar"
        colours = [f"#{c}" for c in COLOURS[: chart.values.shape[1]]]
        chart.values.plot(kind=kind, ax=axes, stacked=chart.kind == "stacked", color=colours, legend=chart.values.shape[1] > 1)
        for bars in axes.containers:
            axes.bar_label(bars, fmt="{:.1%}" if "%" in chart.format else "{:,.0f}", fontsize=8)
    axes.set_title(chart.title, loc="left", color=f"#{INK}", fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    for suffix in ("svg", "png"):
        figure.savefig(folder / f"{chart.name.replace(' ', '_')}.{suffix}", dpi=200)


# -- slides ----------------------------------------------------------------------------------------------------------------

PPTX_KINDS = {"bar": XL_CHART_TYPE.BAR_CLUSTERED, "column": XL_CHART_TYPE.COLUMN_CLUSTERED, "line": XL_CHART_TYPE.LINE,
              "stacked": XL_CHART_TYPE.BAR_STACKED_100}  # fmt: skip


class Deck:
    """16:9 slides on the built-in template's title-only and blank layouts."""

    def __init__(self) -> None:
        self.deck = Presentation()
        self.deck.slide_width, self.deck.slide_height = Inches(13.333), Inches(7.5)

    def slide(self, title: str, source: str = "Source: shop database, order lines, cancelled orders left out") -> object:
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[5])
        box = slide.shapes.title
        box.left, box.top, box.width, box.height = Inches(0.6), Inches(0.4), Inches(12.1), Inches(0.9)
        box.text_frame.text = title
        run = box.text_frame.paragraphs[0].runs[0].font
        run.size, run.bold, run.color.rgb = Pt(24), True, RGBColor.from_string(INK)
        self.text(slide, [source], Inches(0.6), Inches(7.0), Inches(12), Inches(0.35), 10)
        slide.notes_slide.notes_text_frame.text = title
        return slide

    def text(self, slide: object, lines: list[str], left: Emu, top: Emu, width: Emu, height: Emu, size: float = 14) -> None:
        frame = slide.shapes.add_textbox(left, top, width, height).text_frame
        frame.word_wrap = True
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text = line
            paragraph.font.size, paragraph.font.color.rgb = Pt(size), RGBColor.from_string(INK)
            paragraph.space_after = Pt(6)

    def chart(self, slide: object, chart: Chart, left: Emu, top: Emu, width: Emu, height: Emu) -> None:
        data = CategoryChartData(number_format=chart.format)
        data.categories = [str(name) for name in chart.values.index]
        for name in chart.values.columns:
            data.add_series(str(name), [None if pd.isna(v) else float(v) for v in chart.values[name]])
        frame = slide.shapes.add_chart(PPTX_KINDS[chart.kind], left, top, width, height, data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.title)
        made = frame.chart
        made.has_title, made.font.size, made.has_legend = False, Pt(11), len(chart.values.columns) > 1
        if made.has_legend:
            made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        for series, colour in zip(made.series, COLOURS, strict=False):
            fill = series.format.line.color if chart.kind == "line" else series.format.fill
            if chart.kind != "line":
                fill.solid()
                fill = fill.fore_color
            fill.rgb = RGBColor.from_string(colour)
        made.value_axis.has_major_gridlines = False
        if chart.kind != "line":
            made.plots[0].has_data_labels = True
            labels = made.plots[0].data_labels
            labels.number_format, labels.number_format_is_linked, labels.font.size = chart.format, False, Pt(10)
            if chart.kind != "stacked":
                labels.position = XL_LABEL_POSITION.OUTSIDE_END

    def table(self, slide: object, table: pd.DataFrame, left: Emu, top: Emu, width: Emu, size: float = 11) -> None:
        rows = [[str(c) for c in table.columns], *table.astype(str).values.tolist()]
        made = slide.shapes.add_table(len(rows), len(rows[0]), left, top, width, Inches(0.32) * len(rows)).table
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                cell = made.cell(r, c)
                cell.text = value
                cell.text_frame.paragraphs[0].font.size = Pt(size)


def percent(value: float) -> str:
    return f"{value:+.1%}"


def money(value: float) -> str:
    return f"${value / 1e6:.2f} m" if abs(value) >= 1e6 else f"${value / 1e3:.0f} k"


def plan_texts(plan_rows: pd.DataFrame) -> pd.DataFrame:
    """The plan's numbers written out."""
    def write(row: pd.Series, column: str) -> str:
        return money(row[column]) if row["metric"] == "revenue" else f"{row[column]:.1%}"

    return plan_rows.assign(now=[write(row, "now") for _, row in plan_rows.iterrows()],
                            target=[write(row, "target") for _, row in plan_rows.iterrows()]).drop(columns=["growth", "index"])  # fmt: skip


def written(table: pd.DataFrame) -> pd.DataFrame:
    """A comparison's numbers written out."""
    shown = pd.DataFrame({"": table.index, "2024": table["before"].map(money).to_numpy(), "2025": table["now"].map(money).to_numpy()})
    for name in ("growth", "margin", "discount", "returns"):
        shown[name] = table[name].map(percent if name == "growth" else "{:.1%}".format).to_numpy()
    return shown


def headline(tables: dict[str, pd.DataFrame]) -> list[str]:
    channels = tables["channels"]
    before, now = channels["before"].sum(), channels["now"].sum()
    best, worst = channels["growth"].idxmax(), channels["growth"].idxmin()
    return [
        f"Revenue went from {money(before)} to {money(now)} ({percent(now / before - 1)}).",
        f"{best} grew most ({percent(channels.loc[best, 'growth'])}), {worst} least ({percent(channels.loc[worst, 'growth'])}).",
        f"{channels['returns'].idxmax()} has the most returns ({channels['returns'].max():.1%} of lines).",
        f"{channels['margin'].idxmin()} keeps the lowest margin ({channels['margin'].min():.1%}).",
    ]


def make_deck(tables: dict[str, pd.DataFrame], charts: dict[str, Chart], path: Path) -> None:
    deck, channels = Deck(), tables["channels"]
    first = deck.deck.slides.add_slide(deck.deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "Sales growth by channel and product plan", "2025 against 2024"
    deck.text(deck.slide("Summary"), headline(tables), Inches(0.6), Inches(1.5), Inches(12), Inches(5), 18)
    kpis = deck.slide("Key figures")
    for number, line in enumerate(headline(tables)):
        deck.text(kpis, [line], Inches(0.6 + 3.1 * number), Inches(1.6), Inches(2.9), Inches(2))
    deck.chart(kpis, charts["trend"], Inches(0.6), Inches(3.4), Inches(3), Inches(2))
    for name in ("growth", "bridge", "mix", "effects", "trend"):
        slide = deck.slide(charts[name].title)
        deck.chart(slide, charts[name], Inches(0.6), Inches(1.4), Inches(8.4), Inches(5.5))
        deck.text(slide, headline(tables), Inches(9.3), Inches(1.5), Inches(3.6), Inches(5))
    for name in channels.index:
        slide = deck.slide(f"{name}: {percent(channels.loc[name, 'growth'])}, what to do")
        deck.chart(slide, charts[f"channel {name}"], Inches(0.6), Inches(1.4), Inches(5), Inches(5.4))
        rows = plan_texts(tables["plan"][tables["plan"]["channel"] == name]).drop(columns=["channel", "owner"])
        deck.table(slide, rows, Inches(5.8), Inches(1.5), Inches(7.1))
    deck.table(deck.slide("The plan"), plan_texts(tables["plan"]).head(14), Inches(0.6), Inches(1.4), Inches(12.1), 10)
    deck.table(deck.slide("Definitions and coverage"), tables["quality"].reset_index(), Inches(0.6), Inches(1.5), Inches(8))
    deck.deck.save(path)


# -- workbook --------------------------------------------------------------------------------------------------------------

DATA = ["day", "month_start", "year", "channel", "category", "subcategory", "product", "segment", "region", "quantity", "profit", "gross",
        "amount"]  # fmt: skip
RATES = {"growth", "contribution", "share_before", "share_now", "share", "points", "margin", "margin_before", "discount", "discount_before",
         "returns", "returns_before"}  # fmt: skip


class Book:
    """A workbook with live totals over the data sheet and their values stored."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
        form = self.book.add_format
        self.head = form({"bold": True, "font_color": "white", "bg_color": f"#{ACCENT}"})
        self.title, self.number = form({"bold": True, "font_size": 16}), form({"num_format": "#,##0"})
        self.rate, self.day = form({"num_format": "0.0%"}), form({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, title: str) -> object:
        sheet = self.book.add_worksheet(name[:31])
        sheet.write_string(0, 0, title, self.title)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 20, 14)
        sheet.freeze_panes(3, 1)
        return sheet

    def table(self, sheet: object, table: pd.DataFrame, row: int = 2) -> None:
        flat = table.reset_index()
        for c, name in enumerate(flat.columns):
            sheet.write_string(row, c, str(name), self.head)
            form = self.rate if name in RATES else self.number
            for r, value in enumerate(flat[name].tolist(), row + 1):
                sheet.write(r, c, "" if value != value else value, None if isinstance(value, str) else form)

    def live(self, sheet: object, table: pd.DataFrame, key: str, row: int = 2) -> None:
        """Revenue of both years as SUMIFS over the data, change and growth as formulas, each with its value."""
        for c, name in enumerate((key, "2024", "2025", "change", "growth")):
            sheet.write_string(row, c, name, self.head)
        for r, (name, line) in enumerate(table.iterrows(), row + 1):
            sheet.write_string(r, 0, str(name))
            for c, year, value in ((1, 2024, line["before"]), (2, 2025, line["now"])):
                where = f"Orders[{key}],$A{r + 1},Orders[year],{year}"
                sheet.write_formula(r, c, f"=SUMIFS(Orders[amount],{where})", self.number, round(value, 2))
            b, n = xl_rowcol_to_cell(r, 1), xl_rowcol_to_cell(r, 2)
            sheet.write_formula(r, 3, f"={n}-{b}", self.number, round(line["change"], 2))
            sheet.write_formula(r, 4, f"={n}/{b}-1", self.rate, line["growth"])

    def chart(self, sheet: object, chart: Chart, at: str) -> None:
        """A native chart over a small block of values beside it."""
        values = chart.values.reset_index()
        top, left = 2 + 60 * len(sheet.charts), 24
        for c, name in enumerate(values.columns):
            sheet.write_string(top, left + c, str(name), self.head)
            sheet.write_column(top + 1, left + c, values[name].astype(object).where(values[name].notna(), "").tolist())
        made = self.book.add_chart({"type": "column", "subtype": "percent_stacked"} if chart.kind == "stacked" else {"type": chart.kind})
        for c in range(1, len(values.columns)):
            made.add_series({
                "name": [sheet.name, top, left + c], "categories": [sheet.name, top + 1, left, top + len(values), left],
                "values": [sheet.name, top + 1, left + c, top + len(values), left + c], "fill": {"color": f"#{COLOURS[(c - 1) % 6]}"},
                "data_labels": {"value": chart.kind != "line", "num_format": chart.format},
            })  # fmt: skip
        made.set_title({"name": chart.title, "name_font": {"size": 12}})
        made.set_size({"width": 720, "height": 380})
        sheet.insert_chart(at, made, {"description": chart.title})

    def data(self, sold: pd.DataFrame) -> None:
        """Every line behind the figures."""
        sheet = self.book.add_worksheet("Data")
        rows = sold.assign(day=sold["ordered_at"].dt.date, month_start=sold["ordered_at"].dt.to_period("M").dt.start_time.dt.date)
        rows = rows.sort_values(["ordered_at", "line_id"])[DATA].fillna({"segment": "(not stated)"})
        for c, name in enumerate(DATA):
            sheet.write_column(1, c, rows[name].tolist(), self.day if name in ("day", "month_start") else None)
        sheet.add_table(0, 0, len(rows), len(DATA) - 1, {"name": "Orders", "columns": [{"header": name} for name in DATA]})
        sheet.set_column(0, len(DATA) - 1, 14)
        sheet.freeze_panes(1, 0)

    def checks(self, tables: dict[str, pd.DataFrame]) -> None:
        sheet, total = self.sheet("Checks", "Checks"), float(tables["channels"]["now"].sum())
        for r, (label, formula, value) in enumerate((
            ("Revenue 2025 over the data", "=SUMIFS(Orders[amount],Orders[year],2025)", total),
            ("Revenue 2025 over the channels", f"=SUM(Growth!C4:C{3 + len(tables['channels'])})", total),
            ("Rows of data", "=ROWS(Orders[year])", int(tables["quality"].iloc[0, 0] - tables["quality"].iloc[1, 0])),
        ), 2):  # fmt: skip
            sheet.write_string(r, 0, label)
            sheet.write_formula(r, 1, formula, self.number, round(value, 2))
        sheet.write_formula(5, 1, '=IF(ABS(B3-B4)<0.01,"OK","CHECK")', None, "OK")


def make_book(lines: pd.DataFrame, tables: dict[str, pd.DataFrame], charts: dict[str, Chart], path: Path) -> None:
    book = Book(path)
    about = book.sheet("About", "Sales growth by channel and product plan")
    about.write_column(2, 0, ["Revenue = sum of amount, cancelled orders left out", "Source: shop database", "2025 against 2024"])
    summary = book.sheet("Summary", "Summary")
    summary.write_column(2, 0, headline(tables))
    book.live(summary, tables["channels"], "channel", 8)
    book.chart(summary, charts["growth"], f"{xl_col_to_name(7)}3")
    growth = book.sheet("Growth", "Growth by channel")
    book.live(growth, tables["channels"], "channel")
    book.table(growth, tables["channels"], 14)
    book.chart(growth, charts["growth"], "H3")
    for name in ("trend", "bridge", "mix", "effects", "season"):
        sheet = book.sheet(name.capitalize(), charts[name].title)
        book.table(sheet, tables[name])
        book.chart(sheet, charts[name], "H3")
    for name in ("concentration", "quality"):
        book.table(book.sheet(name.capitalize(), name.capitalize()), tables[name])
    sheet = book.sheet("Fit", "Share in the channel over share in the whole")
    book.table(sheet, tables["fit"]["index"].unstack("channel"))
    book.chart(sheet, charts["fit"], "A16")
    book.chart(sheet, charts["fit products"], "L16")
    for name in tables["channels"].index:
        sheet = book.sheet(str(name), f"{name}: categories")
        book.table(sheet, tables["fit"].loc[name])
        book.chart(sheet, charts[f"channel {name}"], "A16")
    book.table(book.sheet("Plan", "The plan"), tables["plan"].set_index("channel"))
    book.data(lines[lines["status"] != "cancelled"])
    book.checks(tables)
    book.book.close()


# -- document --------------------------------------------------------------------------------------------------------------


def make_document(tables: dict[str, pd.DataFrame], pictures: Path, path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Sales growth by channel and product plan"

    def table(rows: pd.DataFrame) -> None:
        made = document.add_table(rows=len(rows) + 1, cols=len(rows.columns), style="Light Grid Accent 1")
        for r, row in enumerate([[str(c) for c in rows.columns], *rows.astype(str).values.tolist()]):
            for cell, value in zip(made.rows[r].cells, row, strict=True):
                cell.text = value

    def picture(name: str) -> None:
        document.add_picture(str(pictures / f"{name.replace(' ', '_')}.png"), width=Cm(15.5))
        document.add_paragraph(name.capitalize(), style="Caption")

    document.add_heading("Sales growth by channel and product plan", 0)
    document.add_heading("Summary", 1)
    for line in headline(tables):
        document.add_paragraph(line, style="List Bullet")
    for name in ("growth", "bridge", "mix", "effects", "trend", "season", "fit", "fit products"):
        picture(name)
    table(written(tables["channels"]))
    for name in tables["channels"].index:
        document.add_heading(str(name), 1)
        line = tables["channels"].loc[name]
        said = f"Revenue {money(line['now'])}, {percent(line['growth'])}; margin {line['margin']:.1%}; returns {line['returns']:.1%}."
        document.add_paragraph(said)
        picture(f"channel {name}")
        table(written(tables["fit"].loc[name]))
        table(plan_texts(tables["plan"][tables["plan"]["channel"] == name]).drop(columns="channel"))
    document.add_heading("Action plan", 1)
    table(plan_texts(tables["plan"]))
    document.add_heading("Method and coverage", 1)
    table(tables["quality"].reset_index())
    document.save(path)


def main(shop: str, out: str) -> None:
    folder = Path(out)
    (folder / "charts").mkdir(parents=True, exist_ok=True)
    lines = load(shop)
    tables = analyse(lines)
    charts = charts_of(tables)
    for chart in charts:
        draw(chart, folder / "charts")
    named = {chart.name: chart for chart in charts}
    make_deck(tables, named, folder / "plain.pptx")
    make_book(lines, tables, named, folder / "plain.xlsx")
    make_document(tables, folder / "charts", folder / "plain.docx")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
