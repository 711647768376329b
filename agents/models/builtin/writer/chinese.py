"""各类发现的中文表述。每个函数只写发现中确有的内容。"""

from __future__ import annotations

from collections.abc import Callable

from agents.evidence.text import Text
from agents.models.builtin.writer.teller import Teller, Told

MOVED = {"increase": "增长", "decrease": "下降", "unchanged": "持平"}
SIDE = {"above": "高于", "below": "低于"}


def growth(t: Teller) -> Told:
    measure = t.word("measure")
    moved = t.claim("total", MOVED)
    title = f"{measure}{moved}{t.fact('total_growth', 'percent_size')}" if moved and t.has("total_growth") else f"各{t.word('dimension')}{measure}"
    adds = t.claim("adds_most", "贡献最大") if t.kind("adds_most_direction") == "increase" else ""
    falls = t.claim("takes_most_direction", {"decrease": "下降"})
    tail = [f"{t.name('adds_most')}{adds}" if adds else "", f"{t.name('takes_most')}{falls}" if falls else ""]
    if any(tail):
        title += "：" + "，".join(part for part in tail if part)
    summary = f"{t.word('now')}{measure}为{t.fact('total_now', 'amount')}"
    if moved and t.has("total_growth"):
        summary = f"{t.word('now')}{measure}{moved}{t.fact('total_growth', 'percent_size')}，达到{t.fact('total_now', 'amount')}"
    points = [
        (f"{t.name('adds_most')}：", f"{t.fact('adds_most_change', 'signed_amount')}，对总增长率的贡献为{t.fact('adds_most_contribution', 'points')}"
         if adds and t.has("adds_most_contribution") else ""),
        (f"{t.name('takes_most')}：", f"{t.fact('takes_most_change', 'signed_amount')}（{t.fact('takes_most_growth', 'signed_percent')}）"
         if falls and t.has("takes_most_growth") else ""),
        (f"{t.name('fastest')}：", f"{t.claim('fastest', '增速最快')}，{t.fact('fastest_growth', 'signed_percent')}"
         if t.has("fastest", "fastest_growth") and t.number("fastest_growth") > 0 else ""),
        ("增长率为正：", f"{t.fact('segments', 'integer')}个{t.word('dimension')}中有{t.fact('grew', 'integer')}个" if t.has("grew", "segments") else ""),
    ]
    named = [f"{t.name('adds_most')}{adds}{_aside(t.fact('adds_most_change', 'signed_amount'))}" if adds else "",
             f"{t.name('takes_most')}{falls}{_aside(t.fact('takes_most_change', 'signed_amount'))}" if falls else ""]
    who = "；".join(part for part in named if part)
    return Told(title, "；".join(part for part in (summary, who) if part) + "。", points, aside=f"{who}。" if who else "")


def segment(t: Teller) -> Told:
    measure, name = t.word("measure"), t.name("segment")
    moved = t.claim("direction", MOVED)
    title = f"{name}：{measure}{moved}{t.fact('growth', 'percent_size')}，为{t.fact('now', 'amount')}" if moved and t.has("growth") else (
        f"{name}：{measure}为{t.fact('now', 'amount')}")
    side = t.claim("margin_against_total", SIDE)
    if side:
        title += f"，毛利率{side}整体"
    points = [
        ("地位：", _parts([f"占{measure}的{t.fact('share_now', 'percent')}" if t.has("share_now") else "",
                         f"增长率{t.fact('growth', 'signed_percent')}，整体{t.fact('total_growth', 'signed_percent')}"
                         if t.has("growth", "total_growth") else ""])),
        ("拉动：", _moves(t, "growing")),
        ("拖累：", _moves(t, "falling")),
        ("适配：", _fits(t, "strong")),
        ("不适配：", _fits(t, "weak")),
        ("比率：", _parts([
            f"毛利率{t.fact('margin_now', 'percent')}（整体{t.fact('margin_total', 'percent')}）" if t.has("margin_now", "margin_total") else "",
            f"折扣率{t.fact('discount_now', 'percent')}（整体{t.fact('discount_total', 'percent')}）" if t.has("discount_now", "discount_total") else "",
            f"退货率{t.fact('returns_now', 'percent')}（整体{t.fact('returns_total', 'percent')}）" if t.has("returns_now", "returns_total") else "",
        ])),
    ]
    return Told(title, f"{title}。", points)


def plan(t: Teller) -> Told:
    verbs = {"grow": "发展", "fix": "改进", "keep": "保持", "drop": "淘汰"}
    counts = [f"{word}{t.fact(verb, 'integer')}项" for verb, word in verbs.items() if t.has(verb)]
    worth = [f"{word}{t.fact(f'effect_{key}', 'signed_amount')}" for key, word in (("revenue", "销售额"), ("profit", "利润")) if t.has(f"effect_{key}")]
    due = f"{t.fact('due', 'date')}前的" if t.has("due") else ""
    if not counts:
        return Told("不提出行动建议", "不提出行动建议：各部分的记录数不足以作出判断。")
    title = f"{due}行动：{'，'.join(counts)}"
    points = [("价值：", f"目标达成后，{'，'.join(worth)}" if worth else ""), ("期限：", t.fact("due", "date") if t.has("due") else "")]
    return Told(title, f"{title}{'；目标达成后，' + '，'.join(worth) if worth else ''}。", points)


def total(t: Teller) -> Told:
    measure, moved = t.word("measure"), t.claim("direction", MOVED)
    title = f"{measure}{moved}{t.fact('growth', 'percent_size')}，达到{t.fact('now', 'amount')}" if moved and t.has("growth") else (
        f"{t.word('now')}{measure}为{t.fact('now', 'amount')}")
    points = [
        ("变化：", t.fact("change", "signed_amount") if t.has("change") else ""),
        ("订单数：", f"{t.fact('orders_now', 'integer')}（{t.word('before')}：{t.fact('orders_before', 'integer')}）" if t.has("orders_now", "orders_before") else ""),
        ("毛利率：", f"{t.fact('margin_now', 'percent')}，{t.fact('margin_change', 'points')}" if t.has("margin_now", "margin_change") else ""),
        ("退货率：", f"{t.fact('returns_now', 'percent')}，{t.fact('returns_change', 'points')}" if t.has("returns_now", "returns_change") else ""),
    ]
    rates = [f"{word}{t.claim(f'{rate}_direction', MOVED)}至{t.fact(f'{rate}_now', 'percent')}" for rate, word in
             (("margin", "毛利率"), ("returns", "退货率"), ("discount", "折扣率")) if t.kind(f"{rate}_direction")]
    return Told(title, f"{title}。", points, aside="，".join(rates[:2]))


def bridge(t: Teller) -> Told:
    gain, loss = t.number("gain"), t.number("loss")
    parts = [f"{t.name('gain')}{t.claim('gain', '贡献最大')}，{t.fact('gain', 'signed_amount')}" if gain > 0 and t.kind("gain") else "",
             f"{t.name('loss')}拖累{t.fact('loss', 'signed_amount')}" if loss < 0 else ""]
    title = "；".join(part for part in parts if part) or f"{t.word('measure')}：从{t.word('before')}到{t.word('now')}"
    return Told(title, f"{title}。", _rows(t, "name", "change", "signed_amount")[:4])


def trend(t: Teller) -> Told:
    when = "month" if t.word("grain") in ("month", "quarter", "year") else "date"
    peak, trough = t.ref(t.finding.names.get("peak", ""), when), t.ref(t.finding.names.get("trough", ""), when)
    peaks = peak and t.kind("peak")
    title = f"{t.word('measure')}在{peak}{t.claim('peak', '最高')}，为{t.fact('peak', 'amount')}" if peaks else f"{t.word('measure')}走势"
    counts = f"与{t.word('before')}相比，{t.fact('units', 'integer')}个期间中有{t.fact('grew', 'integer')}个增长率为正" if t.has("grew", "units") else ""
    low = f"{trough}{t.claim('trough', '最低')}，为{t.fact('trough', 'amount')}" if trough and t.kind("trough") else ""
    return Told(title, "；".join(part for part in (title, counts) if part) + "。", [("", counts), ("", low)])


def mix(t: Teller) -> Told:
    gained, lost = t.claim("gain_direction", {"increase": "提高"}), t.claim("loss_direction", {"decrease": "下降"})
    parts = [f"{t.name('gain')}份额{gained}{t.fact('gain', 'points_size')}" if gained else "", f"{t.name('loss')}份额{lost}{t.fact('loss', 'points_size')}" if lost else ""]
    title = "；".join(part for part in parts if part) or f"各{t.word('dimension')}{t.word('measure')}份额"
    points = [
        (f"{t.name('largest')}：", f"{t.claim('largest', '份额最大')}，{t.fact('largest_share', 'percent')}" if t.kind("largest") else ""),
        (f"{t.name('gain')}：", f"由{t.fact('gain_before', 'percent')}到{t.fact('gain_now', 'percent')}" if gained else ""),
        (f"{t.name('loss')}：", f"由{t.fact('loss_before', 'percent')}到{t.fact('loss_now', 'percent')}" if lost else ""),
    ]
    return Told(title, f"{title}。", points)


EFFECTS = {"volume": "数量", "mix": "商品结构", "price": "单位均价", "new": "新增商品", "gone": "退出商品", "own": "自身变动"}
SIZES = {"largest": "影响最大", "smallest": "影响为负且最低"}


def effects(t: Teller) -> Told:
    if t.has("margin_now", "margin_before"):
        moved = t.claim("total", {"increase": "提高", "decrease": "下降", "unchanged": "持平"})
        title = f"毛利率由{t.fact('margin_before', 'percent')}{moved}至{t.fact('margin_now', 'percent')}"
        points = [("结构影响：", t.fact("mix", "points") if t.has("mix") else ""), ("自身变动：", t.fact("own", "points") if t.has("own") else "")]
        return Told(title, f"{title}：结构影响{t.fact('mix', 'points')}，各{t.word('dimension')}自身变动{t.fact('own', 'points')}。", points)
    main = t.word("main")
    size = t.claim("main", SIZES)
    title = f"{EFFECTS[main]}{size}：{t.fact(main, 'signed_amount')}" if size else f"{t.word('measure')}：数量、结构与单价"
    told = [(f"{EFFECTS[part]}：", t.fact(part, "signed_amount")) for part in ("volume", "mix", "price", "new", "gone") if t.number(part)]
    return Told(title, f"{title}，总变化为{t.fact('total_change', 'signed_amount')}。", told)


def ranking(t: Teller) -> Told:
    first = t.claim("first", {"largest": "居首", "smallest": "最低"})
    title = f"{t.name('first')}{first}，{t.fact('first', 'amount')}"
    title += f"，占{t.word('measure')}的{t.fact('first_share', 'percent')}" if t.has("first_share") else ""
    points = [("合计：", f"所列各项占{t.word('measure')}的{t.fact('named_share', 'percent')}" if t.has("named_share") else ""),
              ("其次：", f"{t.name('second')}，{t.fact('second', 'amount')}" if t.has("second") and t.name("second") else "")]
    return Told(title, f"{title}。", points)


def share(t: Teller) -> Told:
    more = t.claim("majority", "过半")
    title = f"{t.name('first')}占{t.word('measure')}的{t.fact('first_share', 'percent')}" + (f"，{more}" if more else "")
    return Told(title, f"{title}。", _rows(t, "name", "share", "percent")[:4])


def concentration(t: Teller) -> Told:
    title = f"{t.fact('values', 'integer')}个{t.word('dimension')}中，{t.fact('needed', 'integer')}个带来{t.fact('bulk', 'percent0')}的{t.word('measure')}"
    points = [("首位：", f"占{t.word('measure')}的{t.fact('top_1', 'percent')}" if t.has("top_1") else ""),
              ("指数：", f"{t.fact('index', 'places')}（赫芬达尔指数）" if t.has("index") else "")]
    return Told(title, f"{title}。", points)


def seasonality(t: Teller) -> Told:
    peak, trough = t.claim("peak", "最强"), t.claim("trough", "最弱")
    title = f"{t.word('peak')}{peak}，{t.word('trough')}{trough}" if peak and trough else f"{t.word('now')}各月情况"
    points = [(f"{t.word('peak')}：", f"为月均的{t.fact('peak', 'multiple')}"), (f"{t.word('trough')}：", f"为月均的{t.fact('trough', 'multiple')}")]
    return Told(title, f"{title}：分别为月均的{t.fact('peak', 'multiple')}和{t.fact('trough', 'multiple')}。", points)


def outliers(t: Teller) -> Told:
    names, growths, starts = t.listed("name", "name"), t.listed("growth", "signed_percent"), t.listed("start", "month")
    if not names:
        title = f"所比较的{t.fact('points', 'integer')}个月度增长率中未见异常"
        return Told(title, f"{title}。")
    title = f"{names[0]}在{starts[0]}出现异常：增长率{growths[0]}"
    points = [(f"{name}，{start}：", growth) for name, start, growth in zip(names, starts, growths, strict=True)]
    usual = next(iter(t.listed("usual", "signed_percent")), "")
    return Told(title, f"{title}{f'，通常为{usual}' if usual else ''}。", points)


def fit(t: Teller) -> Told:
    strong, weak = _pairs(t, "strong"), _pairs(t, "weak")
    parts = [f"{strong[0][1]}适合{strong[0][0]}" if strong else "", f"{weak[0][1]}不适合{weak[0][0]}" if weak else ""]
    title = "；".join(part for part in parts if part) or f"各{t.word('dimension')}的{t.word('level')}结构相近"
    points = [("适配：", "；".join(f"{segment}的{name}（指数{index}）" for segment, name, index in strong[:3])),
              ("不适配：", "；".join(f"{segment}的{name}（指数{index}）" for segment, name, index in weak[:3])),
              ("说明：", "指数为该处份额与整体份额之比")]
    return Told(title, f"{title}。", points)


def drivers(t: Teller) -> Told:
    """变化的来源；若实际方向与提问相反，先行说明。"""
    best = t.claim("explains", "解释力最强")
    title = f"{t.word('explains_0')}对变化的{best}" if best else f"{t.word('measure')}变化的原因"
    parts = _drivers(t)
    said = f"{title}。{'；'.join(parts[:3])}" if parts else title
    moved = t.claim("total", MOVED)
    if t.word("asked") and moved and t.word("asked") != t.kind("total"):
        size = t.fact("total_growth", "percent_size") if t.kind("total") != "unchanged" and t.has("total_growth") else ""
        title = f"并非如此：{t.word('now')}{t.word('measure')}与{t.word('before')}相比{moved}{size}"
        said = f"{title}。{said}"
    return Told(title, f"{said}。", [("", part) for part in parts[:4]])


def _drivers(t: Teller) -> list[Text]:
    """偏离整体最大的部分，与整体同向者在前，大者在先。"""
    names, changes = t.listed("name", "name"), t.listed("change", "signed_amount")
    moves = [t.claimed(id, MOVED) for id in t.finding.lists.get("direction", ())]
    kinds = [t.kind_of(id) for id in t.finding.lists.get("direction", ())]
    rows = [
        (kind != t.kind("total"), -t.size(i), f"{name}（{t.word(f'dimension_{i}')}）{move}，{change}")
        for i, (name, change, move, kind) in enumerate(zip(names, changes, moves, kinds, strict=True))
        if name and change and move
    ]
    return [text for *_, text in sorted(rows, key=lambda row: row[:2])]


def distribution(t: Teller) -> Told:
    side = t.claim("skew", SIDE)
    title = f"中位数为{t.fact('median', 'amount')}" + (f"，平均值{t.fact('average', 'amount')}{side}中位数" if side else "")
    return Told(title, f"{title}。", [("范围：", f"{t.fact('smallest', 'amount')}至{t.fact('largest', 'amount')}"), ("数量：", t.fact("count", "integer"))])


def comparison(t: Teller) -> Told:
    side = t.claim("against", SIDE)
    title = f"{t.name('a')}{side}{t.name('b')}，相差{t.fact('difference', 'signed_amount')}" if side else f"{t.name('a')}与{t.name('b')}对比"
    return Told(title, f"{title}。", _rows(t, "name", "value", "amount"))


def quality(t: Teller) -> Told:
    return Told("数据覆盖范围与不足", "".join(t.finding.notes) or "数据未见影响使用的问题。")


def lookup(t: Teller) -> Told:
    title = t.word("answer") or t.word("question")
    return Told(title, title)


def _aside(text: Text) -> Text:
    return f"（{text}）" if text else ""


def _pairs(t: Teller, role: str) -> list[tuple[Text, Text, Text]]:
    rows = zip(t.listed(f"{role}_segment", "name"), t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=True)
    return [row for row in rows if all(row)]


def _rows(t: Teller, names: str, values: str, format: str) -> list[tuple[Text, Text]]:
    pairs = zip(t.listed(names, "name"), t.listed(values, format), strict=True)
    return [(f"{name}：", value) for name, value in pairs if name and value]


def _moves(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_change", "signed_amount"), strict=False)
    return "、".join(f"{name}（{change}）" for name, change in rows if name and change)


def _fits(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=False)
    return "、".join(f"{name}（指数{index}）" for name, index in rows if name and index)


def _parts(parts: list[Text]) -> Text:
    return "；".join(part for part in parts if part)


MAKERS: dict[str, Callable[[Teller], Told]] = {
    "total": total, "growth": growth, "trend": trend, "bridge": bridge, "mix": mix, "effects": effects, "ranking": ranking, "share": share,
    "concentration": concentration, "seasonality": seasonality, "outliers": outliers, "fit": fit, "segment": segment, "plan": plan,
    "drivers": drivers, "distribution": distribution, "comparison": comparison, "quality": quality, "lookup": lookup,
}
