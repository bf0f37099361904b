"""Which of two pieces is damaged."""

from __future__ import annotations

import pytest
from hypothesis import given

from kxclean.collapse.damage import Verdict, combined, judge, judge_lines
from tests.strategies import dense_texts

DAMAGED = [
    ("??茖W", "校科學"),
    ("?,F(xiàn)", "。現"),
    ("?;鶎庸ぷ髋c", "。基層工作與"),
    ("?!秲?nèi)", "。《內"),
    ("?fù)ㄟ^", "通過"),
    ("?zhèn)€", "個"),
    ("(xué)", ""),
    ("科?", "科技"),
    ("\ufffd\ufffd", "技术"),
    ("\ue5e5", "学"),
    ("鐢熶骇鍔涙按骞抽珮", "生产力水平高"),
    ("ÖÐ¹ú¿ÆÑ§", "中国科学"),
    ("中国".encode().decode("mac_roman"), "中国"),
    ("5?", "50"),
    ("?", "\u3000"),
    ("\ufffd", "。"),
    ("锟斤拷", "学"),
]
REAL = [
    ("50", "62"),
    ("2015", "2016"),
    ("张三", "李四"),
    ("吗?", "的，"),
    ("?2015", "技2016"),
    ("", "以及其他有关单位和个人"),
    ("??", "技人员超过三千名，成立了五个新的学会和协会"),
    ("科?技人员超过三千名", "科"),
    ("甲", "乙\ufffd丙丁戊己庚辛壬癸子丑寅卯"),
]
NEITHER = [
    ("，", ", "),
    ("科學", "科学"),
    ("1 116", "1116"),
    ("?", "。"),
    ("??", ""),
    ("？", "?"),
    ("\ufffd", "?"),
    ("", " "),
]


@pytest.mark.parametrize(("damaged", "healthy"), DAMAGED)
def test_damage_is_seen_on_either_side(damaged: str, healthy: str) -> None:
    assert judge(damaged, healthy) is Verdict.FIRST_DAMAGED
    assert judge(healthy, damaged) is Verdict.SECOND_DAMAGED


@pytest.mark.parametrize(("first", "second"), REAL)
def test_a_real_difference_is_no_damage(first: str, second: str) -> None:
    assert judge(first, second) is Verdict.DIFFERENT
    assert judge(second, first) is Verdict.DIFFERENT


@pytest.mark.parametrize(("first", "second"), NEITHER)
def test_what_says_the_same_is_left(first: str, second: str) -> None:
    assert judge(first, second) is Verdict.SAME


@given(dense_texts, dense_texts)
def test_the_verdict_does_not_depend_on_the_order(first: str, second: str) -> None:
    mirrored = {
        Verdict.FIRST_DAMAGED: Verdict.SECOND_DAMAGED,
        Verdict.SECOND_DAMAGED: Verdict.FIRST_DAMAGED,
    }
    verdict = judge(first, second)
    assert judge(second, first) is mirrored.get(verdict, verdict)
    assert judge(first, first) is Verdict.SAME


def test_lines_with_little_in_common_are_explained_by_a_misreading_alone() -> None:
    line = "内蒙古自治区科学技术协会"
    assert judge_lines(line.encode("gbk").decode("latin-1"), line) is Verdict.FIRST_DAMAGED
    assert judge_lines("内\ufffd", line) is Verdict.DIFFERENT


def test_both_damaged() -> None:
    assert judge("开\ufffd", "\ufffd展") is Verdict.BOTH_DAMAGED
    assert combined("开?", "\ufffd展") == "开展"
    assert combined("开\ufffd", "始\ufffd") is None
    assert combined("\ufffd", "\ufffd") is None
