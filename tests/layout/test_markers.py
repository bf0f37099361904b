"""Page marks of publishing systems leave the text; words that look like them stay."""

from __future__ import annotations

import pytest

from tests.layout.helpers import layout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("得到充分肯定。endprint\n三、凝心聚力", "得到充分肯定。\n三、凝心聚力"),
        ("得到充分肯定。endprint\r\n三、凝心聚力", "得到充分肯定。\r\n三、凝心聚力"),
        ("得到充分肯定。endprint  ", "得到充分肯定。"),
        ("得到充分肯定endprint", "得到充分肯定"),
        ("得到充分肯定。\nendprint\n三、凝心聚力", "得到充分肯定。\n三、凝心聚力"),
        ("上页。\n\n[!--empirenews.page--]\n\n下页。", "上页。\n\n下页。"),
        ("上页。\n\n_ueditor_page_break_tag_\n下页。", "上页。\n\n下页。"),
        ("上页。#p#分页标题#e#\n下页。", "上页。\n下页。"),
        ("第一页。\f第二页。", "第一页。\n第二页。"),
        ("第一页。\n\f\n第二页。", "第一页。\n\n第二页。"),
        ("第一页。\f", "第一页。"),
    ],
)
def test_marks_of_the_machine_go(text: str, expected: str) -> None:
    assert layout(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "if (x) {\n  endprint = 1;\n}",
        "变量 endprint 表示打印结束。",
        "调用 endprint\n",
        "调用endprint函数。",
        "REPORT.\nendprint\nEND.",
        "(defun a ())\n\f\n(defun b ())",
        "The end.\fNext page.",
    ],
)
def test_the_same_words_elsewhere_stay(text: str) -> None:
    assert layout(text) == text
