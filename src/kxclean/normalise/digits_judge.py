"""What a run of digits with separators is, by what stands right before and behind it."""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise

from kxclean.normalise.measures import (
    ALIKE,
    AMOUNTS,
    BLANKS,
    COUNTED,
    LABELS,
    MONEY,
    ORDINALS,
    PAST,
    RACES,
    SUMS,
    UNITS,
    announces_code,
)
from kxclean.pattern import later

__all__ = ["Verdict", "counted", "fraction_alone", "fraction_behind", "is_grouped", "judge"]

#: Characters among which a letter of another language says whose number it is.
_NEAR = 8
_GROUPED = later(
    r"[1-9][0-9]{0,2}(?:([^0-9０-９])[0-9]{3})(?:\1[0-9]{3})*"
    r"|[１-９][０-９]{0,2}(?:([^0-9０-９])[０-９]{3})(?:\2[０-９]{3})*"
)
_JOINING = "月第／№：－–—−０１２３４５６７８９,，"
_MORE = later(
    rf"[0-9０-９][{BLANKS},，]+$|月[{BLANKS}]*$|第[{BLANKS}]?$"
    rf"|(?:[0-9_./／#№]|[0-9A-Za-z]\+|[0-9][:：])[{BLANKS}]?$"
)
_MORE_IN_LIST = later(
    rf"[0-9０-９][{BLANKS}]+$|月[{BLANKS}]*$|第[{BLANKS}]?$"
    rf"|(?:[0-9_./／#№]|[0-9A-Za-z]\+|[0-9][:：])[{BLANKS}]?$"
)
_LETTER_BEFORE = later(rf"[A-Za-z][{BLANKS}]?$")
_HYPHEN = later("[A-Za-z0-9][-–—]$")
_LOWER_END = later(rf"(?:^|[^-–—A-Za-z0-9.{BLANKS}])([1-9][0-9{BLANKS},]*)[-–—]$")
_GOING_ON = "－–—．：转轉分"
_MORE_AFTER = later(rf"[-–—][A-Za-z]|[.．][0-9]+[.．]|[:：][0-9]|[{BLANKS}]?(?:转|轉|分机|分機)")
_LETTER_AFTER = later("[A-Za-z_#/]")
_COLUMN_BEFORE = later(rf"[\t|｜│┃][{BLANKS}]*$|\S[{BLANKS}]{{2,}}$")
_COLUMN_AFTER = later(rf"[{BLANKS}]*[\t|｜│┃]|[{BLANKS}]{{2,}}\S")
_DECIMALS = later("[.．][0-9]+")
_UPPER_END = later(rf"{ALIKE}[1-9][0-9]{{0,2}}(?:[{BLANKS},，]?[0-9]{{3}})*")
_FRACTION = later(rf"\.[0-9]{{3}}(?:[{BLANKS}][0-9]{{3}})*(?:[{BLANKS}][0-9]{{1,3}})(?![0-9.])")
_YEAR = later(rf"[{BLANKS}]?年")
_HISTORY = later(rf"[{BLANKS}]?年的?[历歷]史")
_CLOSED = later(r"(?:[.．][0-9]+)?\s*(?:[，。；、）)！!;]|,(?![0-9])|$)")
_NEXT = later(rf"[^0-9，。；、,;]{{1,4}}[{BLANKS}][0-9]")
_METRES = later(f"[{BLANKS}]?[米公]")
_CALL = later(r"[\[{]$|[A-Za-z=][(（]?$")
_KANA_OR_HANGUL = later("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")


class Verdict(Enum):
    """What a run is."""

    NUMBER = "a number in groups"
    BARE = "a number in groups that nothing counts"
    LEADING = "a number in groups, or the number of a line and another"
    DOUBTFUL = "perhaps one"
    OTHER = "something else"


def judge(
    text: str, start: int, run: str, before: str, after: str, *, listed: bool, fraction: str
) -> Verdict:
    """What a run of digits is; `before` and `after` are of its line.

    `listed` for one of several numbers between commas, `fraction` for a grouped one behind it.

    >>> judge("共1 116个", 1, "1 116", "共", "个", listed=False, fraction="").name
    'NUMBER'
    """
    if not is_grouped(run):
        return Verdict.OTHER
    if _is_part_of_more(before, after, listed=listed):
        return Verdict.OTHER
    if _KANA_OR_HANGUL.search(before[-_NEAR:] + after[:_NEAR]):
        return Verdict.OTHER  # Japanese and Korean write their numbers their own way
    if announces_code(before) or ORDINALS.match(after) or _in_columns(before, after):
        return Verdict.OTHER
    groups = re.findall(r"\d+", run)
    mark = run[len(groups[0])]
    if RACES.search(before) and _METRES.match(after):
        return Verdict.OTHER
    if mark in "'’":
        sure = MONEY.search(before) or counted(after)
        return Verdict.NUMBER if sure else Verdict.OTHER
    comma = mark in ",，"
    if _CALL.search(before):
        return Verdict.OTHER  # `f(1,200)`, `[1,200]`
    if fraction:
        return Verdict.NUMBER  # groups on both sides of the point
    if not comma:
        doubt = _is_two_numbers(text, start, before, after, groups)
        if doubt:
            return doubt
    if "\u3000" in run:
        return Verdict.DOUBTFUL
    if _is_full_width_comma(run) and len(groups) < 3 and not _is_certain(groups, before):
        return Verdict.DOUBTFUL  # `选项1，116个`
    if comma and _rises(groups):
        return Verdict.DOUBTFUL  # the rooms 101,102,103 and the pages 99,100
    if _YEAR.match(after):
        return Verdict.NUMBER if _is_span(groups, before, after) else Verdict.DOUBTFUL
    if _is_sure(groups, before, after, comma=comma):
        return Verdict.NUMBER
    if not comma and len(groups) == 2 and len(groups[0]) == 3 and not SUMS.search(before):
        return Verdict.OTHER  # `600 519`: six digits and nothing counted is a code
    return Verdict.BARE


def fraction_alone(run: str, before: str, after: str) -> Verdict:
    """`3.141 592 65`: three groups or more behind a point. Two may be columns."""
    if not before.endswith("."):
        return Verdict.OTHER
    groups = re.split(f"[{BLANKS}]", run)
    if (
        len(groups) < 3
        or not all(len(group) == 3 for group in groups[:-1])
        or len(groups[-1]) > 3
        or not re.search(r"(?<![0-9.])[0-9]{1,3}\.$", before)
        or re.match("[0-9.．]", after)
    ):
        return Verdict.OTHER
    announced = SUMS.search(before.rstrip("0123456789.")) or re.search(
        r"[为為是=≈][0-9]+\.$", before
    )
    return Verdict.NUMBER if announced or UNITS.match(after) else Verdict.DOUBTFUL


def is_grouped(run: str) -> bool:
    """One to three digits, then threes, one kind of separator, one width, no leading zero.

    >>> is_grouped("37 226"), is_grouped("037 226"), is_grouped("1,234 567")
    (True, False, False)
    """
    return _GROUPED.fullmatch(run) is not None


def _is_full_width_comma(run: str) -> bool:
    return "，" in run and run[0].isascii()


def _is_two_numbers(
    text: str, start: int, before: str, after: str, groups: list[str]
) -> Verdict | None:
    """May the first digits be a number of their own: `表1 116个`, `2 300人` in a list?

    Not where a later group starts with a zero, which no number of its own does.
    """
    if any(group[0] in "0０" for group in groups[1:]):
        return None
    head = start - len(before)
    if not before.strip() and (head == 0 or text[head - 1] == "\n"):
        return Verdict.LEADING
    if LABELS.search(before) and not AMOUNTS.search(before):
        return Verdict.DOUBTFUL
    if _NEXT.match(after):
        return Verdict.DOUBTFUL  # `1 100元 2 200元`
    if len(groups) > 2 and len(groups[0]) == 3 and not _is_announced(before):
        return Verdict.DOUBTFUL  # `100 200 300个` may be a row of three
    if before[-1].isspace() and not after[:1].isspace() and not _is_announced(before):
        return Verdict.DOUBTFUL  # `甲队 3 200人`
    return None


def _is_announced(before: str) -> bool:
    return before.endswith(("为", "為", "是")) or any(
        words.search(before) for words in (SUMS, PAST, MONEY, AMOUNTS)
    )


def _is_part_of_more(before: str, after: str, *, listed: bool) -> bool:
    """Part of a code, a decimal, a date, a score, a telephone number?"""
    last = before[-1:]
    if last and (last in _JOINING or last.isspace() or last.isascii()):
        if (_MORE_IN_LIST if listed else _MORE).search(before):
            return True
        if _LETTER_BEFORE.search(before) and not (MONEY.search(before) or AMOUNTS.search(before)):
            return True
        if _HYPHEN.search(before):
            return not (_LOWER_END.search(before) and counted(after))
    first = after[:1]
    if not first or not (first.isascii() or first in _GOING_ON or first.isspace()):
        return False
    if _MORE_AFTER.match(after):
        return True
    return _LETTER_AFTER.match(after) is not None and not UNITS.match(after)


def _in_columns(before: str, after: str) -> bool:
    """In a table: tabs, bars or runs of blanks beside it, and no unit in the cell."""
    left = _COLUMN_BEFORE.search(before)
    if left and left[0][0] in "\t|｜" and counted(after):
        left = None
    return bool(left or _COLUMN_AFTER.match(after))


def counted(after: str) -> bool:
    """Does what follows say that something is counted? A range is, if its upper end is."""
    if COUNTED.match(after):
        return True
    decimals = _DECIMALS.match(after)
    rest = after[decimals.end() :] if decimals else after
    upper = _UPPER_END.match(rest)
    if upper:
        rest = rest[upper.end() :]
    return bool(COUNTED.match(rest) or UNITS.match(rest))


def _is_certain(groups: list[str], before: str) -> bool:
    """Is a number in one piece announced, or does a later group start as no number does?"""
    return any(group[0] in "0０" for group in groups[1:]) or SUMS.search(before) is not None


def _is_span(groups: list[str], before: str, after: str) -> bool:
    """Are so many years meant, and no year?"""
    return bool(
        int("".join(groups)) > 2100  # later than any year that a text of today speaks of
        or PAST.search(before)
        or _HISTORY.match(after)
    )


def _is_sure(groups: list[str], before: str, after: str, *, comma: bool) -> bool:
    """Does a unit, a currency or a word before say that something is counted?"""
    if counted(after) or MONEY.search(before):
        return True
    if not _CLOSED.match(after):
        return False
    if SUMS.search(before):
        return True
    if AMOUNTS.search(before):
        return len(groups) > 2 or comma or len(groups[0]) < 3
    return comma and len(groups) > 2 and before.endswith(("为", "為", "是"))


def _rises(groups: list[str]) -> bool:
    """Do the groups count up by one?"""
    steps = {b - a for a, b in pairwise(map(int, groups))}
    return steps == {1}


def fraction_behind(after: str) -> str:
    """The grouped fraction that follows, with its point: `.346 23`; empty if there is none."""
    found = _FRACTION.match(after)
    return found[0] if found else ""
