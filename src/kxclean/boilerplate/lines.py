"""The lines at the head and at the foot of a text, found without walking over what is between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kxclean.pattern import later

__all__ = ["LONGEST", "Line", "from_end", "from_start"]

#: A longer line is never boilerplate: the longest notices in the wild have about 200 characters.
LONGEST = 300
_PAGE = 1024  # characters to look at, at first, for the end of the text
_SOLID = later(r"\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `start` is its first code point, `stop` the one behind its last.

    `text` is empty for a line that is too long to be boilerplate.
    """

    start: int
    stop: int
    text: str


def _line(text: str, start: int, stop: int) -> Line:
    if stop > start and text[stop - 1] == "\r":
        stop -= 1
    # Indents of blanks may stand before and behind what counts.
    if stop - start <= 2 * LONGEST:
        content = text[start:stop]
        if len(content.strip()) <= LONGEST:
            return Line(start, stop, content)
    return Line(start, stop, "")


def from_start(text: str) -> Iterator[Line]:
    r"""The lines that are not blank, from the first on.

    >>> [line.text for line in from_start("甲\n\n 乙\n")]
    ['甲', ' 乙']
    """
    position = 0
    while found := _SOLID.search(text, position):
        start = text.rfind("\n", 0, found.start()) + 1
        stop = text.find("\n", found.start())
        if stop < 0:
            stop = len(text)
        yield _line(text, start, stop)
        position = stop


def from_end(text: str) -> Iterator[Line]:
    r"""The lines that are not blank, from the last back.

    >>> [line.text for line in from_end("甲\n\n 乙\n")]
    [' 乙', '甲']
    """
    end = len(text)
    while end > 0:
        page = _PAGE
        while not (solid := text[max(0, end - page) : end].rstrip()) and page < end:
            page *= 2
        if not solid:
            return
        last = max(0, end - page) + len(solid)
        stop = text.find("\n", last)
        if stop < 0:
            stop = len(text)
        start = text.rfind("\n", 0, last) + 1
        yield _line(text, start, stop)
        end = start
