"""Damage to numbers and marks: digit groups, doubled marks, wide blanks that became `?`."""

from __future__ import annotations

import re

from kxclean.errors import ConfigError, shown
from kxclean.testing.damage.damaged import (
    Damaged,
    chosen,
    made_by,
    number_of,
    one_of,
    share_of,
    sound_text,
    source_of,
)

__all__ = ["SEPARATORS", "group_digits", "spoil_marks"]

#: What stands between groups of digits: blank, no-break, thin and narrow no-break blank, comma.
#: Between full-width digits it is the full-width comma.
SEPARATORS = (" ", "\u00a0", "\u2009", "\u202f", ",")

#: What numbers count; it stands right behind them.
_COUNTED = (
    "个個人名家所次项項篇件条條户戶册冊份吨噸元台臺辆輛场場站座只隻支株头頭亩畝米公千平万萬亿億多余餘位"
    "张張套门門间間处處盏盞棵匹艘桌封首幅道题題课課字词詞句页頁"
)
#: Numbers that count something: no year, code, time, phone or part number, and no decimals.
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.,:/+#＋，．\-–—~～第])[1-9][0-9]{{3,}}(?=[{_COUNTED}])(?!页码|頁碼|年|号|號)"
)
_MARK = re.compile("(?<=[\u4e00-\u9fff])[，、；](?=[\u4e00-\u9fff])")
_WIDE = re.compile("(?<=[\u4e00-\u9fff])\u3000(?=[\u4e00-\u9fff])")


def group_digits(
    text: str,
    seed: int,
    *,
    separator: str | None = None,
    share: float = 1.0,
    least: int = 4,
    full_width: bool = False,
) -> Damaged:
    r"""Whole numbers grouped by three: `1 116个`, `37 226個`, `１，１１６`.

    Args:
        text: sound text.
        seed: of the choice.
        separator: one of `SEPARATORS`, drawn for each number if `None`. Full-width digits always
            have a full-width comma.
        share: of the numbers that are grouped; one at least.
        least: digits that a number has at least; GB/T 15835 groups from five on, many from four.
        full_width: whether digits become full-width.

    Returns:
        The damaged text. A place is the first digit of a number. Only numbers that count what
        stands behind them are touched: no years, codes, times, phone numbers, decimals.

    Raises:
        ConfigError: if there is no such separator, or a number is none.

    >>> group_digits("现有1116个，2014年有37226名", 0, separator=" ").text
    '现有1 116个，2014年有37 226名'
    """
    rng = source_of(seed)
    sound_text(text)
    number_of("least", least, 4)
    share_of("share", share)
    if separator is not None:
        one_of("separator", separator, SEPARATORS)
    if not isinstance(full_width, bool):
        raise ConfigError(f"full_width={shown(full_width)} is neither True nor False")
    numbers = [match for match in _NUMBER.finditer(text) if len(match[0]) >= least]
    edits = []
    for number in chosen(range(len(numbers)), share, rng):
        match = numbers[number]
        sign = rng.choice(SEPARATORS) if separator is None else separator
        grouped = f"{int(match[0]):,}"
        grouped = grouped.translate(_FULL) if full_width else grouped.replace(",", sign)
        edits.append((match.start(), match.end(), grouped, "grouped digits"))
    return made_by(text, edits)


_FULL = {code: code + 0xFEE0 for code in map(ord, "0123456789,")}


def spoil_marks(text: str, seed: int, *, share: float = 0.1, lost_blanks: bool = True) -> Damaged:
    """Marks doubled, as gloss sites have them (`首先，，各`), and wide blanks that became `?`.

    Args:
        text: sound text.
        seed: of the choice.
        share: of the marks `，、；` between Han characters that are doubled; one at least.
        lost_blanks: whether ideographic blanks between Han characters become `?`.

    Returns:
        The damaged text. A place is a mark that was doubled, or a blank that was lost.

    Raises:
        ConfigError: if the share is none.

    >>> spoil_marks("首先，各项　工作", 0, share=1).text
    '首先，，各项?工作'
    """
    rng = source_of(seed)
    sound_text(text)
    share_of("share", share)
    marks = [match.start() for match in _MARK.finditer(text)]
    edits = [(at, at + 1, text[at] * 2, "doubled mark") for at in chosen(marks, share, rng)]
    if lost_blanks:
        edits += ((match.start(), match.end(), "?", "lost blank") for match in _WIDE.finditer(text))
    return made_by(text, sorted(edits))
