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
_DATE = later(r"(\d{4})[-/.年] ?(\d{1,2})[-/.月] ?(\d{1,2})")
_COUNT = later(r"(\d[\d,]*(?:\.\d+)?) ?([千万亿kw])?")
_SCALES = {None: 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000, "亿": 100_000_000}
_TRIMMED = " \t\r\u3000\xa0|｜·,，;；、:：-—_/>。"


def moment(text: str) -> str | None:
    """A date or a date with a clock in ISO 8601, as exact as it was written; `None` if it is none.

    >>> moment("2022年5月21日 11:05:02"), moment("2022-13-45")
    ('2022-05-21T11:05:02', None)
    """
    folded = fold(text)
    found = _DATE.search(folded)
    if found is None:
        return None
    try:
        day = dt.date(*map(int, found.groups()))
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


#: Kinds of values by the name that a file of rules uses.
KINDS: Mapping[str, Callable[[str], Any]] = {
    "moment": moment,
    "count": count,
    "list": items,
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
    if metadata.setdefault(key, value) == value:
        return
    others = metadata.setdefault("alternatives", {}).setdefault(key, [])
    if value not in others:
        others.append(value)
