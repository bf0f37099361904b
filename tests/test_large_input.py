"""Large inputs of one kind: each would not end in a lifetime if a walk of it were repeated.

Every text here once took time with the square of its length, or was cleaned only in part because
each round took one more piece of it. The tests ask for the result and for no time.
"""

from __future__ import annotations

import pytest

import kxclean
from kxclean.testing.damage import gbk_damage


def cleaned(text: str) -> str:
    """The clean text, which has to be a fixed point and to give the source back."""
    found = kxclean.clean(text)
    assert found.ledger.revert(found.text) == text
    assert kxclean.clean(found.text).text == found.text
    return found.text


@pytest.mark.parametrize("blank", [" ", "\t", "\u3000", "\x0b", "\u2003"])
def test_blanks_only(blank: str) -> None:
    text = blank * 2_000_000
    assert cleaned(text).strip() == ""


@pytest.mark.parametrize("blank", [" ", "\u3000"])
def test_blanks_behind_a_heading(blank: str) -> None:
    assert cleaned("关于举办科普活动的通知\n" + blank * 1_000_000).strip() == (
        "关于举办科普活动的通知"
    )


@pytest.mark.parametrize("period", ["?", "中??", "?，", "??,"])
def test_lost_characters_all_over_stay(period: str) -> None:
    text = period * (60_000 // len(period)) + "中"
    half = str.maketrans("？，", "?,")
    assert cleaned(text).translate(half) == text.translate(half)


def test_frame_shifts_on_every_line() -> None:
    assert cleaned("高??茖W(xué)營，學(xué)生\n" * 10_000) == "高校科学营，学生\n" * 10_000


def test_frame_shifts_on_one_line() -> None:
    line = "全國青少年高??茖W(xué)營活動在北京舉行，學(xué)生們參觀了國家博物館的展覽，收穫很大，"
    good = "全国青少年高校科学营活动在北京举行，学生们参观了国家博物馆的展览，收获很大，"
    assert cleaned(line * 5_000) == good * 5_000


def test_a_long_line_of_utf8_read_as_gbk_is_read_to_its_end() -> None:
    assert cleaned("鐢熶骇鍔涙按骞抽珮" * 10_000) == "生产力水平高" * 10_000


def test_many_spans_of_mojibake_on_one_line() -> None:
    period = "地点在涓浗绉戝鎶€鏈崗浼氬湪鍖椾含的北京市甲乙丙丁戊，"
    good = "地点在中国科学技术协会在北京的北京市甲乙丙丁戊，"
    assert cleaned(period * 5_000) == good * 5_000


@pytest.mark.parametrize(
    ("period", "good"), [("schÃ¶n", "schön"), ("schÃ¶n" * 60 + " ", "schön" * 60 + " ")]
)
def test_a_word_of_latin_mojibake_without_an_end(period: str, good: str) -> None:
    count = 60_000 // len(period)
    assert cleaned(period * count) == good * count


def test_marks_of_machines_below_each_other() -> None:
    assert cleaned("第一页。\n" + "endprint\n" * 50_000 + "第二页。") == "第一页。\n第二页。"
    assert cleaned("第一页。\nendprint\n\nendprint\n\n第二页。") == "第一页。\n\n第二页。"
    assert cleaned("第一页。\n\nendprint\nendprint\n\n第二页。") == "第一页。\n\n第二页。"


def test_quotation_marks_that_nothing_closes() -> None:
    text = "甲“乙\n丙\n" * 50_000
    assert len(kxclean.clean(text).suggestions) == 50_000


def test_paragraphs_that_open_a_quotation_again_and_again() -> None:
    options = {"apply": "all", "punctuation": "chinese"}
    found = kxclean.clean("“第一段没有完\n\n" * 60, **options).text
    assert "“" not in found
    assert kxclean.clean(found, **options).text == found


def test_damage_on_purpose() -> None:
    text = "高校科學營" * 50_000
    damaged = gbk_damage(text, 0, table=[("學", "xué")])
    assert damaged.text == "高??茖W(xué)營" * 50_000
    assert len(damaged.places) == 2 * 50_000
