"""Names by which tables and columns are recognised, in English and Chinese: data for the general rules of propose.py.

Keys are matched against the words of a column's label (lower case, split at case and punctuation), Chinese anywhere in the name.
"""

from __future__ import annotations

import re

from agents.analysis.subject import Named

# What a measure of money that was sold is called, the best name first.
AMOUNT = ("revenue", "sales amount", "net sales", "net amount", "line total", "line amount", "sales", "amount", "turnover", "total price", "total amount", "total",
          "extended price", "gmv", "income", "销售额", "销售金额", "营业额", "收入", "金额", "成交额", "总额")
# A column that holds one of these words is money, but not what was sold.
NOT_AMOUNT = r"tax|discount|refund|freight|shipping|cost|fee|due|paid|budget|target|税|折扣|运费|退款|成本|手续费|预算|目标"
# A number that only names something.
NOT_MEASURES = r"\b(id|no|nr|code|key|number|year|month|day)\b|编号|代码|号码|单号"
QUANTITY = ("quantity", "qty", "units", "pieces", "units sold", "order qty", "volume", "数量", "销量", "件数")
PRICE = ("unit price", "price", "sale price", "selling price", "list price", "单价", "售价", "价格")
DISCOUNT = ("discount", "discount rate", "discount pct", "rebate", "折扣", "折扣率")
COST = ("unit cost", "cost", "cost price", "standard cost", "purchase price", "cogs", "单位成本", "成本", "成本价", "进价")
PROFIT = ("profit", "gross profit", "margin amount", "net profit", "利润", "毛利", "净利")
STATUS = ("status", "state", "order status", "状态", "订单状态")
CANCELLED = ("cancelled", "canceled", "cancel", "void", "voided", "annulled", "已取消", "取消", "作废", "已作废")
INVOICE = ("invoice no", "invoice number", "invoice", "order no", "order number", "order id", "invoice id", "发票号", "单号", "订单号")
RETURNS_TABLE = ("returns", "return", "refunds", "refund", "退货", "退款", "退货单")
RETURNED_FLAG = ("returned", "is returned", "return flag", "是否退货", "退货")
ORDER = ("order id", "order no", "order number", "invoice id", "invoice no", "invoice", "transaction id", "receipt", "订单号", "订单编号", "单号", "发票号")
CUSTOMER = ("customer id", "customer", "client id", "client", "user id", "buyer id", "member id", "客户", "客户编号", "会员", "用户")
CUSTOMER_NAME = ("customer name", "company name", "customer", "客户名称", "客户姓名")
# Dimensions that people look at first, the most usual first.
SEGMENTS = ("channel", "sales channel", "segment", "region", "market", "country", "store", "territory", "ship country", "billing country", "city", "渠道", "销售渠道", "细分",
            "地区", "区域", "大区", "市场", "国家", "门店", "城市")
CATEGORY = ("category", "product category", "category name", "department", "product line", "product group", "genre", "类别", "品类", "产品类别", "分类", "大类")
SUBCATEGORY = ("subcategory", "sub category", "product type", "class", "subclass", "style", "子类别", "小类", "子类", "二级类目")
PRODUCT = ("product name", "product", "item name", "item", "description", "sku", "stock code", "track", "article", "产品名称", "产品", "商品名称", "商品", "品名", "货号")
PRODUCT_TABLES = ("product", "products", "item", "items", "track", "tracks", "article", "articles", "sku", "goods", "产品", "商品", "产品表", "商品表")
NAME_COLUMNS = ("name", "title", "名称")
# Columns that tell single people or places apart, not groups of them.
NOT_DIMENSIONS = r"\b(first name|last name|full name|e ?mail|phone|fax|address|postal code|zip|title of courtesy|姓名|电话|邮箱|地址)\b"

WORDS: dict[str, Named] = {en: Named(en=en, zh=zh) for en, zh in {
    "channel": "渠道", "sales channel": "销售渠道", "segment": "细分市场", "region": "地区", "market": "市场", "country": "国家", "store": "门店", "territory": "区域",
    "city": "城市", "state": "州", "ship country": "收货国家", "billing country": "账单国家", "category": "类别", "product category": "产品类别", "department": "部门", "genre": "流派",
    "subcategory": "子类别", "sub category": "子类别", "product type": "产品类型", "product": "产品", "item": "商品", "track": "曲目", "description": "商品",
    "customer": "客户", "season": "季节", "colour": "颜色", "color": "颜色", "size": "尺码", "status": "状态", "ship mode": "运输方式", "brand": "品牌",
    "supplier": "供应商", "employee": "员工", "artist": "艺人", "album": "专辑", "media type": "媒体类型", "shipper": "承运商", "payment method": "支付方式",
    "stock code": "货号", "sku": "货号", "type": "类型", "product line": "产品线", "product group": "产品组", "reason": "原因",
}.items()}  # fmt: skip


# Further Chinese names of the same things.
ALIASES = {
    "品类": "category", "产品类别": "category", "商品类别": "category", "大类": "category", "小类": "subcategory", "产品": "product", "商品": "product",
    "产品名称": "product", "商品名称": "product", "品名": "product", "客户名称": "customer", "大区": "region", "区域": "region", "省份": "province",
    "省": "province", "城市": "city", "门店": "store", "店铺": "store", "销售渠道": "sales channel", "品牌": "brand", "部门": "department",
}


def words_of(text: str) -> str:
    """A name as lower-case words: OrderDate, order_date and "Order Date" are all "order date"."""
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text)
    return " ".join(re.sub(r"[\W_]+", " ", split).lower().split())


def place(text: str, names: tuple[str, ...]) -> int | None:
    """How good a name matches a list: the position of the name it equals, or after the list for one whose words it holds; None for neither."""
    words = words_of(text)
    singular = re.sub(r"s$", "", words)
    for position, name in enumerate(names):
        if words == name or singular == name:
            return position
    for position, name in enumerate(names):
        holds = name in words if re.search(r"[一-鿿]", name) else f" {name} " in f" {words} "
        if holds and len(words.split()) <= len(name.split()) + 2:
            return len(names) + position
    return None


def named(text: str) -> Named:
    """A column's word in both languages; a word nobody translated stands as it is."""
    words = words_of(text)
    for name in (words, re.sub(r"s$", "", words), re.sub(r"ies$", "y", words), re.sub(r" (name|id)$", "", words)):
        if name in WORDS:
            return WORDS[name]
    chinese = {w.zh: w.en for w in WORDS.values()} | ALIASES
    return Named(en=chinese.get(text.strip(), words or text), zh=text.strip() if text.strip() in chinese else words or text)
