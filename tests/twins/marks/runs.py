"""Ellipsis, dash, doubled marks."""

from __future__ import annotations

import re

from tests.twins.marks.line import (
    BLANK,
    BLANK_SET,
    CLAUSE,
    CLOSE,
    DIGIT,
    EDGE,
    HAN,
    LATIN,
    MARK,
    OPEN,
    QUOTE,
    Line,
)


def ellipses(line: Line) -> None:
    if "dotted-ellipsis" not in line.rules:
        return
    for match in re.finditer(r"([.。．·・…])\1*", line.s):
        a, b = match.span()
        single = match[1] == "…"
        if not (b - a == 1 if single else 3 <= b - a <= 12) or any(line.code[a:b]):
            continue
        left, right = line.kind(a - 1), line.kind(b)
        if re.match(rf"[{BLANK_SET}]*[0-9]+[{BLANK_SET}\r]*$", line.s[b:]):
            continue  # the leader of a table of contents
        behind = left == HAN or (left in (CLOSE, QUOTE) and line.side(a, -1)[0] == HAN)
        if single:
            chinese = not line.foreign and (
                (behind and right not in (BLANK, DIGIT, LATIN))
                or (left in (EDGE, OPEN, QUOTE) and right == HAN)
            )
        else:
            chinese = behind or right == HAN
        if chinese:
            line.set_run(a, b, "……", MARK, "dotted-ellipsis")


def dashes(line: Line) -> None:
    if "hyphen-dash" not in line.rules:
        return
    for match in re.finditer("([－―–─-])\\1*", line.s):
        a, b = match.span()
        if b - a not in (2, 4) or any(line.code[a:b]) or (match[1] == "─" and line.boxed):
            continue
        gap_left = line.kind(a - 1) == BLANK
        gap_right = line.kind(b) == BLANK
        i, j = a - 1 - gap_left, b + gap_right
        left, right = line.kind(i), line.kind(j)
        if left in (CLOSE, QUOTE) and line.side(a, -1)[0] == HAN:
            left = HAN
        if b - a == 4:
            chinese = (left, right) == (HAN, HAN) and not gap_left and not gap_right
        elif (
            line.at(i)
            and line.at(j)
            and line.at(i) in "邻鄰间間对對顺順反正异異仲叔甲乙丙"
            and line.kind(i - 1) != HAN
            and line.at(j) in "一二三四五六氯溴碘氟硝氨羟羥甲乙丙丁苯酚"
        ):
            chinese = False  # a chemical name
        elif left == HAN:
            chinese = right in (HAN, DIGIT, OPEN, QUOTE, EDGE) or (right == LATIN and not gap_left)
        elif left == EDGE:
            chinese = right == HAN and not gap_right
        elif left == MARK:
            tight = not gap_left and not gap_right
            chinese = right == HAN and tight and line.side(a, -1)[0] == HAN
        else:
            chinese = (
                left == LATIN
                and right == HAN
                and not gap_right
                and not gap_left
                and not line.foreign
            )
        if chinese:
            line.set_run(a, b, "——", MARK, "hyphen-dash")


WIDE = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！"}


def doubled(line: Line) -> None:
    i = 0
    while i < len(line.s):
        a = i
        while i < len(line.s) and line.s[i] in CLAUSE and not line.code[i] and not line.taken[i]:
            i += 1
        if i - a < 2:
            i = max(i, a + 1)
            continue
        run = line.s[a:i]
        wide = "".join(WIDE.get(c, c) for c in run)
        same = len(set(wide)) == 1 and wide[0] in "，、；：。"
        stop = bool(re.fullmatch("(?:，+|、+)。+", wide))
        plain = run.isascii()
        fits = (same or stop) and not (plain and wide[0] in "：。")
        if same and len(run) > 2 and wide[0] != "。":
            fits = False  # commas that trail off, in chats
        left = line.side(a, -1)[0]
        right = line.side(i - 1, 1)[0]
        chinese = left == HAN or (left != EDGE and (right == HAN or not plain))
        if run[-1] == "." and line.kind(i) in (DIGIT, LATIN):
            chinese = False
        if fits and chinese and not line.foreign and "doubled-mark" in line.rules:
            line.set_run(a, i, wide[-1], MARK, "doubled-mark")
        else:
            for j in range(a, i):
                line.taken[j] = True
