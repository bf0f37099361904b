"""Damage to lines: hard wraps, split words, tables blown up, pieces cut out of a text."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator

from kxclean.errors import ConfigError, shown
from kxclean.testing.damage.damaged import (
    Damaged,
    chosen,
    lines_of,
    made_by,
    number_of,
    one_of,
    share_of,
    sound_text,
    source_of,
)

__all__ = ["blow_up_tables", "cut_out", "hard_wrap", "split_words"]

#: Marks that typesetters keep from the head of a line, and from its end.
_NOT_FIRST = "，。、；：？！）》〉」』】〕”’…—,.;:?!)]}%％"
_NOT_LAST = "（《〈「『【〔“‘([{"


def hard_wrap(
    text: str,
    seed: int,
    *,
    width: int | None = None,
    first: str = "",
    rest: str = "",
    blank_line: bool = False,
    hang_marks: bool = True,
) -> Damaged:
    r"""The text with long lines broken at a fixed width, as mail, print and old sites have it.

    Args:
        text: sound text, one paragraph a line.
        seed: of the width, where none is given.
        width: columns of a line, a Han character being two of them; 40 to 80 by the seed if
            `None`.
        first: indent of the first line of a paragraph that is broken, such as two wide blanks.
        rest: indent of the lines that continue it.
        blank_line: whether a blank line stands at every break.
        hang_marks: whether a mark that may not begin a line stays at the end of the line before.

    Returns:
        The damaged text. A place is a character before which a break stands. Lines of tables
        (with a tab) and of blanks stay whole.

    Raises:
        ConfigError: if the width is no number from 8 on, or an indent is not of blanks.

    >>> hard_wrap("高校科學營活動", 0, width=8).text
    '高校科學\n營活動'
    """
    rng = source_of(seed)
    columns = rng.randrange(40, 82, 2) if width is None else number_of("width", width, 8)
    for name, indent in (("first", first), ("rest", rest)):
        if not isinstance(indent, str) or indent.strip() or "\n" in indent:
            raise ConfigError(f"{name}={shown(indent)} is not an indent of blanks")
    edits: list[tuple[int, int, str, str]] = []
    places: list[int] = []
    for start, end in lines_of(sound_text(text)):
        if "\t" in text[start:end]:
            continue
        breaks = list(_breaks(text, start, end, columns, len(first) * 2, hang_marks=hang_marks))
        if breaks and first:
            edits.append((start, start, first, "hard wrap"))
        line_end = ("\n\n" if blank_line else "\n") + rest
        edits += ((at, at, line_end, "hard wrap") for at in breaks)
        places += breaks
    return made_by(text, edits, places)


def _breaks(
    text: str, start: int, end: int, columns: int, indent: int, *, hang_marks: bool
) -> Iterator[int]:
    used = indent
    last = start
    for at in range(start, end):
        wide = 2 if unicodedata.east_asian_width(text[at]) in "WFA" else 1
        if used + wide > columns and at > last:
            place = at
            while place > last + 1 and _is_word(text[place - 1]) and _is_word(text[place]):
                place -= 1
            if hang_marks and text[place] in _NOT_FIRST:
                used += wide
                continue
            if hang_marks and text[place - 1] in _NOT_LAST and place - 1 > last:
                place -= 1
            yield place
            last = place
            used = sum(
                2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text[place:at]
            )
        used += wide


def _is_word(char: str) -> bool:
    """A character of a word or number that print does not break."""
    return char.isascii() and (char.isalnum() or char in ".,-%")


def split_words(
    text: str, seed: int, *, share: float = 0.2, blank_line: bool = True, margin: int = 6
) -> Damaged:
    r"""Sentences broken in the middle of a word: `基层组⏎⏎织`.

    Args:
        text: sound text.
        seed: of the places.
        share: of the lines that are broken, each once; one at least.
        blank_line: whether a blank line stands in the break, or it is a single one.
        margin: Han characters without a mark on both sides of a break, at least.

    Returns:
        The damaged text. A place is the character before which the break stands. Lines without
        room for a break stay whole.

    Raises:
        ConfigError: if the share is none, or the margin no number from 1 on.

    >>> split_words("科协基层组织建设", 0, margin=3).text
    '科协基\n\n层组织建设'
    """
    rng = source_of(seed)
    share_of("share", share)
    number_of("margin", margin, 1)
    room: list[list[int]] = []
    for start, end in lines_of(sound_text(text)):
        places = [
            at
            for at in range(start + margin, end - margin + 1)
            if all("\u4e00" <= char <= "\u9fff" for char in text[at - margin : at + margin])
        ]
        if places:
            room.append(places)
    broken = [rng.choice(room[number]) for number in chosen(range(len(room)), share, rng)]
    line_end = "\n\n" if blank_line else "\n"
    return made_by(text, ((at, at, line_end, "split word") for at in broken))


def blow_up_tables(
    text: str, seed: int, *, bar: str = "|", blank: bool = True, empty: tuple[int, int] = (0, 3)
) -> Damaged:
    r"""Rows of tables written one cell a line, a bar behind each, as text browsers do it.

    Args:
        text: sound text; its tables have one row a line and a tab between cells.
        seed: of the empty cells.
        bar: the sign of the bar, `|` or `｜`.
        blank: whether a blank stands before the bar.
        empty: how many empty cells a row ends with, the fewest and the most; each is one bar more
            on the line that ends the row.

    Returns:
        The damaged text. A place is the first character of a row.

    Raises:
        ConfigError: if the bar is none, or `empty` is no pair of numbers.

    >>> blow_up_tables("主席：\t牛广明\n正文", 0, empty=(1, 1)).text
    '主席： |\n牛广明 |\n||\n正文'
    """
    rng = source_of(seed)
    one_of("bar", bar, ("|", "｜"))
    if not isinstance(empty, tuple | list) or len(empty) != 2:
        raise ConfigError(f"empty={shown(empty)} is not a pair of numbers")
    least = number_of("empty", empty[0], 0)
    most = number_of("empty", empty[1], least)
    edits = []
    behind = (" " if blank else "") + bar
    for start, end in lines_of(sound_text(text)):
        row = text[start:end]
        if "\t" in row:
            cells = "".join(f"{cell}{behind}\n" for cell in row.split("\t"))
            bars = bar * (1 + rng.randint(least, most))
            edits.append((start, end, cells + bars, "blown-up table"))
    return made_by(text, edits)


def cut_out(text: str, seed: int, *, share: tuple[float, float] = (0.3, 0.9)) -> Damaged:
    """A piece of the text, cut out anywhere.

    Args:
        text: any text, damaged or not.
        seed: of the piece.
        share: of the text that is kept, the least and the most.

    Returns:
        The piece. The places are its first character and the first one behind it, where
        something was cut off there.

    Raises:
        ConfigError: if the shares are none.

    >>> cut_out("高校科學營活動", 4, share=(0.5, 0.5)).text
    '高校科學'
    """
    rng = source_of(seed)
    sound_text(text)
    if not isinstance(share, tuple | list) or len(share) != 2:
        raise ConfigError(f"share={shown(share)} is not a pair of shares")
    least, most = share_of("share", share[0]), share_of("share", share[1])
    size = round(len(text) * random_between(rng, least, most))
    start = rng.randint(0, len(text) - size)
    end = start + size
    edits = [(0, start, "", "cut out"), (end, len(text), "", "cut out")]
    places = [at for at, cut in ((start, start > 0), (end, end < len(text))) if cut]
    return made_by(text, edits, places)


def random_between(rng: random.Random, least: float, most: float) -> float:
    """A number drawn from a range.

    Raises:
        ConfigError: if the range is empty.
    """
    if least > most:
        raise ConfigError(f"share=({least}, {most}) is empty; the least comes first")
    return rng.uniform(least, most)
