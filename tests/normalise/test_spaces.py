"""Blanks between Han characters and beside Latin letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from kxclean.ledger import Ledger
from tests.normalise.cases import CASES, KEEP, Case
from tests.normalise.strategies import marked_texts
from tests.normalise.test_punctuation import replayed
from tests.twins.latin import spacing
from tests.twins.spaces import han_blanks, spread_runs

#: Few characters, so that phrases come back.
phrases = st.text("科技一条 ，\n。\u3000", max_size=60)
spread = st.lists(
    st.sampled_from([*"中国人民站起来了科学技术的一二", "，", "。", "a", "12", "我们", "\n"]),
    max_size=30,
).map(" ".join)
mixed = st.text("中国第一 A1b\t`.:/，的é\u3000の", max_size=30)


@given(phrases | marked_texts)
def test_the_kernel_equals_its_twin(text: str) -> None:
    assert _native.han_blanks(text) == han_blanks(text)


@given(spread | phrases | marked_texts)
def test_spread_runs_equal_their_twin(text: str) -> None:
    assert _native.spread_runs(text) == spread_runs(text)


@given(mixed | marked_texts, st.booleans())
def test_latin_spacing_equals_its_twin(text: str, add: bool) -> None:
    ledger = Ledger(_native.latin_spacing(text, add, "latin"))
    assert ledger.apply(text) == replayed(text, spacing(text, add=add))
    assert ledger.revert(ledger.apply(text)) == text


@given(mixed | marked_texts, st.booleans())
def test_latin_spacing_touches_blanks_alone_and_once(text: str, add: bool) -> None:
    once = Ledger(_native.latin_spacing(text, add, "latin")).apply(text)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert not len(_native.latin_spacing(once, add, "latin"))


@given(phrases)
def test_a_second_run_finds_nothing(text: str) -> None:
    gone = {at for at, known in _native.han_blanks(text) if known}
    rest = "".join(c for i, c in enumerate(text) if i not in gone)
    assert not any(known for _, known in _native.han_blanks(rest))


def spaced(text: str, apply: str = "safe", **options: str) -> kxclean.Cleaned:
    return kxclean.clean(text, **{**KEEP, "punctuation": "chinese", "apply": apply, **options})


@given(spread | phrases | marked_texts, st.sampled_from(["safe", "all"]))
def test_no_character_but_blanks_is_lost(text: str, apply: str) -> None:
    own = ("spread-text", "blank-between-han")
    others = tuple(rule.name for rule in kxclean.rules() if rule.name not in own)
    once = spaced(text, apply, disable=others)  # type: ignore[arg-type]
    assert re.sub(r"[ \u3000]", "", once.text) == re.sub(r"[ \u3000]", "", text)
    assert spaced(once.text, apply, disable=others).text == once.text  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES["spaces"], ids=lambda case: case.text[:20])
def test_cases(case: Case) -> None:
    case.check({"punctuation": "chinese"})


def test_separating_blanks_stay() -> None:
    for text in (
        "推荐访问:科协 工作报告 全委会，科协工作报告，科协工作报告",
        "出席：张三 李四 王五，张三 李四",
        "决策咨询 针对自治区，决策咨询针对自治区，决策咨询针对自治区",
        "科技工作，科技工作，\n科技 工作",
        "开辟一条航路，新的一条航路。 第八十一条 航路的间隔",
    ):
        assert not any(known for _, known in _native.han_blanks(text))


def test_the_rule_is_part_of_cleaning() -> None:
    text = "科技工作很好，科技工作要紧，做好科技 工作。"
    cleaned = kxclean.clean(text, script="keep")
    assert cleaned.text == text.replace(" ", "")
    assert cleaned.ledger.rule_counts == {"blank-between-han": 1}


def test_spread_text_in_code_stays() -> None:
    text = "```\n中 国 人 民 从 此 站 起 来 了 。\n```"
    assert spaced(text, "all").text == text
