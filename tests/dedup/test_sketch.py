"""Signatures against a slow twin and against datasketch itself."""

from __future__ import annotations

import random
import struct

import datasketch
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean import _native
from kxclean.errors import ConfigError, InputError
from kxclean.fingerprint import folding
from tests.collapse.strategies import paragraph
from tests.twins import minhash as twin

texts = st.text("学學术中国人民Ab1，。 　", max_size=60)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40), st.integers(1, 70), st.integers(0, 9))
def test_slots_are_those_of_the_twin(hashes: list[int], slots: int, seed: int) -> None:
    found = _native.MinHasher(slots, seed, 5).sketch_hashes(hashes)
    assert list(struct.unpack(f"<{slots}I", found)) == twin.sketch(hashes, slots, seed)


@given(texts, st.integers(1, 7), st.sampled_from([1, 16, 128, 200]), st.integers(0, 2**32 - 1))
def test_slots_are_those_of_datasketch(text: str, size: int, slots: int, seed: int) -> None:
    """datasketch, given the high halves of the shingle hashes, makes the same signature."""
    theirs = datasketch.MinHash(slots, seed, hashfunc=lambda shingle: shingle >> 32)
    for shingle in folding().shingles(text, size):
        theirs.update(shingle)
    ours = kxclean.sketch(text, slots=slots, seed=seed, size=size)
    assert np.array_equal(theirs.hashvalues, np.asarray(ours.slots))
    exported = ours.to_datasketch()
    assert exported.jaccard(theirs) == 1
    assert np.array_equal(exported.permutations, theirs.permutations)


@given(st.lists(texts, max_size=12))
def test_a_batch_is_its_texts_one_by_one(batch: list[str]) -> None:
    assert kxclean.sketch_many(batch) == [kxclean.sketch(text) for text in batch]


@given(texts)
def test_marks_blanks_and_script_make_no_difference(text: str) -> None:
    other = text.replace("学", "學").replace("，", " ,")
    assert kxclean.sketch(text) == kxclean.sketch(other)


def test_the_estimate_is_near_the_exact_similarity() -> None:
    """Of 200 pairs the mean error is far below the standard error of one (4.4 %)."""
    source = random.Random(3)  # noqa: S311 - for tests
    errors = []
    for number in range(200):
        parts = [paragraph(number * 10 + k) for k in range(8)]
        other = [paragraph(number * 10 + k + 5000 * (source.random() < 0.3)) for k in range(8)]
        a, b = "".join(parts), "".join(other)
        estimate = kxclean.sketch(a).similarity(kxclean.sketch(b))
        errors.append(estimate - kxclean.similarity(a, b))
    assert abs(sum(errors) / len(errors)) < 0.01
    assert max(map(abs, errors)) < 0.2


@given(texts, texts)
def test_containment_is_that_of_the_shingle_sets(part: str, whole: str) -> None:
    tokens = folding().tokens(part), folding().tokens(whole)
    size = min(5, len(tokens[0]))
    if not size:
        assert kxclean.containment(part, whole) == float(part == whole)
        return
    left, right = (
        {tuple(view[at : at + size]) for at in range(len(view) - size + 1)} for view in tokens
    )
    if len(tokens[1]) < size:
        right = {tuple(tokens[1])}
    assert kxclean.containment(part, whole) == pytest.approx(len(left & right) / len(left))


def test_a_text_without_tokens_is_empty() -> None:
    assert kxclean.sketch("……").empty
    assert not kxclean.sketch("科").empty


@pytest.mark.parametrize("options", [{"slots": 0}, {"slots": "8"}, {"seed": -1}, {"size": 0}])
def test_impossible_numbers_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(ConfigError, match=next(iter(options))):
        kxclean.sketch("科技", **options)


def test_sketches_of_other_families_are_not_compared() -> None:
    with pytest.raises(InputError, match="different families"):
        kxclean.sketch("科技").similarity(kxclean.sketch("科技", seed=2))
    with pytest.raises(InputError, match="surrogate"):
        kxclean.sketch_many(["科技", "\ud800"])
