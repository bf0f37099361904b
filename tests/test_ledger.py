"""The ledger on examples, its errors, and what it costs."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

import kxclean
from kxclean.errors import InputError, LedgerError
from kxclean.ledger import Edit, Ledger, Safety

RAW = "內(nèi)蒙古1 116個"
EDITS = (Edit(1, 6, "(nèi)", "", "pinyin-gloss"), Edit(9, 10, " ", "", "grouped-digits"))


def test_touching_edits_of_one_rule_are_joined() -> None:
    edits = [Edit(1, 2, "b", "x", "r"), Edit(0, 1, "a", "y", "r"), Edit(2, 3, "c", "", "s")]
    assert list(Ledger.from_edits("abc", edits).edits) == [
        Edit(0, 2, "ab", "yx", "r"),
        Edit(2, 3, "c", "", "s"),
    ]


def test_safety_keeps_touching_edits_apart_and_survives_composition() -> None:
    first = Ledger.from_edits("ab", [Edit(0, 1, "a", "x", "r", Safety.UNSAFE)])
    whole = first.then(Ledger.from_edits("xb", [Edit(0, 2, "xb", "z", "s")]))
    assert list(whole.edits) == [Edit(0, 2, "ab", "z", "r+s", Safety.UNSAFE)]
    assert whole.edits[0].rules == ("r", "s")


def test_a_removal_of_edited_text_can_be_named_for_the_removal_alone() -> None:
    first = Ledger.from_edits("abcd", [Edit(1, 2, "b", "x", "r"), Edit(2, 3, "c", "y", "s")])
    whole = first.then(Ledger.from_edits("axyd", [Edit(0, 3, "axy", "", "t")]))
    assert list(whole.compact().edits) == [Edit(0, 3, "abc", "", "r+s+t")]
    assert list(whole.compact(["t", "u"]).edits) == [Edit(0, 3, "abc", "", "t")]
    assert list(whole.compact(["u"]).edits) == [Edit(0, 3, "abc", "", "r+s+t")]
    partly = first.then(Ledger.from_edits("axyd", [Edit(0, 2, "ax", "z", "t")]))
    assert partly.compact(["t"]).edits[0].rule == "r+t"


def test_a_change_that_is_taken_back_disappears_on_compaction() -> None:
    there = Ledger.from_edits("ab", [Edit(0, 1, "a", "x", "r")])
    back = there.then(Ledger.from_edits("xb", [Edit(0, 1, "x", "a", "s")]))
    assert back.apply("ab") == "ab"
    assert list(back.compact().edits) == []


def test_positions_are_carried_across() -> None:
    ledger = Ledger.from_edits(RAW, EDITS)
    clean = ledger.apply(RAW)
    assert clean == "內蒙古1116個"
    assert clean[ledger.to_clean(RAW.index("古"))] == "古"
    assert RAW[ledger.to_raw(clean.index("個"))] == "個"
    assert ledger.to_clean(3) == 1
    assert ledger.to_clean(10**6) == ledger.to_clean(10**30) == len(clean)


@pytest.mark.parametrize("position", [-1, 1.5, "1", None, True])
def test_positions_are_whole_numbers(position: object) -> None:
    with pytest.raises(LedgerError, match="whole number"):
        Ledger.identity("ab").to_clean(position)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(0, 2, "ab", "", "r"), Edit(1, 3, "bc", "", "r")],
        [Edit(2, 5, "c", "", "r")],
        [Edit(0, 1, "x", "", "r")],
        [Edit(2, 1, "", "x", "r")],
        [Edit(-1, 1, "", "x", "r")],
        [Edit(9, 9, "", "x", "r")],
    ],
)
def test_impossible_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(LedgerError):
        Ledger.from_edits("abc", edits)


def test_a_ledger_for_another_text_is_refused() -> None:
    ledger = Ledger.from_edits(RAW, EDITS)
    for other in ("", "內(nèi)蒙古", RAW.replace("(", "["), RAW + "x"):
        with pytest.raises(LedgerError):
            ledger.apply(other)
        with pytest.raises(LedgerError):
            ledger.revert(other)
        with pytest.raises(LedgerError):
            ledger.then(Ledger.identity(other))
    same_length = Ledger.from_edits("zz", [Edit(0, 1, "z", "q", "r")])
    with pytest.raises(LedgerError):
        Ledger.from_edits("ab", [Edit(0, 1, "a", "x", "r")]).then(same_length)


@pytest.mark.parametrize("wrong", [None, 3, b"x", "\ud800"])
def test_what_is_no_text_is_refused_by_name(wrong: Any) -> None:
    ledger = Ledger.identity("x")
    for call in (
        Ledger.identity,
        ledger.apply,
        ledger.revert,
        ledger.then,
        lambda text: Ledger.from_edits(text, []),
    ):
        with pytest.raises(LedgerError):
            call(wrong)
    with pytest.raises(LedgerError, match="Edit values"):
        Ledger.from_edits("abc", [wrong])
    with pytest.raises(InputError):
        kxclean.blocks(wrong)


def test_edits_can_be_pickled_and_copied() -> None:
    edits = Ledger.from_edits(RAW, EDITS).edits
    assert copy.deepcopy(edits) == pickle.loads(pickle.dumps(edits)) == edits  # noqa: S301


def test_json_is_readable_and_versioned() -> None:
    document = json.loads(Ledger.from_edits(RAW, EDITS).to_json())
    assert (document["format"], document["version"]) == ("kxclean-ledger", 1)
    assert document["rules"] == ["pinyin-gloss", "grouped-digits"]
    assert document["edits"][0] == [1, 3, "(nèi)", "", 0, 1]


BROKEN = json.loads(Ledger.from_edits(RAW, EDITS).to_json())


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        "not json",
        json.dumps({**BROKEN, "version": 2}),
        json.dumps({**BROKEN, "format": "other"}),
        json.dumps({**BROKEN, "raw": [1, 2]}),
        json.dumps({**BROKEN, "raw": [13, 2**40]}),
        json.dumps({**BROKEN, "edits": BROKEN["edits"][::-1]}),
        json.dumps({**BROKEN, "edits": [[1, 2, "x"]]}),
        json.dumps({**BROKEN, "edits": [[1, 3, "x", "", 9, 1]]}),
        json.dumps({**BROKEN, "edits": [[2, 1, "x", "", 0, 1]]}),
        json.dumps({**BROKEN, "edits": [[-1, 3, "x", "", 0, 1]]}),
        json.dumps({**BROKEN, "edits": [[2**64 - 1, 2**64 - 1, "x", "", 0, 1]]}),
        json.dumps({**BROKEN, "edits": [[2**32, 2**32, "x", "", 0, 1]]}),
        json.dumps({**BROKEN, "edits": [[0, 0, "xy", "", 0, 1], [1, 1, "z", "", 0, 1]]}),
        "[" * 100_000,
    ],
)
def test_broken_json_is_refused(document: str) -> None:
    with pytest.raises(LedgerError):
        Ledger.from_json(document)


def test_only_boundaries_are_kept() -> None:
    text = "甲乙" * 5000
    edits = [Edit(i, i + 1, "甲", "丙", "r") for i in range(0, len(text), 2)]
    ledger = Ledger.from_edits(text, edits)
    assert len(ledger) == 5000
    assert ledger._native.boundary_bytes <= 48 * len(ledger)
    assert Ledger.identity(text)._native.boundary_bytes == 0


def test_equality_and_repr() -> None:
    ledger = Ledger.from_edits(RAW, EDITS)
    assert ledger == Ledger.from_edits(RAW, reversed(EDITS))
    assert ledger != Ledger.identity(RAW)
    assert ledger != "x"
    assert repr(ledger) == "<Ledger of 2 edits: 14 to 8 characters>"
    assert ledger.rule_counts == {"grouped-digits": 1, "pinyin-gloss": 1}
    assert bool(ledger)
    assert not Ledger.identity(RAW)
