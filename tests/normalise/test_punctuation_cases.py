"""Punctuation as it is met: what is to be mended and what must stay, as data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import kxclean

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

KEEP = {
    "script": "keep",
    "digit_grouping": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
    "disable": [rule.name for rule in kxclean.rules() if rule.stage in ("repair", "layout")],
}
FILE = Path(__file__).parent / "punctuation.toml"
GROUPS: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["group"]
CHANGES = [(group["source"], *pair) for group in GROUPS for pair in group["changes"]]
LEAVES = [(group["source"], text) for group in GROUPS for text in group["leaves"]]


@pytest.mark.parametrize(("source", "before", "after"), CHANGES)
def test_faults_are_mended(source: str, before: str, after: str) -> None:
    cleaned = kxclean.clean(before, **KEEP)
    assert cleaned.text == after, source
    assert cleaned.ledger.revert(cleaned.text) == before
    assert kxclean.clean(after, **KEEP).text == after


@pytest.mark.parametrize(("source", "text"), LEAVES)
def test_what_only_looks_alike_stays(source: str, text: str) -> None:
    assert kxclean.clean(text, **KEEP).text == text, source


def test_there_are_cases_enough_of_both_kinds() -> None:
    """The issue asks for 300 cases of normalisation; these are the share of punctuation."""
    assert len(CHANGES) >= 80
    assert len(LEAVES) >= 80
    assert len({before for _, before, _ in CHANGES} | {text for _, text in LEAVES}) == len(
        CHANGES
    ) + len(LEAVES)
