"""Quotations over several lines, whose straight marks have their partners in other lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.twins.marks.line import DIGIT, EDGE, HAN, LATIN, MARK, Line
from tests.twins.marks.quotes import STRAIGHT, Ends, doubles_of, is_pair, unmatched

#: An opener that waits: start of its line, its place in it.
Opener = tuple[int, int]


def spread(
    text: str, prose: Iterable[tuple[int, str]], rules: frozenset[str]
) -> tuple[dict[int, Ends], list[int]]:
    """Marks with partners in other lines, by the start of the line; openers that wait in vain."""
    ends: dict[int, Ends] = {}
    vain: list[int] = []
    openers: list[Opener] = []
    last = 0  # end of the line of the last opener
    number = 0  # its number

    def close() -> None:
        for start, at in openers:
            ends[start] = (ends.get(start, (None, None))[0], at)
        openers.clear()

    def drop() -> None:
        vain.extend(start + at for start, at in openers if text[start + at] in STRAIGHT)
        openers.clear()

    for start, content in prose:
        line = Line(content, rules)
        if not re.search('["＂“”]', content) or line.foreign:
            continue
        here = text.count("\n", 0, start)
        if openers and number + 12 < here:
            drop()
        doubles = doubles_of(line)
        closer, opener = dangling(line, doubles)
        bare = content.lstrip()
        reopens = bool(openers) and bare[:1] in STRAIGHT + "“" and not text[last:start].strip()
        if closer is not None and openers:
            close()
            ends[start] = (closer, ends.get(start, (None, None))[1])
        if opener is None:
            if reopens:
                close()
            elif doubles:
                drop()
            continue
        if openers and not (reopens and not content[:opener].strip()):
            drop()
        openers.append((start, opener))
        last, number = start + len(content), here
    drop()
    return ends, sorted(vain)


def dangling(line: Line, doubles: list[int]) -> Ends:
    """The marks of a line that have no partner in it: a closer, an opener."""
    marks = [(i, c) for i, c in enumerate(line.s) if not line.code[i]]
    closers, openers = unmatched(marks)

    def pairs(places: list[int]) -> bool:
        return all(is_pair(line, a, b) for a, b in zip(places[::2], places[1::2], strict=True))

    if len(doubles) % 2 == 0:
        if not pairs(doubles) or len(closers) > 1 or len(openers) > 1:
            return None, None
        if closers and openers and closers[0] > openers[0]:
            return None, None
        return next(iter(closers), None), next(iter(openers), None)
    if closers or openers:
        return None, None
    first, last = doubles[0], doubles[-1]
    opening = set()
    closing = set()
    if pairs(doubles[:-1]):
        if opens(line, last):
            opening.add(last)
        if closes(line, last) and line.side(last, 1)[0] == EDGE:
            closing.add(last)
    if pairs(doubles[1:]):
        if closes(line, first):
            closing.add(first)
        if opens(line, first) and line.side(first, -1)[0] == EDGE:
            opening.add(first)
    if len(opening) + len(closing) != 1:
        return None, None
    return next(iter(closing), None), next(iter(opening), None)


def opens(line: Line, i: int) -> bool:
    before = line.kind(i - 1) in (EDGE, 3) or line.at(i - 1) in ":：、—(（《"
    word = line.kind(i + 1) in (HAN, DIGIT, LATIN) or line.at(i + 1) == "《"
    return before and word


def closes(line: Line, i: int) -> bool:
    brackets = tuple(")）》")
    word = line.kind(i - 1) in (HAN, MARK, LATIN) or line.at(i - 1) in brackets
    sentence = line.kind(i + 1) == HAN and line.at(i - 1) in tuple("。.！!？?…")
    return word and (line.kind(i + 1) in (EDGE, MARK) or line.at(i + 1) in brackets or sentence)
