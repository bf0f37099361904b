"""The fingerprint view, its comparison and the search for repeats, slow and obvious."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

ANCHOR_HAN = 20
#: The invisible characters that the tests use; they do not end a word.
INVISIBLE = "\u200b\ufeff\u00ad\u0301"


def is_han(c: str) -> bool:
    return (
        "\u3400" <= c <= "\u4dbf"
        or "\u4e00" <= c <= "\u9fff"
        or "\uf900" <= c <= "\ufaff"
        or "\U00020000" <= c <= "\U000323af"
        or c in "々〇"
    )


def tokens(text: str, table: dict[str, str]) -> list[str]:
    found: list[str] = []
    open_word = False
    for c in text:
        if "\uff01" <= c <= "\uff5e":
            c = chr(ord(c) - 0xFEE0)  # noqa: PLW2901
        if is_han(c):
            found.append(table.get(c, c))
            open_word = False
        elif c.isalnum():
            if not open_word:
                found.append("")
            found[-1] += c.lower()
            open_word = True
        elif c not in INVISIBLE:
            open_word = False
    return found


def similarity(a: str, b: str, table: dict[str, str], size: int) -> float:
    def shingles(text: str) -> set[tuple[str, ...]]:
        view = tokens(text, table)
        return {tuple(view[at : at + size]) for at in range(max(1, len(view) - size + 1)) if view}

    left, right = shingles(a), shingles(b)
    if not left and not right:
        return float(a == b)
    return len(left & right) / len(left | right)


def agreeing(a: list[str], b: list[str]) -> int:
    """Length of the longest common subsequence."""

    @cache
    def longest(i: int, j: int) -> int:
        if i == len(a) or j == len(b):
            return 0
        if a[i] == b[j]:
            return 1 + longest(i + 1, j + 1)
        return max(longest(i + 1, j), longest(i, j + 1))

    return longest(0, 0)


def nearly_equal(a: list[str], b: list[str]) -> bool:
    common = agreeing(a, b)
    edits = len(a) + len(b) - 2 * common
    return edits <= max(2, (len(a) + len(b)) // 6) and common * 2 >= max(len(a), len(b))


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    view: tuple[str, ...]

    @property
    def han(self) -> int:
        return sum(len(token) == 1 and is_han(token) for token in self.view)

    @property
    def anchor_han(self) -> int:
        return self.han if self.han >= ANCHOR_HAN else 0


def lines(text: str, table: dict[str, str]) -> list[Line]:
    """The lines that hold more than blanks; of marks alone, the marks are the view."""
    found = []
    for match in re.finditer(r"[^\r\n]+", text):
        line = match[0]
        view = tokens(line, table)
        marks = [c for c in line if not c.isspace() and c not in INVISIBLE and c != "\0"]
        if view or marks:
            found.append(Line(match.start(), match.end(), tuple(view or ["", *marks])))
    return found
