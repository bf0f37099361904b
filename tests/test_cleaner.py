"""The promises, over arbitrary text and every stage together."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

import kxclean
from tests.strategies import dense_texts, texts

#: Pieces that the stages react to, to be strung together in any order.
PIECES = (
    "內(nèi)蒙古自治區(qū)科學(xué)技術(shù)協(xié)會",
    "高??茖W(xué)營",
    "個?,F(xiàn)有",
    "评审,通过",
    "37 226個",
    "1,116个",
    "时间:2022-05-21 11:05:02  阅读:",
    "发布者:周焕林发布时间:2017-04-01浏览次数:74",
    "版权所有:某某网 2010-2024",
    "Powered by 某某网 © All Rights Reserved.",
    "endprint",
    "主席: |",
    "||||",
    "“共贏’",
    "“科協之",
    "窗”栏目",
    "涓浗鐢熶骇",
    "ÖÐ¹ú¿ÆÑ§",
    "\u00a0\u00a0\u3000",
    "\u200b",
    "\n",
    "\n\n",
    "\r\n",
    "。",
    " ",
    "第一条 为了保护著作权，制定本法。",
    "Python 3.11 (64-bit), see docs; it works.",
    "国語の辞書を読む。",
    "| 姓名 | 年龄 |\n| --- | --- |\n",
    "https://example.org/a,b?c=1",
)
documents = st.lists(st.sampled_from(PIECES) | texts | dense_texts, max_size=14).map("".join)

OPTIONS: tuple[dict[str, Any], ...] = (
    {},
    {"script": "zh-Hant", "digit_grouping": "comma", "tables": "markdown"},
    {"script": "zh-Hant-TW", "digit_grouping": "thin-space", "apply": "all"},
    {"script": "keep", "punctuation": "keep", "boilerplate": "keep", "duplicates": "keep"},
)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@given(document=documents)
def test_the_ledger_replays_and_undoes(options: dict[str, Any], document: str) -> None:
    cleaned = kxclean.clean(document, **options)
    assert cleaned.raw == document
    assert cleaned.ledger.apply(cleaned.raw) == cleaned.text
    assert cleaned.ledger.revert(cleaned.text) == cleaned.raw
    names = {rule.name for rule in kxclean.rules()}
    for edit in (*cleaned.ledger.edits, *cleaned.suggestions):
        assert document[edit.start : edit.end] == edit.removed
        assert names.issuperset(edit.rules)
    if options.get("apply") != "all":
        assert all(edit.safety is kxclean.Safety.SAFE for edit in cleaned.ledger.edits)
        assert all(edit.safety is kxclean.Safety.UNSAFE for edit in cleaned.suggestions)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@given(document=documents)
def test_clean_text_is_a_fixed_point(options: dict[str, Any], document: str) -> None:
    once = kxclean.clean(document, **options).text
    again = kxclean.clean(once, **options)
    assert again.text == once
    assert not again.ledger


@given(documents)
def test_bytes_and_text_give_the_same(document: str) -> None:
    try:
        from_bytes = kxclean.clean(document.encode("utf-8-sig"))
    except kxclean.DecodeError:
        reject()  # too many control characters: as bytes that is no text
    assert from_bytes.encoding == "utf-8"
    assert from_bytes.text == kxclean.clean(document).text


def test_the_result_does_not_depend_on_what_was_cleaned_before() -> None:
    texts_ = ["".join(PIECES[i:]) for i in range(len(PIECES))]
    cleaner = kxclean.Cleaner()
    forward = [cleaner.clean(text).text for text in texts_]
    backward = [cleaner.clean(text).text for text in reversed(texts_)]
    assert forward == backward[::-1]


def test_a_cleaner_can_be_pickled_and_shared_between_threads() -> None:
    cleaner = pickle.loads(pickle.dumps(kxclean.Cleaner(script="zh-Hant")))  # noqa: S301
    texts_ = ["".join(PIECES)] * 8
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(cleaner.clean, texts_))
    assert {result.text for result in results} == {cleaner.clean(texts_[0]).text}


def test_a_disabled_rule_makes_no_edit() -> None:
    document = "".join(PIECES)
    used = kxclean.clean(document).ledger.rule_counts
    assert len(used) > 8
    for name in used:
        assert name not in kxclean.clean(document, disable=name).ledger.rule_counts


def test_signals_are_ratios() -> None:
    signals = kxclean.clean("".join(PIECES)).signals
    for name in ("han_ratio", "damage_ratio", "boilerplate_ratio", "duplicate_ratio"):
        assert 0 <= signals[name] <= 1
    assert signals["han_ratio"] > 0
    assert signals["damage_ratio"] > 0
