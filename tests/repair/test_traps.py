"""Texts that look like damage of GBK pages and are none: nothing in them is repaired."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kxclean.ledger import Edit
from tests.repair.options import repaired

TRAPS = json.loads((Path(__file__).parent / "traps.json").read_text("utf-8"))
RULES = {"pinyin-gloss", "gbk-frame-shift"}
#: A gloss that most glossed pages have too; who wrote it cannot be known, so it is suggested.
UNDECIDED = {"one gloss of a name", "vitamins", "chemical"}


def of_gbk(edits: tuple[Edit, ...]) -> list[Edit]:
    return [edit for edit in edits if RULES.intersection(edit.rules)]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["label"])
def test_traps_stay(trap: dict[str, str]) -> None:
    cleaned = repaired(trap["text"])
    assert not of_gbk(tuple(cleaned.ledger.edits))
    if trap["label"] not in UNDECIDED:
        assert not of_gbk(cleaned.suggestions)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["label"])
def test_traps_stay_in_a_document(trap: dict[str, str]) -> None:
    page = f"第一条 为了保护著作权，制定本法。\n{trap['text']}\n第二条 本法自公布之日起施行。"
    assert repaired(page).text == page


def test_labels_are_given_once() -> None:
    labels = [trap["label"] for trap in TRAPS]
    assert len(labels) == len(set(labels))
