"""A document of every kind of block and every kind of chart over the sample ledger, in English and Chinese."""

from __future__ import annotations

from agents.core.brief import Language
from agents.evidence.ledger import Ledger
from agents.specs.document import DocumentBlock, DocumentSpec
from tests.renderers.samples_charts import sample_charts
from tests.renderers.samples_deck import EN, NAMES, ZH, _table

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Product plan by channel", "sub": "What to keep, mend and let go", "sum": "Summary", "what": "What the figures say",
        "do": "What to do", "table": "Channels in figures", "first": "Put dresses forward", "second": "Hold outerwear at full price",
    },
    "zh": {
        "title": "分渠道产品计划", "sub": "保留、改进与退出的品类", "sum": "摘要", "what": "数据说明", "do": "行动计划",
        "table": "各渠道数据一览",
        "first": "主推连衣裙", "second": "外套保持正价",
    },
}  # fmt: skip


def sample_document(language: Language, ledger: Ledger) -> DocumentSpec:
    """Call-out, paragraphs, lists, a table with a total, and all sample charts."""
    words, prose = WORDS[language], (EN if language == "en" else ZH)
    charts = sample_charts(ledger, language)
    block = DocumentBlock
    blocks = [
        block(kind="heading", text=words["sum"]), block(kind="callout", text=prose["summary"]), block(kind="paragraph", text=prose["bar"]),
        block(kind="chart", chart=charts["pairs"]),
        block(kind="table", table=_table(prose).model_copy(update={"title": words["table"]})),
        block(kind="heading", text=words["do"]), block(kind="bullets", text=words["first"], items=(prose["bar"], prose["bridge"])),
        block(kind="numbered", items=(words["first"], words["second"])), block(kind="numbered", items=(words["second"],)),
        block(kind="page_break"),
        block(kind="heading", text=words["what"]),
    ]  # fmt: skip
    for name, chart in charts.items():
        if name != "pairs":
            blocks += [
                block(kind="heading", level=2, text=chart.title),
                block(kind="paragraph", text=prose["summary"]),
                block(kind="chart", chart=chart),
            ]
    return DocumentSpec(title=words["title"], subtitle=words["sub"], language=language, blocks=tuple(blocks), names=NAMES)
