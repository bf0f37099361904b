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
from tests.twins.marks.names import interpuncts, titles
from tests.twins.marks.quotes import Ends, quotes
from tests.twins.marks.runs import dashes, doubled, ellipses
from tests.twins.marks.single import marks
from tests.twins.marks.spread import spread

#: The rules that say where a straight mark may have its partner.
ALL = frozenset(["straight-quote", "mismatched-quote", "nested-quote"])


BARE = re.compile("[，。；：、？！“]")


def csv_fields(line: str) -> tuple[int, bool]:
    """Commas of a line that looks like a row of values, else 0; and whether one is a number."""
    line = line.removesuffix("\r")
    fields = line.split(",")
    if len(fields) < 2 or not fields[-1] or re.search("[。；！？;!?，、：\t]", line):
        return 0, False
    if any(len(field) > (19 if field.isascii() else 12) for field in fields):
        return 0, False
    if re.search(f"(?<![0-9])[:{BLANK_SET}]|[:{BLANK_SET}](?![0-9])", line):
        return 0, False
    number = any(re.fullmatch(r"[0-9.+\-%:/ ]+", field) for field in fields)
    return len(fields) - 1, number


def data_rows(lines: list[str]) -> set[int]:
    """Numbers of the lines of comma-separated values."""
    found: set[int] = set()
    rows = [csv_fields(line) for line in lines]
    k = 0
    while k < len(lines):
        end = k + 1
        while end < len(lines) and rows[end][0] == rows[k][0]:
            end += 1
        commas = rows[k][0]
        numeric = all(number for _, number in rows[k + 1 : end])
        if commas and end - k >= (2 if commas > 2 else 3) and (commas > 1 or numeric):
            found.update(range(k, end))
        k = end
    return found


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
    mark = lines[k][0]
    below = [line for line in lines[k : k + 20] if not line.startswith(mark)]
    return bool(below) and CODE.search(below[0]) is not None


def is_body(lines: list[str], k: int) -> bool:
    """Does an indented line without full-width marks belong to the code above it?"""
    if not lines[k].startswith((" ", "\t")) or BARE.search(lines[k]):
        return False
    for line in lines[max(0, k - 8) : k][::-1]:
        if CODE.search(line):
            return True
        if not line.startswith((" ", "\t")) or BARE.search(line):
            return False
    return False


def prose(text: str, *, chinese: bool = True) -> Iterator[tuple[int, str]]:
    """Lines that may be changed, with the position of each; with `chinese` those with Han."""
    lines = text.split("\n")
    start = 0
    fence = ""
    front = front_matter(lines)
    if is_other_language(text) or re.match("#!|@echo off", text, re.IGNORECASE):
        return
    hidden = blocks(lines) | data_rows(lines)
    for k, line in enumerate(lines):
        at = start
        start += len(line) + 1
        bare = line.lstrip(" \t")
        if bare.startswith(("```", "~~~")):
            mark = bare[:3]
            fence = "" if fence == mark else fence or mark
            continue
        if fence or k < front or k in hidden or is_body(lines, k):
            continue
        if line.startswith(("# ", "-- ", "% ")) and is_comment(lines, k):
            continue
        han, kana = len(HAN_RE.findall(line)), len(KANA_RE.findall(line))
        if (chinese and not han) or kana * 10 > han or CODE.search(line):
            continue
        yield at, line


def corners(text: str) -> bool:
    """Does the text quote with `「」` more than with straight marks, and with nothing else?"""
    straight = len(re.findall('["＂]', text))
    return bool(
        straight
        and "「" in text
        and not re.search("[“”]", text)
        and 2 * text.count("「") >= straight
    )


def punctuate(text: str, rules: frozenset[str]) -> list[Row]:
    """Edits `(start, end, replacement, rule)`, touching ones not joined."""
    rows: list[Row] = []
    lines = list(prose(text))
    corner = "straight-quote" in rules and corners(text)
    ends: dict[int, Ends] = {}
    if "straight-quote" in rules and re.search('["＂]', text):
        ends, _ = spread(text, lines, rules)
    for at, content in lines:
        line = Line(content, rules)
        titles(line)
        ellipses(line)
        dashes(line)
        interpuncts(line)
        if not line.boxed:
            doubled(line)
        brackets(line)
        quotes(line, ends.get(at, (None, None)), corner=corner)
        marks(line)
        if not line.boxed:
            blanks(line)
        rows += [
            (at + i, at + i + 1, put, line.rule[i])
            for i, put in enumerate(line.out)
            if put is not None and put != content[i]
        ]
    return rows
