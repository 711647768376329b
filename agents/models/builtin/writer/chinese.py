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
    return Told(title, "；".join([summary, *(part for part in tail if part)]) + "。", points)


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
    title = f"{due}行动：{'，'.join(counts)}" if counts else "行动计划"
    points = [("价值：", f"目标达成后，{'，'.join(worth)}" if worth else ""), ("期限：", t.fact("due", "date") if t.has("due") else "")]
    return Told(title, f"{title}{'；目标达成后，' + '，'.join(worth) if worth else ''}。", points)


def _moves(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_change", "signed_amount"), strict=False)
    return "、".join(f"{name}（{change}）" for name, change in rows if name and change)


def _fits(t: Teller, role: str) -> Text:
    rows = zip(t.listed(f"{role}_name", "name"), t.listed(f"{role}_index", "number"), strict=False)
    return "、".join(f"{name}（指数{index}）" for name, index in rows if name and index)


def _parts(parts: list[Text]) -> Text:
    return "；".join(part for part in parts if part)


MAKERS: dict[str, Callable[[Teller], Told]] = {"growth": growth, "segment": segment, "plan": plan}
