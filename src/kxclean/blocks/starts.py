"""What a line starts with: numbers, bullets, labels, dates, captions, code."""

from __future__ import annotations

from kxclean.blocks.patterns import compiled

__all__ = [
    "MARKS",
    "caption",
    "code",
    "date",
    "dialogue",
    "enumeration",
    "heading_mark",
    "item",
    "label",
    "markdown",
    "numbered",
    "only_date",
    "salutation",
    "table",
]

_NUMERAL = "[0-9０-９〇零○一二三四五六七八九十百千两兩]"

#: A number or sign that opens an item or a heading. What follows keeps prose out: no digit behind
#: a point (`3.5倍`), a blank or nothing behind an article number (`第五条 …`, not `第五条规定`).
_ITEM = rf"""
      第\s?{_NUMERAL}{{1,8}}(?:[-－之]{_NUMERAL}{{1,3}})?\s?
      [条條章节節编編篇部回讲講课課](?:之[一二三四五六七八九十]+)?(?=[\s　:：]|$)
    | [〇一二三四五六七八九十百]{{1,4}}[、．.]
    | [（(]\s?(?:{_NUMERAL}{{1,4}}|[a-zA-Z]|[ivxIVX]{{1,4}})\s?[)）]
    | \d{{1,3}}(?:[、．]|[.)）](?!\d))
    | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=[\s　]*[^\W\d])
      (?![\s　]*[%％‰万亿萬億元倍个個人名米吨噸年月日])
    | [①-⑳⑴-⑽㈠-㈩❶-❿]
    | [A-Ha-h](?:[、．]|[.)）]\s*(?![a-z]))
    | [-*+]\s+(?=\S)
    | [•·●○■□◆◇▲△★☆►▶➢➤✓√※◎▪][\s　]*(?=\S)
    | \[\d{{1,3}}\]\s?(?=\S)
    | 【[^】]{{1,40}}】
    | 附\s?[件錄录表图圖注註]?\s?{_NUMERAL}{{0,3}}\s?(?:[:：]|$)
    | [注註]\s?{_NUMERAL}{{0,2}}\s?[:：]
"""
_ENUMERATION = (
    r"(?:[一二三四五六七八九十]|其[一二三四五])(?:是|要|来|來|则|則)"
    r"|第[一二三四五六七八九十]{1,2}[，,、:：]"
    r"|(?:首先|其次|再次|再者|最后|最後|此外|另外|同时|同時)[，,]"
)
_MARKDOWN = r"#{1,6}\s|>\s|```|~~~|<!--|\[\^?[^\]]+\]:|!\[|---+$|\*\*\*+$|===+$"
_DATE = r"""
      (?:公元)?\s?(?:\d{4}|[〇零○一二三四五六七八九]{4})\s?年
    | \d{4}[-./]\d{1,2}[-./]\d{1,2}
    | [民國中华華]{2,4}\s?[一二三四五六七八九十百\d]{1,4}\s?年
    | \d{1,2}\s?月\s?\d{1,2}\s?日
"""
_ONLY_DATE = r"[（(]?[\d〇零○一二三四五六七八九十年月日号號时時分秒星期./\-: 　]+[)）]?$"
_LABEL = r"[\u4e00-\u9fff][\u4e00-\u9fff 　]{0,7}(?:[（(][^）)]{1,6}[)）])?[:：](?!//)"
_SALUTATION = r"(?:各位|尊敬的|[亲親敬][爱愛]的|(?:同志|女士|先生|朋友|同学|同學)[们們])"
_DIALOGUE = r"""
      [“「『"]
    | (?:——|—|－－)\s?[“「『]
    | [\u4e00-\u9fff·]{1,7}[：:]\s*[“「『"]
"""
_CAPTION = r"""
      [图圖表]\s?\d+(?:[-－.．—]\d+)*(?![\d年月日个個])(?=[\s　:：.．、]|[\u4e00-\u9fff]|$)
    | (?:Figure|Fig\.?|Table)\s?\d
    | [▲△▼↑]
    | [（(]?(?:[图圖][为為]|[图圖]片?[来來]源|[图圖][／/]|[摄攝]影?[／/:：]|供[图圖][：:／/])
"""
_CAPTION_END = r"(?:[摄攝]影?|供[图圖])[）)]?$"
_CODE = r"""
      \#include|\#define|\#!|import\s|from\s+\S+\s+import|def\s|class\s|function\b|return\b
    | (?:var|let|const|public|private|static|void|int|package|using)\s
    | (?:if|for|while)\s*\(|(?:else|elif|try)\b
    | (?:if|for|while|elif|with|except)\b[^，。]*:$
    | [A-Za-z_][\w.]*\([^，。]*\)[;:]?$
    | [A-Za-z_][\w.\[\]]*\s*[-+*/]?=[=>]?\s*\S
    | (?:SELECT|INSERT|UPDATE|CREATE)\s
    | </?[a-zA-Z][^<>\u4e00-\u9fff]*>
    | //|/\*|\*/|\$\s|>>>|\.\.\.\s
    | [{}\[\]()]+[;,]?$
"""
_CODE_END = r"[{};\\]$|\)\s*[:;]$"
_TABLE = r"[┌┬┐├┼┤└┴┘─│┃━┏┓┗┛║╔╗╚╝═╬]|[|｜].*[|｜]$"
_HEADING = rf"""
      第\s?{_NUMERAL}{{1,8}}\s?[章节節编編篇部回讲講课課](?=[\s　:：]|$)
    | \#{{1,6}}\s
    | 【[^】]{{1,40}}】$
"""
_NUMBERED = rf"""
      [〇一二三四五六七八九十百]{{1,4}}[、．.]
    | [（(]{_NUMERAL}{{1,4}}[)）]
    | \d{{1,2}}(?:\.\d{{1,2}})*[、.．\s]
    | 第[一二三四五六七八九十]{{1,3}}[，,、:：章节節]
"""

#: Characters with which a line may start that is not plain running text.
MARKS = frozenset(
    "第零〇○一二三四五六七八九十百千两兩0123456789０１２３４５６７８９（([【附注註图圖表摄攝供#*+-•·●■□◆◇▲△▼↑★☆►▶➢➤✓√※◎▪"
    '“「『"—－>`~<!=_/$.{}|｜┌┬┐├┼┤└┴┘─│┃━┏┓┗┛║╔╗╚╝═╬'
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩❶❷❸❹❺❻❼❽❾❿"
)


def item(text: str) -> str:
    """The number, bullet or label that opens an item, or an empty string.

    >>> item("（一）检验费。"), item("3.5倍"), item("第五条规定")
    ('（一）', '', '')
    """
    found = compiled(_ITEM).match(text)
    return found[0] if found else ""


def enumeration(text: str) -> bool:
    """Whether the line opens as the next point of an argument: `一是`, `第二，`, `其次，`."""
    return compiled(_ENUMERATION).match(text) is not None


def markdown(text: str) -> bool:
    """Whether the line starts as only Markdown does."""
    return compiled(_MARKDOWN).match(text) is not None


def date(text: str) -> bool:
    """Whether the line starts with a date."""
    return compiled(_DATE).match(text) is not None


def only_date(text: str) -> bool:
    """Whether the line is a date or a time and nothing else."""
    return compiled(_ONLY_DATE).match(text) is not None


def label(text: str) -> bool:
    """Whether the line starts with a short word and a colon: `发布者:`."""
    return compiled(_LABEL).match(text) is not None


def salutation(text: str) -> bool:
    """Whether the line starts as a salutation."""
    return compiled(_SALUTATION).match(text) is not None


def dialogue(text: str) -> bool:
    """Whether the line starts as direct speech."""
    return compiled(_DIALOGUE).match(text) is not None


def caption(text: str) -> bool:
    """Whether the line is the caption of a figure or a table, or a photo credit."""
    return (
        compiled(_CAPTION).match(text) is not None
        or compiled(_CAPTION_END).search(text) is not None
    )


def code(text: str) -> bool:
    """Whether a line with signs of code in it starts or ends as code does."""
    return compiled(_CODE).match(text) is not None or compiled(_CODE_END).search(text) is not None


def table(text: str) -> bool:
    """Whether the line is drawn as a row of a table."""
    return compiled(_TABLE).match(text) is not None


def heading_mark(text: str) -> bool:
    """Whether the line starts as headings do, by its number or its mark."""
    return compiled(_HEADING).match(text) is not None


def numbered(text: str) -> bool:
    """Whether the line starts with a number that both items and headings have: `一、`, `(二)`."""
    return compiled(_NUMBERED).match(text) is not None
