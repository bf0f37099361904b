"""The slow, obvious twin of `rust/kernels/src/spaces.rs`: blanks between Han characters."""

from __future__ import annotations

import re

from tests.twins.marks.line import HAN_SET

_MARK = re.compile("[,，。;；:：?？!！]")
_ARTICLE = re.compile("[一二三四五六七八九十百千零〇][条條章节節款项項编編篇目]")
_ANY_BLANK = re.compile(f"(?<=[{HAN_SET}])[ \u3000](?=[{HAN_SET}])")
_BLANK = re.compile(f"(?<=[{HAN_SET}]{{2}})[ \u3000](?=[{HAN_SET}]{{2}})")
_WIDE_BLANK = re.compile("(?<=[^\\x00-\\x7f]) (?=[\u3000-\U0010ffff])|\u3000")
_ATTACHED = "，。、；：？！“”‘’《》（）「」『』…—"
_PIECE = re.compile(f"[{_ATTACHED}]*(?:[{HAN_SET}][{_ATTACHED}]+)*[{HAN_SET}]?[{_ATTACHED}]*")


def han_blanks(text: str) -> list[tuple[int, bool]]:
    candidates = [
        match.start()
        for match in _BLANK.finditer(text)
        if _MARK.search(text, text.rfind("\n", 0, match.start()) + 1, match.start())
        and len(_ANY_BLANK.findall(running(text, match.start()))) == 1
        and not _ARTICLE.fullmatch(text, match.start() - 2, match.start())
    ]
    found: set[int] = set()
    while True:
        kept = "".join(c for i, c in enumerate(text) if i not in found)
        more = {
            at
            for at in set(candidates) - found
            if occurrences(kept, text[at - 2 : at] + text[at + 1 : at + 3]) >= 2
        }
        if not more:
            return [(at, at in found) for at in candidates]
        found |= more


def running(text: str, at: int) -> str:
    """The line around `at` from its first mark on."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    mark = _MARK.search(line)
    return line[mark.start() :] if mark else ""


def occurrences(text: str, phrase: str) -> int:
    """How often the phrase stands in the text, overlapping ones included."""
    return sum(text.startswith(phrase, i) for i in range(len(text)))


def spread_runs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if len(_WIDE_BLANK.findall(line)) < 2:
            start += len(line) + 1
            continue
        run: list[tuple[int, int, int]] = []  # start, end, Han characters
        at = start
        for piece in [*re.split("[ \u3000]", line), "\n"]:
            han = len(re.findall(f"[{HAN_SET}]", piece))
            if re.fullmatch("[A-Za-z0-9]+", piece):
                pass
            elif piece and _PIECE.fullmatch(piece):
                if run or han:
                    run.append((at, at + len(piece), han))
            else:
                if sum(row[2] for row in run) >= 4:
                    found.append((run[0][0], run[-1][1]))
                run = []
            at += len(piece) + 1
        start += len(line) + 1
    return found
