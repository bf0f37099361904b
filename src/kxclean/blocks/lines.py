"""The measured lines of a text, read from the kernel a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from kxclean import _native

__all__ = ["End", "Line", "Page"]

_CHUNK = 4096  # lines that are Python objects at one time


class End(IntEnum):
    """What a line ends with; the numbers are those of the kernel."""

    OPEN = 0
    STOP = 1
    COLON = 2
    SEMICOLON = 3
    COMMA = 4
    CLOSING = 5
    OPENING = 6
    SIGN = 7


class Line(NamedTuple):
    """One line that is not blank.

    `start` to `end` is the line without its line end, `text` to `tail` what is left of it without
    the blanks around it, all in code points. `width`, `indent` and `mark_column` are columns on a
    terminal, where a Han character takes two. The rest counts what stands in the line; `stops`
    and `commas` leave out the last character. `gap` counts the line ends since the line before: 1
    where no blank line stands between. `prose` is 1 for running text.
    """

    start: int
    text: int
    tail: int
    end: int
    width: int
    indent: int
    ending: int
    han: int
    ascii: int
    symbols: int
    stops: int
    commas: int
    bars: int
    gaps: int
    unclosed: int
    gap: int
    mark_column: int
    prose: int


class Page:
    r"""The lines of one text that are not blank.

    >>> page = Page("标题\n\n  正文。")
    >>> len(page), page.string(page[1])
    (2, '正文。')
    """

    __slots__ = ("lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = _native.Lines(text)

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, number: int) -> Line:
        return Line._make(self.lines.rows(number, number + 1)[0])

    def __iter__(self) -> Iterator[Line]:
        for start in range(0, len(self.lines), _CHUNK):
            yield from map(Line._make, self.lines.rows(start, start + _CHUNK))

    def string(self, line: Line) -> str:
        """The line without the blanks around it."""
        return self.text[line.text : line.tail]
