"""What a text says about itself: title, subtitle, author, source, place and date, its sections.

Nothing is taken out; unsure things are not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kxclean import _native
from kxclean.blocks.levels import levels, numbered_heading
from kxclean.boilerplate.formulas import is_formula
from kxclean.boilerplate.templates import plain
from kxclean.boilerplate.values import moment, words
from kxclean.pattern import later

__all__ = ["describe"]

#: Characters at either end of a text among which its title and signature are looked for.
_END = 1200
_HEAD, _FOOT = 6, 3
_TITLE, _SUBTITLE, _BYLINE = 60, 60, 40

_NO_TITLE = later(
    r"[。；;，,、：:…—]\s*$|[。；;]|^\s*[“\"「『（(\[【<{|•·●■◆○★☆*\-+=>~—]|^\s*\S{1,10}[:：]|\||\t|\d:\d\d"
    r"|^\s*[\d０-９]+[.、)）]|^\s*[A-Za-z][.、)）]|https?:|[{}=]"
)
_LETTER = later(r"[^\W\d_]")
_DASHED = later(r"^\s*(?:[—－-]{2,}|[—─])\s*(?P<subtitle>[^。；]{2,58}?)\s*$")
_LABELLED = later(
    r"^\s*[（(\[【]?(?:作\s{0,4}者|撰文|撰稿|文)\s*[:：/|｜]\s*(?P<author>[^。；:：]{2,24}?)[）)\]】]?\s*$"
)
_DYNASTY = later(
    r"^\s*[\[［〔（(]?(?:先秦|[东東西]?[汉漢]|三国|三國|魏|[两兩西东東]?晋|晉|南北朝|南朝|北朝|隋|唐|五代|[北南]?宋|[辽遼]|金"
    r"|元|明|清|近代|现代|現代|当代|當代)(?:代|朝)?[\]］〕）)·•]\s*(?P<author>[\u4e00-\u9fff]{2,4})\s*$"
)
_REPORTER = later(
    r"^\s*[（(]?(?:本报|本報|本刊|本网|本網)?(?:记者|記者|通讯员|通訊員)\s*(?P<author>[\u4e00-\u9fff]{2,4}(?:[\s、　]+[\u4e00-\u9fff]{2,4}){0,3})[）)]?\s*$"
)
#: `新华社北京5月1日电（记者 王小明）`.
_DATELINE = later(
    r"^\s*[（(【]?(?P<source>[\u4e00-\u9fff]{1,8}?(?:社|网|網|报|報|台|通讯社))\s*"
    r"(?:(?:记者|記者)(?P<reporter>[\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2}|[\u4e00-\u9fff]{4}))?(?P<place>[\u4e00-\u9fff]{2,8}?)?\s*"
    r"(?P<day>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)\s*(?:电|電|讯|訊|专电|消息)[）)】]?"
    r"\s*(?:[（(](?:记者|記者|通讯员)\s*(?P<author>[\u4e00-\u9fff]{2,4}(?:[、\s]+[\u4e00-\u9fff]{2,4}){0,3})[）)])?"
)
_DATE = (
    r"(?:公元)?(?:\d{4}|[零〇○一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?[日号號]"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:中[华華])?民[国國]\s?\d{2,3}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
_DATE_LINE = later(
    rf"^\s*[（(]?\s*(?P<date>{_DATE})\s*(?:[,，、·\s　]\s*(?P<place>[\u4e00-\u9fff]{{2,8}}))?\s*[）)]?\s*$"
)
_OCCASION = later(
    rf"^\s*[（(]?\s*(?P<date>{_DATE})\s*(?:在|于|於)?(?P<occasion>[^。；]{{2,50}}?(?:上|会议|會議|通过|通過))[）)]?\s*$"
)
_WRITTEN_AT = later(
    rf"^\s*(?P<date>{_DATE})\s*(?:[于於]|写于|寫於|记于|記於)\s*(?P<place>[\u4e00-\u9fff]{{2,12}})\s*$"
)
_HOUSE = later(
    r"^\s*(?P<house>[\u4e00-\u9fffA-Za-z（）()·]{2,40}?(?:委员会|委員會|办公室|辦公室|办公厅|政府|局|厅|廳|部|院|会|會|处|處|公司|大学|大學|学校|學校"
    r"|中心|协会|協會|党组|支部|法院|检察院|秘书处|总局|集团|社|馆|館|所))\s*$"
)


#: Arabic numbers also open questions of papers and items of lists.
_ITEM = later(r"^[（(]?[0-9０-９](?:.{24,}|.*(?:[?？]|_{2}|[（(]\s*[)）]))")


def describe(text: str) -> dict[str, Any]:
    r"""What a clean text says about itself, by the keys that it says something for.

    `title`, `subtitle`, `author`, `source`, `place`, `date` (ISO 8601), `signature` (the house that
    signed), and `sections`: its numbered headings in order, each with its `level` and `title`.

    >>> said = describe("关于防汛工作的通知\n\n各单位：\n\n请做好准备。\n\n某市水利局\n2019年5月1日")
    >>> said == {"title": "关于防汛工作的通知", "signature": "某市水利局", "date": "2019-05-01"}
    True
    >>> describe("第一章 总则\n\n本章共一条。\n\n第二章 附则\n\n另行规定。")["sections"][1]
    {'level': 1, 'title': '第二章 附则'}
    """
    said: dict[str, Any] = {}
    head = [line for line in text[:_END].split("\n") if line.strip()][:_HEAD]
    if len(head) > 1:
        _read_head(head, said)
    foot = [line for line in text[-_END:].split("\n") if line.strip()][-_FOOT:]
    if len(foot) == _FOOT:
        _read_foot(foot, said)
    if sections := _sections(text, said.get("title", "")):
        said["sections"] = sections
    return said


def _read_head(head: Sequence[str], said: dict[str, Any]) -> None:
    """Reads the title and the lines under it until the text begins."""
    at = 0
    if _is_title(head[0]) and _is_body(head[1:]):
        said["title"] = head[0].strip().lstrip("#").strip()
        at = 1
        while at < len(head) and head[at].strip() == head[0].strip():
            at += 1
    for line in head[at:]:
        if at and _read_under_title(line, said):
            continue
        _read_dateline(line, said)
        return


def _is_title(line: str) -> bool:
    """Whether the first line may be the title: short, no sentence, no item, no formula."""
    title = line.strip()
    marked = title.startswith("# ")
    if not 2 <= len(title) <= _TITLE or (_NO_TITLE.search(title) and not marked):
        return False
    if len(_LETTER.findall(title)) < 2 or numbered_heading(title.lstrip("# ")):
        return False
    return marked or not is_formula(plain(title))


def _is_body(lines: Sequence[str]) -> bool:
    """Whether text follows: a sentence, or a line under a title; verse alone has no title."""
    return any("。" in line or "：" in line or len(line.strip()) > _TITLE for line in lines)


def _read_under_title(line: str, said: dict[str, Any]) -> bool:
    """Reads a subtitle, a byline or a date; false where the text begins."""
    if len(line.strip()) > _SUBTITLE:
        return False
    if found := _DASHED.match(line):
        said.setdefault("subtitle", found["subtitle"])
        return True
    for pattern in (_LABELLED, _DYNASTY, _REPORTER):
        if found := pattern.match(line):
            said.setdefault("author", " ".join(found["author"].split()))
            return True
    if found := _DATE_LINE.match(line):
        _note_date(found["date"], found["place"], said)
        return True
    if found := _OCCASION.match(line):
        _note_date(found["date"], None, said)
        return True
    return False


def _read_dateline(line: str, said: dict[str, Any]) -> None:
    """Reads the agency, place and author with which the first paragraph begins."""
    found = _DATELINE.match(line[:80])
    if found is None:
        return
    said.setdefault("source", found["source"])
    if found["place"]:
        said.setdefault("place", found["place"])
    author = found["author"] or found["reporter"]
    if author:
        said.setdefault("author", " ".join(author.replace("、", " ").split()))
    if (day := moment(found["day"])) is not None:
        said.setdefault("date", day)


def _read_foot(foot: Sequence[str], said: dict[str, Any]) -> None:
    """Reads who signed where and when in the last lines."""
    if not foot:
        return
    last = foot[-1]
    if found := _WRITTEN_AT.match(last):
        _note_date(found["date"], found["place"], said)
        return
    found = _DATE_LINE.match(last)
    if found is None:
        return
    _note_date(found["date"], found["place"], said)
    if len(foot) > 1 and (house := _HOUSE.match(foot[-2])):
        said.setdefault("signature", words(house["house"]))


def _note_date(date: str, place: str | None, said: dict[str, Any]) -> None:
    day = moment(date)
    if day is not None:
        said.setdefault("date", day)
        if place:
            said.setdefault("place", place)


def _sections(text: str, title: str) -> list[dict[str, Any]]:
    """The numbered headings of a text, without its title."""
    found = [text[start:stop] for start, stop in _native.heading_lines(text)]
    headings = [
        line
        for line in found
        if numbered_heading(line) and not _ITEM.search(line) and line.strip("# ") != title
    ]
    return [
        {"level": level, "title": heading.lstrip("#").strip()}
        for level, heading in zip(levels(headings), headings, strict=True)
    ]
