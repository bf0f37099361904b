"""Digit groups: `1 116个` is one number, `600 519` is not.

The kernel finds runs of digits with single separators; each run is judged here by what stands
around it, then by its neighbours, its column and the rest of the document. Only numbers that count
something are joined; what looks like a telephone number, a code, a standard, a year, a list or a
row of a table stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kxclean import _native
from kxclean.normalise import digits_columns
from kxclean.normalise.digits_judge import (
    Verdict,
    counted,
    fraction_alone,
    fraction_behind,
    is_grouped,
    judge,
)
from kxclean.normalise.measures import BLANKS
from kxclean.pattern import later
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = ["GROUPED_DIGITS", "PASS"]

#: Characters before and behind a run that are looked at.
_LOOK = 18

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


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of digits with what it is. `fraction` is its grouped fraction, with the point."""

    start: int
    end: int
    text: str
    verdict: Verdict
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
        if run.verdict is not Verdict.OTHER or digits_columns.may_be_cell(text, run.start, run.end)
    ]
    if not runs:
        return found
    standings = _native.standings(text, [run.start for run in runs])
    runs = _in_place(text, runs, standings)
    for run in _with_evidence(text, runs):
        if run.verdict is Verdict.OTHER:
            continue
        safety = Safety.SAFE if run.verdict is Verdict.NUMBER else Safety.UNSAFE
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
        if all(is_grouped(piece) or len(piece) < 4 for piece in pieces):
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
    alone = fraction_alone(run, before, after)
    if alone is not Verdict.OTHER:
        return _Run(start, end, "", alone, run)
    fraction = fraction_behind(after) if " " in run else ""
    end += len(fraction)
    after = after[len(fraction) :]
    verdict = judge(text, start, run, before, after, listed=listed, fraction=fraction)
    return _Run(start, end, run, verdict, fraction)


_HAN = later("[\u3400-\u9fff]")
_LETTER = later("[A-Za-z]")
#: Marks of code and data that prose hardly has.
_QUOTED = later("[\"'=;{}<>`\\\\|]")
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
        in_code = standing == 1 and not _is_among_han(text, run)
        if run.verdict is Verdict.OTHER or in_code:
            cell = columns.is_amount(run.start, run.end)
            verdict = Verdict.NUMBER if cell else Verdict.OTHER
            found.append(replace(run, verdict=verdict))
        else:
            found.append(run)
    return found


def _is_among_han(text: str, run: _Run) -> bool:
    """Is this prose, though something else in the line looks like code?"""
    around = text[max(0, run.start - _LOOK) : run.start] + "\n" + text[run.end : run.end + _LOOK]
    han, letters = len(_HAN.findall(around)), len(_LETTER.findall(around))
    return han >= max(8, 3 * letters) and not _QUOTED.search(around)


def _with_evidence(text: str, runs: list[_Run]) -> list[_Run]:
    """The runs with what their neighbours and the rest of the document say of them."""
    sure = dict.fromkeys(" ,'", 0)
    for run in runs:
        sure[run.separator] += run.verdict is Verdict.NUMBER
    found = list(runs)
    # An enumeration has its unit behind the last number, so the way goes back as well.
    for order in (range(len(runs)), range(len(runs) - 1, -1, -1)):
        for i in order:
            run = found[i]
            if run.verdict is Verdict.BARE and (
                sure[run.separator] >= _ENOUGH
                or any(_is_linked(text, run, other) for other in found[max(0, i - 1) : i + 2])
            ):
                found[i] = replace(run, verdict=Verdict.NUMBER)
    leading = [i for i, run in enumerate(found) if run.verdict is Verdict.LEADING]
    if leading and not _has_numbered_lines(text, len(leading)):
        for i in leading:
            run = found[i]
            after = text[run.end : run.end + _LOOK]
            if sure[run.separator] > _ENOUGH and counted(after):
                found[i] = replace(run, verdict=Verdict.NUMBER)
    return found


def _has_numbered_lines(text: str, own: int) -> bool:
    """Do more lines than the `own` ones begin with a short number?"""
    heads = re.findall(rf"(?m)^[{BLANKS}]*[0-9]{{1,2}}[{BLANKS}.．、]", text)
    return len(heads) > own


def _is_linked(text: str, run: _Run, other: _Run) -> bool:
    """Do two runs stand in one sentence, close to each other, in the same style?"""
    if other.verdict is not Verdict.NUMBER or run.separator != other.separator:
        return False
    first, second = sorted((run, other), key=lambda one: one.start)
    between = text[first.end : second.start]
    return bool(between.strip(BLANKS)) and _LINK.fullmatch(between) is not None


PASS: Pass = FunctionPass((GROUPED_DIGITS,), _find)
