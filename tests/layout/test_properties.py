"""What holds of the layout stage for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.layout.helpers import cleaned, layout
from tests.strategies import dense_texts

_PIECES = [
    *[
        "全力推进科协基层组",
        "织,2018年制定下发《意见》。",
        "科协之",
        "“科协之光”和“科协之",
        "窗”栏目。",
    ],
    *[
        "为了加强学会的组织建设，提高服务能力，",
        "一、",
        "（一）检验费。",
        "床前明月光,",
        "疑是地上霜。",
    ],
    *[
        "主席: |",
        "牛廣明 |",
        "||||",
        "|",
        "endprint",
        "。endprint",
        "\f",
        "\t",
        "\u00a0",
        "    ",
        " ",
    ],
    *[
        "\u3000\u3000",
        "\n",
        "\n\n",
        "\n\n\n",
        "\r\n",
        "# ",
        "```",
        "def f():",
        "    return 1",
        "- ",
    ],
    *["2017年2月27日", "安徽省科协", "各位委员:", "“你好。”他说。", "发布者:甲", "图1 结构"],
    *["A. 北京", "the end", "of it"],
]
layouts = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)


def letters(text: str) -> str:
    """The text without what the layout stage may remove."""
    return "".join(c for c in text if not c.isspace() and c != "|").replace("endprint", "")


@given(layouts | dense_texts)
def test_the_result_is_clean(text: str) -> None:
    once = layout(text)
    assert layout(once) == once


@given(layouts | dense_texts)
def test_the_ledger_gives_the_source_back(text: str) -> None:
    result = cleaned(text)
    assert result.ledger.revert(result.text) == text
    assert result.ledger.apply(text) == result.text


@given(layouts | dense_texts)
def test_nothing_but_blanks_bars_and_marks_changes(text: str) -> None:
    assert letters(layout(text)) == letters(text)


@given(st.lists(st.sampled_from(["甲乙丙。", "丁戊，己庚辛。", "标题"]), min_size=1, max_size=9))
def test_paragraphs_that_are_whole_stay(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs) + "\n"
    assert layout(text) == text
