"""Blocks: every line that is not blank is in one block, and is called what it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kxclean
from kxclean.blocks import kinds
from kxclean.document import Block
from tests.layout.test_properties import layouts
from tests.strategies import dense_texts, texts


def found(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.of(text)) for block in kxclean.blocks(text)]


@given(layouts | dense_texts | texts)
def test_blocks_cover_what_is_not_blank_in_order(text: str) -> None:
    end = 0
    for block in kxclean.blocks(text):
        assert end <= block.start < block.end
        assert not text[end : block.start].strip("".join(_BLANKS)), "a line is in no block"
        end = block.end
    assert not text[end:].strip("".join(_BLANKS))


_BLANKS = [" ", "\t", "\v", "\f", "\r", "\n", "\u00a0", "\u1680", "\u202f", "\u205f", "\u3000"]
_BLANKS += [chr(code) for code in range(0x2000, 0x200B)]


@given(layouts)
def test_a_block_is_one_line_unless_it_is_code(text: str) -> None:
    for block in kxclean.blocks(text):
        assert block.kind == "code" or not set(block.of(text)) & {"\n", "\r"}


def test_a_document_of_many_kinds() -> None:
    text = (
        "科协工作报告\n\n各位委员、同志们：\n\n第一章 总则\n\n为了保护环境，制定本法。\n"
        "一、夯实基础，抢抓机遇\n学会数量不足，质量不高，要认真解决。\n（一）检验费。\n- 第一点\n"
        "姓名\t职务\n| 甲 | 乙 |\n图1 组织结构\n“你好。”他说。\n"
        "```python\nprint(1)\n\n\nprint(2)\n```\n安徽省科协\n\n2017年2月27日"
    )
    assert found(text) == [
        ("heading", "科协工作报告"),
        ("paragraph", "各位委员、同志们："),
        ("heading", "第一章 总则"),
        ("paragraph", "为了保护环境，制定本法。"),
        ("heading", "一、夯实基础，抢抓机遇"),
        ("paragraph", "学会数量不足，质量不高，要认真解决。"),
        ("list item", "（一）检验费。"),
        ("list item", "- 第一点"),
        ("table row", "姓名\t职务"),
        ("table row", "| 甲 | 乙 |"),
        ("caption", "图1 组织结构"),
        ("dialogue", "“你好。”他说。"),
        ("code", "```python\nprint(1)\n\n\nprint(2)\n```"),
        ("paragraph", "安徽省科协"),
        ("paragraph", "2017年2月27日"),
    ]


@pytest.mark.parametrize(
    "poem",
    [
        "床前明月光,\n疑是地上霜。\n举头望明月,\n低头思故乡。",
        "紫蕚扶千蘂，黃鬚照萬花。\n忽疑行暮雨，何事入朝霞。",
        "轻轻的我走了，\n正如我轻轻的来；\n我轻轻的招手，\n作别西天的云彩。",
        "起来!不愿做奴隶的人们!\n前进!前进!\n把我们的血肉筑成新的长城!\n前进!前进!",
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡",
    ],
)
def test_verse_is_verse(poem: str) -> None:
    assert {kind for kind, _ in found(poem)} == {"verse line"}


@pytest.mark.parametrize(
    "text",
    [
        "中国数学会\n中国物理学会\n中国天文学会\n中国气象学会",
        "内蒙古农牧业座谈会。\n\n\n内蒙古自治区科普专家团成立大会。\n\n\n第十九届机器人竞赛。",
        "会议结束了。\n他没有回答。",
    ],
)
def test_names_and_short_sentences_are_not(text: str) -> None:
    assert "verse line" not in {kind for kind, _ in found(text)}


def test_code_with_chinese_in_it_is_code() -> None:
    text = "def 计算(甲, 乙):\n    结果 = 甲 + 乙\n\n    return 结果"
    assert kxclean.blocks(text) == [Block("code", 0, len(text))]


def test_an_open_fence_runs_to_the_end() -> None:
    assert found("```\n甲。\n~~~\n乙。") == [("code", "```\n甲。\n~~~\n乙。")]


@given(st.text(" \n\r\t\u3000", max_size=20))
def test_a_blank_text_has_no_blocks(text: str) -> None:
    assert kxclean.blocks(text) == []


@given(
    st.lists(layouts, max_size=4).map(
        lambda parts: "为了加强学会的组织建设，提高能力，" * 4 + "".join(parts)
    )
)
def test_the_quick_look_at_wide_lines_agrees_with_the_long_one(text: str) -> None:
    quick = kxclean.blocks(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "_WIDE", 10**9)
        assert kxclean.blocks(text) == quick
