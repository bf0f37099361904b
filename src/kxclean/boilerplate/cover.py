"""The search for pieces that cover a line from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kxclean.boilerplate.fold import APART, CLOSERS, OPENERS, SEPARATORS, fold
from kxclean.boilerplate.linerule import LineRule
from kxclean.boilerplate.lines import Line
from kxclean.boilerplate.pieces import Piece
from kxclean.boilerplate.starts import Starts
from kxclean.boilerplate.values import KINDS, kind_of
from kxclean.errors import RuleError, shown
from kxclean.pattern import later

__all__ = ["Cover"]

#: A pattern that needs longer on one line of at most 300 characters has run wild.
_TIMEOUT = 1.0
#: With more gaps than this a line is cut only where labels stand: trying all would take long.
_MOST_GAPS = 24
#: A house or another word, or a label with a value: no sentence, and nothing of a meeting or a form.
_LOOSE = later(
    r"(?!.*(?:地点|会议|联系|电话|姓名|性别|甲方|乙方|万元"
    r"|单位: ?[万亿千百]*(?:元|人|个|吨|公里|公顷|件|次|%)(?:\s|$)))"
    r"(?:[\u4e00-\u9fff]{2,6} ?: ?)?[^\s:|。,;!?()\[\]<>“”]{1,14}"
)


class Cover:
    """The search for pieces that cover one line."""

    def __init__(
        self, line: Line, begin: int, starts: Starts, anywhere: Sequence[LineRule]
    ) -> None:
        self._starts = starts
        self._anywhere = anywhere
        self._raw = line.text
        self._folded = fold(line.text)
        self._offset = line.start
        self._begin = begin
        self._labels: list[int] = []
        self._gaps: list[int] = []
        self._dead: set[tuple[int, bool]] = set()

    def whole(self) -> list[Piece] | None:
        """The pieces of the line, or `None`; one word or label of the site's own may be left over."""
        found = self._cover(self._begin, loose=False)
        if found is None and self._labels and not _is_prose(self._folded):
            found = self._cover(self._begin, loose=True)
        return found

    def _cover(self, position: int, *, loose: bool) -> list[Piece] | None:
        """The pieces from here to the end of the line; with `loose`, past words that none knows."""
        if position == len(self._folded):
            return []
        if (position, loose) in self._dead:
            return None
        rules = self._starts.at(self._folded, position)
        if position == self._begin or position in self._gaps:
            rules += [(rule, [position]) for rule in self._anywhere]
        rules.sort(key=lambda one: (one[0].last, -one[0].most))
        if rules and not self._labels:
            self._labels = self._starts.cuts(self._folded)
            self._gaps = [] if _is_prose(self._folded) else _gaps(self._folded, self._begin)
        labels = [cut for cut in self._labels if cut > position]
        gaps = [cut for cut in self._gaps if cut > position and cut not in labels]
        for rule, opened in rules:
            # The value behind a label ends where the next piece begins; others go far.
            cuts = [*labels, *gaps] if rule.labelled else sorted([*labels, *gaps], reverse=True)
            for cut in cuts:
                piece = self._piece(rule, position, opened, _trim(self._folded, position, cut))
                if piece is None:
                    continue
                rest = self._cover(_skip(self._folded, cut), loose=loose)
                if rest is not None:
                    return [piece, *rest]
        found = self._past_words(position, labels) if loose else None
        if found is None:
            self._dead.add((position, loose))
        return found

    def _past_words(self, position: int, labels: Sequence[int]) -> list[Piece] | None:
        """The pieces behind words that no rule knows; the first of them takes the words with it."""
        if position != self._begin and position not in self._gaps:
            return None
        for cut in labels[:2]:
            words = self._folded[position : _trim(self._folded, position, cut)]
            if cut == len(self._folded) or not _LOOSE.fullmatch(words):
                return None
            rest = self._cover(_skip(self._folded, cut), loose=False)
            if rest:
                return [replace(rest[0], start=self._offset + position, loose=True), *rest[1:]]
        return None

    def _piece(self, rule: LineRule, start: int, opened: list[int], stop: int) -> Piece | None:
        """The piece of a rule from `start` to `stop`, if it is one."""
        for begin in opened if rule.opens else (start,):
            try:
                found = rule.compiled.fullmatch(self._folded, begin, stop, timeout=_TIMEOUT)
            except TimeoutError:
                raise RuleError(
                    f"rule {rule.rule.name}: its pattern {shown(rule.pattern)} took more than "
                    f"{_TIMEOUT:g} s on the line {shown(self._raw)}; make it simpler"
                ) from None
            if found is not None:
                break
        else:
            return None
        values: dict[str, Any] = {}
        for group in found.re.groupindex:
            begin, end = found.span(group)
            said = self._raw[begin:end] if begin >= 0 else ""
            kind = rule.kinds.get(group, kind_of(group))
            value = KINDS[kind](said)
            if value is not None:
                values[group] = value
            elif kind in ("moment", "count") and any(map(str.isalnum, said)):
                return None  # a date that is none: the line says something else
        return Piece(rule, self._offset + start, values)


def _is_prose(folded: str) -> bool:
    """Whether a line is of sentences, which are not made of pieces."""
    return "。" in folded.rstrip("。 ")


def _gaps(folded: str, begin: int) -> list[int]:
    """Where words begin behind blanks and marks; none in a line of many such places."""
    found = [
        position
        for position in range(begin + 1, len(folded))
        if folded[position - 1] in APART and folded[position] not in APART
    ]
    return found if len(found) <= _MOST_GAPS else []


def _skip(folded: str, position: int) -> int:
    """The next position that is neither blank nor a mark between pieces."""
    while position < len(folded) and folded[position] in APART:
        position += 1
    return position


def _trim(folded: str, start: int, stop: int) -> int:
    """The end of a piece without the marks that part it from the next.

    A full stop at the end of the line stays: it makes a sentence of it.
    """
    final = len(folded.rstrip())
    while stop > start:
        last = folded[stop - 1]
        if last == "。" and stop >= final:
            break
        if last in CLOSERS:
            opener = OPENERS[CLOSERS.index(last)]
            if folded.count(opener, start, stop) >= folded.count(last, start, stop):
                break
        elif last not in SEPARATORS and last not in OPENERS:
            break
        stop -= 1
    return stop
