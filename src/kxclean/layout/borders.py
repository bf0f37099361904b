"""Blanks at the borders of lines: indents, trailing blanks, runs of blank lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from kxclean import _native
from kxclean.blocks import starts
from kxclean.blocks.kinds import kinds
from kxclean.blocks.lines import End, Page
from kxclean.blocks.patterns import compiled
from kxclean.document import BlockKind
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule, Safety

__all__ = ["BLANK_LINES", "GAPS", "INDENTS", "JUNK_INDENT", "TRAILING", "TRAILING_BLANK"]

JUNK_INDENT = Rule(
    name="junk-indent",
    stage="layout",
    safety=Safety.SAFE,
    what="Removes blanks of varying width before Chinese paragraphs.",
    why="Word processors and page templates push the first line about with no-break or plain "
    "blanks. An indent that all paragraphs share, of two ideographic blanks or otherwise, is a "
    "convention and stays.",
    changes=(
        Example(
            "   2017年2月,全委会议在合肥召开。\n\n      一、及时学习汇报会议精神,抓好落实。\n\n"
            "       二、抓好贯彻落实,推进改革。",
            "2017年2月,全委会议在合肥召开。\n\n一、及时学习汇报会议精神,抓好落实。\n\n"
            "二、抓好贯彻落实,推进改革。",
        ),
        Example("\u00a0各位委员:\n\n现在,我报告工作。", "各位委员:\n\n现在,我报告工作。"),
    ),
    leaves=(
        "\u3000\u3000第一段,说明情况。\n\u3000\u3000第二段,说明原因。",
        "说明:\n    if 甲:\n        print('好。')\n",
        "  床前明月光,\n  疑是地上霜。\n  举头望明月,\n  低头思故乡。",
        "1. 第一项,如下。\n   - 其中一点。\n   - 另外一点。\n2. 第二项。",
        "特此证明。\n\n                    安徽省科协\n\n                    2017年2月27日",
        "    第一段,说明情况。\n    第二段,说明原因。\n    第三段,说明结果。",
        "条例自公布日施行。\n\n  (编      注：附件一请参阅公报。)",
        "业务终止日期。\n\n  事由：ˍˍˍˍˍˍˍˍ发生日期：ˍˍˍˍˍˍˍˍ",
        "一、都市计画法\n    有关征收的事件。\n二、农地重划条例\n    有关农地分配的事件。",
    ),
    source="seeds/003",
)

TRAILING_BLANK = Rule(
    name="trailing-blank",
    stage="layout",
    safety=Safety.SAFE,
    what="Removes blanks at the end of Chinese lines and empties lines that hold nothing else.",
    why="Nobody sees them, and they make equal lines unequal.",
    changes=(
        Example(
            "各位委员、同志们: \n \n现在,我报告工作。", "各位委员、同志们:\n\n现在,我报告工作。"
        ),
        Example("第一次修订\u3000\n第二次修订\u3000", "第一次修订\n第二次修订"),
    ),
    leaves=(
        "# 标题\n\n第一行  \n第二行\n",
        "return x  \n",
        "```\n代码 \n```\n",
    ),
    source="seeds/002; trailing ideographic blanks in the statutes",
)

BLANK_LINES = Rule(
    name="blank-line-run",
    stage="layout",
    safety=Safety.SAFE,
    what="Leaves one blank line of several between Chinese paragraphs, and none before the first.",
    why="Pictures, spacers and removed page parts leave gaps that say nothing.",
    changes=(
        Example(
            "科协代表大会召开\n\n\n\n科普专家团成立大会。",
            "科协代表大会召开\n\n科普专家团成立大会。",
        ),
        Example("\n\n科协代表大会召开\n", "科协代表大会召开\n"),
    ),
    leaves=(
        "第一段。\n\n第二段。",
        "第一部分\n\n春天到了。\n\n\n第二部分\n\n夏天到了。\n\n\n第三部分\n\n秋天到了。",
        "import os\n\n\n\ndef f():\n    pass\n",
        "```\n甲\n\n\n\n乙\n```\n",
    ),
    source="seeds/001, seeds/003",
)

_GAP = r"(?:\r\n|\n|\r){3,}"
_HEAD = r"(?:\r\n|\n|\r)+"
_HARD_BREAK = "  "  # at a line end, Markdown breaks the line there
#: Columns of the deepest junk indent; what stands farther in is centred or set to the right.
_DEEPEST = 12
_CONVENTION = 0.8  # share of the paragraphs that must have one indent for it to be a convention
_IDEOGRAPHIC = "\u3000\u3000"
#: What a Chinese paragraph starts with.
_OPENING = r"[\u3400-\u9fff“‘「『《【（(\d〔]"

#: Notes in brackets and lines to fill in are set in on purpose.
_SET_IN = r"^[(（][^)）]*[)）]?$|^[(（][编編备備注註附]|[_ˍ＿]{2}"


class _Places:
    """Which line stands where, for the few places that a rule asks about."""

    def __init__(self, text: str) -> None:
        self.page = Page(text)
        self.kinds = kinds(self.page)
        self.starts = [line.start for line in self.page]

    def before(self, position: int) -> int:
        """The number of the last line that starts at or before a position, or -1."""
        return bisect_right(self.starts, position) - 1

    def chinese(self, number: int) -> bool:
        """Whether a line exists, has Han characters in it and is no code."""
        if not 0 <= number < len(self.kinds):
            return False
        return self.kinds[number] != "code" and self.page[number].han > 0

    def heading(self, number: int) -> bool:
        """Whether a line exists and is a heading."""
        return 0 <= number < len(self.kinds) and self.kinds[number] == "heading"

    def code(self, number: int) -> bool:
        """Whether a line exists and is code."""
        return 0 <= number < len(self.kinds) and self.kinds[number] == "code"


def _markdown(text: str) -> bool:
    """Whether the text is written in Markdown."""
    return compiled(_MARKDOWN).search(text) is not None


_MARKDOWN = r"(?m)^(?:#{1,6} |```|~~~|> |[ ]*[-*+] |\d+\. .*\n +[-*+] )"


def _trailing(text: str, context: Context) -> Findings:
    findings = Findings()
    if context.scan.han == 0 or context.scan.blanks + context.scan.odd_blanks == 0:
        return findings
    spans = _native.trailing_blanks(text)
    if not spans:
        return findings
    places = _Places(text)
    markdown = _markdown(text)
    for start, end in spans:
        number = places.before(start)
        line = places.page[number] if number >= 0 else None
        if line is None or line.end < start:
            junk = not (places.code(number) and places.code(number + 1))
        elif markdown and text[start:end] == _HARD_BREAK and _goes_on(text, end):
            junk = False
        else:
            junk = places.chinese(number)
        if junk:
            findings.edit(text, start, end, "", TRAILING_BLANK)
    return findings


def _goes_on(text: str, end: int) -> bool:
    """Whether a line that is not empty follows right below."""
    below = text[end : end + 3].lstrip("\r")
    return len(below) > 1 and below[0] == "\n" and below[1] not in "\r\n"


def _gaps(text: str, context: Context) -> Findings:
    findings = Findings()
    if context.scan.han == 0:
        return findings
    if "\n\n\n" not in text and "\r" not in text and not text.startswith("\n"):
        return findings
    head = compiled(_HEAD).match(text)
    gaps = list(compiled(_GAP).finditer(text, head.end() if head else 0))
    if not gaps and not head:
        return findings
    places = _Places(text)
    if head and places.chinese(0):
        findings.edit(text, 0, head.end(), "", BLANK_LINES)
    if _parts(text, gaps, places):
        return findings
    for gap in gaps:
        above = places.before(gap.start())
        one = "\r\n" if gap[0].startswith("\r\n") else gap[0][0]
        if gap.end() == len(text):
            if places.chinese(above):
                findings.edit(text, gap.start() + len(one), gap.end(), "", BLANK_LINES)
        elif places.chinese(above) and places.chinese(above + 1):
            findings.edit(text, gap.start() + 2 * len(one), gap.end(), "", BLANK_LINES)
    return findings


def _parts(text: str, gaps: list[re.Match[str]], places: _Places) -> bool:
    """Whether the writer sets off parts of the text by two blank lines, each before a heading."""
    inner = [gap for gap in gaps if gap.end() < len(text)]
    if len(inner) < 2 or len(inner) < len(gaps):
        return False
    for gap in inner:
        below = places.before(gap.start()) + 1
        if gap[0].count("\n") != 3 or not places.heading(below):
            return False
    return True


def _indents(text: str, context: Context) -> Findings:
    findings = Findings()
    if context.scan.han == 0:
        return findings
    page = Page(text)
    numbers = page.lines.indented()
    if not numbers or _markdown(text):
        return findings
    every = kinds(page)
    junk = [number for number in numbers if _junk(page, number, every[number])]
    if not junk or _convention(page, every):
        return findings
    widths = {page[number].indent for number in junk}
    varied = len(widths) > 1 and any(width % 2 and width > 1 for width in widths)
    for number in junk:
        line = page[number]
        # Right below an item an indent says that the line belongs to it.
        if number and line.gap == 1 and not (varied and _paragraph(page, every, number - 1)):
            continue
        findings.edit(text, line.start, line.text, "", JUNK_INDENT)
    return findings


def _paragraph(page: Page, every: list[BlockKind], number: int) -> bool:
    return every[number] == "paragraph" and page[number].prose == 1


def _junk(page: Page, number: int, kind: BlockKind) -> bool:
    """Whether an indented line is a Chinese paragraph whose indent says nothing."""
    line = page[number]
    text = page.string(line)
    if kind not in ("paragraph", "heading", "dialogue", "list item", "caption") or line.han == 0:
        return False
    if line.indent > _DEEPEST or not compiled(_OPENING).match(text):
        return False
    if line.indent > 1 and (line.gaps or compiled(_SET_IN).search(text)):
        return False
    if kind == "list item" or starts.numbered(text):
        # Numbers of the first level; those below are set in on purpose.
        return line.prose == 1 and text[0] in "一二三四五六七八九十第"
    return line.indent == 1 or line.prose == 1 or line.ending in (End.STOP, End.COLON)


def _convention(page: Page, every: list[BlockKind]) -> bool:
    """Whether the paragraphs of a text share one indent."""
    indents = Counter(
        page.text[line.start : line.text]
        for line, kind in zip(page, every, strict=True)
        if line.prose and kind in ("paragraph", "list item", "dialogue")
    )
    total = indents.total()
    for indent, count in indents.items():
        if indent == _IDEOGRAPHIC and count >= 0.5 * total:
            return True
        if indent and count >= max(2.0, _CONVENTION * total):
            return True
    return False


TRAILING = FunctionPass((TRAILING_BLANK,), _trailing)
GAPS = FunctionPass((BLANK_LINES,), _gaps)
INDENTS = FunctionPass((JUNK_INDENT,), _indents)
