"""Quotation marks that never close, words set off by blanks."""

from __future__ import annotations

import re

from tests.twins.marks.line import BLANKS, is_blank, is_han
from tests.twins.marks.quotes import STRAIGHT
from tests.twins.marks.spread import spread


def doubts(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Openers that never close; words between two single blanks in a clause of a sentence."""
    from tests.twins.punctuation import ALL, prose

    found = [at for pair in ("“”", "「」", "『』") for at in unclosed_quotes(text, *pair)]
    if any(c in text for c in STRAIGHT):
        found += spread(text, prose(text), ALL)[1]
    return sorted(found), set_off_words(text)


def unclosed_quotes(text: str, opening: str, closing: str) -> list[int]:
    opened: list[tuple[int, int, int]] = []  # where, in which line, first line of its quotation
    before: int | None = None  # the quotation that the paragraph before left open
    at = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip(BLANKS)
        stack: list[int] = []
        for i, c in enumerate(line):
            if c == opening:
                stack.append(at + i)
            elif c == closing and stack:
                stack.pop()
            elif c == closing:
                near = {quotation for _, from_line, quotation in opened if from_line + 50 >= number}
                opened = [opener for opener in opened if opener[2] not in near]
        quotation = number
        if bare.startswith(opening) and before is not None:
            if at + len(line) - len(bare) in stack:
                quotation = before
            else:
                opened = [opener for opener in opened if opener[2] != before]
        if bare.rstrip("\r"):
            before = quotation if stack else None
        opened += [(where, number, quotation) for where in stack]
        at += len(line) + 1
    return sorted(where for where, _, _ in opened)


def set_off_words(text: str) -> list[tuple[int, int]]:
    words = []
    at = 0
    for line in text.split("\n"):
        found = []
        for match in re.finditer(r"[^,，、;；:：.。．?？!！]*[,，、;；:：.。．?？!！]", line):
            clause = match[0]
            blanks = [i for i, c in enumerate(clause) if c == " "]
            between_han = all(
                i > 0 and is_han(clause[i - 1]) and is_han(clause[i + 1]) for i in blanks
            )
            others = any(is_blank(c) or c == "\t" for c in clause if c != " ")
            if len(blanks) == 2 and between_han and not others and 3 <= blanks[1] - blanks[0] <= 13:
                start = at + match.start()
                found.append((start + blanks[0], start + blanks[1] + 1))
        if re.search("[。.！!？?，,]", line):
            words += found
        at += len(line) + 1
    return words
