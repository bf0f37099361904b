"""Half-width marks one by one."""

from __future__ import annotations

import re

from tests.twins.marks.line import (
    ASK,
    BLANK,
    BLANK_SET,
    CLOSE,
    DIGIT,
    DIGITS,
    EDGE,
    HAN,
    HAN_SET,
    LATIN,
    LOOK,
    MARK,
    NUMERALS,
    OPEN,
    QUOTE,
    UNITS,
    Line,
)
from tests.twins.marks.runs import WIDE

#: Abbreviations, whose full stop is their own.
_ABBREVIATIONS = (
    "inc ltd co corp llc plc jr sr dr mr mrs ms prof st mt no nos vol vols ed eds fig "
    "figs eq eqs sec ch pp et al etc vs cf ca approx dept est ext tel univ assoc bros ave "
    "rd jan feb mar apr jun jul aug sep sept oct nov dec sp spp var op"
)
ABBREVIATIONS = _ABBREVIATIONS.split()


def marks(line: Line) -> None:
    for i, c in enumerate(line.s):
        if line.code[i] or line.taken[i] or is_mentioned(line, i):
            continue
        if c in ",;":
            if clause_mark(line, i):
                line.set(i, WIDE[c], "half-width-comma" if c == "," else "half-width-semicolon")
        elif c == ":":
            if colon(line, i):
                line.set(i, "：", "half-width-colon")
        elif c == ".":
            if full_stop(line, i):
                line.set(i, "。", "half-width-stop")
        elif c in "?!" and not (line.at(i - 1) in "?!？！" and line.at(i - 1)):
            asked(line, i)


def is_mentioned(line: Line, i: int) -> bool:
    """`“.”`: the text speaks of the mark."""
    return line.kind(i - 1) in (OPEN, QUOTE) and line.kind(i + 1) in (CLOSE, QUOTE)


def clause_mark(line: Line, i: int) -> bool:
    before, after = line.kind(i - 1), line.kind(i + 1)
    if line.at(i - 1) == "?":
        return False  # the sign of a cut: damage that was not repaired stays as it is
    if line.at(i - 1) in DIGITS and line.at(i + 1) in DIGITS and line.at(i - 1) and line.at(i + 1):
        return False
    if line.foreign:
        return before == HAN and after == HAN
    left, right = line.side(i, -1)[0], line.side(i, 1)[0]
    if left == HAN:
        return True
    if right == HAN:
        return True
    if left == EDGE:
        return False
    if right == EDGE:
        return line.kind(i + 1) == EDGE and line.kind(word_start(line, i)) == HAN
    return between_words(line, i)


def word_start(line: Line, i: int) -> int:
    """Where the letters and digits before a mark stop."""
    a = i - 1
    while i - a < LOOK and (line.kind(a) in (LATIN, DIGIT) or line.at(a) == "."):
        a -= 1
    return a


def between_words(line: Line, i: int) -> bool:
    """Is a comma between two words of other scripts one of a Chinese sentence?"""
    a, b = word_start(line, i), i + 1
    while (b - i < LOOK and line.kind(b) in (LATIN, DIGIT)) or (line.at(b) == "." and b - i < LOOK):
        b += 1
    left, right = line.s[a + 1 : i], line.s[i + 1 : b]
    if line.kind(a) != HAN or line.kind(b) != HAN or any(line.code[a + 1 : b]):
        return False
    amount = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％‰℃]")
    word = re.compile(r"[A-Za-z]{3,}")
    number = re.compile(r"[0-9]+(?:\.[0-9]+)?%?")
    if amount.fullmatch(left):
        return bool(number.fullmatch(right) or word.fullmatch(right))
    return bool((word.fullmatch(left) and (word.fullmatch(right) or number.fullmatch(right)))
                or (number.fullmatch(left) and word.fullmatch(right)))  # fmt: skip


def colon(line: Line, i: int) -> bool:
    before, after = line.at(i - 1), line.at(i + 1)
    if ":" in (before, after) or after in ("/", "\\"):
        return False
    back = i - 1 - (line.kind(i - 1) == BLANK)
    forth = i + 1 + (line.kind(i + 1) == BLANK)
    if line.at(back) in DIGITS and line.at(forth) in DIGITS and line.at(back) and line.at(forth):
        return False
    if before in NUMERALS and after in NUMERALS and before and after:
        return False
    if line.foreign:
        return line.kind(i - 1) == HAN and line.kind(i + 1) in (HAN, EDGE)
    left, at = line.side(i, -1)
    if left == HAN:
        return True
    right = line.kind(i + 1)
    if left == EDGE:
        return False
    start = at
    while at - start < LOOK and line.kind(start) in (LATIN, DIGIT):
        start -= 1
    inside = line.kind(start) == HAN
    if right == HAN:
        key = re.match("[a-z]{2}", line.s[start + 1 :])
        first = line.kind(start) == EDGE or line.at(start) in tuple(",，;；、。")
        return inside or (left == LATIN and first and not key)
    if right in (EDGE, OPEN, QUOTE):
        return inside
    if right == BLANK:
        return inside and line.kind(i + 2) == HAN
    return False


def full_stop(line: Line, i: int) -> bool:
    if line.at(i - 1) == "." or line.at(i + 1) == "." or line.foreign:
        return False
    left = line.side(i, -1)[0]
    if line.kind(i - 1) == BLANK or line.kind(i - 1) == MARK:
        return False
    if line.kind(i - 1) == EDGE:
        return False
    if left != HAN and line.at(i - 1) not in UNITS:
        return behind_word(line, i)
    clause = han_of_clause(line, i)
    start = re.match(rf"[{BLANK_SET}\t]*[一二三四五六七八九十百]+", line.s)
    if start and start.end() == i <= 2 * LOOK:
        return False  # the number of a heading
    j = i + 1
    while line.kind(j) in (CLOSE, QUOTE):
        j += 1
    right = line.kind(j)
    if right == EDGE:
        return line.han >= 4
    if right == BLANK:
        return clause >= (2 if j > i + 1 else 5) and line.kind(j + 1) in (HAN, OPEN, EDGE)
    if right == HAN:
        if j > i + 1:
            return clause >= 2
        return clause >= 4 and "。" not in line.s and ends_with_stop(line)
    return False


def han_of_clause(line: Line, i: int) -> int:
    """Han characters between `i` and the mark before it, up to five."""
    count = 0
    j = i - 1
    while j >= 0 and count < 5 and i - j < 2 * LOOK:
        if line.kind(j) == MARK and line.s[j] != "·":
            break
        count += line.kind(j) == HAN
        j -= 1
    return count


def behind_word(line: Line, i: int) -> bool:
    """Does the full stop behind a foreign word end a Chinese sentence?"""
    start = i
    while i - start < LOOK and re.match("[A-Za-z]", line.at(start - 1)):
        start -= 1
    word = line.s[start:i].lower()
    if len(word) < 3 or line.code[i - 1] or word in ABBREVIATIONS:
        return False
    clause = han_of_clause(line, i)
    if line.kind(start - 1) not in (HAN, BLANK) or clause < 2:
        return False
    if line.kind(i + 1) == EDGE:
        return line.han >= 8
    return line.kind(i + 1) == BLANK and clause >= 4 and line.kind(i + 2) in (HAN, EDGE)


def ends_with_stop(line: Line) -> bool:
    end = re.search(rf"[{HAN_SET}][\"'”’)）]*\.[\"'”’)）]*[{BLANK_SET}\r]*$", line.s)
    return bool(end)


def asked(line: Line, i: int) -> None:
    b = i
    while line.at(b) in "?!？！" and line.at(b) and not line.code[b] and b - i < LOOK:
        b += 1
    if asks(line, i, b):
        for j in range(i, b):
            if line.s[j] in "?!":
                line.set(
                    j,
                    WIDE[line.s[j]],
                    "half-width-question" if line.s[j] == "?" else "half-width-exclamation",
                )
    else:
        for j in range(i, b):
            line.taken[j] = True


def is_choice(three: str, first: bool) -> bool:
    """`多大`, `好不好`, `有没有`, with the middle character in work."""
    if first:
        three = "\n" + three
    return bool(re.match("(?s).多[大少久长長远遠高重深]|(.)不\\1|有[没沒]有", three))


def asks(line: Line, i: int, b: int) -> bool:
    run = line.s[i:b]
    left = line.side(i, -1)[0]
    right = line.kind(b)
    if line.kind(i - 1) == BLANK and line.kind(i - 2) != HAN:
        return False
    if line.foreign or left in (EDGE, DIGIT):
        return False
    if left == LATIN:
        back = [line.kind(j) for j in range(i - 1, i - 1 - LOOK, -1)]
        ends = [some for some in back if some in (HAN, OPEN, QUOTE)]
        foreign = bool(ends) and ends[0] != HAN
        plain = not line.code[i - 1] and line.kind(i - 1) == LATIN
        return right in (EDGE, CLOSE) and plain and not foreign
    if line.at(b) in ("=", "["):
        return False
    if "?" not in run:
        return True
    if right in (EDGE, CLOSE, QUOTE):
        return True
    if right in (MARK, LATIN, DIGIT):
        return False
    j = i - 1
    while i - j < LOOK and line.kind(j) != EDGE and line.at(j) not in "。！？!?；;":
        if line.at(j) in ASK or is_choice(line.s[max(0, j - 1) : j + 2], j == 0):
            return True
        j -= 1
    return False  # a question mark may also stand where damage or a wide space was
