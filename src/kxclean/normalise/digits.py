"""Digit groups: `1 116个` is one number, `600 519` is not.

The kernel finds runs of digits with single separators; each run is judged here by what stands
around it, then by its neighbours, its column and the rest of the document. Only numbers that count
something are joined; what looks like a telephone number, a code, a standard, a year, a list or a
row of a table stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from kxclean import _native
from kxclean.normalise import digits_columns
from kxclean.normalise.measures import (
    ALIKE,
    AMOUNTS,
    BLANKS,
    CODES,
    COUNTED,
    LABELS,
    MONEY,
    ORDINALS,
    PAST,
    RACES,
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
        "blanks there, which split one number into two. A unit or a measure word behind the "
        "number, a word for an amount before it, a sure number beside it or in its column say that "
        "it counts something. Years, codes, telephone numbers, standards, lists and table rows "
        "have no groups, and without evidence the edit is only proposed. Numbers that were not "
        "grouped stay so in every style: GB/T 15835 leaves the choice to the writer."
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
        Example("由1 116增至2 300人", "由1116增至2300人", {"digit_grouping": "none"}),
        Example("共55 235 367.346 23千克", "共55235367.34623千克", {"digit_grouping": "none"}),
        Example(
            "地区\t人口\n甲县\t37 226\n乙县\t1 691\n",
            "地区\t人口\n甲县\t37226\n乙县\t1691\n",
            {"digit_grouping": "none"},
        ),
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
            "男子4 100米接力",
            "`1,200`个，见 http://a.cn/1,200 个",
            "代码\t名称\n600 519\t茅台\n600 036\t招行\n",
        )
    ),
    source="GB/T 15835-2011, 5.1; seeds/000: `1 116個`, `37 226個`",
)


class _Verdict(Enum):
    """What a run is."""

    NUMBER = "a number in groups"
    BARE = "a number in groups that nothing counts"
    LEADING = "a number in groups, or the number of a line and another"
    DOUBTFUL = "perhaps one"
    OTHER = "something else"


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of digits with what it is. `fraction` is its grouped fraction, with the point."""

    start: int
    end: int
    text: str
    verdict: _Verdict
    fraction: str = ""

    @property
    def separator(self) -> str:
        """Blank, comma or apostrophe, whatever their width."""
        found = re.search(r"\D", self.text)
        mark = found[0] if found else " "
        return "," if mark in ",，" else "'" if mark in "'’" else " "


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    style = context.config.digit_grouping
    if style == "keep":
        return found
    quoted = context.scan.digits > 3 and ("'" in text or "’" in text)
    if not (context.scan.grouped or quoted):
        return found
    runs = [
        run
        for start, end in _native.digit_runs(text)
        for run in _judged(text, start, end)
        if run.verdict is not _Verdict.OTHER or digits_columns.may_be_cell(text, run.start, run.end)
    ]
    if not runs:
        return found
    standings = _native.standings(text, [run.start for run in runs])
    runs = _in_place(text, runs, standings)
    for run in _with_evidence(text, runs):
        if run.verdict is _Verdict.OTHER:
            continue
        safety = Safety.SAFE if run.verdict is _Verdict.NUMBER else Safety.UNSAFE
        written = _written(run.text, style) + _fraction_written(run.fraction, style)
        found.edit(text, run.start, run.end, written, GROUPED_DIGITS, safety=safety)
    return found


def _written(run: str, style: str) -> str:
    """The run in the configured style; the digits and their width stay."""
    groups = re.findall(r"\d+", run)
    if style == "none" or not groups:
        return "".join(groups)
    if style == "thin-space":
        return "\u2009".join(groups)
    return ("," if run[0].isascii() else "，").join(groups)


def _fraction_written(fraction: str, style: str) -> str:
    """A grouped fraction: GB/T 15835 groups fractions with thin spaces, never with commas."""
    return re.sub(f"[{BLANKS}]", "\u2009" if style == "thin-space" else "", fraction)


def _judged(text: str, start: int, end: int) -> list[_Run]:
    """The runs of the kernel's run: one, or several that clauses or columns divide."""
    whole = text[start:end]
    if "," in whole and " " in whole:
        # `37 226,1 691个` lists numbers, `1,116 2,300` is a row of them.
        pieces = re.split(",", whole)
        if all(_is_grouped(piece) or len(piece) < 4 for piece in pieces):
            found = []
            for piece in pieces:
                if len(piece) > 3:
                    found.append(_one(text, start, start + len(piece), listed=True))
                start += len(piece) + 1
            return found
    return [_one(text, start, end)]


def _one(text: str, start: int, end: int, *, listed: bool = False) -> _Run:
    run = text[start:end]
    before = text[max(0, start - _LOOK) : start].rpartition("\n")[2]
    after = text[end : end + _LOOK].partition("\n")[0]
    alone = _fraction_alone(run, before, after)
    if alone is not _Verdict.OTHER:
        return _Run(start, end, "", alone, run)
    fraction = ""
    tail = re.match(
        rf"\.[0-9]{{3}}(?:[{BLANKS}][0-9]{{3}})*(?:[{BLANKS}][0-9]{{1,3}})(?![0-9.])", after
    )
    if tail and " " in run:
        fraction, after = tail[0], after[tail.end() :]
        end += len(fraction)
    verdict = _judge(text, start, run, before, after, listed=listed, fraction=fraction)
    return _Run(start, end, run, verdict, fraction)


def _judge(
    text: str, start: int, run: str, before: str, after: str, *, listed: bool, fraction: str
) -> _Verdict:
    if not _is_grouped(run):
        return _Verdict.OTHER
    if _is_part_of_more(before, after, listed=listed):
        return _Verdict.OTHER
    if _KANA_OR_HANGUL.search(before[-_NEAR:] + after[:_NEAR]):
        return _Verdict.OTHER  # Japanese and Korean write their numbers their own way
    if CODES.search(before) or ORDINALS.match(after) or _in_columns(before, after):
        return _Verdict.OTHER
    groups = re.findall(r"\d+", run)
    mark = run[len(groups[0])]
    if RACES.search(before) and re.match(rf"[{BLANKS}]?[米公]", after):
        return _Verdict.OTHER
    if mark in "'’":
        counted = MONEY.search(before) or _counted(after)
        return _Verdict.NUMBER if counted else _Verdict.OTHER
    comma = mark in ",，"
    if comma and re.search(r"[\[{]$|[A-Za-z=][(（]?$", before):
        return _Verdict.OTHER  # `f(1,200)`, `[1,200]`
    if fraction:
        return _Verdict.NUMBER  # groups on both sides of the point
    if not comma:
        doubt = _is_two_numbers(text, start, before, after, groups)
        if doubt:
            return doubt
    if "\u3000" in run:
        return _Verdict.DOUBTFUL
    certain = any(group[0] in "0０" for group in groups[1:]) or SUMS.search(before)
    if _is_full_width_comma(run) and len(groups) < 3 and not certain:
        return _Verdict.DOUBTFUL  # `选项1，116个`
    if _is_sure(groups, before, after, comma=comma):
        return _Verdict.NUMBER
    if not comma and len(groups) == 2 and len(groups[0]) == 3 and not SUMS.search(before):
        return _Verdict.OTHER  # `600 519`: six digits and nothing counted is a code
    return _Verdict.BARE


def _fraction_alone(run: str, before: str, after: str) -> _Verdict:
    """`3.141 592 65`: three groups or more behind a point. Two may be columns."""
    groups = re.split(f"[{BLANKS}]", run)
    if (
        len(groups) < 3
        or not all(len(group) == 3 for group in groups[:-1])
        or len(groups[-1]) > 3
        or not re.search(r"(?<![0-9.])[0-9]{1,3}\.$", before)
        or re.match("[0-9.．]", after)
    ):
        return _Verdict.OTHER
    announced = SUMS.search(before.rstrip("0123456789.")) or re.search(
        r"[为為是=≈][0-9]+\.$", before
    )
    return _Verdict.NUMBER if announced or UNITS.match(after) else _Verdict.DOUBTFUL


def _is_grouped(run: str) -> bool:
    """One to three digits, then threes, one kind of separator, one width, no leading zero."""
    groups = re.split(r"\D", run)
    separators = set(re.sub(r"\d", "", run))
    return (
        1 <= len(groups[0]) <= 3
        and groups[0][0] not in "0０"
        and len(groups) > 1
        and all(len(group) == 3 for group in groups[1:])
        and len(separators) == 1
        and len({digit.isascii() for digit in "".join(groups)}) == 1
    )


def _is_full_width_comma(run: str) -> bool:
    return "，" in run and run[0].isascii()


def _is_two_numbers(
    text: str, start: int, before: str, after: str, groups: list[str]
) -> _Verdict | None:
    """May the first digits be a number of their own: `表1 116个`, `2 300人` in a list?

    Not where a later group starts with a zero, which no number of its own does.
    """
    if any(group[0] in "0０" for group in groups[1:]):
        return None
    head = start - len(before)
    if not before.strip() and (head == 0 or text[head - 1] == "\n"):
        return _Verdict.LEADING
    if LABELS.search(before) and not AMOUNTS.search(before):
        return _Verdict.DOUBTFUL
    if re.match(rf"[^0-9，。；、,;]{{1,4}}[{BLANKS}][0-9]", after):
        return _Verdict.DOUBTFUL  # `1 100元 2 200元`
    announced = (
        SUMS.search(before)
        or PAST.search(before)
        or MONEY.search(before)
        or AMOUNTS.search(before)
        or before.endswith(("为", "為", "是"))
    )
    if len(groups) > 2 and len(groups[0]) == 3 and not announced:
        return _Verdict.DOUBTFUL  # `100 200 300个` may be a row of three
    if before[-1].isspace() and not re.match(f"[{BLANKS}]", after) and not announced:
        return _Verdict.DOUBTFUL  # `甲队 3 200人`
    return None


def _is_part_of_more(before: str, after: str, *, listed: bool) -> bool:
    """Part of a code, a decimal, a date, a score, a telephone number?"""
    beside = "" if listed else ",，"
    if re.search(rf"[0-9０-９][{BLANKS}{beside}]+$|月[{BLANKS}]*$|第[{BLANKS}]?$", before):
        return True
    if re.search(rf"[A-Za-z][{BLANKS}]?$", before) and not (
        MONEY.search(before) or AMOUNTS.search(before)
    ):
        return True
    if re.search(rf"(?:[0-9_./／#№]|[0-9A-Za-z]\+|[0-9][:：])[{BLANKS}]?$", before):
        return True
    if re.search(r"[A-Za-z0-9][-–—]$", before):
        lower = re.search(rf"(?:^|[^-–—A-Za-z0-9.{BLANKS}])([1-9][0-9{BLANKS},]*)[-–—]$", before)
        return not (lower and _counted(after))
    if re.match(r"[-–—][A-Za-z]|[.．][0-9]+[.．]|[:：][0-9]", after):
        return True
    if re.match(rf"[{BLANKS}]?(?:转|轉|分机|分機)", after):
        return True
    return bool(re.match(r"[A-Za-z_#/]", after)) and not UNITS.match(after)


def _in_columns(before: str, after: str) -> bool:
    """In a table: tabs, bars or runs of blanks beside it, and no unit in the cell."""
    left = re.search(rf"[\t|｜│┃][{BLANKS}]*$|\S[{BLANKS}]{{2,}}$", before)
    if left and left[0][0] in "\t|｜" and _counted(after):
        left = None
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
    if not re.match(r"(?:[.．][0-9]+)?\s*(?:[，。；、）)！!;]|,(?![0-9])|$)", after):
        return False
    if SUMS.search(before) or AMOUNTS.search(before):
        return len(groups) > 2 or comma or len(groups[0]) < 3 or bool(SUMS.search(before))
    return comma and len(groups) > 2 and before.endswith(("为", "為", "是"))


def _rises(groups: list[str]) -> bool:
    """Do the groups count up by one, as the rooms 101,102,103 and the pages 99,100 do?"""
    steps = {b - a for a, b in pairwise(map(int, groups))}
    return steps == {1}


#: Between two numbers of one sentence that are numbers alike.
_LINK = later(r"[^0-9。；！？!?\n]{0,16}$")
#: Numbers of this kind that a document needs before it speaks for another.
_ENOUGH = 2


def _in_place(text: str, runs: list[_Run], standings: list[int]) -> list[_Run]:
    """The runs with what their columns say of them, without those in code and addresses."""
    columns = digits_columns.Columns(text)
    found = []
    for run, standing in zip(runs, standings, strict=True):
        if standing == 2:
            continue
        if run.verdict is _Verdict.OTHER or standing == 1:
            cell = columns.is_amount(run.start, run.end)
            run = replace(run, verdict=_Verdict.NUMBER if cell else _Verdict.OTHER)
        found.append(run)
    return found


def _with_evidence(text: str, runs: list[_Run]) -> list[_Run]:
    """The runs with what their neighbours and the rest of the document say of them."""
    sure = {mark: 0 for mark in " ,'"}
    for run in runs:
        sure[run.separator] += run.verdict is _Verdict.NUMBER
    found = list(runs)
    # An enumeration has its unit behind the last number, so the way goes back as well.
    for order in (range(len(runs)), range(len(runs) - 1, -1, -1)):
        for i in order:
            run = found[i]
            if run.verdict is _Verdict.BARE and (
                sure[run.separator] >= _ENOUGH
                or any(_is_linked(text, run, other) for other in found[max(0, i - 1) : i + 2])
            ):
                found[i] = replace(run, verdict=_Verdict.NUMBER)
    leading = [i for i, run in enumerate(found) if run.verdict is _Verdict.LEADING]
    if leading and not _has_numbered_lines(text, len(leading)):
        for i in leading:
            run = found[i]
            after = text[run.end : run.end + _LOOK]
            if sure[run.separator] > _ENOUGH and _counted(after):
                found[i] = replace(run, verdict=_Verdict.NUMBER)
    return found


def _has_numbered_lines(text: str, own: int) -> bool:
    """Do more lines than the `own` ones begin with a short number?"""
    heads = re.findall(rf"(?m)^[{BLANKS}]*[0-9]{{1,2}}[{BLANKS}.．、]", text)
    return len(heads) > own


def _is_linked(text: str, run: _Run, other: _Run) -> bool:
    """Do two runs stand in one sentence, close to each other, in the same style?"""
    if other.verdict is not _Verdict.NUMBER or run.separator != other.separator:
        return False
    first, second = sorted((run, other), key=lambda one: one.start)
    between = text[first.end : second.start]
    return bool(between.strip(BLANKS)) and _LINK.fullmatch(between) is not None


PASS: Pass = FunctionPass((GROUPED_DIGITS,), _find)
