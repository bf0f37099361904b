"""Glosses and frame shifts are undone; what only looks like them stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kxclean.ledger import Safety
from kxclean.repair.frame_shift import find_starts
from kxclean.repair.glosses import gather
from kxclean.testing.damage import Style, gbk_damage
from tests.repair.options import repaired

#: A page of the project's own, in the traditional characters of a mainland site.
SENTENCES = (
    "自治區科學技術協會認真貫徹落實各項工作部署，積極組織開展科學普及活動。",
    "現有基層組織一百二十個，會員三千人。",
    "組織全國青少年參加高校科學營活動，取得良好效果。",
    "區域學術交流不斷擴大，學會服務能力明顯提高。",
    "基層工作與頂層設計同步推進，農村專業技術協會快速發展。",
    "開展調查研究，提出建議二十項，被有關部門採納。",
    "各級領導高度重視創新驅動發展，網絡平臺建設進展順利。",
    "環境保護宣傳進入社區、學校和企業，參與人數逐年增加。",
)
PAGE = "\n".join(SENTENCES)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_page_comes_back(seed: int) -> None:
    damaged = gbk_damage(PAGE, seed)
    sound = gbk_damage(PAGE, seed, table=(), marks=()).text
    cleaned = repaired(damaged.text)
    # What is not certain is suggested; nothing is repaired wrongly.
    wrong = [edit for edit in cleaned.suggestions if edit.rule != "gbk-frame-shift"]
    assert not wrong
    if not cleaned.suggestions:
        assert cleaned.text == sound
    assert repaired(cleaned.text).text == cleaned.text


@pytest.mark.parametrize("style", ["A", "B", "C", "D"])
def test_all_styles_of_glosses_go(style: Style) -> None:
    table = [
        ("學", "xué"),
        ("術", "shù"),
        ("會", "huì"),
        ("發", "fā"),
        ("網", "wǎng"),
        ("業", "yè"),
    ]
    damaged = gbk_damage(PAGE, 3, table=table, marks=(), style=style)
    assert "(" in damaged.text
    assert repaired(damaged.text).text == gbk_damage(PAGE, 3, table=(), marks=()).text


@given(st.integers(0, 2**32), st.permutations(SENTENCES), st.booleans())
@settings(max_examples=25)
def test_repair_does_no_harm_and_settles(
    seed: int, sentences: list[str], keep_private: bool
) -> None:
    page = "\n".join(sentences)
    damaged = gbk_damage(page, seed, keep_private=keep_private).text
    cleaned = repaired(damaged)
    assert repaired(cleaned.text).text == cleaned.text
    sound = gbk_damage(page, seed, table=(), marks=()).text
    assert sum(a != b for a, b in zip(cleaned.text, sound, strict=False)) <= len(sound)
    assert not gather(cleaned.text).glosses


@given(st.permutations(SENTENCES))
@settings(max_examples=10)
def test_sound_pages_stay(sentences: list[str]) -> None:
    page = "\n".join(sentences)
    cleaned = repaired(page)
    assert cleaned.text == page
    assert not cleaned.suggestions


@pytest.mark.parametrize(
    ("found", "sound"),
    [
        ("内(nèi)蒙古", "内蒙古"),
        ("內（nèi）蒙古自治區（qū）", "內蒙古自治區"),
        ("學(xué)校組織學(xué)會(huì )", "學校組織學會"),
        ("站長(cháng)發(fā)表講話", "站長發表講話"),
    ],
)
def test_short_texts_are_decided_by_known_pairs(found: str, sound: str) -> None:
    assert repaired(found).text == sound


@pytest.mark.parametrize(
    "text",
    [
        "陂(bēi)塘",
        "我(wǒ)学(xué)",
        "安(ān)-昂(áng)",
        "华(huá)山论剑(jiàn)",
        "“会”字在“会计”里读作会(kuài)，不读会(huì)。",
        "汉(hàn)语(yǔ)拼音教学",
        "李华(Li Hua)和张(San)",
        "当x(t)大于a(n)时，方程f(x)有解",
        "世界卫生组织(who)和联合国(un)",
        "公司(ltd)与个(ge)人",
    ],
)
def test_glosses_that_people_write_stay(text: str) -> None:
    assert repaired(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "真的??太好了",
        "什么?!",
        "什么？！",
        "?id=1&x=2",
        "A?B:C",
        "王曉敏?高志強",
        "为什么??!!因为没有。怎么办?。",
        "选项A?、B?、C?",
        "SELECT * FROM t WHERE a=?,b=?;",
        '他问:"来吗?"她答:"来!"',
        "谁?;何时?;何地?",
    ],
)
def test_question_marks_that_people_write_stay(text: str) -> None:
    cleaned = repaired(text)
    assert cleaned.text == text
    assert not cleaned.suggestions


def test_a_swallowed_digit_is_never_invented() -> None:
    # 校、50: D0 A3 A1 A2 35, cut at the phantom ！: the lead byte A2 swallowed the 5.
    text = SENTENCES[0] + "有部屬高等學校、50%以上。"
    damaged = gbk_damage(text, 0, table=[("學", "xué"), ("術", "shù"), ("會", "huì")]).text
    assert "?!?0%" in damaged
    cleaned = repaired(damaged)
    assert "?!?0%" in cleaned.text
    assert cleaned.signals["remaining_frame_shifts"] >= 1


def test_what_is_uncertain_is_suggested() -> None:
    cleaned = repaired("校长(zhǎng)")
    assert cleaned.text == "校长(zhǎng)"
    assert [edit.safety for edit in cleaned.suggestions] == [Safety.UNSAFE]
    assert cleaned.signals["remaining_glosses"] >= 1


def test_text_without_a_trigger_is_returned_as_it_is() -> None:
    text = "第一條 為了保護著作權，制定本法。"
    assert repaired(text).text is text
    assert find_starts(text) == []


def test_simplified_after_the_damage() -> None:
    # 组织全国青少年高校科学营活动, damaged in traditional characters, then converted.
    text = "内(nèi)蒙古科学(xué)技术(shù)协(xié)会全国青少年高??茖W(xué)营活动。"
    assert repaired(text).text == "内蒙古科学技术协会全国青少年高校科学营活动。"
