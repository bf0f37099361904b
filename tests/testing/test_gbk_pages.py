"""Glosses and frame shifts are those of real pages, and those of the model that repair inverts."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.repair import gbk_model
from kxclean.testing import strategies
from kxclean.testing.damage import Style, gbk_damage, gloss_table, over_convert, simplify

#: Pairs of one site in the order that its pages show: 驅 was applied before 學, 數 before 當.
SITE = [
    ("驅", "qū"), ("學", "xué"), ("術", "shù"), ("區", "qū"), ("內", "nèi"), ("務", "wù"),
    ("現", "xiàn"), ("復", "fù"), ("鎮", "zhèn"), ("數", "shù"), ("當", "dāng"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sound", "found", "places"),
    [
        ("高校科學營", "高??茖W(xué)營", (1, 3)),
        ("個。現有", "個?,F(xiàn)有", (1, 2)),
        ("工作。基層工作與頂層", "工作?;鶎庸ぷ髋c頂層", (2,)),
        ("(條)。《內蒙古", "(條)?!秲?nèi)蒙古", (3, 5)),
        ("評審通過", "評審?fù)ㄟ^", (2,)),
        ("獲獎者。開通", "獲獎?wù)?。開通", (2,)),
        ("區域學術", "區(qū)域?qū)W術(shù)", (0, 2, 3)),
        ("面對面個別", "面對面?zhèn)€別", (3,)),
        ("當地智慧城市", "當(dāng)?shù)刂腔鄢鞘?", (0, 1)),
    ],
)
def test_known_pages(sound: str, found: str, places: tuple[int, ...]) -> None:
    made = gbk_damage(sound, 0, table=SITE)
    assert made.text == found
    assert made.places == places


@given(
    strategies.documents("zh-Hant", max_blocks=3),
    strategies.site_tables(),
    st.lists(st.sampled_from(gbk_model.CUT_MARKS), unique=True),
)
def test_it_is_the_model_that_repair_inverts(
    text: str, table: list[tuple[str, str]], marks: list[str]
) -> None:
    source = gbk_model.encode(text)
    assert source is not None
    strikes = gbk_model.find_glosses(source, [(char, f"({pinyin})") for char, pinyin in table])
    cuts = gbk_model.find_cuts(source, strikes, marks)
    expected = gbk_model.decoded(source, strikes, cuts)
    made = gbk_damage(text, 0, table=table, marks=marks, fold=False, keep_private=True)
    assert made.text == expected
    folded = gbk_damage(text, 0, table=table, marks=marks)
    assert folded.text == gbk_model.fold_width(
        "".join(char for char in expected if not "\ue000" <= char <= "\uf8ff")
    )
    assert folded.places == made.places


@given(strategies.documents("zh-Hant", max_blocks=3))
def test_without_table_and_cuts_nothing_happens(text: str) -> None:
    made = gbk_damage(text, 0, table=(), marks=(), fold=False)
    assert made.text == text
    assert not made.places
    assert not made.edits


def test_edits_say_what_kind_of_damage_they_are() -> None:
    made = gbk_damage("高校科學營，內蒙古", 0, table=SITE)
    kinds = [(edit.rule, edit.removed, edit.replacement) for edit in made.edits]
    assert kinds == [
        ("frame shift", "校科學", "??茖W(xué)"),
        ("folded mark", "，", ","),
        ("gloss", "", "(nèi)"),
    ]


def test_fewer_cuts_leave_more_sound() -> None:
    text = "高校科學營，" * 40
    struck = [
        len(gbk_damage(text, 1, table=(), cut_share=share).places) for share in (0.0, 0.5, 1.0)
    ]
    assert struck[0] == 0
    assert 10 < struck[1] < 30
    assert struck[2] == 40


@pytest.mark.parametrize(
    ("style", "found"),
    [("A", "學(xué)"), ("B", "學(xué )"), ("C", "學(xue) "), ("D", "學(xue)(xue)")],
)
def test_styles(style: Style, found: str) -> None:
    glossed = partial(gbk_damage, table=[("學", "xué")], marks=(), style=style)
    assert found in {glossed("學", seed).text for seed in range(8)}


def test_tables_are_drawn_as_large_as_real_ones() -> None:
    sizes = {len(gloss_table(seed)) for seed in range(200)}
    assert sizes == set(range(30, 51))
    assert len(dict(gloss_table(1))) == len(gloss_table(1))


def test_careless_conversions() -> None:
    assert simplify("內(nèi)蒙古，學術").text == "内(nèi)蒙古，学术"
    assert over_convert("系統，面對，制度", 0).text == "係統，麵對，製度"
