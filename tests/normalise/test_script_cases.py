"""Texts that converters are known to get wrong, and texts like them that must come right."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import kxclean
from kxclean.normalise.script import Converter

KEEP: dict[str, Any] = {
    "punctuation": "keep",
    "digit_grouping": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
    "tables": "keep",
}
#: What kxclean gets wrong too; an improvement shows itself.
WRONG = {
    "奶茶店慰藉著旅者的味蕾": "no character and no word of the line tells that it is traditional",
    "该厂家具有优势": "厂家 is too rare a word to speak against 家具",
    "护发展销会": "护发 and 展销 are rarer words than 发展",
    "老板、木板": "老板 is written in Taiwan too, so the line is not told to be simplified",
    "每周、周到": "每周 is written in Hong Kong too, so the line is not told to be simplified",
    "白发三千丈，缘愁似个长": "箇 stands in this one poem",
}


def cases() -> list[tuple[str, str, str, str]]:
    text = Path(__file__).with_name("script_cases.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [(target, kind, source, expected) for target, kind, source, expected, _from in rows]


def options(target: str) -> dict[str, Any]:
    script, plus, _words = target.partition("+")
    return {"script": script, "regional_words": "convert" if plus else "keep", **KEEP}


@cache
def taiwan() -> Converter:
    return Converter("t2tw")


def folded(text: str, target: str) -> str:
    """The text with the forms of Taiwan, so that 裏 and 裡 count as one."""
    return text if target == "zh-Hans" else taiwan().convert(text)


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        pytest.param(
            target,
            text,
            expected,
            id=f"{target}-{kind}-{text}",
            marks=pytest.mark.xfail(reason=WRONG[text]) if text in WRONG else (),
        )
        for target, kind, text, expected in cases()
    ],
)
def test_case(target: str, text: str, expected: str) -> None:
    found = kxclean.clean(text, **options(target))
    assert folded(found.text, target) == folded(expected, target)
    assert found.ledger.revert(found.text) == text
    assert kxclean.clean(found.text, **options(target)).text == found.text


def test_the_list_is_large_and_half_of_it_is_of_general_use() -> None:
    kinds = Counter(kind for _, kind, _, _ in cases())
    assert kinds.total() >= 200
    assert kinds["common"] + kinds["stays"] + kinds["polyphone"] + kinds["term"] >= 100
    texts = [(target, text) for target, _, text, _ in cases()]
    assert len(set(texts)) == len(texts)
