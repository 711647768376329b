"""Text measurement: what breaks where, and how high it becomes."""

from __future__ import annotations

from agents.renderers.fit import Paragraph, Piece, balanced, fit, height, wrap


def test_words_break_at_spaces_and_never_run_past_the_width() -> None:
    lines = wrap([Piece("Marketplace brings more than half of the growth")], 12, 120)
    assert len(lines) > 1 and " ".join(lines) == "Marketplace brings more than half of the growth"


def test_bold_words_take_more_room_than_plain_ones() -> None:
    text = "Revenue of wholesale and franchise partners in the second year"
    assert len(wrap([Piece(text, True)], 14, 200)) >= len(wrap([Piece(text)], 14, 200))
    assert sum(len(line) for line in wrap([Piece(text, True)], 14, 200)[:1]) <= sum(len(line) for line in wrap([Piece(text)], 14, 200)[:1])


def test_chinese_breaks_between_characters_but_not_before_a_closing_mark() -> None:
    lines = wrap([Piece("销售额增长，电商平台贡献过半，线下门店萎缩。")], 12, 100)
    assert len(lines) > 2
    assert not any(line[0] in "，。）" for line in lines)


def test_chinese_does_not_leave_an_opening_mark_at_the_end_of_a_line() -> None:
    for width in range(60, 160, 7):
        assert not any(line.endswith(("（", "「")) for line in wrap([Piece("电商平台（含直播）与官方网站「直营」渠道")], 12, width))


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert len(wrap([Piece("Donaudampfschifffahrtsgesellschaft")], 14, 80)) > 1


def test_a_sign_stays_with_its_number() -> None:
    assert all(
        not line.endswith(("−", "+", "$"))
        for width in range(40, 200, 9)
        for line in wrap([Piece("fell by −$116 k and rose by +$12 k")], 14, width)
    )


def test_height_counts_lines_and_the_space_between_paragraphs() -> None:
    one, two = Paragraph((Piece("One"),), 10), Paragraph((Piece("Two"),), 10)
    assert height([one, two], 10, 200, "en") == 12 + 10 + 12
    assert height([one], 10, 200, "zh") == 14


def test_fit_takes_the_largest_size_and_gives_up_below_the_floor() -> None:
    assert fit(24, 20, lambda size: size <= 22.5) == 22.5
    assert fit(24, 20, lambda size: size < 20) is None


def test_a_title_of_two_lines_is_balanced() -> None:
    pieces = [Piece("Marketplace brings more than half of the growth while stores are shrinking again", True)]
    width = balanced(pieces, 24, 872)
    first, second = wrap(pieces, 24, width)
    assert len(wrap(pieces, 24, 872)) == 2 and len(second) > 0.6 * len(first)


def test_a_chinese_mark_and_a_latin_word_stay_together() -> None:
    text = "拉动：Binders（+2.31万）、Appliances（+1.69万）、Storage（+1.09万）"
    assert all(not line.startswith(("Appliances", "Storage")) for width in range(140, 400, 11) for line in wrap([Piece(text)], 14, width))
