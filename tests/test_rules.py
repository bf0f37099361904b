"""Every rule is declared in full, and its examples hold with that rule alone switched on."""

from __future__ import annotations

from typing import Any

import pytest

import kxclean
from kxclean.rule import STAGES, Example, Rule

KEEP: dict[str, Any] = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
}


def alone(rule: Rule, example: Example) -> kxclean.Cleaned:
    others = tuple(other.name for other in kxclean.rules() if other.name != rule.name)
    options = {**KEEP, "enable": (rule.name,), "disable": others, "apply": "all"}
    return kxclean.clean(example.before, **{**options, **example.options})


CHANGES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in kxclean.rules()
    for number, example in enumerate(rule.changes)
]
LEAVES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in kxclean.rules()
    for number, example in enumerate(rule.kept())
]


@pytest.mark.parametrize(("rule", "example"), CHANGES)
def test_rule_changes_its_examples(rule: Rule, example: Example) -> None:
    cleaned = alone(rule, example)
    assert cleaned.text == example.after
    assert rule.name in cleaned.ledger.rule_counts
    assert cleaned.ledger.revert(cleaned.text) == example.before


@pytest.mark.parametrize(("rule", "example"), LEAVES)
def test_rule_leaves_what_only_looks_alike(rule: Rule, example: Example) -> None:
    assert example.before == example.after
    assert alone(rule, example).text == example.before


def test_rules_are_listed_once_in_the_order_of_the_stages() -> None:
    listed = kxclean.rules()
    names = [rule.name for rule in listed]
    assert len(names) == len(set(names)) > 0
    stages = [STAGES.index(rule.stage) for rule in listed]
    assert stages == sorted(stages)
