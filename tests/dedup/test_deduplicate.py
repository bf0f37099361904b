"""Removal against a quadratic twin: sound, complete at the recall, and independent of order."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean.errors import ConfigError, InputError
from tests.collapse.strategies import paragraph


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Small corpora full of copies: whole ones, edited ones, chains, short and empty texts."""
    source = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311 - for tests
    texts = [
        paragraph(source.randrange(5)) + paragraph(source.randrange(5))
        for _ in range(source.randrange(1, 6))
    ]
    for _ in range(draw(st.integers(0, 8))):
        text = source.choice(texts)
        at = source.randrange(len(text) + 1)
        texts.append(text[:at] + source.choice(["甲乙", "，", "", "中國"]) + text[at + 3 :])
    texts += draw(st.lists(st.sampled_from(["", "……", "科技", "科 技", "科学"]), max_size=4))
    return [(f"{number:02}", text) for number, text in enumerate(texts)]


def quadratic(pairs: list[tuple[str, str]], threshold: float) -> dict[str, tuple[str, float]]:
    """Every document against every kept one, by the public similarity."""
    kept: list[tuple[str, str]] = []
    removed = {}
    for name, text in sorted(pairs, key=lambda pair: (-len(pair[1]), pair[0])):
        alike = [(kxclean.similarity(text, other), other_name) for other_name, other in kept]
        best = max((value for value, _ in alike), default=-1.0)
        if best >= threshold:
            removed[name] = (next(other for value, other in alike if value == best), best)
        else:
            kept.append((name, text))
    return removed


@given(corpora(), st.sampled_from([0.5, 0.8, 1.0]))
def test_removed_and_kept_are_those_of_the_twin(
    pairs: list[tuple[str, str]], threshold: float
) -> None:
    result = kxclean.deduplicate(pairs, threshold=threshold)
    found = {str(removal.id): (str(removal.kept), removal.similarity) for removal in result.removed}
    expected = quadratic(pairs, threshold)
    # Nothing goes without proof, whatever the candidates missed.
    texts = dict(pairs)
    for name, (kept, similarity) in found.items():
        assert kept in result.kept
        assert similarity == kxclean.similarity(texts[name], texts[kept]) >= threshold
    assert sorted([*map(str, result.kept), *found]) == sorted(texts)
    # The bands find all but one pair in two hundred at the threshold itself.
    if found != expected:
        near = [value for _, value in expected.values() if value < threshold + 0.1]
        assert near, "a pair well above the threshold was missed"


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    pairs: list[tuple[str, str]], source: random.Random
) -> None:
    other = list(pairs)
    source.shuffle(other)
    first, second = kxclean.deduplicate(pairs), kxclean.deduplicate(other)
    assert sorted(first.kept) == sorted(second.kept)
    assert sorted(first.removed, key=str) == sorted(second.removed, key=str)


def test_relations_and_clusters() -> None:
    text = paragraph(1) + paragraph(2)
    near = text.replace("。", "甲。")
    result = kxclean.deduplicate([("c", text), ("b", text), ("a", near), ("d", "科技")])
    assert result.kept == ["a", "d"]
    assert {removal.relation for removal in result.removed} == {"near"}
    assert result.clusters == {"a": ["c", "b"]}
    chosen = kxclean.deduplicate([("c", text), ("b", text)], prefer=lambda name, _: name)
    assert chosen.kept == ["b"]
    assert chosen.removed[0].relation == "exact"


def test_texts_without_tokens_are_alike_only_if_they_are_the_same() -> None:
    result = kxclean.deduplicate([("a", "……"), ("b", "。"), ("c", "……"), ("d", "")])
    assert result.kept == ["a", "b", "d"]


@pytest.mark.parametrize("threshold", [0, 1.1, "0.8", float("nan")])
def test_impossible_thresholds_are_refused(threshold: float) -> None:
    with pytest.raises(ConfigError, match="threshold"):
        kxclean.deduplicate([], threshold=threshold)


@pytest.mark.parametrize(
    "pairs",
    [[("a", "科"), ("a", "技")], [(1, "科"), ("a", "技")], [(1.5, "科")], ["abc"], [("a", None)]],
)
def test_what_is_no_corpus_is_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError):
        kxclean.deduplicate(pairs)
