"""Round brackets as pairs."""

from __future__ import annotations

import re

from tests.twins.marks.line import (
    BLANK,
    BLANKS,
    CLOSE,
    EDGE,
    HAN,
    HAN_RE,
    LETTER_RE,
    MARK,
    OPEN,
    QUOTE,
    UNITS,
    Line,
)

#: White space as Unicode has it.
SPACES = " \t\r\n\u000b\u000c\u0085\u2028\u2029" + BLANKS
#: What stands behind the bracket of a term.
OPERATORS = "²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉=≠≈≡≤≥<>+×÷±/^*′∈"


def brackets(line: Line) -> None:
    stack: list[int] = []
    for i, c in enumerate(line.s):
        if line.code[i] or c not in "()（）":
            continue
        if c in "(（":
            stack.append(i)
        elif stack:
            a = stack.pop()
            if (line.s[a] == "(" or c == ")") and bracket_is_chinese(line, a, i):
                if line.s[a] == "(":
                    line.set(a, "（", "half-width-bracket")
                if line.at(a - 1) in (" ", "\u00a0") and line.kind(a - 2) == HAN:
                    line.spaced.add(i)
                if c == ")":
                    line.set(i, "）", "half-width-bracket")


def bracket_is_chinese(line: Line, a: int, b: int) -> bool:
    content = line.s[a + 1 : b]
    before = line.at(a - 1)
    if not content.strip(SPACES):
        return bool(content) and line.kind(a - 1) == HAN
    han = len(HAN_RE.findall(content))
    if line.foreign:
        return False
    if han:
        if before and (before in "abcdefghijklmnopqrstuvwxyz_]}\\" or line.code[a - 1]):
            return False
        return han >= 2 if before and LETTER_RE.match(before) else True
    if len(content) > 80 or is_formula(content):
        return False
    if len(content) >= 2 and not any(c.isalnum() or c in UNITS for c in content):
        return False  # a face
    if before and (
        (before.isascii() and before.isalnum()) or before in "_]}\\" or line.code[a - 1]
    ):
        return False
    if re.search("[\u00e0-\u01dc\u0251\u0261]", content) and not re.search(
        "[^a-z\u00e0-\u01dc\u0251\u0261]", content
    ):
        return False  # a reading: its brackets are evidence
    left = line.kind(a - 1)
    if left in (BLANK, CLOSE, QUOTE):
        left = line.side(a, -1)[0]
    after = line.at(b + 1)
    if after and after in OPERATORS:
        return False
    if after and after.isascii() and after.isalnum():
        year = re.fullmatch("(?:19|20)[0-9]{2}", content)
        if not (year and re.match("[0-9]{1,32}[号號]", line.s[b + 1 :])):
            return False
    if left == HAN:
        return True
    right = line.kind(b + 1)
    if right == BLANK:
        right = line.kind(b + 2)
    return left in (EDGE, MARK, OPEN) and right == HAN


def is_formula(content: str) -> bool:
    if re.search(r"[=+*<>^\\|{}~_\"']", content) or content.startswith("-"):
        return True
    if re.fullmatch(r"[0-9]+/[0-9]+", content):
        return True
    term = r"(?:[0-9.]+|[A-Za-z]|∞)"
    if re.fullmatch(rf"{term}(?:-{term})+", content) and re.search(r"(?:^|-)[a-z](?:-|$)", content):
        return True
    parts = [part.strip(" ") for part in content.split(",")]
    return len(parts) > 1 and all(re.fullmatch(r"-?[0-9.]+|[A-Za-z]|∞", part) for part in parts)
