"""Blanks between Han characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from tests.normalise.strategies import marked_texts
from tests.twins.spaces import han_blanks

#: Few characters, so that phrases come back.
phrases = st.text("科技一条 ，\n。", max_size=60)


@given(phrases | marked_texts)
def test_the_kernel_equals_its_twin(text: str) -> None:
    assert _native.han_blanks(text) == han_blanks(text)


@given(phrases)
def test_a_second_run_finds_nothing(text: str) -> None:
    gone = set(_native.han_blanks(text))
    rest = "".join(c for i, c in enumerate(text) if i not in gone)
    assert _native.han_blanks(rest) == []


def test_separating_blanks_stay() -> None:
    for text in (
        "推荐访问:科协 工作报告 全委会，科协工作报告，科协工作报告",
        "出席：张三 李四 王五，张三 李四",
        "决策咨询 针对自治区，决策咨询针对自治区，决策咨询针对自治区",
        "科技工作，科技工作，\n科技 工作",
        "开辟一条航路，新的一条航路。 第八十一条 航路的间隔",
    ):
        assert _native.han_blanks(text) == []


def test_the_rule_is_part_of_cleaning() -> None:
    text = "科技工作很好，科技工作要紧，做好科技 工作。"
    cleaned = kxclean.clean(text, script="keep")
    assert cleaned.text == text.replace(" ", "")
    assert cleaned.ledger.rule_counts == {"blank-between-han": 1}
