"""Digit groups: what is joined, what is only proposed, what stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from tests.normalise.cases import CASES, KEEP, Case
from tests.normalise.strategies import marked_texts
from tests.twins.digits import digit_breaks, digit_runs


def grouped(text: str, style: str = "none", apply: str = "safe") -> str:
    return kxclean.clean(text, **{**KEEP, "digit_grouping": style, "apply": apply}).text


numbers = st.text("0123456789０１ ,，'\u00a0\u2009\u3000.-~%年个人第月\t\n|达为", max_size=30)


@given(marked_texts | numbers)
def test_the_kernel_equals_its_twin(text: str) -> None:
    assert _native.digit_runs(text) == digit_runs(text)
    assert _native.digit_breaks(text) == digit_breaks(text)


@pytest.mark.parametrize("case", CASES["digits"], ids=lambda case: case.text[:20])
def test_cases(case: Case) -> None:
    case.check({"digit_grouping": "none"})


def amounts(text: str) -> list[str]:
    """The numbers of a text, with groups of every style and blanks beside points joined."""
    text = re.sub(r"(?<=[0-9０-９])[ ,，'’\u2009](?=[0-9０-９]{3}(?![0-9０-９]))", "", text)
    text = re.sub(r"(?<=[0-9]\.) (?=[0-9])|(?<=[0-9]) (?=[.%％‰])|(?<=[-−]) (?=[0-9])", "", text)
    return re.findall(r"-?[0-9０-９]+(?:\.[0-9]+)?%?", text)


@given(
    st.lists(
        st.sampled_from(
            [
                *"共达由增至、和人个元，。",
                "1 116",
                "37,226",
                "2 300.5",
                "12. 5",
                "3.141 592 65",
                "%",
                "7",
            ]
        ),
        max_size=12,
    ).map("".join),
    st.sampled_from(["none", "comma", "thin-space"]),
    st.sampled_from(["safe", "all"]),
)
def test_values_are_kept_in_every_style(text: str, style: str, apply: str) -> None:
    once = grouped(text, style, apply)
    assert re.sub("[^0-9０-９.%]", "", once) == re.sub("[^0-9０-９.%]", "", text)
    assert grouped(once, style, apply) == once
    if style == "none" and "3.141" not in text:
        assert amounts(once) == amounts(text)


@given(numbers)
def test_addresses_code_and_formulas_stay(text: str) -> None:
    inside = "".join(c for c in text if c in "0123456789, ").strip()
    for frame in ("`{}`个", "公式$\\a {}$元", "http://a.cn/{}", "```\n共{}个\n```"):
        if frame.startswith("http"):
            inside = inside.replace(" ", "")
        whole = frame.format(inside)
        assert grouped(whole, apply="all") == whole


@given(numbers | marked_texts, st.sampled_from(["none", "comma", "thin-space"]))
def test_digits_stay_and_a_second_run_finds_nothing(text: str, style: str) -> None:
    once = grouped(text, style)
    assert re.findall(r"[0-9０-９]", once) == re.findall(r"[0-9０-９]", text)
    assert grouped(once, style) == once


JOINED = {
    "四级科协组织1 116个": "四级科协组织1116个",
    "現有組織機構37 226個,團體會員1 691個": "現有組織機構37226個,團體會員1691個",
    "參與科技人員達1 200多人": "參與科技人員達1200多人",
    "全长3 000 米": "全长3000 米",
    "共计1\u00a0116个和2\u202f300人": "共计1116个和2300人",
    "总计１，１１６个": "总计１１１６个",
    "1 000~3 000人参加": "1000~3000人参加",
    "每批1 000-3 000人，每天800-1 200人": "每批1000-3000人，每天800-1200人",
    "公元前 1 116 年": "公元前 1116 年",
    "已有2 500多年历史": "已有2500多年历史",
    "面积9 600 000平方公里": "面积9600000平方公里",
    "产值1 234.5亿元": "产值1234.5亿元",
    "销量超过10 000，": "销量超过10000，",
    "卖$1,200或¥3 400": "卖$1200或¥3400",
    "高3 000m，重1 200 kg": "高3000m，重1200 kg",
    "2013年1 116个": "2013年1116个",
    "12月，1 116人": "12月，1116人",
    "总数:1 116个": "总数:1116个",
    "人口1,234,567人": "人口1234567人",
}


@pytest.mark.parametrize("before", JOINED)
def test_numbers_that_count_are_joined(before: str) -> None:
    assert grouped(before) == JOINED[before]
    commas = grouped(before, "comma")
    assert re.sub("(?<=[0-9０-９])[,，](?=[0-9０-９])", "", commas) == re.sub(
        "(?<=[0-9０-９])[,，](?=[0-9０-９])", "", JOINED[before]
    )


DOUBTFUL = (
    "2 500多人参加",  # a list item, or a number
    "表1 116个样本",
    "2 013年",
    "选项1，116个",
    "得分1,100,200",
)


@pytest.mark.parametrize("text", DOUBTFUL)
def test_doubtful_numbers_are_proposed(text: str) -> None:
    cleaned = kxclean.clean(text, **{**KEEP, "digit_grouping": "none"})
    assert cleaned.text == text
    assert [edit.rule for edit in cleaned.suggestions] == ["grouped-digits"]


LEFT = (
    "客服电话4000 662 888",
    "电话:400 800 123",
    "总机010 6251 0000",
    "邮编00 700",
    "贵州茅台600 519",
    "依据GB 2312编码和GB/T 2423.2标准",
    "通过ISO 9001 2015认证",
    "在1937 1945 年间",
    "2 3 4",
    "1 2月完成",
    "12 000 13 000",
    "第1，116页",
    "3，4月",
    "1,2345,6789",
    "数列1, 100, 200",
    "住在101,102,103室",
    "住人民路1 200号",
    "第2 300名",
    "12月31 500人",
    "比分3:1 200人",
    "2013 12 31",
    "2013 123个",
    "ISBN 978 7 302",
    "圆周率3.141 592",
    "型号A1 200人",
    "姓名\t1 200\t300人",
    "| 1 200 | 300 |",
    "甲  1 200  300人",
    "零起0 500个",
    "东经120 300",
)


@pytest.mark.parametrize("text", LEFT)
def test_other_digits_are_left_even_when_all_is_applied(text: str) -> None:
    assert grouped(text, apply="all") == text


def test_styles() -> None:
    assert grouped("共37 226個，１，１１６个", "comma") == "共37,226個，１，１１６个"
    assert grouped("共37,226個", "thin-space") == "共37\u2009226個"
    assert grouped("共37 226個", "keep") == "共37 226個"
    assert grouped("2013年和37226个", "comma") == "2013年和37226个"
