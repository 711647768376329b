"""What a column is for, and what one unit of it is, from its name, type and values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents.evidence.results import ColumnType, Unit
from agents.sources.catalog import Role
from agents.sources.guess import CODES

NOT_IDS = (
    "paid|prepaid|unpaid|said|void|avoid|grid|valid|invalid|liquid|fluid|solid|acid|bid|mid|hybrid|rapid|covid|android|aid|lid|madrid"
)
ID = re.compile(rf"\b(?!({NOT_IDS})$)(\w*id|ids|uuid|guid|key)$|编号|单号")
KEY_WORDS = re.compile(rf"\b(code|no|nr|num|number|sku|isbn|ean|barcode|hash|token)$|编码|代码|条码|{ID.pattern}")
# Numbers that name something: never summed.
NAMING = re.compile(
    r"\b(year|yr|month|quarter|week|weekday|day|hour|zip|zipcode|postal|postcode|pin|phone|fax|mobile|extension|ext|level|rank|ranking|"
    r"grade level|version|season|floor|room|bin|cluster|class|line|row|index|serial|seq|sequence|position|lat|latitude|lon|lng|longitude)$"
    r"|年份|年度|月份|季度|邮编|电话|手机|序号|排名"
)
MONEY = re.compile(
    r"\b(sales|revenue|amount|price|cost|profit|income|turnover|spend|spending|budget|salary|wage|fee|fees|payment|paid|balance|"
    r"total due|subtotal|freight|(order|basket|cart|stock|inventory|contract|sales|net|gross|total) value|gmv|margin amount|"
    r"expense|expenses|tax|earnings|discount amount|refund|invoice total|msrp)\b"
    r"|销售额|金额|价格|单价|成本|利润|收入|费用|营收|总额|工资|预算|税"
)
RATIO = re.compile(r"\b(rate|ratio|share|pct|percent|percentage|discount|proportion|margin|probability)\b|率|占比|比例|折扣")
COUNTED = re.compile(
    r"\b(quantity|qty|count|units|unit sold|units sold|number of|num|pieces|orders|visits|clicks|stock|attendance|population|employees)\b"
    r"|数量|件数|人数|次数|库存"
)
DAYS = re.compile(r"\b(days|lead time|age days|delivery days)\b|天数")
LONG_TEXT = 60  # characters on average: sentences, not names


@dataclass(frozen=True)
class Facts:
    """Counts of one column that decide its role. `is_key`: declared as the primary key or as pointing to another table."""

    rows: int
    distinct: int
    unique: bool
    low: object = None
    high: object = None
    average_length: float = 0.0
    is_key: bool = False

    @property
    def counts_up(self) -> bool:
        """1, 2, 3, … without a gap: numbers that name rows."""
        return (
            isinstance(self.low, int)
            and isinstance(self.high, int)
            and self.unique
            and self.rows > 20
            and self.high - self.low == self.distinct - 1
        )


def role_of(label: str, type_: ColumnType, facts: Facts) -> Role:
    """The role of a column. `facts` are counts of its values."""
    if type_ in ("date", "datetime"):
        return "time"
    if type_ == "boolean":
        return "dimension"
    if type_ == "text":
        return _text_role(label, facts)
    if facts.is_key or ID.search(label):
        return "key"
    if NAMING.search(re.sub(r" (code|number|no)$", "", label)) or (type_ == "integer" and facts.low == 0 and facts.high == 1):
        return "dimension"
    if KEY_WORDS.search(label) and type_ == "integer" and not COUNTED.search(label) and facts.distinct > 2:
        return "key"
    return "key" if facts.counts_up else "measure"


def _text_role(label: str, facts: Facts) -> Role:
    if facts.is_key:
        return "key"
    if NAMING.search(re.sub(r" (code|number|no)$", "", label)):
        return "dimension"  # "postal code"
    if KEY_WORDS.search(label) and (facts.distinct > 1_000 or facts.distinct > 0.05 * facts.rows) and facts.average_length < LONG_TEXT:
        return "key"
    return "text" if facts.average_length > LONG_TEXT and facts.distinct > 20 else "dimension"


def unit_of(label: str, role: Role, type_: ColumnType, low: object, high: object) -> tuple[Unit, str]:
    """(unit, currency) as far as the name says; a rate is a ratio only where its values lie between -1 and 1 (or so)."""
    if role != "measure":
        return "", ""
    named = next((code for code in CODES if re.search(rf"\b{code.lower()}\b", label)), "")
    if named:
        return "currency", "CNY" if named == "RMB" else named
    if RATIO.search(label) and not MONEY.search(label.replace("margin", "")):
        small = isinstance(low, (int, float)) and isinstance(high, (int, float)) and low >= -1.5 and high <= 1.5 and type_ == "number"
        return ("ratio", "") if small else ("", "")
    if COUNTED.search(label) and type_ == "integer":
        return "count", ""
    if MONEY.search(label):
        return "currency", ""
    return ("days", "") if DAYS.search(label) else ("", "")
