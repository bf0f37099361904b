"""What the lines say, as values: ISO 8601 moments, counts, lists and trimmed text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from kxclean.boilerplate.fold import fold
from kxclean.pattern import later

__all__ = ["KINDS", "add", "count", "items", "kind_of", "moment", "path", "words"]

_CLOCK = later(
    r"(?P<half>上午|中午|下午|晚上?|am|pm)? ?(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})"
    r"(?:[:分](?P<second>\d{2})(?P<part>\.\d+)?)?秒?分? ?(?P<late>am|pm)?"
    r"(?P<zone>z|[+-]\d{2}:?\d{2})?"
)
#: A year of the Republic of China is followed by 1911 added: 民国 before it, or three digits.
_DATE = later(
    r"(?:(?P<year>\d{4})|民国 ?(?P<republic>\d{1,3})|(?<!\d)(?P<taiwan>1[0-4]\d))"
    r" ?[-/.年] ?(?P<month>\d{1,2}) ?[-/.月] ?(?P<day>\d{1,2})"
)
_REPUBLIC = 1911
#: `二〇二二年三月五日`.
_SPELT = later(
    r"(?P<year>[零〇○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,3})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})[日号]"
)
_NUMERALS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
}
_COUNT = later(r"(\d[\d,]*(?:\.\d+)?) ?([千万亿kw])?")
_SCALES = {None: 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "亿": 100_000_000}
_ENTRY = later(
    r"^[\s·•▪◆■●○★☆>»*-]*(?:[\[(（【]?\d{1,2}[\])）】.、:：]+)?\s*"
    r"|[\s(（\[【]*\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?[\])）】]?\s*$"
)
_TRIMMED = " \t\r\u3000\xa0|｜·,，;；、:：-—_/>。"


def moment(text: str) -> str | None:
    """A date or a date with a clock in ISO 8601, as exact as it was written; `None` if it is none.

    >>> moment("2022年5月21日 11:05:02"), moment("2022-13-45")
    ('2022-05-21T11:05:02', None)
    >>> moment("民國113年5月6日"), moment("二〇二二年十二月五日")
    ('2024-05-06', '2022-12-05')
    """
    folded = fold(text)
    found = _DATE.search(folded) or _SPELT.search(folded)
    if found is None:
        return None
    try:
        day = dt.date(*_numbers(found))
        clock = _CLOCK.search(folded, found.end())
        if clock is None:
            return day.isoformat()
        hour = int(clock["hour"])
        half = clock["half"] or clock["late"]
        if half in ("下午", "晚", "晚上", "pm") and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        time = dt.time(hour, int(clock["minute"]), int(clock["second"] or 0))
    except ValueError:
        return None
    exact = time.isoformat("seconds" if clock["second"] else "minutes")
    zone = (clock["zone"] or "").upper()
    if len(zone) == 5:  # +0800, which ISO 8601 writes with a colon beside the other colons
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{day.isoformat()}T{exact}{zone}"


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    """Year, month and day of a date, written in digits or spelt out."""
    parts = found.groupdict()
    year = parts["year"]
    if year is None:
        since = parts["republic"] or parts["taiwan"]
        return _REPUBLIC + int(since), int(parts["month"]), int(parts["day"])
    if year.isdecimal():
        return int(year), int(parts["month"]), int(parts["day"])
    digits = int("".join(str(_NUMERALS[numeral]) for numeral in year))
    return digits, _number(parts["month"]), _number(parts["day"])


def _number(spelt: str) -> int:
    """A number below one hundred.

    >>> _number("十"), _number("十二"), _number("二十三")
    (10, 12, 23)
    """
    tens, ten, ones = spelt.rpartition("十")
    return 10 * _NUMERALS.get(tens, 1) * len(ten) + _NUMERALS.get(ones, 0)


def count(text: str) -> int | None:
    """A whole number as counters write it; `None` if it is none.

    >>> count("1,234次"), count("1.2万")
    (1234, 12000)
    """
    found = _COUNT.search(fold(text))
    if found is None:
        return None
    return round(float(found[1].replace(",", "")) * _SCALES[found[2]])


def words(text: str) -> str | None:
    """The text without blanks and marks around it; `None` if no letter or digit is in it.

    >>> words(" 周焕林 | ")
    '周焕林'
    """
    trimmed = text.strip(_TRIMMED)
    return trimmed if any(character.isalnum() for character in trimmed) else None


def items(text: str) -> list[str] | None:
    """The members of a list parted by blanks or marks.

    >>> items("科协 工作报告 全委会")
    ['科协', '工作报告', '全委会']
    """
    found = [part for part in map(words, re.split(r"[\s|｜,，;；、]+", text)) if part]
    return found or None


def path(text: str) -> list[str] | None:
    """The steps of a way through a site.

    >>> path("首页 > 新闻中心 » 正文")
    ['首页', '新闻中心', '正文']
    """
    parts = re.split(r"\s*[>＞»›→≫/\\|]+\s*|\s*::\s*|\s+[-—]+\s+", text)
    found = [part for part in map(words, parts) if part]
    return found or None


def entry(text: str) -> list[str] | None:
    """One entry of a list that goes on below: without the bullet before and the date behind it.

    >>> entry("· 学术年会在京召开 (2019-05-01)"), entry("[3] 科普展开幕")
    (['学术年会在京召开'], ['科普展开幕'])
    """
    said = words(_ENTRY.sub("", text))
    return None if said is None else [said]


#: Kinds of values by the name that a file of rules uses.
KINDS: Mapping[str, Callable[[str], Any]] = {
    "moment": moment,
    "count": count,
    "list": items,
    "entry": entry,
    "path": path,
    "text": words,
}

#: Keys whose values are not text.
_KIND_OF_KEY = {
    "published": "moment",
    "updated": "moment",
    "views": "count",
    "comments": "count",
    "likes": "count",
    "favourites": "count",
    "shares": "count",
    "downloads": "count",
    "words": "count",
    "pages": "count",
    "reading_minutes": "count",
    "recommended": "list",
    "tags": "list",
    "keywords": "list",
    "section": "path",
    "related": "entry",
}


def kind_of(key: str) -> str:
    """The kind of the values that stand under a key.

    >>> kind_of("views")
    'count'
    """
    return _KIND_OF_KEY.get(key, "text")


def add(metadata: dict[str, Any], key: str, value: Any) -> None:
    """Notes a value: the first of a key stays, others that differ are listed in `alternatives`.

    >>> metadata = {"source": "新华网"}
    >>> add(metadata, "source", "光明网")
    >>> metadata
    {'source': '新华网', 'alternatives': {'source': ['光明网']}}
    """
    earlier = metadata.setdefault(key, value)
    if earlier == value:
        return
    if kind_of(key) == "entry":
        metadata[key] = [*earlier, *(one for one in value if one not in earlier)]
        return
    others = metadata.setdefault("alternatives", {}).setdefault(key, [])
    if value not in others:
        others.append(value)
