"""The words with which pieces begin, by their first letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kxclean.boilerplate.fold import APART, BLANK
from kxclean.boilerplate.linerule import LineRule

__all__ = ["Start", "Starts"]


@dataclass(frozen=True, slots=True)
class Start:
    """A word with which lines of a rule begin, and whether a colon has to follow."""

    word: str
    colon: bool
    rule: LineRule

    def stands(self, folded: str, position: int) -> bool:
        """Whether it stands at a position, with its colon if it needs one."""
        return folded.startswith(self.word, position) and (
            not self.colon or colon_follows(folded, position + len(self.word), self.rule.colons)
        )


class Starts:
    """The starts of a set of rules."""

    def __init__(self, rules: Iterable[LineRule]) -> None:
        #: By their first two characters, or the one that they have; longest first.
        self._starts: dict[str, list[Start]] = {}
        for rule in rules:
            bare = {start for start in rule.starts if not start.endswith(":")}
            for word in rule.words:
                self._starts.setdefault(word[:2], []).append(Start(word, word not in bare, rule))
        for starts in self._starts.values():
            starts.sort(key=lambda start: -len(start.word))

    def __iter__(self) -> Iterator[Start]:
        for starts in self._starts.values():
            yield from starts

    def _here(self, folded: str, position: int) -> Iterator[Start]:
        """The starts that stand at a position, longest first."""
        for key in (folded[position : position + 2], folded[position]):
            for start in self._starts.get(key, ()):
                if start.stands(folded, position):
                    yield start
            if len(key) < 2:
                return

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
            if (
                character not in self._starts
                and folded[position : position + 2] not in self._starts
            ):
                continue
            for start in self._here(folded, position):
                stop = position + len(start.word)
                if (
                    start.colon
                    or position == 0
                    or folded[position - 1] in APART
                    or colon_follows(folded, stop, start.rule.colons)
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


def colon_follows(folded: str, position: int, colons: str) -> bool:
    """Whether a colon, or what stands for it, comes next, behind blanks or not."""
    while position < len(folded) and folded[position] == BLANK:
        position += 1
    return folded[position : position + 1] in tuple(colons)
