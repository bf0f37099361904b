"""Text in which everything that the marks stage looks at stands close together."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.strategies import texts

#: Pieces that patterns, protected parts and rules are made of.
PIECES = (
    "中国", "科协", "沃尔夫", "埃里克森", "一", "吗", "针对", "等", "第", "人", "个", "12",
    "116", "2 000",
    "1,234,567", "GDP", "a", "x,y", "f(x)", "foo(", "http://a.cn/b,c", "www.a.cn.", "a@b.cn",
    "C:\\数据\\a", "(1,2)", "(终稿).docx", "`码,码`", "$x,y$", "\\frac{1}{2}", "<b>", "&nbsp;",
    "[[甲,乙]]", "](a)", ":)", " --help", "({", "});", "[J]", "|", "```\n", "---\n", "甲,乙,丙\n",
    "の", "한", "（", "）", "“", "”", "‘", "’", '"', "'", "《", "》", "……", "——",
    "...", "。。。", "--",
    "－－", ".", ",", ":", ";", "?", "!", "(", ")", "，", "。", "、", "：", "；", "？",
    "！", "·", "•",
    " ", "  ", "\xa0", "\u3000", "\t", "\r", "\n", "%", "*", "５", "5", "百", "\u2009", "~", "-",
    "+", "²", "(a-b)", '"""', "'''", "/*", "*/", "@@ -1 +1 @@\n", "# ", "\n# ", "    # ",
    "class 甲:", 'print("', 'key: "', "'甲'),", "();", "\nimport a\n", "にほんご", "한국어",
    "?? ", '";', "={", "\nCFLAGS = ", "RUN a", "; //",
    "<<", ">>", "≪", "≫", "«", "»", "＂", "「", "」", "『", "』", "：“", '\n"', '。"\n', ':"',
    "，\n",
    "…", "―", "–", "─", "┌", "・", "‧", "･", "约翰", "古巴", "路德", "达", "W.", " · ", "対",
    "對", "二氯", "#!", "@echo off\n", "甲 = ", " > 乙:", "rem ", "::", "set 甲=", "git a -m ",
    "INFO ", "2024-01-02 12:00:00 ", ": [甲, 乙]", "打印(", "(2017)", "12号", "(≧▽≦)", "Pro.",
    "Inc.", "title:", ":参数:", "\n    ", "-- ", "\n甲,1\n乙,2\n丙,3\n", "SELECT ", "COMMENT '",
    "('甲', ", "(1, '甲')", "http:", "甲,乙,丙,丁\n", "12:30",
    "12(3), 45-50", "@甲(乙=", "\\begin{", "\nwhere 甲 = 1", "B:", "多大?三", "好不好?三",
    "。，", "，。", ",,", "¥", "％",
)  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
marked_texts = pieces | texts | st.lists(pieces | texts, max_size=4).map("\n".join)
