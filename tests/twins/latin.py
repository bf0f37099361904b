"""The slow, obvious twin of `rust/kernels/src/latin.rs`: blanks beside Latin letters."""

from __future__ import annotations

import re

from tests.twins.marks.line import BLANK_SET, HAN_SET, Line, Row
from tests.twins.punctuation import prose

_WORD = "A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_BORDER = re.compile(f"(?<=[{HAN_SET}])(?=[{_WORD}])|(?<=[{_WORD}])(?=[{HAN_SET}])")
_BLANK = re.compile(f"(?<=[{HAN_SET}]) (?=[{_WORD}])|(?<=[{_WORD}]) (?=[{HAN_SET}])")
_LIST = re.compile(f"\t|[{BLANK_SET}]{{2}}|(?<=[{HAN_SET}])[{BLANK_SET}](?=[{HAN_SET}])")
_NAME = re.compile(rf"[^\t{BLANK_SET}，。；：！？、“”（）《》]+")
_HEAD = re.compile(f"[{BLANK_SET}]*([^{BLANK_SET}]{{1,6}})(?=[{BLANK_SET}])")


def spacing(text: str, *, add: bool) -> list[Row]:
    rows: list[Row] = []
    for start, content in prose(text):
        if "│" in content or "┃" in content:
            continue
        line = Line(content, frozenset())
        for match in _NAME.finditer(content):
            if re.search(r"[/\\@_#=]|\.[A-Za-z]", match[0]):
                line.code[match.start() : match.end()] = [True] * len(match[0])
        if add:
            rows += [
                (start + at, start + at, " ", "latin")
                for at in (match.start() for match in _BORDER.finditer(content))
                if not (line.code[at - 1] and line.code[at])
            ]
        elif not _LIST.search(content.lstrip("".join(blanks()))):
            rows += [
                (start + at, start + at + 1, "", "latin")
                for at in (match.start() for match in _BLANK.finditer(content))
                if not any(line.code[at - 1 : at + 2]) and at > head(content)
            ]
    return rows


def blanks() -> list[str]:
    return [chr(code) for code in range(0x3001) if re.match(f"[{BLANK_SET}]", chr(code))]


def head(line: str) -> int:
    """Where the blank behind a number or label at the head stands, or where the text begins."""
    match = _HEAD.match(line)
    if match and (
        re.search("[0-9]|^第|[零〇一二三四五六七八九十百千甲乙丙丁]$", match[1])
        or not re.search(f"[{HAN_SET}]", match[1])
    ):
        return match.end()
    text = line.lstrip("".join(blanks()))
    return len(line) - len(text) if text else 0
