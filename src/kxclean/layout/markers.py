"""Marks of the machine that printed or paged a text, left in the text."""

from __future__ import annotations

import re
from functools import cache

from kxclean.blocks.patterns import compiled
from kxclean.rule import Context, Example, Findings, FunctionPass, Rule, Safety

__all__ = ["MARKERS", "STRAY_MARKER"]

#: What publishing systems write where a page ends: the text, and who writes it.
_KNOWN = (
    ("endprint", "journal portals, at the end of a printed page"),
    ("_ueditor_page_break_tag_", "the editor UEditor, between pages"),
    ("[!--empirenews.page--]", "EmpireCMS, between pages"),
    ("#p#分页标题#e#", "DedeCMS, between pages"),
    ("#p#副标题#e#", "DedeCMS, between pages"),
    ("[NextPage]", "several systems, between pages"),
)

STRAY_MARKER = Rule(
    name="stray-marker",
    stage="layout",
    safety=Safety.SAFE,
    what="Removes page marks of publishing systems at the end of Chinese lines, and form feeds.",
    why="The program that showed the page used them and dropped them; the copy kept them. They "
    "stand at line ends, behind Chinese text; a word in a sentence or in code is none.",
    changes=(
        Example(
            "共形成30余项专家建议,得到充分肯定。endprint\n三、凝心聚力",
            "共形成30余项专家建议,得到充分肯定。\n三、凝心聚力",
        ),
        Example("学会面貌焕然一新。endprint", "学会面貌焕然一新。"),
        Example("第一页。\n\f第二页。", "第一页。\n第二页。"),
        Example("上一页结束。\n\n_ueditor_page_break_tag_\n\n下一页。", "上一页结束。\n\n下一页。"),
    ),
    leaves=(
        "if (x || y) {\n  endprint = 1;\n}",
        "变量 endprint 表示打印结束。",
        "函数名是 endprint\n",
        "REPORT.\n  endprint\nEND.",
        "(defun a ())\n\f\n(defun b ())",
    ),
    source="seeds/004; the page marks of the named systems as their manuals give them",
)

#: Chinese letters and marks, behind which a mark of the machine is glued or stands alone.
_CHINESE = r"[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e“”‘’…—]"


_BLANKS = " \t\f\u00a0\u3000"
_BLANK = r"[^\S\r\n]*"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A mark glued to the end of a line, and marks on lines of their own below a Chinese one."""
    known = "|".join(re.escape(mark) for mark, _ in _KNOWN)
    glued = rf"(?<={_CHINESE})(?:{known})+{_BLANK}(?=[\r\n]|\Z)"
    mark = rf"{_BLANK}(?:{known}){_BLANK}"
    alone = rf"(?<={_CHINESE}\n)(\n*)({mark}(?:\n+{mark})*(?:\n|\Z))"
    return re.compile(glued), re.compile(alone)


def _find(text: str, _context: Context) -> Findings:
    findings = Findings()
    if any(mark in text for mark, _ in _KNOWN):
        glued, alone = _patterns()
        for found in glued.finditer(text):
            findings.edit(text, found.start(), found.end(), "", STRAY_MARKER)
        for found in alone.finditer(text):
            # Of blank lines around and between the marks one stays.
            between = "\n" if not found[1] and "\n\n" in found[2] else ""
            blank = (found[1] or between) and text[found.end() : found.end() + 1] == "\n"
            start, end = found.start(2), found.end() + bool(blank)
            findings.edit(text, start, end, between, STRAY_MARKER)
    end = 0
    while (at := text.find("\f", end)) >= 0:
        start, end = _around(text, at, end)
        _feed(text, start, end, findings)
    return findings


def _around(text: str, at: int, done: int) -> tuple[int, int]:
    """The form feed at a place and the blanks around it, from `done` on."""
    start, end = at, at + 1
    while start > done and text[start - 1] in _BLANKS:
        start -= 1
    while end < len(text) and text[end] in _BLANKS:
        end += 1
    return start, end


def _feed(text: str, start: int, end: int, findings: Findings) -> None:
    """A form feed between Chinese pages is a line end where none stands, else nothing."""
    before = text[max(0, start - 8) : start].rstrip("\r\n")
    behind = text[end : end + 8].lstrip("\r\n")
    chinese = compiled(_CHINESE)
    if chinese.match(before[-1:]) or chinese.match(behind[:1]):
        at_edge = text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\r", "\n")
        findings.edit(text, start, end, "" if at_edge else "\n", STRAY_MARKER)


MARKERS = FunctionPass((STRAY_MARKER,), _find)
