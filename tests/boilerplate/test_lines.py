"""What leaves and what stays: the examples of the rules and lines of several pieces, as data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from kxclean.boilerplate import shipped_rules
from kxclean.boilerplate.linerule import LineExample, LineRule
from kxclean.boilerplate.values import KINDS, kind_of

from .documents import at_foot, at_head, find, strip

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent


def entries(name: str, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text("utf-8"))[kind]
    return found


EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.rule.name}-{number}")
    for rule in shipped_rules()
    for number, example in enumerate(rule.examples)
]
LEAVES = [
    pytest.param(leave, id=f"{rule.rule.name}-{number}")
    for rule in shipped_rules()
    for number, leave in enumerate(rule.leaves)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_examples_leave_and_say_what_they_say(rule: LineRule, example: LineExample) -> None:
    frames = []
    if rule.where != "head":
        frames.append(at_foot)
    if rule.where == "head" or (rule.where != "foot" and rule.head == rule.foot):
        frames.append(at_head)
    for frame in frames:
        text, metadata = strip(frame(example.lines))
        assert text == frame("")
        for key, said in example.metadata.items():
            kind = rule.kinds.get(key, kind_of(key))
            assert metadata[key] == KINDS[kind](said)


@pytest.mark.parametrize("leave", LEAVES)
def test_what_only_looks_alike_stays_with_all_rules_on(leave: str) -> None:
    for frame in (at_head, at_foot):
        text, metadata = strip(frame(leave))
        assert text == frame(leave)
        assert metadata == {}


@pytest.mark.parametrize("entry", entries("lines.toml", "line"), ids=lambda entry: entry["text"])
def test_lines_of_several_pieces(entry: dict[str, Any]) -> None:
    for frame, end in ((at_head, "head"), (at_foot, "foot")):
        text, metadata = strip(frame(entry["text"]))
        if entry["leaves"] in ("both", end):
            assert text == frame("")
            assert metadata == entry["metadata"]
        else:
            assert text == frame(entry["text"])
            assert metadata == {}


@pytest.mark.parametrize("entry", entries("kept.toml", "document"), ids=lambda e: e["text"][:8])
def test_documents_of_which_nothing_leaves(entry: dict[str, Any]) -> None:
    assert strip(entry["text"]) == (entry["text"], {})


def test_there_are_enough_examples_in_every_file() -> None:
    assert sum(len(rule.examples) for rule in shipped_rules()) >= 60
    assert sum(len(rule.leaves) for rule in shipped_rules()) >= 60


def test_a_label_of_a_form_is_proposed_and_not_taken() -> None:
    text = "申请表\n申请人：李四\n审核：王小明"
    (edit,) = find(text).edits
    assert (edit.rule, edit.removed, edit.safety.value) == (
        "reviewer-line",
        "\n审核：王小明",
        "unsafe",
    )
