"""The forward model gives the damage that pages were found with, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kxclean.errors import ConfigError
from kxclean.repair import gbk_model
from kxclean.testing.damage import gbk_damage, gloss_table, mix_up

TABLE = [
    ("現", "xiàn"),
    ("復", "fù"),
    ("驅", "qū"),
    ("務", "wù"),
    ("內", "nèi"),
    ("術", "shù"),
    ("學", "xué"),
    ("鎮", "zhèn"),
    ("發", "fā"),
    ("農", "nóng"),
    ("數", "shù"),
    ("當", "dāng"),
]

#: As found in documents, and what stood there.
FOUND = [
    ("高校科學營", "高??茖W(xué)營"),
    ("個。現有", "個?,F(xiàn)有"),
    ("工作。基層工作與頂層", "工作?;鶎庸ぷ髋c頂層"),
    ("(條)。《內蒙古", "(條)?!秲?nèi)蒙古"),
    ("評審通過", "評審?fù)ㄟ^"),
    ("獲獎者。開通", "獲獎?wù)?。開通"),
    ("區域學術", "區域?qū)W術(shù)"),
    ("面對面個別", "面對面?zhèn)€別"),
    ("當地智慧城市", "當(dāng)?shù)刂腔鄢鞘?"),
    ("深海考古的重大發現", "深??脊诺闹卮蟀l(fā)現(xiàn)"),
]


@pytest.mark.parametrize(("sound", "found"), FOUND)
def test_damage_is_as_found(sound: str, found: str) -> None:
    assert gbk_damage(sound, 0, table=TABLE).text == found


def test_a_dropped_private_character_hides_two_bytes() -> None:
    kept = gbk_damage("應用。基于此", 0, table=(), keep_private=True).text
    assert [char for char in kept if "\ue000" <= char <= "\uf8ff"] == ["\ue2c4"]
    assert gbk_damage("應用。基于此", 0, table=()).text == "應用?;诖?"


def test_the_order_of_the_table_decides() -> None:
    later = [("當", "dāng"), ("數", "shù")]
    assert gbk_damage("當地", 0, table=later, marks=()).text == "當(dāng)地"
    assert gbk_damage("當地", 0, table=later[::-1], marks=()).text == "當(dāng)?shù)?"


def test_damage_is_a_function_of_its_seed() -> None:
    text = "組織全國青少年高校科學營活動。現有機構發展。"
    assert gbk_damage(text, 7) == gbk_damage(text, 7)
    assert gloss_table(7) == gloss_table(7) != gloss_table(8)


def test_places_are_where_it_struck() -> None:
    damaged = gbk_damage("高校科學營", 0, table=TABLE)
    assert damaged.places == (1, 3)


def test_what_gbk_lacks_is_refused() -> None:
    with pytest.raises(ConfigError, match="no code"):
        gbk_damage("👍", 0)
    with pytest.raises(ConfigError, match="no mix-up"):
        mix_up("中国", "utf-9")


@given(st.binary(max_size=40))
def test_decoding_takes_every_byte(piece: bytes) -> None:
    text = gbk_model.decode_piece(piece)
    assert len(piece) / 2 <= len(text) <= len(piece)


@given(st.text(st.sampled_from("高校科學營個。現有，工作基層AB1"), max_size=20))
def test_text_without_strikes_comes_back(text: str) -> None:
    source = gbk_model.encode(text)
    assert source is not None
    assert gbk_model.decoded(source, [], []) == text
