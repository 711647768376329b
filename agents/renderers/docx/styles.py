"""The styles, numbering, settings and theme of our documents, written whole: nothing of the default template shows."""

from __future__ import annotations

import re

from agents.core.brief import Language
from agents.renderers.docx.xml import NAMESPACES
from agents.renderers.drawingml import chart_slots
from agents.specs.theme import Theme

# Theme slots (WordprocessingML name, drawing name) of our colours.
SLOTS = {
    "ink": ("text1", "dk1"),
    "paper": ("background1", "lt1"),
    "muted": ("text2", "dk2"),
    "panel": ("background2", "lt2"),
    "accent": ("accent1", "accent1"),
    "alert": ("accent2", "accent2"),
    "context": ("accent3", "accent3"),
    "good": ("accent4", "accent4"),
    "bad": ("accent5", "accent5"),
    "amber": ("accent6", "accent6"),
}
LANGUAGES: dict[Language, str] = {"en": "en-US", "zh": "zh-CN"}
BULLETS, NUMBERS = 1, 2  # abstract numbering ids


def colour(theme: Theme, job: str) -> str:
    """A text colour by job: the theme slot, and the same colour in hex for readers that ignore themes."""
    return f'<w:color w:val="{getattr(theme, job)}" w:themeColor="{SLOTS[job][0]}"/>'


def rule(theme: Theme, edge: str, size: int, job: str = "line", space: int = 0) -> str:
    """A border line; `size` in eighths of a point. The quiet line is a tint of the context colour."""
    slot = 'w:themeColor="accent3" w:themeTint="66"' if job == "line" else f'w:themeColor="{SLOTS[job][0]}"'
    return f'<w:{edge} w:val="single" w:sz="{size}" w:space="{space}" w:color="{getattr(theme, job)}" {slot}/>'


def shade(theme: Theme, job: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{getattr(theme, job)}" w:themeFill="{SLOTS[job][0]}"/>'


def styles_xml(theme: Theme, language: Language) -> str:
    """The styles part."""
    fonts = f'<w:rFonts w:ascii="{theme.latin}" w:hAnsi="{theme.latin}" w:eastAsia="{theme.east_asian}" w:cs="{theme.latin}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{colour(theme, "ink")}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{LANGUAGES[language]}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return f"<w:styles {NAMESPACES}>{defaults}{_paragraphs(theme)}{_characters(theme)}{TABLE}</w:styles>"


def _style(id: str, name: str, paragraph: str, run: str, based: str = "Normal") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if id != "Normal" else ""
    default = ' w:default="1"' if id == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{base}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(points: float, bold: bool = False, paint: str = "") -> str:
    half = round(points * 2)
    return f'{"<w:b/><w:bCs/>" if bold else ""}{paint}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _space(before: int, after: int, line: int = 0) -> str:
    pitch = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{pitch}/>'


def _paragraphs(theme: Theme) -> str:
    muted, accent, keep = colour(theme, "muted"), colour(theme, "accent"), "<w:keepNext/><w:keepLines/>"
    table = _space(40, 40, 252)
    edges = {
        "title": f"<w:pBdr>{rule(theme, 'top', 36, 'accent', 14)}</w:pBdr>",
        "header": f"<w:pBdr>{rule(theme, 'bottom', 4, space=4)}</w:pBdr>",
        "callout": f"<w:pBdr>{rule(theme, 'left', 24, 'accent', 10)}</w:pBdr>{shade(theme, 'panel')}",
    }
    tab = '<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'
    return "".join(
        [
            _style("Normal", "Normal", "", ""),
            _style("Title", "Title", f"{keep}{edges['title']}{_space(1200, 120, 264)}", _size(28, True)),
            _style("Subtitle", "Subtitle", _space(0, 720), _size(13, paint=muted)),
            _style("Heading1", "heading 1", f'{keep}{_space(400, 120, 264)}<w:outlineLvl w:val="0"/>', _size(17, True)),
            _style("Heading2", "heading 2", f'{keep}{_space(280, 80, 264)}<w:outlineLvl w:val="1"/>', _size(13, True, accent)),
            _style("Heading3", "heading 3", f'{keep}{_space(200, 60, 264)}<w:outlineLvl w:val="2"/>', _size(11, True)),
            _style("TOCHeading", "TOC Heading", f"{keep}{_space(240, 120)}", _size(13, True, accent)),
            _style("TOC1", "toc 1", f"{tab}{_space(80, 40)}", _size(10.5, True)),
            _style("TOC2", "toc 2", f'{tab}{_space(0, 40)}<w:ind w:left="284"/>', _size(10.5)),
            _style("TOC3", "toc 3", f'{tab}{_space(0, 30)}<w:ind w:left="567"/>', _size(10, paint=muted)),
            _style("ListBullet", "List Bullet", f'<w:numPr><w:numId w:val="{BULLETS}"/></w:numPr>{_space(0, 80)}', ""),
            _style("ListNumber", "List Number", f'<w:numPr><w:numId w:val="{NUMBERS}"/></w:numPr>{_space(0, 80)}', ""),
            _style(
                "Callout", "Callout", f'<w:keepLines/>{edges["callout"]}{_space(160, 200)}<w:ind w:left="227" w:right="113"/>', _size(10.5)
            ),
            _style("Caption", "caption", f"{keep}{_space(240, 80, 264)}", _size(10.5, True)),
            _style("Subcaption", "Subcaption", f"{keep}{_space(0, 60)}", _size(9.5, paint=muted)),
            _style("Figure", "Figure", f"<w:keepNext/>{_space(0, 40, 240)}", ""),
            _style("Source", "Source", _space(60, 240), _size(8.5, paint=muted)),
            _style("TableText", "Table Text", table, _size(9.5)),
            _style("TableNumber", "Table Number", f'{table}<w:jc w:val="right"/>', _size(9.5)),
            _style("TableHead", "Table Head", f"<w:keepNext/>{table}", _size(9, True, muted)),
            _style("TableHeadNumber", "Table Head Number", '<w:jc w:val="right"/>', "", based="TableHead"),
            _style("TableTotal", "Table Total", "", _size(9.5, True), based="TableText"),
            _style("TableTotalNumber", "Table Total Number", "", _size(9.5, True), based="TableNumber"),
            _style("Header", "header", f"{edges['header']}{_space(0, 0)}", _size(8.5, paint=muted)),
            _style("Footer", "footer", f'{_space(0, 0)}<w:jc w:val="right"/>', _size(8.5, paint=muted)),
        ]
    )


def _characters(theme: Theme) -> str:
    tones = {"Good": "good", "Bad": "bad", "Amber": "amber", "Lead": "accent"}
    plain = '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
    return plain + "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:rPr>{'<w:b/><w:bCs/>' if id == 'Lead' else ''}{colour(theme, job)}</w:rPr></w:style>"
        for id, job in tones.items()
    )


TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
)


def numbering_xml(theme: Theme, lists: int) -> str:
    """Bullets, and one numbering for each numbered list, so that every list begins at one."""

    def abstract(id: int, format: str, text: str, style: str, font: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{format}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr><w:rPr>{font}{colour(theme, "accent")}</w:rPr></w:lvl></w:abstractNum>'
        )

    def number(id: int, kind: int, start: str = "") -> str:
        return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{kind}"/>{start}</w:num>'

    plain = f'<w:rFonts w:ascii="{theme.latin}" w:hAnsi="{theme.latin}" w:cs="{theme.latin}" w:hint="default"/>'
    kinds = abstract(BULLETS, "bullet", "•", "ListBullet", plain) + abstract(NUMBERS, "decimal", "%1.", "ListNumber", "")
    first = f"{number(BULLETS, BULLETS)}{number(NUMBERS, NUMBERS)}"
    further = "".join(
        number(NUMBERS + index, NUMBERS, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        for index in range(1, lists)
    )
    return f"<w:numbering {NAMESPACES}>{kinds}{first}{further}</w:numbering>"


def settings_xml(language: Language) -> str:
    """The settings part: current layout rules, Simplified Chinese as the East Asian language."""
    name = "http://schemas.microsoft.com/office/word"
    rules = "".join(
        f'<w:compatSetting w:name="{key}" w:uri="{name}" w:val="{value}"/>'
        for key, value in (
            ("compatibilityMode", "15"),
            ("overrideTableStyleFontSizeAndJustification", "1"),
            ("enableOpenTypeFeatures", "1"),
        )
    )
    slots = " ".join(
        f'w:{key}="{value}"'
        for key, value in {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}.items()
        | {(f"accent{n}", f"accent{n}") for n in range(1, 7)}
    )
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>{rules}</w:compat>'
        f'<w:themeFontLang w:val="{LANGUAGES[language]}" w:eastAsia="zh-CN"/>'
        f'<w:clrSchemeMapping {slots} w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def themed(blob: bytes, theme: Theme) -> bytes:
    """A theme part with our colours and fonts in place of its own."""
    text = blob.decode("utf-8")
    slots = {slot: getattr(theme, job) for job, (_, slot) in SLOTS.items()} | chart_slots(theme)
    for slot, value in slots.items():
        text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>', text, flags=re.DOTALL)
    text = re.sub(r'(<a:latin typeface=")[^"]*(")', rf"\g<1>{theme.latin}\g<2>", text)
    text = re.sub(r'(<a:ea typeface=")[^"]*(")', rf"\g<1>{theme.east_asian}\g<2>", text)
    text = re.sub(r'(<a:font script="Hans" typeface=")[^"]*(")', rf"\g<1>{theme.east_asian}\g<2>", text)
    return text.encode("utf-8")
