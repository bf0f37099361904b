"""Replay, undo, composition and position maps hold for arbitrary text and arbitrary stages."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.errors import LedgerError
from kxclean.ledger import Edit, Ledger
from tests.strategies import dense_texts, edits_of, ledger_chains, texts
from tests.twins import ledger as twin


@given(st.data(), texts)
def test_apply_and_revert_are_inverse(data: st.DataObject, text: str) -> None:
    edits = data.draw(edits_of(text))
    ledger = Ledger.from_edits(text, edits)
    clean = ledger.apply(text)
    expected, done = "", 0
    for edit in edits:
        expected += text[done : edit.start] + edit.replacement
        done = edit.end
    assert clean == expected + text[done:]
    assert ledger.revert(clean) == text
    assert (ledger.raw_length, ledger.clean_length) == (len(text), len(clean))


@given(st.integers(1, 5).flatmap(ledger_chains))
def test_any_sequence_of_stages_replays_and_reverts(chain: tuple[str, list[Ledger]]) -> None:
    text, ledgers = chain
    whole = Ledger.identity(text)
    current = text
    for ledger in ledgers:
        whole = whole.then(ledger)
        current = ledger.apply(current)
    for one in (whole, whole.compact()):
        assert one.apply(text) == current
        assert one.revert(current) == text
        for edit in one.edits:
            assert text[edit.start : edit.end] == edit.removed


Row = tuple[int, int, str, str, str, bool]


def grouped(rows: list[Row]) -> list[Row]:
    """Edits that touch, as one: what is left is fixed by which characters stayed.

    Where a removal and an insertion meet at one point, either may be said to come first; the
    choice shows in how touching edits are grouped and nowhere else.
    """
    groups: list[Row] = []
    for start, end, removed, replacement, rule, safe in rows:
        if groups and groups[-1][1] == start:
            first, _, old, new, rules, all_safe = groups.pop()
            names = "+".join(sorted({*rules.split("+"), *rule.split("+")}))
            groups.append((first, end, old + removed, new + replacement, names, all_safe and safe))
        else:
            groups.append((start, end, removed, replacement, rule, safe))
    return groups


@given(ledger_chains(3))
def test_composition_is_associative(chain: tuple[str, list[Ledger]]) -> None:
    _text, (a, b, c) = chain
    left, right = a.then(b).then(c), a.then(b.then(c))
    assert grouped(left._native.rows()) == grouped(right._native.rows())


@given(ledger_chains(2))
def test_composition_equals_the_twin(chain: tuple[str, list[Ledger]]) -> None:
    text, ledgers = chain
    pieces = twin.start(text)
    whole = Ledger.identity(text)
    for ledger in ledgers:
        pieces = twin.apply(pieces, list(ledger.edits))
        whole = whole.then(ledger)
    assert grouped(whole._native.rows()) == grouped(twin.rows(pieces))


@given(st.integers(1, 3).flatmap(ledger_chains))
def test_position_maps_are_monotone_and_exact_outside_edits(
    chain: tuple[str, list[Ledger]],
) -> None:
    text, ledgers = chain
    whole = ledgers[0]
    for ledger in ledgers[1:]:
        whole = whole.then(ledger)
    clean = whole.apply(text)
    there = [whole.to_clean(position) for position in range(len(text) + 1)]
    back = [whole.to_raw(position) for position in range(len(clean) + 1)]
    assert all(a <= b for a, b in pairwise(there))
    assert all(a <= b for a, b in pairwise(back))
    assert there[-1] == len(clean)
    assert back[-1] == len(text)
    touched = {p for edit in whole.edits for p in range(edit.start, edit.end)}
    for position, character in enumerate(text):
        if position not in touched:
            assert clean[there[position]] == character
            assert whole.to_raw(there[position]) == position


@given(st.integers(1, 3).flatmap(ledger_chains))
def test_json_and_pickle_give_the_ledger_back(chain: tuple[str, list[Ledger]]) -> None:
    text, ledgers = chain
    whole = Ledger.identity(text)
    for ledger in ledgers:
        whole = whole.then(ledger)
    for copy in (Ledger.from_json(whole.to_json()), pickle.loads(pickle.dumps(whole))):  # noqa: S301
        assert copy == whole
        assert copy.to_json() == whole.to_json()
        assert copy.apply(text) == whole.apply(text)


@given(st.data(), dense_texts)
def test_compact_joins_all_that_touches(data: st.DataObject, text: str) -> None:
    ledger = Ledger.from_edits(text, data.draw(edits_of(text))).compact()
    for left, right in pairwise(ledger.edits):
        same = left.rule == right.rule and left.safety == right.safety
        assert not (left.end == right.start and same)
    assert all(edit.removed != edit.replacement for edit in ledger.edits)
    assert ledger.compact() == ledger


@given(st.data(), dense_texts, dense_texts)
def test_a_ledger_refuses_other_texts(data: st.DataObject, text: str, other: str) -> None:
    ledger = Ledger.from_edits(text, data.draw(edits_of(text)))
    if len(other.encode()) != len(text.encode()):
        with pytest.raises(LedgerError):
            ledger.apply(other)
    elif any(other[e.start : e.end] != e.removed for e in ledger.edits):
        # Positions are bytes within: a text of other widths may still be refused, never garbled.
        try:
            changed = ledger.apply(other)
        except LedgerError:
            return
        assert ledger.revert(changed) == other


@given(st.data(), dense_texts)
def test_edits_are_a_sequence(data: st.DataObject, text: str) -> None:
    ledger = Ledger.from_edits(text, data.draw(edits_of(text)))
    edits = ledger.edits
    assert list(edits) == [edits[i] for i in range(len(edits))] == list(edits[:])
    assert len(edits) == len(ledger)
    if edits:
        assert edits[-1] == list(edits)[-1]
        assert isinstance(edits[0], Edit)
    with pytest.raises(IndexError):
        edits[len(edits)]
