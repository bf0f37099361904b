"""A line near the head or the foot of a text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LONGEST", "Line", "line_of"]

#: A longer line is never boilerplate: the longest notices in the wild have about 200 characters.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: `start` is its first code point, `stop` the one behind its last.

    `text` is empty for a line that is too long to be boilerplate.
    """

    start: int
    stop: int
    text: str


def line_of(text: str, start: int, stop: int) -> Line:
    """The line of `text` from `start` to `stop`.

    >>> line_of("标题\\n 浏览次数:74", 3, 12).text
    ' 浏览次数:74'
    """
    # Indents of blanks may stand before and behind what counts.
    if stop - start <= 2 * LONGEST:
        content = text[start:stop]
        if len(content.strip()) <= LONGEST:
            return Line(start, stop, content)
    return Line(start, stop, "")
