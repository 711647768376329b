"""ChartSpec as a native Excel chart over the cells of its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from agents.evidence.formats import write
from agents.evidence.text import sole_fact
from agents.renderers.xlsx.chartdata import format_at, steps_only
from agents.renderers.xlsx.layout import Writing
from agents.renderers.xlsx.numbers import is_number, pattern, settled
from agents.renderers.xlsx.page import ChartPlace
from agents.renderers.xlsx.styles import Styles
from agents.renderers.xlsx.widths import text_width
from agents.renderers.xlsx.words import word
from agents.specs.chart import ChartSpec, Series

KINDS: dict[str, dict[str, str]] = {
    "bar": {"type": "bar"},
    "column": {"type": "column"},
    "line": {"type": "line"},
    "area": {"type": "area"},
    "stacked_bar": {"type": "bar", "subtype": "stacked"},
    "stacked_column": {"type": "column", "subtype": "stacked"},
    "share_bar": {"type": "bar", "subtype": "percent_stacked"},
    "waterfall": {"type": "column", "subtype": "stacked"},
    "scatter": {"type": "scatter"},
    "slope": {"type": "line"},
    "combo": {"type": "column"},
}
FLAT = ("bar", "stacked_bar", "share_bar")  # bars lie: categories from top to bottom
STACKED = ("stacked_bar", "stacked_column", "share_bar", "area")
LINES = ("line", "slope")
MOST_LABELS = 16  # values written at a series' points
QUIET = {"none": True}
Range = tuple[int, int, int, int]


class ChartMaker:
    """Makes the charts of one sheet."""

    def __init__(self, book: Workbook, styles: Styles, writing: Writing, sheet: str) -> None:
        self.book, self.styles, self.writing, self.sheet = book, styles, writing, sheet

    def make(self, place: ChartPlace) -> Any:
        """The XlsxWriter chart, ready to insert."""
        spec = place.spec
        chart = self.book.add_chart(dict(KINDS[spec.kind]))
        if spec.kind == "waterfall":
            self._waterfall(chart, place)
        elif spec.kind == "scatter":
            self._scatter(chart, place)
        else:
            self._plain(chart, place)
        self._frame(chart, place)
        return chart

    # -- kinds --------------------------------------------------------------------------------------------------------

    def _plain(self, chart: Any, place: ChartPlace) -> None:
        spec = place.spec
        bars = spec.series[:-1] if spec.kind == "combo" else spec.series
        for number, series in enumerate(bars):
            chart.add_series(self._series(place, number, series))
        if spec.kind == "combo":
            line = self.book.add_chart({"type": "line"})
            line.add_series(self._series(place, len(bars), spec.series[-1], line=True) | {"y2_axis": True})
            line.set_y2_axis({"num_format": self._pattern(spec, [spec.series[-1]]), **self._axis(), "major_gridlines": {"visible": False}})
            chart.combine(line)
        category = self._category_axis(spec)
        value = self._value_axis(spec, bars)
        across, up = (value, category) if spec.kind in FLAT else (category, value)  # XlsxWriter's x axis lies, whatever it shows
        chart.set_x_axis(across)
        chart.set_y_axis(up)

    def _category_axis(self, spec: ChartSpec) -> dict[str, Any]:
        category: dict[str, Any] = {
            **self._axis(),
            "line": {"color": self.styles.colour("line")},
            "major_tick_mark": "none",
            "label_position": "low",
        }
        if days := self._days(spec):
            category |= {"num_format": days, "text_axis": True}
        if spec.kind in FLAT:
            category["reverse"] = True
        return category

    def _value_axis(self, spec: ChartSpec, series: Sequence[Series]) -> dict[str, Any]:
        value: dict[str, Any] = {
            **self._axis(),
            "num_format": "0%" if spec.kind == "share_bar" else self._pattern(spec, list(series)),
            "line": QUIET,
            "major_tick_mark": "none",
            "major_gridlines": {"visible": True, "line": {"color": self.styles.colour("line"), "width": 0.5}},
        }
        if spec.kind not in LINES and self._lowest(spec) >= 0:
            value["min"] = 0  # bars and areas are read by their length
            if spec.beside:
                value["max"] = self._highest(spec) * 1.3  # room for the second label
        if self._labelled(spec):
            value |= {"visible": False, "major_gridlines": {"visible": False}}
        return value

    def _lowest(self, spec: ChartSpec) -> float:
        values = [self.writing.ledger.value(ref) for series in spec.series for ref in series.values if ref]
        return min((float(value) for value in values if isinstance(value, (int, float)) and is_number(value)), default=0.0)

    def _highest(self, spec: ChartSpec) -> float:
        return max(
            (float(str(value)) for ref in spec.series[0].values if ref and is_number(value := self.writing.ledger.value(ref))), default=1.0
        )

    def _days(self, spec: ChartSpec) -> str:
        """The number format of categories that are moments, "" for names."""
        soles = [sole_fact(category) for category in spec.categories]
        found = [(self.writing.ledger.fact(sole[0]), sole[1]) for sole in soles if sole]
        if len(found) < len(soles) or not all(isinstance(fact.value, date) for fact, _ in found):
            return ""
        fact, format = found[0]
        return pattern(settled(fact, format), [], "", self.writing.language)

    def _waterfall(self, chart: Any, place: ChartPlace) -> None:
        """Hidden base, levels, rises and falls in one stack; only rises and falls where levels would flatten them."""
        flat = steps_only(place.spec, self.writing)
        parts = (("rise", "good"), ("fall", "bad")) if flat else (("base", ""), ("level", "context"), ("rise", "good"), ("fall", "bad"))
        for key, colour in parts:
            series: dict[str, Any] = {
                "name": word(key, self.writing.language),
                "gap": 45,
                "values": self._cells(self._cut(place.ranges[key], flat)),
                "categories": self._cells(self._cut(place.ranges["categories"], flat)),
                "fill": {"color": self.styles.colour(colour)} if colour else QUIET,
                "border": QUIET,
            }
            chart.add_series(series)
        chart.combine(self._riding_labels(place, flat))
        chart.set_x_axis(
            {**self._axis(), "line": {"color": self.styles.colour("line")}, "major_tick_mark": "none", "label_position": "low"}
        )
        chart.set_y_axis({**self._axis(), "visible": False, "major_gridlines": {"visible": False}})

    def _riding_labels(self, place: ChartPlace, flat: bool) -> Any:
        """The steps' values on an unseen line over the bars: readable however low a bar is."""
        series = place.spec.series[0]
        texts = [{"value": self._beside(place.spec, series, position)} for position in range(len(series.values))]
        line = self.book.add_chart({"type": "line"})
        line.add_series({
            "name": self.writing.text(series.name), "values": self._cells(self._cut(place.ranges["top"], flat)),
            "categories": self._cells(self._cut(place.ranges["categories"], flat)), "line": QUIET, "marker": {"type": "none"},
            "data_labels": {"value": True, "position": "above", "font": self._font(9), "custom": texts[1:-1] if flat else texts},
        })  # fmt: skip
        return line

    def _scatter(self, chart: Any, place: ChartPlace) -> None:
        spec = place.spec
        names = [{"value": self.writing.text(category)} for category in spec.categories]
        chart.add_series({
            "name": self.writing.text(spec.title), "categories": self._cells(place.ranges["series0"]),
            "values": self._cells(place.ranges["series1"]),
            "marker": {"type": "circle", "size": 8, "fill": {"color": self.styles.colour("accent")}, "border": {"color": "#FFFFFF"}},
            "data_labels": {"value": True, "custom": names, "position": "right", "font": self._font(9)},
        })  # fmt: skip
        grid = {"visible": True, "line": {"color": self.styles.colour("line"), "width": 0.5}}
        for number, put in enumerate((chart.set_x_axis, chart.set_y_axis)):
            series = spec.series[number]
            put({
                **self._axis(), "name": self.writing.text(series.name), "name_font": self._font(9, bold=True),
                "num_format": self._pattern(spec, [series]),
                "line": {"color": self.styles.colour("line")}, "major_gridlines": grid, "label_position": "low",
            })  # fmt: skip

    # -- parts --------------------------------------------------------------------------------------------------------

    def _series(self, place: ChartPlace, number: int, series: Series, line: bool = False) -> dict[str, Any]:
        spec = place.spec
        made: dict[str, Any] = {
            "name": self.writing.text(series.name),
            "categories": self._cells(place.ranges["categories"]),
            "values": self._cells(place.ranges[f"series{number}"]),
        }
        colour = self._colour(spec, number, series)
        if line or spec.kind in LINES:
            made["line"] = {"color": colour, "width": 2.25, "dash_type": "dash" if series.role in ("plan", "forecast") else "solid"}
            made["marker"] = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
        else:
            made |= self._fill(series, colour) | {"gap": 45, "overlap": 100 if spec.kind in STACKED else -5 if len(spec.series) > 1 else 0}
            if spec.highlight or spec.alert:
                made["points"] = self._points(spec, number)
        if self._labelled(spec) or line:
            made["data_labels"] = self._labels(spec, series)
        return made

    def _colour(self, spec: ChartSpec, number: int, series: Series) -> Any:
        if series.role == "context" or (spec.highlight and len(spec.series) == 1):
            return self.styles.colour("context")
        if series.role == "previous":
            return self.styles.colour("context_light")
        same_role = [other for other in spec.series if other.role == series.role]
        if len(same_role) == 1:
            return self.styles.colour("accent")
        theme = self.styles.theme
        return self.styles.colour(("accent", "alert", *theme.series[2:])[same_role.index(series) % len(theme.series)])

    def _fill(self, series: Series, colour: Any) -> dict[str, Any]:
        if series.role == "plan":
            return {"fill": {"color": "#FFFFFF"}, "border": {"color": colour, "width": 1.25}}
        if series.role == "forecast":
            return {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#FFFFFF"}, "border": {"color": colour}}
        return {"fill": {"color": colour}, "border": QUIET}

    def _points(self, spec: ChartSpec, number: int) -> list[dict[str, Any] | None]:
        """The emphasised bars; of several series only the first actual one carries the emphasis."""
        lead = next((place for place, series in enumerate(spec.series) if series.role == "actual"), 0)
        points: list[dict[str, Any] | None] = [None] * len(spec.categories)
        if number == lead:
            for positions, colour in ((spec.highlight, "accent"), (spec.alert, "alert")):
                for position in positions:
                    points[position] = {"fill": {"color": self.styles.colour(colour)}, "border": QUIET}
        return points

    def _labels(self, spec: ChartSpec, series: Series) -> dict[str, Any]:
        stacked = spec.kind in ("stacked_bar", "stacked_column", "share_bar")
        labels: dict[str, Any] = {"value": True, "num_format": self._pattern(spec, [series]), "font": self._font(9)}
        if stacked:
            labels |= {
                "position": "center",
                "font": self._font(9) | {"color": "#FFFFFF" if series.role in ("actual", "forecast") else self.styles.colour("ink")},
            }
        elif spec.kind in LINES or spec.kind == "combo" and series is spec.series[-1]:
            labels |= {"position": "above", "fill": {"color": self.styles.colour("paper")}}
        elif spec.kind != "area":
            labels["position"] = "outside_end"
        if spec.beside and len(spec.series) == 1:
            labels["custom"] = [{"value": self._beside(spec, series, position)} for position in range(len(spec.categories))]
        return labels

    def _beside(self, spec: ChartSpec, series: Series, position: int) -> str:
        ref = series.values[position]
        beside = self.writing.text(spec.beside[position]) if position < len(spec.beside) else ""
        if not ref:
            return beside or " "
        fact = self.writing.ledger.fact(ref)
        format = format_at(spec, series, position)
        return f"{write(fact.value, format, unit=fact.unit, currency=fact.currency, language=self.writing.language)}  {beside}".strip()

    def _labelled(self, spec: ChartSpec) -> bool:
        """Values stand at their points where they fit; then no value axis is needed."""
        points = len(spec.categories) * len(spec.series)
        return spec.kind in ("bar", "column", "slope", "share_bar", "stacked_bar", "stacked_column", "combo") and points <= MOST_LABELS * (
            2 if spec.kind == "share_bar" else 1
        )

    def _frame(self, chart: Any, place: ChartPlace) -> None:
        spec = place.spec
        subtitle = self.writing.text(spec.subtitle)
        title = self.writing.text(spec.title)
        room = text_width(f"{title}   {subtitle}", bold=True) * 8.2 < place.width - 40
        joined = f"{title}{'   ·   ' if room else chr(10)}{subtitle}" if subtitle else title
        chart.set_title({"name": joined, "name_font": self._font(11, bold=True), "overlay": False, "layout": {"x": 0.02, "y": 0.03}})
        several = len(spec.series) > 1 and spec.kind not in ("scatter", "waterfall")
        chart.set_legend({"position": "bottom", "font": self._font(9)} if several else {"none": True})
        chart.set_chartarea(
            {"border": {"color": self.styles.colour("line"), "width": 0.75}, "fill": {"color": self.styles.colour("paper")}}
        )
        chart.set_plotarea({"fill": QUIET, "border": QUIET})
        chart.set_size({"width": place.width, "height": place.height})
        chart.show_blanks_as("gap")

    def _pattern(self, spec: ChartSpec, series: list[Series]) -> str:
        facts = [self.writing.ledger.fact(ref) for one in series for ref in one.values if ref]
        numbers = [fact for fact in facts if is_number(fact.value)]
        if not numbers:
            return "General"
        format = series[0].format if series[0].format != "auto" else spec.format
        largest = max(numbers, key=lambda fact: abs(float(str(fact.value))))
        return pattern(settled(largest, format), [float(str(fact.value)) for fact in numbers], largest.currency, self.writing.language)

    def _axis(self) -> dict[str, Any]:
        return {"num_font": self._font(9)}

    def _font(self, size: float, bold: bool = False) -> dict[str, Any]:
        return {"name": self.styles.face, "size": size, "bold": bold, "color": self.styles.colour("ink")}

    def _cells(self, place: Range) -> list[Any]:
        return [self.sheet, *place]

    @staticmethod
    def _cut(place: Range, flat: bool) -> Range:
        """Without the first and last row, the levels, where only steps are drawn."""
        return (place[0] + 1, place[1], place[2] - 1, place[3]) if flat else place
