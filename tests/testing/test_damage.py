"""Damage is a pure function that says truly where it struck."""

from __future__ import annotations

import inspect
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.errors import ConfigError
from kxclean.ledger import Ledger
from kxclean.testing import damage, prose, strategies
from kxclean.testing.damage import Damage, Damaged
from tests.strategies import dense_texts

TRADITIONAL = prose.document(3, script="zh-Hant")
SIMPLIFIED = prose.document(3)

ALL: dict[str, Damage] = {
    "gbk_damage": damage.gbk_damage,
    "gbk_damage, full width": partial(damage.gbk_damage, fold=False, keep_private=True),
    "gbk_damage, D": partial(damage.gbk_damage, style="D", cut_share=0.5),
    "mojibake": damage.mojibake,
    "mojibake, lines": partial(damage.mojibake, scope="line"),
    "mojibake, spans": partial(damage.mojibake, scope="span", losing=0.05),
    "lose_bytes": partial(damage.lose_bytes, share=0.05),
    "lose_bytes, dropped": partial(damage.lose_bytes, share=0.05, shown_as=""),
    "lose_bytes, utf-8": partial(damage.lose_bytes, share=0.05, encoding="utf-8"),
    "ruin": damage.ruin,
    "ruin, spans": partial(damage.ruin, sign="\ufffd", scope="span"),
    "ruin, memory": partial(damage.ruin, sign="烫烫烫", scope="text"),
    "hard_wrap": damage.hard_wrap,
    "hard_wrap, indents": partial(damage.hard_wrap, width=40, first="　　", rest="  "),
    "split_words": damage.split_words,
    "blow_up_tables": damage.blow_up_tables,
    "cut_out": damage.cut_out,
    "inject_lines": damage.inject_lines,
    "double_blocks": damage.double_blocks,
    "double_blocks, damaged": partial(damage.double_blocks, damage=damage.gbk_damage),
    "group_digits": damage.group_digits,
    "spoil_marks": damage.spoil_marks,
    "simplify": damage.simplify,
    "over_convert": damage.over_convert,
    "combine": lambda text, seed: damage.combine(
        text, seed, damage.gbk_damage, damage.inject_lines, damage.hard_wrap
    ),
}


def agrees(sound: str, found: Damaged) -> None:
    """The edits lead from one text to the other; the places are in order and in the text."""
    ledger = Ledger.from_edits(sound, found.edits)
    assert ledger.apply(sound) == found.text
    assert ledger.revert(found.text) == sound
    assert list(found.places) == sorted(set(found.places))
    assert all(0 <= place <= len(sound) for place in found.places)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("text", [TRADITIONAL, SIMPLIFIED, "", "中", "\n\n"])
def test_the_edits_are_the_damage(name: str, text: str) -> None:
    for seed in range(5):
        agrees(text, ALL[name](text, seed))


@pytest.mark.parametrize("name", ALL)
def test_same_seed_same_damage(name: str) -> None:
    made = [ALL[name](TRADITIONAL, seed) for seed in (1, 1, 2, 3, 4, 5, 6, 7)]
    assert made[0] == made[1]
    if name not in _NOTHING_TO_CHOOSE:
        assert len({one.text for one in made}) > 1
    assert made[0].edits
    assert made[0].places


#: Damages that strike everywhere, whatever the seed.
_NOTHING_TO_CHOOSE = {"simplify", "over_convert", "hard_wrap, indents", "ruin, memory"}


def test_every_damage_is_tested() -> None:
    tested = {name.partition(",")[0] for name in ALL}
    functions = {
        name
        for name in damage.__all__
        if inspect.isfunction(getattr(damage, name)) and name not in _MAKE_NO_DAMAGE
    }
    assert functions == tested


#: `mix_up` takes no seed; the other two give data.
_MAKE_NO_DAMAGE = {"mix_up", "gloss_table", "line_templates"}


@given(strategies.damages(), dense_texts, st.integers(0, 99))
def test_any_text_is_damaged_or_refused(kind: Damage, text: str, seed: int) -> None:
    try:
        found = kind(text, seed)
    except ConfigError as error:
        assert "GBK has no code" in str(error)  # noqa: PT017
        return
    agrees(text, found)


@given(strategies.damaged_documents())
def test_damaged_documents_come_with_their_sound_text(case: strategies.Case) -> None:
    agrees(case.sound, case.damaged)


def test_combined_places_are_those_of_the_sound_text() -> None:
    text = "內蒙古的學會"
    glossed = partial(damage.gbk_damage, table=[("內", "nèi"), ("學", "xué")], fold=False)
    found = damage.combine(text, 0, glossed, damage.simplify)
    assert found.text == "内(nèi)蒙古的学(xué)会"
    assert found.places == (0, 4, 5)


def test_combining_nothing_is_no_damage() -> None:
    assert damage.combine("中国", 0) == Damaged("中国", ())


def test_copies_are_damaged_each_in_its_own_way() -> None:
    spoil = partial(damage.gbk_damage, fold=False)
    count = TRADITIONAL.count("\n") + 1
    texts = {
        damage.double_blocks(TRADITIONAL, seed, lines=(0, count), damage=spoil).text
        for seed in range(4)
    }
    for text in texts:
        lines = text.split("\n")
        assert len(lines) == 2 * count
        assert lines[:count] != lines[count:]


def test_a_copy_may_stand_apart() -> None:
    found = damage.double_blocks("甲\n乙\n丙\n丁", 0, lines=(0, 1), apart=2)
    assert found.text == "甲\n乙\n丙\n甲\n丁"
    assert found.places == (0, 5)


@pytest.mark.parametrize(
    ("call", "value"),
    [
        (lambda: damage.gbk_damage(None, 0), "None"),  # type: ignore[arg-type]
        (lambda: damage.gbk_damage("中", "1"), "'1'"),  # type: ignore[arg-type]
        (lambda: damage.gbk_damage("\U00020000", 0), "GBK has no code"),
        (lambda: damage.gbk_damage("中", 0, style="E"), "'E'"),  # type: ignore[arg-type]
        (lambda: damage.gbk_damage("中", 0, cut_share=2), "cut_share=2"),
        (lambda: damage.gbk_damage("中", 0, table=["學"]), "'學'"),  # type: ignore[list-item]
        (lambda: damage.gbk_damage("中", 0, table=[("x", "y")]), "'x'"),
        (lambda: damage.gbk_damage("中", 0, marks=["a"]), "'a'"),
        (lambda: damage.gloss_table(0, size=999), "size=999"),
        (lambda: damage.mojibake("中", 0, kind="utf-9"), "'utf-9'"),
        (lambda: damage.mojibake("中", 0, kind=("gbk read as big5", "x")), "'x'"),
        (lambda: damage.mojibake("中", 0, scope="word"), "'word'"),  # type: ignore[arg-type]
        (lambda: damage.mojibake("中", 0, lost="!"), "'!'"),
        (lambda: damage.mojibake("中", 0, scope="span", length=(9, 3)), "length=3"),
        (lambda: damage.mojibake("中", 0, losing=-1), "losing=-1"),
        (lambda: damage.mix_up("中", "x"), "'x'"),
        (lambda: damage.lose_bytes("中", 0, encoding="big5"), "'big5'"),  # type: ignore[arg-type]
        (lambda: damage.ruin("中", 0, sign="x"), "'x'"),  # type: ignore[arg-type]
        (lambda: damage.hard_wrap("中", 0, width=3), "width=3"),
        (lambda: damage.hard_wrap("中", 0, first="x"), "'x'"),
        (lambda: damage.split_words("中", 0, share=1.5), "share=1.5"),
        (lambda: damage.split_words("中", 0, margin=0), "margin=0"),
        (lambda: damage.blow_up_tables("中", 0, bar="/"), "'/'"),
        (lambda: damage.blow_up_tables("中", 0, empty=(2, 1)), "empty=1"),
        (lambda: damage.cut_out("中", 0, share=(0.9, 0.1)), "0.9"),
        (lambda: damage.inject_lines("中", 0, head=99), "head=99"),
        (lambda: damage.inject_lines("中", 0, script="hans"), "'hans'"),  # type: ignore[arg-type]
        (lambda: damage.double_blocks("中", 0, lines=(0, 9)), "(0, 9)"),
        (lambda: damage.double_blocks("中", 0, apart=-1), "apart=-1"),
        (lambda: damage.group_digits("中", 0, separator="_"), "'_'"),
        (lambda: damage.group_digits("中", 0, full_width=1), "full_width=1"),  # type: ignore[arg-type]
        (lambda: damage.spoil_marks("中", 0, share=True), "share=True"),
        (lambda: damage.over_convert("中", 0, share=2), "share=2"),
        (lambda: damage.combine("中", 0, "wrap"), "'wrap'"),  # type: ignore[arg-type]
        (lambda: damage.simplify("\ud800"), "surrogate"),
    ],
)
def test_errors_show_the_value(call: Any, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        call()
    assert value in str(caught.value)
