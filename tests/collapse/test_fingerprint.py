"""The fingerprint view and its kernels against a slow twin."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kxclean import _native, fingerprint
from kxclean.errors import InputError
from tests.twins import fingerprint as twin

TABLE = {"學": "学", "術": "术", "個": "个", "𠀾": "个"}
FOLDING = _native.Folding(
    "\n".join(f"{a}\t{b} {a}" for a, b in TABLE.items()) + "\n头发\t頭髮\n#\n"
)

pieces = st.text("学學术個𠀾々中国AＡb1１éか한。，?\ufffd 　\u200b\u0301\n|", max_size=40)


@given(pieces)
def test_tokens(text: str) -> None:
    assert FOLDING.tokens(text) == twin.tokens(text, TABLE)


@given(pieces, pieces, st.integers(1, 7))
def test_similarity(a: str, b: str, size: int) -> None:
    assert FOLDING.similarity(a, b, size) == pytest.approx(twin.similarity(a, b, TABLE, size))
    assert FOLDING.similarity(a, a, size) == 1


@st.composite
def near_pairs(draw: st.DrawFn) -> tuple[str, str]:
    a = draw(st.text("学术中国人民a1，", min_size=8, max_size=40))
    b = a
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(b)))
        cut = draw(st.integers(0, 2))
        b = b[:at] + draw(st.text("甲乙x?，", max_size=2)) + b[at + cut :]
    return a, b


@given(near_pairs())
@example(("中国人民学术", "中国人民学术"))
def test_compare_finds_what_differs_and_nothing_else(pair: tuple[str, str]) -> None:
    a, b = pair
    left, right = twin.tokens(a, {}), twin.tokens(b, {})
    gaps = _native.Folding("").compare(a, b)
    assert (gaps is not None) == twin.nearly_equal(left, right)
    if gaps is None:
        return
    # Between the places the two say the same, token for token, and nothing more could agree.
    kept_a, kept_b = _outside(a, [gap[:2] for gap in gaps]), _outside(b, [gap[2:4] for gap in gaps])
    said = [token for piece in kept_a for token in twin.tokens(piece, {})]
    assert said == [token for piece in kept_b for token in twin.tokens(piece, {})]
    assert len(said) == twin.agreeing(left, right)
    for start_a, end_a, start_b, end_b, differs in gaps:
        inside = twin.tokens(a[start_a:end_a], {}), twin.tokens(b[start_b:end_b], {})
        assert differs == (inside != ([], []))
        assert differs or "?" in a[start_a:end_a] + b[start_b:end_b]


def _outside(text: str, spans: list[tuple[Any, ...]]) -> list[str]:
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def test_texts_of_marks_alone_are_alike_only_if_they_are_the_same() -> None:
    assert fingerprint.similarity("……", "……") == 1
    assert fingerprint.similarity("……", "。") == 0


def test_script_is_folded_by_the_table_of_opencc() -> None:
    assert fingerprint.similarity("科學技術協會領導名錄", "科学技术协会领导名录") == 1


@pytest.mark.parametrize("text", [b"a", None, "\ud800"])
def test_what_is_no_text_is_refused(text: Any) -> None:
    with pytest.raises(InputError, match=r"give a str|lone surrogate"):
        fingerprint.tokens(text)


def test_a_size_without_tokens_is_refused() -> None:
    with pytest.raises(InputError, match="size=0"):
        fingerprint.similarity("a", "b", size=0)
