"""Blown-up tables become rows or Markdown; bars elsewhere stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layout.helpers import cleaned, layout

BLOWN = (
    "主席: |\n牛廣明 |\n||||\n"
    "黨組書記: |\n白寶玉 |\n馬強 |\n|||\n"
    "副主席: |\n白寶玉 |\n亢貴厚 |\n||\n"
)


def test_each_row_is_a_line_of_cells() -> None:
    expected = "主席:\t牛廣明\n黨組書記:\t白寶玉\t馬強\n副主席:\t白寶玉\t亢貴厚\n"
    assert (
        layout("名錄\n" + BLOWN + "【概況】正文。", tables="rows")
        == f"名錄\n{expected}【概況】正文。"
    )


def test_markdown_rows_have_one_width() -> None:
    rows = layout(BLOWN, tables="markdown").splitlines()
    assert rows[:3] == ["|  |  |  |", "| --- | --- | --- |", "| 主席: | 牛廣明 |  |"]
    assert {row.count("|") for row in rows} == {4}


def test_a_full_first_row_heads_the_markdown_table() -> None:
    text = "姓名 |\n职务 |\n|\n牛广明 |\n主席 |\n|"
    assert layout(text, tables="markdown").splitlines()[0] == "| 姓名 | 职务 |"


def test_kept_tables_stay() -> None:
    assert layout(BLOWN, tables="keep") == BLOWN


def test_the_last_row_needs_no_bars() -> None:
    assert (
        layout("主席: |\n牛廣明 |\n||\n楊泓 |\n安玉麟 |\n正文。")
        == "主席:\t牛廣明\n楊泓\t安玉麟\n正文。"
    )


def test_windows_line_ends_stay() -> None:
    assert layout("甲 |\r\n乙 |\r\n||\r\n丙 |\r\n丁 |\r\n||\r\n") == "甲\t乙\r\n丙\t丁\r\n"


def test_full_width_bars_count() -> None:
    assert layout("甲 ｜\n乙 ｜\n｜｜\n丙 ｜\n丁 ｜\n｜｜") == "甲\t乙\n丙\t丁"


@pytest.mark.parametrize(
    "text",
    [
        "| 姓名 | 年龄 |\n| --- | --- |\n| 张三 | 20 |",
        "if (x || y) {\n  a |\n||\n}",
        "x = a |\nb = c |\n||",
        "||a|| = |a| + |b|\n|\n",
        "首页 | 新闻 | 关于\n|\n",
        "|||\n|||\n",
        "甲 |\n\n乙 |\n\n丙",
    ],
    ids=lambda text: text[:10],
)
def test_other_bars_stay(text: str) -> None:
    assert layout(text, disable=("broken-line",)) == text


cells = st.text("甲乙丙丁戊(女)蒙古族 12月:", min_size=1, max_size=8).map(str.strip).filter(bool)
tables = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=2, max_size=6).filter(
    lambda rows: sum(map(len, rows)) >= 2
)


@given(tables, st.integers(1, 4))
def test_no_cell_is_lost(rows: list[list[str]], bars: int) -> None:
    blown = "\n".join(" |\n".join(row) + " |\n" + "|" * bars for row in rows)
    result = cleaned(blown, disable=("broken-line", "trailing-blank", "junk-indent"))
    assert result.text.split("\n") == ["\t".join(row) for row in rows]
    assert result.ledger.revert(result.text) == blown
