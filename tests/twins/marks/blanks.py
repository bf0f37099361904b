"""Blanks beside full-width marks."""

from __future__ import annotations

import re

from tests.twins.marks.line import (
    AFTER,
    BEFORE,
    DIGITS,
    LETTER_RE,
    LOOK,
    UNITS,
    Line,
    is_blank,
    is_han,
)

SEPARATORS = "，。、；：？！"
OPENING = "“‘（《〈【「『〔"
CLOSING = "”’）》〉】」』〕"


def blanks(line: Line) -> None:
    final = [line.final(i) for i in range(len(line.s))]
    first = len(final)  # the first mark outside of brackets and quotes
    depth = 0
    for i, text in enumerate(final):
        for c in text:
            if c in OPENING:
                depth += 1
            elif c in CLOSING:
                depth = max(0, depth - 1)
            elif c in "，。、；：？！,;:?!" and not line.code[i] and depth == 0:
                first = min(first, i)
    shown = [(i, text) for i, text in enumerate(final) if text]
    wide = listed = False
    titles = 0  # blanks beside title marks
    for k in range(1, len(shown) - 1):
        (i, c), before_it, behind_it = shown[k], shown[k - 1][1][-1], shown[k + 1][1][0]
        if c == "\t":
            wide = True
        elif is_blank(c[0]):
            wide |= is_blank(behind_it) and not is_blank(before_it) and before_it != "\t"
            listed |= is_han(before_it) and is_han(behind_it) and i > first
            titles += (is_han(before_it) and behind_it == "《") or (
                before_it == "》" and is_han(behind_it)
            )
    running = any(c in "，。,." for _, text in shown for c in text)
    listed |= titles >= 2 and sum(text == "《" for _, text in shown) >= 2
    for k in range(1, len(shown) - 1):
        (i, c), (il, left), (ir, right) = shown[k], shown[k - 1], shown[k + 1]
        if c not in " \u00a0" or line.code[i] or line.foreign:
            continue
        before_it, behind_it = left[-1], right[0]
        inline = i > first
        han_left = is_han(before_it) and not line.code[il]
        han_right = is_han(behind_it) and not line.code[ir]
        word_left = is_word(before_it) and not line.code[il]
        word_right = is_word(behind_it) and not line.code[ir]
        numbers = is_amount(before_it) and is_amount(behind_it)
        dash_left = before_it == "—" and (left == "——" or before(shown, k - 2) == "—")
        dash_right = behind_it == "—" and (right == "——" or before(shown, k + 2) == "—")
        gone = (
            (behind_it in SEPARATORS and (word_left or before_it in CLOSING))
            or (behind_it in CLOSING and (han_left or before_it in "，。、；？！"))
            or (
                before_it in SEPARATORS
                and (word_right or behind_it in OPENING)
                and not (before_it == "：" and wide)
            )
            or (before_it in OPENING and han_right)
            or (dash_right and (han_left or before_it in CLOSING))
            or (dash_left and (han_right or is_amount(behind_it) or behind_it in OPENING))
            or (
                behind_it in "“‘《「『"
                and han_left
                and not listed
                and (inline or ends_in(shown, k, BEFORE))
            )
            or (
                before_it in "”’》」』"
                and han_right
                and not listed
                and (inline or behind_it in AFTER)
            )
            or (
                behind_it == "（"
                and han_left
                and not item_number(line, ir, 1)
                and (line.out[ir] is not None or foreign_bracket(shown, k + 1, 1))
            )
            or (
                before_it == "）"
                and han_right
                and not item_number(line, il, -1)
                and (
                    (il in line.spaced and line.out[il] is not None and running)
                    or foreign_bracket(shown, k - 1, -1)
                )
            )
        )
        if gone and not numbers:
            line.set(i, "", "blank-beside-mark")


def item_number(line: Line, at: int, step: int) -> bool:
    """`（A）`, `（二）`: does the bracket hold the number of an item?"""
    inside = "".join(line.at(at + n * step) or "\n" for n in (1, 2, 3))
    number = "[A-Za-z0-9０-９一二三四五六七八九十百零〇两兩]"
    return bool(re.match(f"{number}{{1,2}}[()（）]", inside))


def is_amount(c: str) -> bool:
    return c in DIGITS or c in UNITS


def is_word(c: str) -> bool:
    return is_han(c) or is_amount(c) or bool(LETTER_RE.match(c))


def before(shown: list[tuple[int, str]], k: int) -> str:
    return shown[k][1][-1] if 0 <= k < len(shown) else ""


def ends_in(shown: list[tuple[int, str]], k: int, words: tuple[str, ...]) -> bool:
    text = "".join(c for _, c in shown[max(0, k - 2) : k])
    return text.endswith(words)


def foreign_bracket(shown: list[tuple[int, str]], k: int, step: int) -> bool:
    """Does the bracket at `k` hold letters or digits and no Han character?"""
    filled = False
    for _ in range(LOOK):
        k += step
        if not 0 <= k < len(shown):
            return False
        c = shown[k][1]
        if c in "（）":
            return filled and c == ("）" if step > 0 else "（")
        if is_han(c[0]):
            return False
        filled = True
    return False
