"""Marks, letters and digits to ASCII, by option: the kernels equal their twins, values stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from kxclean.ledger import Ledger
from tests.normalise.strategies import marked_texts
from tests.twins import width
from tests.twins.marks import ascii as marks

KEEP = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
}
wide_texts = (
    st.text("０１２ＡＢｃ09Az％．：，－／＋＝～\u3000 中！（）", max_size=20) | marked_texts
)


@given(text=wide_texts, kinds=st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_width_equals_its_twin(text: str, kinds: tuple[bool, bool, bool]) -> None:
    digits, letters, signs = kinds
    edits = _native.ascii_width(
        text,
        digits="d" if digits else None,
        letters="l" if letters else None,
        signs="s" if signs else None,
    )
    expected = width.to_ascii(text, digits=digits, letters=letters, signs=signs)
    assert Ledger(edits).apply(text) == expected


@given(marked_texts)
def test_marks_equal_their_twin(text: str) -> None:
    ledger = Ledger(_native.ascii_marks(text, "r"))
    assert ledger.apply(text) == marks.to_ascii(text)
    assert ledger.revert(ledger.apply(text)) == text


@given(marked_texts)
def test_a_second_run_finds_nothing(text: str) -> None:
    once = Ledger(_native.ascii_marks(text, "r")).apply(text)
    assert not len(_native.ascii_marks(once, "r"))
    narrow = Ledger(_native.ascii_width(text, digits="d", letters="l", signs="s")).apply(text)
    assert not len(_native.ascii_width(narrow, digits="d", letters="l", signs="s"))


@given(marked_texts)
def test_marks_leave_words_and_numbers(text: str) -> None:
    """No number grows: each run of digits with points, commas and colons is one as before."""
    changed = Ledger(_native.ascii_marks(text, "r")).apply(text)
    letters = re.compile(r"[^\W_]")
    assert letters.findall(changed) == letters.findall(text)
    before = re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)
    assert re.findall(r"[0-9]+(?:[.,][0-9]+)*", changed) == before


CASES = {
    "clauses": ("你好，世界；再见。", "你好,世界;再见."),
    "quotations": ("他说：“我听见‘好’了。”", "他说:\"我听见'好'了.\""),
    "corner brackets": ("「甲」『乙』", "\"甲\"'乙'"),
    "titles stay apart": ("《红楼梦》〈序〉", "<<红楼梦>><序>"),
    "ellipsis and dash": ("等等……他——不", "等等...他--不"),
    "brackets": ("【注】〔2017〕12号（一）", "[注][2017]12号(一)"),
    "heading": ("一、总则\n１、范围", "一.总则\n１.范围"),
    "list": ("共1、2、3，4", "共1, 2, 3, 4"),
    "no Chinese": ("Hello，world！", "Hello, world!"),
    "no number arises": ("共3。5人，12，345", "共3. 5人,12, 345"),
    "no word arises": ("用Python。It好，OK，go", "用Python. It好,OK, go"),
    "bracket behind a word": ("Python（3.11）版", "Python (3.11)版"),
    "time": ("12：30开会，比分3：2", "12:30开会,比分3:2"),
    "name": ("列夫·托尔斯泰", "列夫.托尔斯泰"),
    "Japanese": ("国語の辞書を読む。学校に行く。", "国語の辞書を読む。学校に行く。"),
    "code": ("```\n甲，乙\n```\n`甲，乙`，丙", "```\n甲，乙\n```\n`甲，乙`,丙"),
    "address": ("见http://a.cn/b，然后", "见http://a.cn/b,然后"),
}


@pytest.mark.parametrize("name", CASES)
def test_marks(name: str) -> None:
    before, after = CASES[name]
    cleaned = kxclean.clean(before, **{**KEEP, "punctuation": "ascii"})
    assert cleaned.text == after
    assert kxclean.clean(after, **{**KEEP, "punctuation": "ascii"}).text == after


def test_full_width_one_is_one() -> None:
    """Moses' table turns U+FF11 into a quotation mark (moses-smt/mosesdecoder#214)."""
    text = "全文１２３，共１页"
    assert kxclean.clean(text, **KEEP).text == text
    assert kxclean.clean(text, **KEEP, width="ascii").text == "全文123，共1页"
    ascii_too = {**KEEP, "punctuation": "ascii", "width": "ascii"}
    assert kxclean.clean(text, **ascii_too).text == "全文123,共1页"
    assert kxclean.clean("１", **ascii_too).text == "1"


def test_width_keeps_values_and_what_has_no_twin() -> None:
    for text, expected in (
        ("第１，１１６页", "第1，116页"),
        ("共１，１１６个", "共1，116个"),
        ("①Ⅻ〇々㎡℃", "①Ⅻ〇々㎡℃"),
        ("ＩＳＯ　ＯＳＩ", "ISO OSI"),
        ("选Ａ　Ｂ　Ｃ", "选A\u3000B\u3000C"),
        ("１２：３０～１４：００", "12:30~14:00"),
        ("（Ａ）！＃", "（A）！＃"),
    ):
        assert kxclean.clean(text, **KEEP, width="ascii").text == expected


def test_grouped_full_width_digits_join_after_width() -> None:
    options = {**KEEP, "width": "ascii", "digit_grouping": "none"}
    assert kxclean.clean("总计１，１１６个", **options).text == "总计1116个"
