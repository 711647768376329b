"""Cell looks: one small description of a look, one Excel format for each, colours bound to the workbook's theme."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.color import Color
from xlsxwriter.theme import THEME_XML_2007

from agents.core.brief import Language
from agents.specs.theme import Theme

# Field of Theme -> place in the workbook's theme: the colours change with the theme in Excel.
SLOTS = {"paper": 0, "ink": 1, "panel": 2, "deep": 3, "accent": 4, "alert": 5}
NUMBER_COLOURS = {"input": "1F4E9E", "formula": "ink", "cross": "good"}
OFFICE_COLOURS = {
    "dk1": '<a:sysClr val="windowText" lastClr="000000"/>',
    "lt1": '<a:sysClr val="window" lastClr="FFFFFF"/>',
    "dk2": '<a:srgbClr val="1F497D"/>',
    "lt2": '<a:srgbClr val="EEECE1"/>',
    "accent1": '<a:srgbClr val="4F81BD"/>',
    "accent2": '<a:srgbClr val="C0504D"/>',
    "accent3": '<a:srgbClr val="9BBB59"/>',
    "accent4": '<a:srgbClr val="8064A2"/>',
    "accent5": '<a:srgbClr val="4BACC6"/>',
    "accent6": '<a:srgbClr val="F79646"/>',
    "hlink": '<a:srgbClr val="0000FF"/>',
    "folHlink": '<a:srgbClr val="800080"/>',
}


@dataclass(frozen=True)
class Look:
    """How a cell looks. Colours are fields of Theme or RRGGBB; `pattern` is an Excel number format."""

    colour: str = "ink"
    bold: bool = False
    size: float = 10
    fill: str = ""
    pattern: str = ""
    align: str = ""
    valign: str = "vcenter"
    wrap: bool = False
    top: str = ""
    bottom: str = ""
    indent: int = 0
    underline: bool = False


TITLE = Look(size=18, bold=True)
LEAD = Look(colour="muted", size=11)
SECTION = Look(size=12, bold=True, colour="accent", valign="bottom")
PROSE = Look(wrap=True, valign="top")
NOTE = Look(colour="muted", wrap=True, valign="top", size=9)
HEADER = Look(bold=True, wrap=True, valign="bottom", bottom="strong")
LINK = Look(colour="accent", underline=True, bottom="thin")
TEXT = Look(wrap=True, bottom="thin")
NUMBER = Look(align="right", bottom="thin")


def font(theme: Theme, language: Language) -> str:
    """One face for a workbook: Excel picks no second face for Chinese inside a cell."""
    return theme.east_asian if language == "zh" else theme.latin


class Styles:
    """Excel formats by look, made once each."""

    def __init__(self, book: Workbook, theme: Theme, face: str) -> None:
        self.book, self.theme, self.face = book, theme, face
        self._formats: dict[Look, Any] = {}
        book.use_custom_theme(StringIO(theme_xml(theme, face)))

    def colour(self, name: str) -> Color | str:
        """A colour of the theme by its field's name, or RRGGBB as it stands."""
        if name in SLOTS:
            return Color.theme(SLOTS[name], 0)
        return "#" + str(getattr(self.theme, name, name))

    def __getitem__(self, look: Look) -> Any:
        if look not in self._formats:
            self._formats[look] = self.book.add_format(self._properties(look))
        return self._formats[look]

    def _properties(self, look: Look) -> dict[str, Any]:
        properties: dict[str, Any] = {
            "font_name": self.face,
            "font_size": look.size,
            "font_color": self.colour(look.colour),
            "bold": look.bold,
            "valign": look.valign,
            "text_wrap": look.wrap,
            "indent": int(look.indent),
            "underline": 1 if look.underline else 0,
        }
        if look.pattern:
            properties["num_format"] = look.pattern
        if look.align or look.indent:  # an indent without a side is shown by Excel only
            properties["align"] = look.align or "left"
        if look.fill:
            properties["bg_color"] = self.colour(look.fill)
        for side in ("top", "bottom"):
            if kind := getattr(look, side):
                properties[side] = 2 if kind == "strong" else 1
                properties[f"{side}_color"] = self.colour("accent" if kind == "strong" else "line")
        return properties


def theme_xml(theme: Theme, face: str) -> str:
    """Office's theme part with our colours and font in its slots."""
    ours = {"dk1": theme.ink, "lt1": theme.paper, "dk2": theme.deep, "lt2": theme.panel, "hlink": theme.accent, "folHlink": theme.muted}
    ours |= {f"accent{number}": colour for number, colour in enumerate((theme.accent, theme.alert, *theme.series[2:6]), start=1)}
    xml: str = THEME_XML_2007
    for slot, office in OFFICE_COLOURS.items():
        if slot in ours:
            xml = xml.replace(f"<a:{slot}>{office}</a:{slot}>", f'<a:{slot}><a:srgbClr val="{ours[slot]}"/></a:{slot}>')
    return xml.replace('<a:latin typeface="Cambria"/>', f'<a:latin typeface="{face}"/>').replace(
        '<a:latin typeface="Calibri"/>', f'<a:latin typeface="{face}"/>'
    )
