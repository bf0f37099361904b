"""Blanks between Han characters, and between them and Latin letters.

Blanks separate names, set off headings, divide verse and align tables. They are debris where the
text itself or the words of the language have a phrase in one piece.
"""

from __future__ import annotations

import re

from kxclean import _native, words
from kxclean.errors import InputError
from kxclean.ledger import Ledger
from kxclean.pattern import later
from kxclean.rule import Context, Example, Findings, FunctionPass, Pass, Rule, Safety

__all__ = ["BLANK_BETWEEN_HAN", "LATIN_SPACING", "PASSES", "SPREAD_TEXT"]

_ON = {"punctuation": "chinese"}

BLANK_BETWEEN_HAN = Rule(
    name="blank-between-han",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes a blank inside a phrase of running text.",
    why=(
        "Line breaks and markup leave blanks inside Chinese phrases. Blanks also separate names, "
        "align them, set off headings and divide verse. So a blank goes only behind a mark in its "
        "line, as the only one there, where the text has the two characters on either side "
        "together at least twice, or where a common word stands across the blank and cannot be "
        "cut there. A word that could be cut, or that begins like a name, is proposed."
    ),
    changes=(
        Example(
            "科技工作很重要，科技工作要加强，做好科技 工作。",
            "科技工作很重要，科技工作要加强，做好科技工作。",
            _ON,
        ),
        Example(
            "改革开放以来，我国科学技 术事业蓬勃发展。",
            "改革开放以来，我国科学技术事业蓬勃发展。",
            _ON,
        ),
    ),
    leaves=tuple(
        Example(text, text, _ON)
        for text in (
            "出席：张 三，李四光 王小明",
            "科技工作，科技工作。\n科技 工作，加强",
            "他说，中国 你好",
            "床前明月光 疑是地上霜",
            "协会工作“十方面关系”，决策咨询 针对自治区",
        )
    ),
    source="issue 2; seeds/001",
)

SPREAD_TEXT = Rule(
    name="spread-text",
    stage="normalise",
    safety=Safety.SAFE,
    what="Removes the blanks of text in which every character stands by itself.",
    why=(
        "Readers of PDF and of scanned pages put a blank behind each character of justified or "
        "letter-spaced text. Lists of characters, exercises, verse and short headings look the "
        "same, so most of the run has to fall into common words; a short run without a mark is "
        "only proposed."
    ),
    changes=(
        Example("中 国 人 民 从 此 站 起 来 了 。", "中国人民从此站起来了。", _ON),
        Example(
            "科 学 技 术 是 第 一 生 产 力，教 育 是 根 本。",
            "科学技术是第一生产力，教育是根本。",
            _ON,
        ),
        Example("中 华 人 民 共 和 国 国 家 标 准", "中华人民共和国国家标准", _ON),
    ),
    leaves=tuple(
        Example(text, text, _ON)
        for text in (
            "目 录",
            "目  录\n前  言",
            "甲 乙 丙 丁 戊 己 庚 辛",
            "赵 钱 孙 李 周 吴 郑 王",
            "一 二 三 四 五 六 七 八 九 十",
            "天 地 玄 黄 宇 宙 洪 荒",
            "第 一 章 總 則",
            "zhōng guó rén mín\n中 国 人 民",
            "中  国  人  民  银  行",
        )
    ),
    source="PDF text; the cover of GB/T 15835: `中 华 人 民 共 和 国 国 家 标 准`",
)

LATIN_SPACING = Rule(
    name="latin-spacing",
    stage="normalise",
    safety=Safety.SAFE,
    what="Adds, or removes, the blank between Han characters and Latin letters or digits.",
    why=(
        "Chinese print sets Latin text off by a quarter of a character, which is the business of "
        "typesetting; some house styles write it as a blank. Only on request. Code, addresses and "
        "formulas stay; when blanks are removed, lists, tables and numbers of lines stay too."
    ),
    changes=(
        Example("用Python写了12行代码", "用 Python 写了 12 行代码", {"latin_spacing": "add"}),
        Example(
            "大家用 Python 写了 12 行代码", "大家用Python写了12行代码", {"latin_spacing": "remove"}
        ),
    ),
    leaves=(
        Example("用Python写了 12 行", "用Python写了 12 行"),
        Example(
            "见`用Python写`和 C:\\数据a\\b",
            "见`用Python写`和 C:\\数据a\\b",
            {"latin_spacing": "add"},
        ),
        Example("Pythonを使う", "Pythonを使う", {"latin_spacing": "add"}),
        Example("1 总则\n第2章 Python", "1 总则\n第2章 Python", {"latin_spacing": "remove"}),
        Example("见 http://a.cn 和", "见 http://a.cn 和", {"latin_spacing": "remove"}),
        Example("张三 A组 李四 B组", "张三 A组 李四 B组", {"latin_spacing": "remove"}),
    ),
    source="clreq, 3.2.3; GB/T 15834 says nothing",
)

#: Bits that a word across the blank has to save; see `kxclean.words`.
_BROKEN = 10
#: Han characters that have to stand in the phrase, so that names in lists are not taken for words.
_PHRASE = 6
#: Common surnames of one character: a blank behind one may align a name.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡"
    "贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖"
    "賴龚龔文"
)
_CLAUSE = later("[^，。；：？！,;:?!、“”‘’《》（）()\\s]*$")
_CLAUSE_END = later("^[^，。；：？！,;:?!、“”‘’《》（）()\\s]*")


def _phrases(text: str, context: Context) -> Findings:
    found = Findings()
    if context.config.punctuation == "keep" or not (
        context.scan.han and (context.scan.blanks or context.scan.odd_blanks)
    ):
        return found
    blanks = _native.han_blanks(text)
    if not blanks:
        return found
    standings = _native.standings(text, [at for at, _ in blanks])
    for (at, known), standing in zip(blanks, standings, strict=True):
        if standing:
            continue
        safety = Safety.SAFE if known else _by_words(text, at)
        if safety is not None:
            found.edit(text, at, at + 1, "", BLANK_BETWEEN_HAN, safety=safety)
    return found


def _by_words(text: str, at: int) -> Safety | None:
    """What the words of the language say of a blank: safe, doubtful, or nothing."""
    left, right = text[max(0, at - 24) : at], text[at + 1 : at + 25]
    before, after = _CLAUSE.search(left), _CLAUSE_END.search(right)
    if before is None or after is None or len(before[0]) < 2 or len(after[0]) < 2:
        return None
    if len(before[0]) + len(after[0]) < _PHRASE:
        return None
    word = words.broken_word(before[0], after[0])
    if word is None or words.broken_bits(before[0], after[0]) < _BROKEN:
        return None
    head, tail = word
    if head in _SURNAMES or (words.is_word(head) and words.is_word(tail)):
        return Safety.UNSAFE
    return Safety.SAFE


def _spread(text: str, context: Context) -> Findings:
    found = Findings()
    if context.config.punctuation == "keep" or not (
        context.scan.han and (context.scan.blanks or context.scan.odd_blanks)
    ):
        return found
    runs = _native.spread_runs(text)
    if not runs:
        return found
    standings = _native.standings(text, [start for start, _ in runs])
    for (start, end), standing in zip(runs, standings, strict=True):
        safety = None if standing else _is_spread(text, start, end)
        if safety is not None:
            for at in range(start, end):
                if text[at] in " \u3000" and not (text[at - 1].isascii() or text[at + 1].isascii()):
                    found.edit(text, at, at + 1, "", SPREAD_TEXT, safety=safety)
    return found


_NUMBERED = later("^第[一二三四五六七八九十百零〇0-9]")
_MARKED = later("[，。；：？！、]")
#: Words that hold a sentence together; rows of headings and exercises have none.
_STRUCTURE = later("[的了是在和与與及为為不有从從对對于於以之就也都我你他這这着著自由将將其被把向]")
#: Characters that count or order and come in lists.
_SERIES = frozenset("一二三四五六七八九十百千万零〇甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥")


def _is_spread(text: str, start: int, end: int) -> Safety | None:
    """Is the run spread text: safe, doubtful, or a list of characters?"""
    run = re.sub("[ \u3000]", "", text[start:end])
    run = re.sub("[A-Za-z0-9]", "", run)
    han = re.sub("[^\u3400-\u9fff\U00020000-\U000323af]", "", run)
    if _NUMBERED.match(run) or 2 * sum(c in _SERIES for c in han) >= len(han):
        return None
    marks = len(_MARKED.findall(run))
    share = words.share_in_words(run)
    if share < 0.6 or 2 * marks > len(han) or _is_annotated(text, start, end, len(han)):
        return None
    if "：" in run or not (_STRUCTURE.search(run) or words.has_long_word(run)):
        # Forms, rows of headings, exercises.
        return Safety.UNSAFE if share >= 0.75 else None
    if (marks and len(han) > 4) or (len(han) >= 8 and share >= 0.85):
        return Safety.SAFE
    return Safety.UNSAFE if share >= 0.75 else None


def _is_annotated(text: str, start: int, end: int, count: int) -> bool:
    """Does a line of as many Latin words, such as pinyin, stand above or below?"""
    above = text[: text.rfind("\n", 0, start) + 1].rstrip("\n").rpartition("\n")[2]
    below = text[end:].partition("\n")[2].lstrip("\n").partition("\n")[0]
    return any(
        len(line.split()) * 3 >= count * 2 and not re.search("[\u3400-\u9fff]", line)
        for line in (above, below)
        if re.search("[A-Za-z]", line)
    )


def _latin(text: str, context: Context) -> Findings:
    mode = context.config.latin_spacing
    scan = context.scan
    if mode == "keep" or not (scan.han and (scan.latin or scan.digits)):
        return Findings()
    try:
        edits = _native.latin_spacing(text, mode == "add", LATIN_SPACING.name)
    except ValueError as error:
        raise InputError(f"the text is too long for the ledger: {error}") from error
    return Findings(native=Ledger(edits)) if len(edits) else Findings()


PASSES: tuple[Pass, ...] = (
    FunctionPass((SPREAD_TEXT,), _spread),
    FunctionPass((BLANK_BETWEEN_HAN,), _phrases),
    FunctionPass((LATIN_SPACING,), _latin),
)
