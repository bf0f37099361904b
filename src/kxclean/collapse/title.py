"""The title that stands twice at the head of a page."""

from __future__ import annotations

from itertools import islice

from kxclean.collapse.rules import REPEATED_TITLE
from kxclean.fingerprint import folding
from kxclean.pattern import later
from kxclean.rule import Context, Findings

__all__ = ["find_repeated_title"]

#: Lines with something in them among which a title is looked for: a volume or a column may stand
#: before it.
_HEAD_LINES = 4
#: Lines behind the title among which one of prose must stand; verse begins with a line sung twice.
_BODY_LINES = 8
#: Han characters of a title; `通知`, `目录`, `工作报告` say nothing that could not stand twice.
_TITLE_HAN = range(5, 61)
#: Han characters of a line of prose.
_PROSE_HAN = 30

#: A line with something in it. It is tried from the start of a line only: a search from every
#: character of a long blank stretch would walk that stretch again each time.
_LINE = later(r"(?<![^\r\n])[^\S\r\n]*\S[^\r\n]*")
_SENTENCE = later(r"[。！？!?;；]|[,，]\s*$|[:：]\s*$")
_HAN = later(r"[\u3400-\u9fff]")


def find_repeated_title(text: str, context: Context) -> Findings:
    """The copies of the title that follow it with nothing but blank lines between."""
    findings = Findings()
    if context.scan.han == 0:
        return findings
    lines = list(islice(_LINE.finditer(text), _HEAD_LINES + _BODY_LINES))
    at = 0
    while at + 2 < len(lines) and at < _HEAD_LINES:
        if not _same_title(lines[at][0], lines[at + 1][0]):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _same_title(lines[at][0], lines[end][0]):
            end += 1
        if any(_is_prose(line[0]) for line in lines[end:]):
            start, stop = lines[at + 1].start(), lines[end].start()
            findings.edit(text, start, stop, "", REPEATED_TITLE)
        at = end
    return findings


def _same_title(first: str, second: str) -> bool:
    if len(_HAN.findall(first)) not in _TITLE_HAN or _SENTENCE.search(first):
        return False
    return folding().tokens(first) == folding().tokens(second)


def _is_prose(line: str) -> bool:
    return len(_HAN.findall(line)) >= _PROSE_HAN and _SENTENCE.search(line) is not None
