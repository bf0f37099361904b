"""Ellipsis, dash, interpunct, doubled marks."""

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
    LOOK,
    NAME,
    OPEN,
    QUOTE,
    STRONG,
    Line,
)


def ellipses(line: Line) -> None:
    for match in re.finditer(r"\.{3,12}|。{3,12}", line.s):
        a, b = match.span()
        if line.at(b) == match[0][0] or line.at(a - 1) == match[0][0] or any(line.code[a:b]):
            continue
        left, right = line.kind(a - 1), line.kind(b)
        if re.match(rf"[{BLANK_SET}]*[0-9]+[{BLANK_SET}\r]*$", line.s[b:]):
            continue  # the leader of a table of contents
        chinese = HAN in (left, right) or (left == CLOSE and line.side(a, -1)[0] == HAN)
        if chinese and "dotted-ellipsis" in line.rules:
            line.set(a, "……", "dotted-ellipsis")
            for i in range(a + 1, b):
                line.set(i, "", "dotted-ellipsis")


def dashes(line: Line) -> None:
    for match in re.finditer("-{2}|－{2}", line.s):
        a, b = match.span()
        hyphen = match[0][0]
        if line.at(b) == hyphen or line.at(a - 1) == hyphen or any(line.code[a:b]):
            continue
        gap_left = line.kind(a - 1) == BLANK
        gap_right = line.kind(b) == BLANK
        i, j = a - 1 - gap_left, b + gap_right
        left, right = line.kind(i), line.kind(j)
        if left == CLOSE and line.side(a, -1)[0] == HAN:
            left = HAN
        if left == HAN:
            chinese = right in (HAN, DIGIT, OPEN, QUOTE, EDGE) or (right == LATIN and not gap_left)
        elif left == EDGE:
            chinese = right == HAN and not gap_right
        else:
            chinese = (
                left == LATIN
                and right == HAN
                and not gap_right
                and not gap_left
                and not line.foreign
            )
        if chinese and "hyphen-dash" in line.rules:
            line.set(a, "——", "hyphen-dash")
            line.set(a + 1, "", "hyphen-dash")


def interpuncts(line: Line) -> None:
    for i, c in enumerate(line.s):
        if c not in ".．•・‧∙" or line.code[i]:
            continue
        left = right = 0
        strong_left = strong_right = False
        while left < LOOK and line.at(i - 1 - left) in NAME and line.at(i - 1 - left):
            strong_left |= line.at(i - 1 - left) in STRONG
            left += 1
        while right < LOOK and line.at(i + 1 + right) in NAME and line.at(i + 1 + right):
            strong_right |= line.at(i + 1 + right) in STRONG
            right += 1
        if (
            left >= 2
            and right >= 2
            and (strong_left or strong_right)
            and (left + right >= 5 or (strong_left and strong_right))
        ):
            line.set(i, "·", "dotted-interpunct")


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
        left = line.side(a, -1)[0]
        right = line.side(i - 1, 1)[0]
        chinese = left == HAN or (left != EDGE and (right == HAN or not plain))
        if run[-1] == "." and line.kind(i) in (DIGIT, LATIN):
            chinese = False
        if fits and chinese and not line.foreign and "doubled-mark" in line.rules:
            line.set(a, wide[-1], "doubled-mark")
            for j in range(a + 1, i):
                line.set(j, "", "doubled-mark")
        else:
            for j in range(a, i):
                line.taken[j] = True
