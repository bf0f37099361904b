"""A line is boilerplate when rules cover it from end to end, piece by piece.

Sites run the pieces together (`发布者:周焕林发布时间:2017-04-01浏览次数:74`) or set them apart with
blanks, bars and brackets, in any order and with empty values. So each rule knows one piece, and a
line is cut where a piece may begin until every part of it belongs to a rule, or it is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kxclean import _native
from kxclean.boilerplate.fold import BLANK, CLOSERS, OPENERS, SEPARATORS, fold, folding
from kxclean.boilerplate.learned import learned as learned_as
from kxclean.boilerplate.lines import Line, line_of
from kxclean.boilerplate.rulefile import Evidence, LineRule
from kxclean.boilerplate.templates import TemplateLines
from kxclean.boilerplate.values import KINDS, kind_of
from kxclean.errors import RuleError, shown
from kxclean.pattern import later

__all__ = ["Known", "Piece", "Recogniser"]

#: A pattern that needs longer on one line of at most 300 characters has run wild.
_TIMEOUT = 1.0
_APART = SEPARATORS + OPENERS + CLOSERS
#: Also before the first piece, where pages for readers without sight put three colons.
_BEFORE = _APART + ":"
#: With more gaps than this a line is cut only where labels stand: trying all would take long.
_MOST_GAPS = 24
#: A house or another word, or a label with a value: no sentence, and nothing of a meeting or a form.
_LOOSE = later(
    r"(?!.*(?:地点|会议|联系|电话|姓名|性别|甲方|乙方|万元|单位: ?[万亿千百]*(?:元|人|个|吨|公里|公顷|件|次|%)(?:\s|$)))"
    r"(?:[\u4e00-\u9fff]{2,6} ?: ?)?[^\s:|。,;!?()\[\]<>“”]{1,14}"
)
#: Bars and rules drawn with marks.
_DRAWN = frozenset("-_=*~—· ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: it begins at `start` of the text and goes to the next piece."""

    rule: LineRule
    start: int
    values: Mapping[str, Any]
    #: Whether words before it go with it that no rule knows: a house, or a label of the site's own.
    loose: bool = False

    @property
    def measured(self) -> bool:
        """Whether it gives a moment or a count, as only the machinery of a site prints it."""
        return any(
            isinstance(value, int) or kind_of(key) == "moment" for key, value in self.values.items()
        )

    def evidence(self, *, foot: bool) -> Evidence | None:
        """How far the piece speaks for itself; one that says nothing needs company."""
        evidence = self.rule.foot if foot else self.rule.head
        if evidence is None or self.values or not self.rule.labelled:
            return evidence
        return min(evidence, Evidence.WEAK)


@dataclass(frozen=True, slots=True)
class Known:
    """A line that rules cover from end to end."""

    pieces: tuple[Piece, ...]
    #: What templates say of it, at the head and at the foot.
    learned: LineRule | None = None

    def stands(self, *, foot: bool) -> bool:
        """Whether all its pieces may stand at this end of a text."""
        if self._learned(foot=foot) is not None:
            return True
        evidence = [piece.evidence(foot=foot) for piece in self.pieces]
        if any(piece.loose for piece in self.pieces):
            # What no rule knows leaves between lines of the machinery only.
            plain = sum(one is not None and one >= Evidence.PLAIN for one in evidence)
            if plain < 2 or not any(piece.measured for piece in self.pieces):
                return False
        return None not in evidence

    def _learned(self, *, foot: bool) -> Evidence | None:
        return self.learned and (self.learned.foot if foot else self.learned.head)

    def evidence(self, *, foot: bool) -> dict[tuple[str, ...], Evidence]:
        """The evidence of its pieces by rule and keys: a thing said twice counts once."""
        found: dict[tuple[str, ...], Evidence] = {}
        for piece in self.pieces:
            evidence = piece.evidence(foot=foot)
            if evidence is not None:
                said = (piece.rule.rule.name, *piece.values)
                found[said] = max(found.get(said, evidence), evidence)
        if self.learned is not None and (evidence := self._learned(foot=foot)) is not None:
            found[(self.learned.rule.name,)] = evidence
        return found

    @property
    def alone(self) -> bool:
        """Whether it is boilerplate though other text stands between it and the edge."""
        return any(
            piece.rule.alone and piece.evidence(foot=True) is Evidence.SURE for piece in self.pieces
        ) and not any(piece.loose for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Start:
    word: str
    colon: bool
    rule: LineRule

    def stands(self, folded: str, position: int) -> bool:
        """Whether it stands at a position, with its colon if it needs one."""
        return folded.startswith(self.word, position) and (
            not self.colon or _colon(folded, position + len(self.word), self.rule.colons)
        )


class Recogniser:
    """Covers lines with the pieces of a set of rules."""

    def __init__(self, rules: Iterable[LineRule], templates: TemplateLines | None = None) -> None:
        self.rules = tuple(rules)
        self._templates = templates if templates and templates.templates else None

    @cached_property
    def _starts(self) -> dict[str, list[_Start]]:
        """The starts by their first two characters, or the one that they have."""
        found: dict[str, list[_Start]] = {}
        for rule in self.rules:
            bare = {start for start in rule.starts if not start.endswith(":")}
            for word in rule.words:
                found.setdefault(word[:2], []).append(_Start(word, word not in bare, rule))
        for starts in found.values():
            starts.sort(key=lambda start: -len(start.word))
        return found

    def _here(self, folded: str, position: int) -> Iterator[_Start]:
        """The starts that stand at a position, longest first."""
        for key in (folded[position : position + 2], folded[position]):
            for start in self._starts.get(key, ()):
                if start.stands(folded, position):
                    yield start
            if len(key) < 2:
                return

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
        starts = [
            (start.word, start.rule.colons if start.colon else "")
            for starts in self._starts.values()
            for start in starts
        ]
        return _native.LineFinder(
            ("".join(map(chr, table)), "".join(table.values())),
            _BEFORE,
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
        while begin < len(raw) and table.get(ord(raw[begin]), raw[begin]) in _BEFORE:
            begin += 1
        if begin == len(raw):
            return self._drawn_line(line)
        learned = None
        if self._templates is not None and numbers[-1:] == [len(self._anywhere)]:
            numbers = numbers[:-1]
            evidence = self._templates.evidence(raw)
            learned = learned_as(*evidence) if any(one is not None for one in evidence) else None
        anywhere = [self._anywhere[number] for number in numbers]
        found = _Cover(self, line, begin, anywhere).whole() if begins or anywhere else None
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

    def at(self, folded: str, position: int) -> list[tuple[LineRule, list[int]]]:
        """The rules that have a start here, and the ends of these starts, longest first."""
        found: dict[str, tuple[LineRule, list[int]]] = {}
        for start in self._here(folded, position):
            _, ends = found.setdefault(start.rule.rule.name, (start.rule, []))
            ends.append(position + len(start.word))
        return list(found.values())

    def cuts(self, folded: str) -> list[int]:
        """Where pieces may begin, and the end: behind marks and blanks, or at a label.

        A label inside a longer one (`时间` in `发布时间`) is no cut, nor is a date or an address
        that is the value of the label before it.
        """
        spans: dict[int, int] = {}
        for position, character in enumerate(folded):
            if character not in self._starts and folded[position : position + 2] not in self._starts:
                continue
            for start in self._here(folded, position):
                stop = position + len(start.word)
                if (
                    start.colon
                    or position == 0
                    or folded[position - 1] in _APART
                    or _colon(folded, stop, start.rule.colons)
                ):
                    spans[position] = stop  # the longest: they are sorted so
                    break
        found: list[int] = []
        covered = 0
        for position in sorted(spans):
            before = len(folded[:position].rstrip(BLANK))
            labelled = before > 0 and (folded[before - 1] == ":" or before == covered)
            if position >= covered and not (labelled and folded[position].isascii()):
                found.append(position)
            covered = max(covered, spans[position])
        return [*found, len(folded)]


class _Cover:
    """The search for pieces that cover one line."""

    def __init__(
        self, recogniser: Recogniser, line: Line, begin: int, anywhere: Sequence[LineRule]
    ) -> None:
        self._recogniser = recogniser
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
        rules = self._recogniser.at(self._folded, position)
        if position == self._begin or position in self._gaps:
            rules += [(rule, [position]) for rule in self._anywhere]
        rules.sort(key=lambda one: (one[0].last, -one[0].most))
        if rules and not self._labels:
            self._labels = self._recogniser.cuts(self._folded)
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


def _colon(folded: str, position: int, colons: str) -> bool:
    """Whether a colon, or what stands for it, comes next, behind blanks or not."""
    while position < len(folded) and folded[position] == BLANK:
        position += 1
    return folded[position : position + 1] in tuple(colons)


def _is_prose(folded: str) -> bool:
    """Whether a line is of sentences, which are not made of pieces."""
    return "。" in folded.rstrip("。 ")


def _gaps(folded: str, begin: int) -> list[int]:
    """Where words begin behind blanks and marks; none in a line of many such places."""
    found = [
        position
        for position in range(begin + 1, len(folded))
        if folded[position - 1] in _APART and folded[position] not in _APART
    ]
    return found if len(found) <= _MOST_GAPS else []


def _skip(folded: str, position: int) -> int:
    """The next position that is neither blank nor a mark between pieces."""
    while position < len(folded) and folded[position] in _APART:
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
