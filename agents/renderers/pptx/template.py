"""The empty deck: python-pptx's default file with its theme, master and layouts replaced by ours."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml

from agents.core.brief import Language
from agents.renderers.box import Box
from agents.renderers.drawingml import fill, theme_slots
from agents.renderers.fit import pitch
from agents.renderers.pptx.grid import BODY, HEIGHT, LEAD, NUMBER, SOURCE, TITLE, WIDTH, emu
from agents.renderers.pptx.layouts import INSETS, LAYOUTS, Job, Layout, Slot
from agents.specs.theme import Theme

NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
# What a placeholder is to Office, and what it says in an empty layout.
TYPES: dict[Job, str] = {"title": "title", "chart": "chart", "table": "tbl", "number": "sldNum"}
PROMPTS: dict[Job, str] = {
    "title": "The conclusion, in one sentence",
    "lead": "Metric, unit, period",
    "body": "Text",
    "panel": "Takeaways",
    "message": "The message",
    "heading": "Heading",
    "chart": "Chart",
    "table": "Table",
    "source": "Source",
    "number": "‹#›",
}
ANCHORS: dict[Job, str] = {"message": "ctr", "number": "b", "source": "b"}
PANELS: tuple[Job, ...] = ("panel", "message")


def empty_deck(theme: Theme, language: Language) -> Any:
    """A presentation without slides: 16:9, our theme, master and layouts."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = emu(WIDTH), emu(HEIGHT)
    for layout in list(deck.slide_layouts)[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    _set_theme(deck, theme)
    _set_master(deck.slide_master, theme, language)
    for target, layout in zip(deck.slide_layouts, LAYOUTS, strict=True):
        _set_layout(target, layout, theme, language)
    for relation in [r for r in deck.part.rels.values() if r.reltype == RT.PRINTER_SETTINGS]:
        deck.part.rels.pop(relation.rId)
    return deck


def _set_theme(deck: Any, theme: Theme) -> None:
    part = deck.slide_master.part.part_related_by(RT.THEME)
    root = etree.fromstring(part.blob)
    root.set("name", "Threeday")
    scheme = root.find(f".//{A}clrScheme")
    scheme.set("name", "Threeday")
    for slot, rgb in theme_slots(theme).items():
        holder = scheme.find(A + slot)
        for child in list(holder):
            holder.remove(child)
        etree.SubElement(holder, A + "srgbClr", val=rgb)
    fonts = root.find(f".//{A}fontScheme")
    fonts.set("name", "Threeday")
    for family in fonts:
        family.find(A + "latin").set("typeface", theme.latin)
        family.find(A + "ea").set("typeface", theme.east_asian)
        for font in family.findall(A + "font"):
            if font.get("script") == "Hans":
                font.set("typeface", theme.east_asian)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_master(master: Any, theme: Theme, language: Language) -> None:
    slots = (Slot("title", TITLE), Slot("body", BODY), Slot("source", SOURCE), Slot("number", NUMBER))
    shapes = "".join(_placeholder(2 + i, slot, theme, language, on_master=True) for i, slot in enumerate(slots) if slot.job != "source")
    element = master._element
    _replace(element, "cSld", f"<p:cSld {NS}><p:bg><p:bgPr>{fill('paper')}<a:effectLst/></p:bgPr></p:bg>{_tree(shapes)}</p:cSld>")
    _replace(element, "txStyles", _text_styles(theme, language))


def _set_layout(target: Any, layout: Layout, theme: Theme, language: Language) -> None:
    shapes = "".join(_placeholder(10 + i, slot, theme, language, dark=layout.dark) for i, slot in enumerate(layout.slots))
    background = ""
    if layout.dark:
        background = f"<p:bg><p:bgPr>{fill('deep')}<a:effectLst/></p:bgPr></p:bg>"
        shapes = _band(2, Box(LEAD.x, 168, 6, 230)) + shapes
    element = target._element
    for name in ("type", "preserve"):
        element.attrib.pop(name, None)
    element.set("userDrawn", "1")
    _replace(element, "cSld", f'<p:cSld {NS} name="{layout.name}">{background}{_tree(shapes)}</p:cSld>')


def _replace(parent: Any, name: str, xml: str) -> None:
    old = parent.find(P + name)
    parent.replace(old, parse_xml(xml))


def _tree(shapes: str) -> str:
    return (
        '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
        f'<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>'
    )


def geometry(box: Box) -> str:
    """The `a:xfrm` of a box."""
    return f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/><a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'


def _band(id: int, box: Box) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="Band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{geometry(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill("alert")}<a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
    )


def _placeholder(id: int, slot: Slot, theme: Theme, language: Language, *, dark: bool = False, on_master: bool = False) -> str:
    kind = TYPES.get(slot.job, "body")
    number = "" if slot.job == "title" else f' idx="{(1 if slot.job == "body" else 4) if on_master else slot.idx}"'
    across, down = INSETS.get(slot.job, (0.0, 0.0)) if not dark else (0.0, 0.0)
    sides = f'lIns="{emu(across)}" tIns="{emu(down)}" rIns="{emu(across)}" bIns="{emu(down)}"'
    body = f'<a:bodyPr vert="horz" wrap="square" {sides} anchor="{_anchor(slot, dark)}"><a:noAutofit/></a:bodyPr>'
    words = PROMPTS[slot.job]
    run = f'<a:r><a:rPr lang="en-US"/><a:t>{words}</a:t></a:r>'
    if slot.job == "number":
        run = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum"><a:rPr lang="en-US"/><a:t>{words}</a:t></a:fld>'
    back = fill("panel") if slot.job in PANELS and not dark else "<a:noFill/>"
    name = f"{slot.job.capitalize()} {slot.nth + 1}" if slot.nth else slot.job.capitalize()
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{geometry(slot.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{back}</p:spPr>'
        f"<p:txBody>{body}<a:lstStyle>{_level(slot.job, theme, language, dark)}</a:lstStyle><a:p>{run}</a:p></p:txBody></p:sp>"
    )


def _anchor(slot: Slot, dark: bool) -> str:
    if dark:
        return "b" if slot.job == "title" else "t"
    return ANCHORS.get(slot.job, "t")


def _level(job: Job, theme: Theme, language: Language, dark: bool) -> str:
    """The first level's style of a placeholder."""
    size, bold, ink = {
        "title": (theme.title_size, True, "ink"),
        "lead": (theme.body_size, False, "muted"),
        "body": (theme.body_size + 2, False, "ink"),
        "panel": (theme.body_size, False, "ink"),
        "message": (theme.body_size, True, "ink"),
        "heading": (theme.body_size - 1, True, "ink"),
        "chart": (theme.body_floor, False, "muted"),
        "table": (theme.table_size, False, "muted"),
        "source": (theme.source_size, False, "muted"),
        "number": (theme.source_size, False, "muted"),
    }[job]
    if dark:
        size, bold, ink = {"title": (36.0, True, "paper"), "lead": (18.0, False, "paper")}.get(job, (theme.body_floor, False, "context"))
    align = "r" if job == "number" else "l"
    return _style("a:lvl1pPr", size, bold, ink, language, align)


def _style(tag: str, size: float, bold: bool, ink: str, language: Language, align: str = "l", face: str = "mn") -> str:
    return (
        f'<{tag} marL="0" indent="0" algn="{align}" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPts val="{round(pitch(size, language) * 100)}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="1200">{fill(ink)}<a:latin typeface="+{face}-lt"/>'
        f'<a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/></a:defRPr></{tag}>'
    )


def _text_styles(theme: Theme, language: Language) -> str:
    title = _style("a:lvl1pPr", theme.title_size, True, "ink", language, face="mj")
    levels = "".join(_style(f"a:lvl{n}pPr", theme.body_size, False, "ink", language) for n in range(1, 10))
    return (
        f"<p:txStyles {NS}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{levels}</p:otherStyle>"
        "</p:txStyles>"
    )
