"""The slow, obvious twin of `rust/kernels/src/marks`: Chinese punctuation, line by line.

It works on one list of characters a line and looks at every line; the kernel looks only at lines
that have a trigger. Rules that are not named in `rules` make no edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.twins.marks.blanks import blanks
from tests.twins.marks.brackets import brackets
from tests.twins.marks.line import BLANK_SET, CODE, HAN_RE, KANA_RE, Line, Row
from tests.twins.marks.quotes import quotes
from tests.twins.marks.runs import dashes, doubled, ellipses, interpuncts
from tests.twins.marks.single import marks


def csv_commas(line: str) -> int:
    """Commas of a line that looks like a row of comma-separated values, else 0."""
    fields = line.rstrip("\r").split(",")
    plain = not re.search(rf"[。；：！？;:!?，、{BLANK_SET}\t]", line)
    if len(fields) < 3 or not plain or not fields[-1] or max(map(len, fields)) > 12:
        return 0
    return len(fields) - 1


def is_other_language(text: str) -> bool:
    """Is the text Japanese or Korean as a whole?"""
    return any(c in text for c in "のにかをる다이") and 2 * len(KANA_RE.findall(text)) > len(
        HAN_RE.findall(text)
    )


def blocks(lines: list[str]) -> set[int]:
    """Numbers of the lines in comments and docstrings of several lines, and in patches."""
    found: set[int] = set()
    hunk = False
    fence = ""
    front = front_matter(lines)
    for k, line in enumerate(lines):
        bare = line.lstrip(" \t")
        if bare.startswith(("```", "~~~")):
            fence = "" if fence == bare[:3] else fence or bare[:3]
            continue
        if fence or k in found or k < front:
            continue
        for opener, closer in (("/*", "*/"), ('"""', '"""'), ("'''", "'''")):
            if bare.startswith(opener):
                inside = "\n".join([bare[len(opener) :], *lines[k + 1 :]])
                if closer in inside:
                    found.update(range(k, k + inside.partition(closer)[0].count("\n") + 1))
                    break
        else:
            hunk = line.startswith("@@ -") or (hunk and line[:1] in (" ", "+", "-", "\\"))
            if hunk:
                found.add(k)
    return found


def front_matter(lines: list[str]) -> int:
    """How many lines the front matter of a Markdown file takes."""
    if lines[0].rstrip("\r") != "---":
        return 0
    closing = [k for k, line in enumerate(lines[1:51], 1) if line.rstrip("\r") == "---"]
    return closing[0] + 1 if closing else 0


def is_comment(lines: list[str], k: int) -> bool:
    """Does code stand right above a line that opens with `# `, or right below its comment?"""
    if k and CODE.search(lines[k - 1]):
        return True
    below = [line for line in lines[k : k + 20] if not line.startswith("#")]
    return bool(below) and CODE.search(below[0]) is not None


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Lines that may be changed, with the position of each."""
    lines = text.split("\n")
    start = 0
    fence = ""
    front = front_matter(lines)
    counts = [csv_commas(line) for line in lines]
    if is_other_language(text):
        return
    hidden = blocks(lines)
    for k, line in enumerate(lines):
        at = start
        start += len(line) + 1
        bare = line.lstrip(" \t")
        if bare.startswith(("```", "~~~")):
            mark = bare[:3]
            fence = "" if fence == mark else fence or mark
            continue
        if fence or k < front:
            continue
        if k in hidden or (line.startswith("# ") and is_comment(lines, k)):
            continue
        low = high = k
        if counts[k]:
            while low > 0 and counts[low - 1] == counts[k]:
                low -= 1
            while high + 1 < len(lines) and counts[high + 1] == counts[k]:
                high += 1
            if high - low >= 2:
                continue
        han, kana = len(HAN_RE.findall(line)), len(KANA_RE.findall(line))
        if not han or kana * 10 > han or CODE.search(line):
            continue
        yield at, line


def punctuate(text: str, rules: frozenset[str]) -> list[Row]:
    """Edits `(start, end, replacement, rule)`, touching ones not joined."""
    rows: list[Row] = []
    for at, content in prose(text):
        line = Line(content, rules)
        ellipses(line)
        dashes(line)
        interpuncts(line)
        doubled(line)
        brackets(line)
        quotes(line)
        marks(line)
        blanks(line)
        rows += [
            (at + i, at + i + 1, put, line.rule[i])
            for i, put in enumerate(line.out)
            if put is not None and put != content[i]
        ]
    return rows
