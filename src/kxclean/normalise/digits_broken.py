"""Numbers that a blank broke: `42. 96`, `3 .5`, `1.60 %`, `- 5`.

A point and a blank also stand behind the number of an item, a blank before `%` is usage in some
houses, and `-` is a dash as well; so each needs something that says it belongs to one number.
"""

from __future__ import annotations

import re

from kxclean import _native
from kxclean.normalise.measures import AMOUNTS, BLANKS, CONTINUOUS, LABELS, SUMS
from kxclean.pattern import later
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = ["BLANK_BEFORE_PERCENT", "BROKEN_DECIMAL", "BROKEN_MINUS", "PASS"]

_ON = {"digit_grouping": "none"}

BROKEN_DECIMAL = Rule(
    name="broken-decimal",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes the blank beside the point of a decimal.",
    why=(
        "Readers of PDF and of scanned pages put blanks beside points. The number of an item has a "
        "point and a blank as well, so a word that announces an amount has to stand before, or a "
        "unit of something measured behind, inside a sentence; what is counted in whole numbers "
        "has no fraction."
    ),
    changes=(
        Example("比上年增长42. 96%，", "比上年增长42.96%，", _ON),
        Example("面积为3 .5平方公里", "面积为3.5平方公里", _ON),
    ),
    leaves=tuple(
        Example(text, text, _ON)
        for text in (
            "1. 96名代表出席",
            "内容如下：1. 20元门票",
            "共5. 20人参加",
            "见表1. 96%的人同意",
            "于2020. 12. 5举行",
            "IP地址192. 168. 1. 1",
            "图3. 5米跨径",
            "第3. 2节",
        )
    ),
    source="scanned GB/T 15835: `-125. 0334. 05%`",
)

BLANK_BEFORE_PERCENT = Rule(
    name="blank-before-percent",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes the blank between a number and its percent sign.",
    why=(
        "Chinese print sets the sign close. Texts that set numbers off by blanks on both sides "
        "keep theirs, and without another percentage in the text that has no blank this is only "
        "proposed."
    ),
    changes=(
        Example("增长1.60 %，上年为2.35%。", "增长1.60%，上年为2.35%。", _ON),
        Example("占比达12 %", "占比达12%", _ON),
    ),
    leaves=tuple(
        Example(text, text, _ON)
        for text in (
            "調降 45 ％，上限 50 ％，另有10％",
            "x = 7 % 3",
            "printf 5 %d",
            "Growth was 12 % this year",
        )
    ),
    source="issue 4; Taiwanese regulations, which write ` 45 ％`",
)

BROKEN_MINUS = Rule(
    name="broken-minus",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes the blank between the minus sign and the number of a temperature or change.",
    why=(
        "The sign also marks items, ranges and differences. It is a minus where a word for a "
        "value stands right before it and a unit behind the number."
    ),
    changes=(Example("最低气温为- 5 ℃", "最低气温为-5 ℃", _ON),),
    leaves=tuple(
        Example(text, text, _ON)
        for text in ("- 5个苹果", "2011 - 2015年", "10 - 5 = 5", "北京 - 5 ℃", "3- 5 ℃")
    ),
    source="issue 4",
)

_LOOK = 16
_BEHIND_POINT, _BEFORE_POINT, _BEFORE_PERCENT, _BEHIND_MINUS = range(4)
#: Words that a value follows.
_VALUES = later(
    "(?:[为為达達至到是]|气温|氣溫|温度|溫度|零下|最低|最高|平均|增[速长長幅]|[涨漲跌][幅了]?)$"
)
_SIGNS = "[%％‰]"


def _find(text: str, context: Context) -> Findings:
    found = Findings()
    scan = context.scan
    if context.config.digit_grouping == "keep" or not (scan.blanks and scan.digits and scan.han):
        return found
    breaks = _native.digit_breaks(text)
    if not breaks:
        return found
    standings = _native.standings(text, [at for at, _ in breaks])
    percents: bool | None = None
    for (at, kind), standing in zip(breaks, standings, strict=True):
        if standing:
            continue
        before = text[max(0, at - _LOOK) : at].rpartition("\n")[2]
        after = text[at + 1 : at + 1 + _LOOK].partition("\n")[0]
        if kind == _BEHIND_MINUS:
            rule, safety = BROKEN_MINUS, _minus(before, after)
        elif kind == _BEFORE_PERCENT:
            if percents is None:
                percents = re.search(f"[0-9]{_SIGNS}", text) is not None
            rule, safety = BLANK_BEFORE_PERCENT, _percent(before, after, elsewhere=percents)
        else:
            rule, safety = BROKEN_DECIMAL, _decimal(before, after)
        if safety is not None and context.on(rule):
            found.edit(text, at, at + 1, "", rule, safety=safety)
    return found


def _decimal(before: str, after: str) -> Safety | None:
    """Is a decimal broken? `before` ends with `42.` or `3`, `after` begins with `96` or `.5`."""
    match = re.search(r"(?<![0-9.．])([0-9]{1,6})\.?$", before)
    fraction = re.match(r"\.?([0-9]{1,6})(?![0-9.．])", after)
    if match is None or fraction is None:
        return None
    head = before[: match.start()]
    # An item has its number at the head of a line or behind a mark; a decimal has a word there.
    if not re.search("[\u3400-\u9fff]$", head) or LABELS.search(head) or head.endswith("第"):
        return None
    if not CONTINUOUS.match(after[fraction.end() :]):
        return None
    if len(match[1]) > 1 and match[1][0] == "0":
        return None
    announced = SUMS.search(head) or AMOUNTS.search(head) or re.search("[为為是占占比了有]$", head)
    percent = re.match(f"[{BLANKS}]?{_SIGNS}", after[fraction.end() :])
    return Safety.SAFE if announced or percent else Safety.UNSAFE


def _percent(before: str, after: str, *, elsewhere: bool) -> Safety | None:
    """Does a percent sign belong to the number before the blank?"""
    number = re.search(r"(?<![0-9A-Za-z.,])[-+−±]?[0-9]+(?:\.[0-9]+)?$", before)
    if number is None or re.match(rf"{_SIGNS}[{BLANKS}]?[0-9A-Za-z(=]", after):
        return None
    head = before[: number.start()]
    if not re.search(r"[\u3400-\u9fff，。、；：（“~～至—-]$", head):
        return None  # set off by a blank as well, or no Chinese text
    announced = SUMS.search(head) or re.search("[为為是占比涨漲跌升降增减減]$", head)
    return Safety.SAFE if elsewhere or announced else Safety.UNSAFE


def _minus(before: str, after: str) -> Safety | None:
    """Is the sign before the blank a minus?"""
    if not _VALUES.search(before[:-1]):
        return None
    number = re.match(r"[0-9]+(?:\.[0-9]+)?", after)
    rest = after[number.end() :] if number else ""
    return Safety.SAFE if re.match(rf"[{BLANKS}]?(?:[℃%％‰°度]|摄氏|攝氏)", rest) else None


PASS: Pass = FunctionPass((BROKEN_DECIMAL, BLANK_BEFORE_PERCENT, BROKEN_MINUS), _find)
