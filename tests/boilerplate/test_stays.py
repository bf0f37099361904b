"""Lines that only speak of what sites speak of stay, wherever they stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import kxclean

from .documents import BODY, TITLE, at_foot, at_head, strip

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

STAYS: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("stays.toml").read_text("utf-8")
)


@pytest.mark.parametrize("line", STAYS["prose"] + STAYS["lines"])
def test_it_stays_at_head_and_foot(line: str) -> None:
    for text in (at_head(line), at_foot(line)):
        assert strip(text) == (text, {})


@pytest.mark.parametrize("line", STAYS["prose"])
def test_prose_stays_beside_lines_of_a_site(line: str) -> None:
    text = f"{TITLE}\n\n浏览次数:74\n\n{line}\n\n{BODY}\n\n{line}\n\n责任编辑:王小明"
    assert strip(text)[0] == f"{TITLE}\n\n{line}\n\n{BODY}\n\n{line}"


def test_there_are_many_of_them() -> None:
    assert len(STAYS["prose"]) + len(STAYS["lines"]) >= 160


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_they_stay_through_the_whole_cleaner(script: str) -> None:
    lines = [line for line in STAYS["prose"] if "“" not in line]
    for line in lines:
        text = kxclean.clean(at_foot(line), script=script).text
        assert text.count("\n") == at_foot(line).count("\n"), line
