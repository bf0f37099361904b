"""A line is boilerplate when rules cover it from end to end, piece by piece.

Sites run the pieces together (`发布者:周焕林发布时间:2017-04-01浏览次数:74`) or set them apart with
blanks, bars and brackets, in any order and with empty values. So each rule knows one piece, and a
line is cut where a piece may begin until every part of it belongs to a rule, or it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from kxclean import _native
from kxclean.boilerplate.cover import Cover
from kxclean.boilerplate.fold import BEFORE, fold, folding
from kxclean.boilerplate.learned import learned as learned_as
from kxclean.boilerplate.linerule import LineRule
from kxclean.boilerplate.lines import Line, line_of
from kxclean.boilerplate.pieces import Known, Piece
from kxclean.boilerplate.starts import Starts
from kxclean.boilerplate.templates import TemplateLines

__all__ = ["Recogniser"]

#: Bars and rules drawn with marks.
_DRAWN = frozenset("-_=*~—· ")


class Recogniser:
    """Covers lines with the pieces of a set of rules."""

    def __init__(self, rules: Iterable[LineRule], templates: TemplateLines | None = None) -> None:
        self.rules = tuple(rules)
        self._templates = templates if templates and templates.templates else None

    @cached_property
    def _starts(self) -> Starts:
        return Starts(self.rules)

    @cached_property
    def _anywhere(self) -> tuple[LineRule, ...]:
        """Rules without starts."""
        return tuple(rule for rule in self.rules if not rule.starts)

    @cached_property
    def _drawn(self) -> LineRule | None:
        return next((rule for rule in self.rules if rule.starts[:1] == ("---",)), None)

    @cached_property
    def finder(self) -> _native.LineFinder:
        """The kernel that finds the lines that a rule may know."""
        table = folding()
        starts = [(start.word, start.rule.colons if start.colon else "") for start in self._starts]
        return _native.LineFinder(
            ("".join(map(chr, table)), "".join(table.values())),
            BEFORE,
            "".join(sorted(_DRAWN)) if self._drawn else "",
            starts,
            [
                *(
                    (rule.sentence, list(rule.holds), list(rule.also), list(rule.never))
                    for rule in self._anywhere
                ),
                *([(True, list(self._templates.words), [], [])] if self._templates else ()),
            ],
        )

    def known(self, line: Line, begins: bool, numbers: Sequence[int]) -> Known | None:
        """The pieces of a line, or `None` if it is not covered by rules.

        `begins` and `numbers` are what the finder says of it.
        """
        raw = line.text
        if not raw or not (begins or numbers):
            return None
        table = folding()
        begin = 0
        while begin < len(raw) and table.get(ord(raw[begin]), raw[begin]) in BEFORE:
            begin += 1
        if begin == len(raw):
            return self._drawn_line(line)
        learned = None
        if self._templates is not None and numbers[-1:] == [len(self._anywhere)]:
            numbers = numbers[:-1]
            evidence = self._templates.evidence(raw)
            learned = learned_as(*evidence) if any(one is not None for one in evidence) else None
        anywhere = [self._anywhere[number] for number in numbers]
        found = Cover(line, begin, self._starts, anywhere).whole() if begins or anywhere else None
        if found:
            return Known(tuple(found), learned)
        return Known((Piece(learned, line.start, {}),), learned) if learned else None

    def known_alone(self, line: str) -> Known | None:
        """The pieces of a line that is the whole text.

        >>> from kxclean.boilerplate.rulefile import shipped_rules
        >>> [piece.values for piece in Recogniser(shipped_rules()).known_alone("浏览次数:74").pieces]
        [{'views': 74}]
        """
        ends = self.finder.ends(line)
        if ends is None or len(ends[0]) != 1:
            return None
        ((start, stop, begins, numbers),) = ends[0]
        return self.known(line_of(line, start, stop), begins, numbers)

    def _drawn_line(self, line: Line) -> Known | None:
        """A line of nothing but marks, if it is drawn to part one thing from another."""
        marks = fold(line.text).strip()
        if self._drawn is None or len(marks) < 3 or not set(marks) <= _DRAWN:
            return None
        return Known((Piece(self._drawn, line.start, {}),))
