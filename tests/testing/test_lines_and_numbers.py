"""Wraps, split words, tables, head and foot lines, digit groups: what is struck and what is not."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.testing import damage, prose, strategies
from kxclean.testing.damage import SEPARATORS, group_digits, hard_wrap, inject_lines


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


@given(strategies.documents(), st.integers(16, 80))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    made = hard_wrap(text, 0, width=width)
    for line in made.text.split("\n"):
        # A closing mark or two may hang over; words of letters are never broken.
        words = max(map(len, re.findall(r"[!-~]+", line)), default=0)
        assert "\t" in line or columns(line) <= width + 8 or columns(line) <= words + 8
    assert made.text.replace("\n", "") == text.replace("\n", "")
    assert all(0 < place < len(text) for place in made.places)


@given(strategies.paragraphs(), st.integers(20, 60))
def test_no_wrapped_line_begins_with_a_closing_mark(text: str, width: int) -> None:
    for line in hard_wrap(text, 0, width=width).text.split("\n"):
        assert line[0] not in "，。、；：？！）》”"


def test_indents_and_blank_lines() -> None:
    made = hard_wrap("高校科學營活動", 0, width=10, first="　　", rest=" ", blank_line=True)
    assert made.text == "　　高校科\n\n 學營活動"
    assert made.places == (3,)


@given(strategies.documents(), st.booleans())
def test_split_words_are_split_between_han(text: str, blank_line: bool) -> None:
    made = damage.split_words(text, 1, share=1.0, blank_line=blank_line)
    for place in made.places:
        assert all("\u4e00" <= char <= "\u9fff" for char in text[place - 6 : place + 6])
        assert len(text[place - 6 : place + 6]) == 12


@given(strategies.documents(kinds=["table", "paragraph"]), st.sampled_from("|｜"))
def test_blown_tables_hold_the_same_cells(text: str, bar: str) -> None:
    made = damage.blow_up_tables(text, 2, bar=bar)
    for line in made.text.split("\n"):
        assert "\t" not in line
    cells = [line.removesuffix(bar).rstrip() for line in made.text.split("\n") if line.strip(bar)]
    assert cells == re.split("[\n\t]", text)
    rows = [line for line in text.split("\n") if "\t" in line]
    assert len(made.places) == len(rows)


@pytest.mark.parametrize("script", ["zh-Hans", "zh-Hant"])
def test_every_head_and_foot_line_can_be_filled(script: prose.Script) -> None:
    head = len(damage.line_templates("head", script))
    foot = len(damage.line_templates("foot", script))
    assert min(head, foot) >= 5
    made = inject_lines("标题\n正文。", 1, head=head, foot=foot, script=script)
    assert "{" not in made.text
    assert made.text.count("\n") == head + foot + 1


def test_head_lines_stand_behind_a_title() -> None:
    made = inject_lines("标题\n正文。", 1, head=1, foot=1, behind_title=True)
    lines = made.text.split("\n")
    assert (lines[0], lines[2]) == ("标题", "正文。")
    assert made.places == (3, 6)


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(
    ("sound", "grouped"),
    [
        ("现有1116个", "现有1 116个"),
        ("37226個機構", "37 226個機構"),
        ("完成1234567元", "完成1 234 567元"),
        ("10000名", "10 000名"),
        ("2014年", "2014年"),
        ("第1116页", "第1116页"),
        ("电话62510000", "电话62510000"),
        ("型号A1116个", "型号A1116个"),
        ("3.1416公里", "3.1416公里"),
        ("999个", "999个"),
    ],
)
def test_numbers_that_count_are_grouped(sound: str, grouped: str, separator: str) -> None:
    found = group_digits(sound, 0, separator=separator)
    assert found.text == grouped.replace(" ", separator)
    assert len(found.places) == (sound != grouped)


def test_full_width_groups() -> None:
    assert group_digits("现有1116个", 0, full_width=True).text == "现有１，１１６个"


def test_marks_are_doubled_and_blanks_lost() -> None:
    made = damage.spoil_marks("首先，王曉敏　高志強主持。", 0, share=1)
    assert made.text == "首先，，王曉敏?高志強主持。"
    assert made.places == (2, 6)


def test_a_piece_is_a_piece() -> None:
    text = prose.document(1)
    for seed in range(20):
        made = damage.cut_out(text, seed)
        assert made.text in text
        assert 0.29 <= len(made.text) / len(text) <= 0.91
