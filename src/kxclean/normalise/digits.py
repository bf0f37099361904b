"""Digit groups: `1 116个` is one number, `600 519` is not.

The kernel finds runs of digits with single separators; each run is judged here by what stands
around it. Only numbers that count something are joined; what looks like a telephone number, a code,
a standard, a year, a list or a row of a table stays.
"""

from __future__ import annotations

import re
from enum import Enum
from itertools import pairwise

from kxclean import _native
from kxclean.normalise.measures import (
    ALIKE,
    BLANKS,
    CODES,
    COUNTED,
    LABELS,
    MONEY,
    ORDINALS,
    PAST,
    SUMS,
    UNITS,
)
from kxclean.pattern import later
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = ["GROUPED_DIGITS", "PASS"]

#: Characters before and behind a run that are looked at.
_LOOK = 24
#: Those among which a letter of another language says whose number it is.
_NEAR = 8
_KANA_OR_HANGUL = later("[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7af]")

GROUPED_DIGITS = Rule(
    name="grouped-digits",
    stage="normalise",
    safety=Safety.SAFE,
    what="Writes the groups of three digits of a number in the configured way, by default joined.",
    why=(
        "Print sets large numbers in groups of three with a thin space or a comma; copied text has "
        "blanks there, which split one number into two. A unit or a measure word behind the number "
        "says that it counts something. Years, codes, telephone numbers, standards, lists and "
        "table rows have no groups, and without evidence the edit is only proposed."
    ),
    changes=(
        Example("四级科协组织1 116个", "四级科协组织1116个", {"digit_grouping": "none"}),
        Example(
            "组织机构37 226個,共10 000名", "组织机构37226個,共10000名", {"digit_grouping": "none"}
        ),
        Example("参与科技人员达1 200多人", "参与科技人员达1200多人", {"digit_grouping": "none"}),
        Example("全长3\u2009000 米", "全长3000 米", {"digit_grouping": "none"}),
        Example("总计１，１１６个", "总计１１１６个", {"digit_grouping": "none"}),
        Example("每批1 000~3 000人", "每批1000~3000人", {"digit_grouping": "none"}),
        Example("公元前 1 116 年", "公元前 1116 年", {"digit_grouping": "none"}),
        Example("投资1,234,567.89元", "投资1234567.89元", {"digit_grouping": "none"}),
        Example("共37 226个", "共37,226个", {"digit_grouping": "comma"}),
        Example("共37,226个", "共37\u2009226个", {"digit_grouping": "thin-space"}),
    ),
    leaves=tuple(
        Example(text, text, {"digit_grouping": "none"})
        for text in (
            "客服电话4000 662 888",
            "总机010 6251 0000",
            "邮编00 700",
            "股票代码600 519",
            "依据GB 2312编码和ISO 9001 2015认证",
            "在1937 1945 年间",
            "2 3 4\n1 2月完成",
            "12 000 13 000",
            "第1，116页和3，4月",
            "1,2345,6789元",
            "住在101,102,103室",
            "人口は約1,400万人である",
        )
    ),
    source="GB/T 15835-2011, 5.1; seeds/000: `1 116個`, `37 226個`",
)


class _Verdict(Enum):
    """What a run is."""

    NUMBER = "a number in groups"
    DOUBTFUL = "perhaps one"
    OTHER = "something else"


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    style = context.config.digit_grouping
    if style == "keep" or not context.scan.grouped:
        return found
    for start, end in _native.digit_runs(text):
        verdict = _judge(text, start, end)
        if verdict is not _Verdict.OTHER:
            safety = Safety.SAFE if verdict is _Verdict.NUMBER else Safety.UNSAFE
            written = _written(text[start:end], style)
            found.edit(text, start, end, written, GROUPED_DIGITS, safety=safety)
    return found


def _written(run: str, style: str) -> str:
    """The run in the configured style; the digits and their width stay."""
    groups = re.findall(r"\d+", run)
    if style == "none":
        return "".join(groups)
    if style == "thin-space":
        return "\u2009".join(groups)
    return ("," if run[0].isascii() else "，").join(groups)


def _judge(text: str, start: int, end: int) -> _Verdict:
    run = text[start:end]
    before = text[max(0, start - _LOOK) : start].rpartition("\n")[2]
    after = text[end : end + _LOOK].partition("\n")[0]
    if not _is_grouped(run) or _is_part_of_more(before, after):
        return _Verdict.OTHER
    if _KANA_OR_HANGUL.search(before[-_NEAR:] + after[:_NEAR]):
        return _Verdict.OTHER  # Japanese and Korean write their numbers their own way
    if CODES.search(before) or ORDINALS.match(after) or _in_columns(before, after):
        return _Verdict.OTHER
    groups = re.findall(r"\d+", run)
    comma = run[len(groups[0])] in ",，"
    if not comma and _is_two_numbers(text, start, before, groups):
        return _Verdict.DOUBTFUL
    if "\u3000" in run or (_is_full_width_comma(run) and len(groups) < 3):
        return _Verdict.DOUBTFUL  # `选项1，116个`
    if _is_sure(groups, before, after, comma=comma):
        return _Verdict.NUMBER
    if not comma and len(groups) == 2 and len(groups[0]) == 3 and not SUMS.search(before):
        return _Verdict.OTHER  # `600 519`: six digits and nothing counted is a code
    return _Verdict.DOUBTFUL


def _is_grouped(run: str) -> bool:
    """One to three digits, then threes, one kind of separator, one width, no leading zero."""
    groups = re.split(r"\D", run)
    separators = set(re.sub(r"\d", "", run))
    return (
        1 <= len(groups[0]) <= 3
        and groups[0][0] not in "0０"
        and all(len(group) == 3 for group in groups[1:])
        and len(separators) == 1
        and len({digit.isascii() for digit in "".join(groups)}) == 1
    )


def _is_full_width_comma(run: str) -> bool:
    return "，" in run and run[0].isascii()


def _is_two_numbers(text: str, start: int, before: str, groups: list[str]) -> bool:
    """May the first digits be a number of their own: `表1 116个`, `2 300人` in a list?

    Not where the second group starts with a zero, which no number of its own does.
    """
    head = start - len(before)
    leads = not before.strip(BLANKS) and (head == 0 or text[head - 1] == "\n")
    if (leads or LABELS.search(before)) and groups[1][0] not in "0０":
        return True
    return len(groups) > 2 and len(groups[0]) == 3  # `100 200 300个` may be a row of three


def _is_part_of_more(before: str, after: str) -> bool:
    """Part of a code, a decimal, a date, a score, a telephone number?"""
    if re.search(rf"[0-9０-９][{BLANKS},，]+$|月[{BLANKS}]*$|第[{BLANKS}]?$", before):
        return True
    if re.search(rf"[A-Za-z][{BLANKS}]?$", before) and not MONEY.search(before):
        return True
    if re.search(rf"(?:[0-9_.+/／#№]|[0-9][:：])[{BLANKS}]?$", before):
        return True
    if re.search(r"[A-Za-z0-9][-–—]$", before):
        lower = re.search(rf"(?:^|[^-–—A-Za-z0-9.{BLANKS}])([1-9][0-9{BLANKS},]*)[-–—]$", before)
        return not (lower and _counted(after))
    if re.match(r"[-–—][A-Za-z]|[.．][0-9]+[.．]|[:：][0-9]", after):
        return True
    return bool(re.match(r"[A-Za-z_#/]", after)) and not UNITS.match(after)


def _in_columns(before: str, after: str) -> bool:
    """In a table: tabs, bars or runs of blanks beside it."""
    left = re.search(rf"[\t|｜│┃][{BLANKS}]*$|\S[{BLANKS}]{{2,}}$", before)
    return bool(left or re.match(rf"[{BLANKS}]*[\t|｜│┃]|[{BLANKS}]{{2,}}\S", after))


def _counted(after: str) -> bool:
    """Does what follows say that something is counted? A range is, if its upper end is."""
    rest = re.sub(r"^[.．][0-9]+", "", after)
    upper = re.match(rf"{ALIKE}[1-9][0-9]{{0,2}}(?:[{BLANKS},，]?[0-9]{{3}})*", rest)
    if upper:
        rest = rest[upper.end() :]
    return bool(COUNTED.match(rest) or UNITS.match(rest))


def _is_sure(groups: list[str], before: str, after: str, *, comma: bool) -> bool:
    if re.match(rf"[{BLANKS}]?年", after):
        value = int("".join(groups))
        return bool(
            value > 2100  # later than any year that a text of today speaks of
            or PAST.search(before)
            or re.match(rf"[{BLANKS}]?年的?[历歷]史", after)
        )
    if MONEY.search(before):
        return True
    if _counted(after):
        return not (comma and _rises(groups))
    if not re.match(r"\s*(?:[，。；、）)！!;]|,(?![0-9])|$)", after):
        return False
    if SUMS.search(before):
        return True
    return comma and len(groups) > 2 and before.endswith(("为", "為", "是"))


def _rises(groups: list[str]) -> bool:
    """Do three or more groups count up by one, as the rooms 101,102,103 do?"""
    numbers = [int(group) for group in groups]
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) > 2 and steps == {1}


PASS: Pass = FunctionPass((GROUPED_DIGITS,), _find)
