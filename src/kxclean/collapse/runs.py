"""Runs of lines that stand twice: which of them go, and what each copy heals in the other.

The kernel proposes runs; here every pair of their lines is looked at again. A run goes only where
all its pairs say the same, save for damage; it is cut at pairs that do not, and what such a cut
leaves is only proposed, because two texts that differ in a figure or a name are two versions and
not two copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from kxclean.collapse.damage import Verdict, combined, is_gloss_only, judge, judge_lines
from kxclean.collapse.rules import HEALED, REPEATED_RUN
from kxclean.collapse.substance import ANCHOR_HAN, LEAST_HAN, weigh
from kxclean.fingerprint import folding, similarity
from kxclean.rule import Context, Findings, Safety

__all__ = ["find_runs"]

#: Characters of the kept copy that the metadata show.
_SHOWN = 40
#: Differing places with at most this many characters between them are judged together, because a
#: damaged run may hold a character that agrees by chance.
_CHANCE = 4

#: Lines beyond the ends of a run in which something alike makes it a part of two versions, and
#: tokens of such a line: `本办法自发布之日起施行` has eleven, `第十二条` four.
_AROUND = 10
_SAID = 6
#: Longer lines that are alike are runs by themselves.
_AROUND_LONGEST = 200

#: `(first line kept, first line removed, lines)`.
_Run = tuple[int, int, int]
#: Places of two lines that stand beside each other: `(start, end, other start, other end)`.
_Place = tuple[int, int, int, int]
#: A damaged place of the text and what belongs there: `(start, end, healthy)`.
_Heal = tuple[int, int, str]


@dataclass(slots=True)
class _Pair:
    """A line of the kept copy and the line of the removed copy beside it."""

    kept: int
    removed: int
    exact: bool
    #: Damaged places of the kept line that the removed line heals, and the other way round.
    heals_kept: list[_Heal] = field(default_factory=list)
    heals_removed: list[_Heal] = field(default_factory=list)


@dataclass(slots=True)
class _Segment:
    """A stretch of pairs that all say the same."""

    pairs: list[_Pair]
    #: False if it comes from two versions: the run that it was cut from has pairs that differ.
    whole: bool


def find_runs(text: str, context: Context) -> Findings:
    """The runs of `text` that stand twice."""
    findings = Findings()
    lines, runs = folding().repeats(text, LEAST_HAN)
    if runs:
        _Collapse(text, context, lines, findings).take_all(runs)
    return findings


@dataclass(slots=True)
class _Collapse:
    text: str
    context: Context
    #: `(start, end, Han characters)` of the lines that hold something.
    lines: Sequence[tuple[int, int, int]]
    findings: Findings
    #: For each removed line the line that is kept for it.
    kept_for: dict[int, int] = field(default_factory=dict)
    removed: list[tuple[int, int]] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)

    def take_all(self, runs: Sequence[_Run]) -> None:
        document_han = sum(han for _, _, han in self.lines)
        versions = self.versions(runs)
        for run in runs:
            for segment in self.segments(*run):
                segment.whole = segment.whole and run not in versions
                self.take(segment, document_han)
        for first, end in self.removed:
            self.remove(first, end, Safety.SAFE)
        if self.found:
            self.findings.metadata["duplicates"] = self.found

    def line(self, number: int) -> str:
        start, end, _ = self.lines[number]
        return self.text[start:end]

    def versions(self, runs: Sequence[_Run]) -> set[_Run]:
        """Runs that lie beside each other in both copies with different text between them.

        What is alike in two versions of a text is no copy by itself. Short lines that stand in one
        of the copies only, such as a caption or the number of a page, make no version.
        """
        found: set[_Run] = set()
        for one, other in pairwise(runs):
            kept_end, removed_end = one[0] + one[2], one[1] + one[2]
            if not kept_end <= other[0] <= other[0] + other[2] <= one[1]:
                continue
            between = range(kept_end, other[0]), range(removed_end, other[1])
            if all(between) or any(self.lines[at][2] >= ANCHOR_HAN for at in chain(*between)):
                found.update((one, other))
        copies = {at for _, removed, length in runs for at in range(removed, removed + length)}
        found.update(run for run in runs if self.goes_on(run, copies))
        return found

    def goes_on(self, run: _Run, copies: AbstractSet[int]) -> bool:
        """Whether both copies go on alike beyond a place where they differ."""
        kept, removed, length = run
        kept_end, removed_end = kept + length, removed + length
        around = (
            (range(kept_end, removed)[:_AROUND], range(removed_end, len(self.lines))[:_AROUND]),
            (range(kept)[-_AROUND:], range(kept_end, removed)[-_AROUND:]),
        )
        return any(self.views(here, copies) & self.views(there, copies) for here, there in around)

    def views(self, numbers: Iterable[int], copies: AbstractSet[int]) -> set[tuple[str, ...]]:
        """What lines say that are more than a heading and in no later copy."""
        lines = (self.line(at) for at in numbers if at not in copies)
        views = (tuple(folding().tokens(line)) for line in lines if len(line) <= _AROUND_LONGEST)
        return {view for view in views if len(view) >= _SAID}

    def segments(self, kept: int, removed: int, length: int) -> Iterator[_Segment]:
        """The run, cut where its lines differ for real; blank ends are not part of it."""
        stretches: list[list[_Pair]] = [[]]
        for offset in range(length):
            earlier = self.kept_for.get(kept + offset, kept + offset)
            pair = self.pair(earlier, removed + offset)
            if pair is None:
                stretches.append([])
            else:
                stretches[-1].append(pair)
        whole = len(stretches) == 1
        for pairs in stretches:
            if pairs:
                yield _Segment(pairs, whole)

    def pair(self, kept: int, removed: int) -> _Pair | None:
        """The two lines with what heals what, or `None` if they differ for real."""
        first, second = self.line(kept), self.line(removed)
        if first == second:
            return _Pair(kept, removed, exact=True)
        gaps = folding().compare(first, second)
        if gaps is None:
            whole = (0, len(first), 0, len(second))
            verdicts = [(whole, judge_lines(first, second))]
        else:
            verdicts = list(_judge_gaps(first, second, [gap[:4] for gap in gaps]))
        pair = _Pair(
            kept, removed, exact=not any(gap[4] for gap in gaps or ()) and gaps is not None
        )
        a, b = self.lines[kept][0], self.lines[removed][0]
        for (start, end, other_start, other_end), verdict in verdicts:
            if verdict is Verdict.DIFFERENT:
                return None
            here, there = first[start:end], second[other_start:other_end]
            both = combined(here, there) if verdict is Verdict.BOTH_DAMAGED else None
            if verdict is Verdict.FIRST_DAMAGED or both:
                pair.heals_kept.append((a + start, a + end, both or there))
            if verdict is Verdict.SECOND_DAMAGED or both:
                pair.heals_removed.append((b + other_start, b + other_end, both or here))
        return pair

    def take(self, segment: _Segment, document_han: int) -> None:
        """Notes the edits of one segment, if it has enough substance."""
        pairs = segment.pairs
        first, last = pairs[0], pairs[-1]
        substance = weigh((self.line(p.removed), self.lines[p.removed][2]) for p in pairs)
        adjacent = self.last_before(first.removed) == last.kept
        safe = segment.whole and substance.is_duplicate(
            adjacent=adjacent, document_han=document_han
        )
        if not safe and not substance.is_worth_a_suggestion():
            return
        safety = Safety.SAFE if safe else Safety.UNSAFE
        healed = self.heal(pairs, safety)
        if not self.context.on(REPEATED_RUN):
            return
        if safe:
            self.note(pairs, healed)
            self.kept_for.update((p.removed, p.kept) for p in pairs)
            if self.removed and self.removed[-1][1] == first.removed:
                self.removed[-1] = (self.removed[-1][0], last.removed + 1)
            else:
                self.removed.append((first.removed, last.removed + 1))
        else:
            self.remove(first.removed, last.removed + 1, safety)

    def last_before(self, line: int) -> int:
        """The last line before this one that stays."""
        if self.removed and self.removed[-1][1] == line:
            return self.removed[-1][0] - 1
        return line - 1

    def heal(self, pairs: Sequence[_Pair], safety: Safety) -> int:
        """Puts undamaged text in damaged places; returns how many.

        Without the collapse both copies stay, and each heals the other.
        """
        if not self.context.on(HEALED):
            return 0
        heals = [heal for pair in pairs for heal in pair.heals_kept]
        others = [heal for pair in pairs for heal in pair.heals_removed]
        if not self.context.on(REPEATED_RUN):
            heals += others
        if len(heals) == 1 and len(others) < 2 and self.is_gloss_only(heals[0]):
            return 0
        for start, end, healthy in heals:
            self.replace(start, end, healthy, safety)
        return len(heals)

    def is_gloss_only(self, heal: _Heal) -> bool:
        """Whether all that would be healed is a reading in brackets, which may be meant."""
        start, end, healthy = heal
        return is_gloss_only(self.text[start:end], healthy)

    def replace(self, start: int, end: int, healthy: str, safety: Safety) -> None:
        """Notes the edit without the characters that stay as they are at its ends."""
        while start < end and healthy and self.text[start] == healthy[0]:
            start, healthy = start + 1, healthy[1:]
        while start < end and healthy and self.text[end - 1] == healthy[-1]:
            end, healthy = end - 1, healthy[:-1]
        self.findings.edit(self.text, start, end, healthy, HEALED, safety=safety)

    def note(self, pairs: Sequence[_Pair], healed: int) -> None:
        """What the metadata say of one removed copy."""
        kept, removed = pairs[0].kept, pairs[0].removed
        again = self.text[self.lines[removed][0] : self.lines[pairs[-1].removed][1]]
        if all(pair.exact for pair in pairs):
            alike = 1.0
        else:
            copy = "\n".join(self.line(pair.kept) for pair in pairs)
            alike = round(similarity(copy, again), 4)
        self.found.append(
            {
                "kept": self.line(kept).strip()[:_SHOWN],
                "lines": len(pairs),
                "characters": len(again),
                "similarity": alike,
                "healed": healed,
            }
        )

    def remove(self, first: int, end: int, safety: Safety) -> None:
        """Removes lines `first..end` with the smaller one of the breaks around them.

        So what parts the text before from the text behind stays parted.
        """
        start, stop = self.lines[first - 1][1], self.lines[end - 1][1]
        if end < len(self.lines):
            before = self.text.count("\n", start, self.lines[first][0])
            behind = self.text.count("\n", stop, self.lines[end][0])
            if before > behind:
                start, stop = self.lines[first][0], self.lines[end][0]
        self.findings.edit(self.text, start, stop, "", REPEATED_RUN, safety=safety)


def _judge_gaps(
    first: str, second: str, gaps: Sequence[tuple[int, ...]]
) -> Iterator[tuple[_Place, Verdict]]:
    """Judges each place; those near one that seems to differ for real are judged with it."""
    at = 0
    while at < len(gaps):
        group = [gaps[at]]
        while at + len(group) < len(gaps) and gaps[at + len(group)][0] - group[-1][1] <= _CHANCE:
            group.append(gaps[at + len(group)])
        at += len(group)
        places = [(a, b, c, d) for a, b, c, d in group]
        verdicts = [judge(first[a:b], second[c:d]) for a, b, c, d in places]
        if len(places) > 1 and Verdict.DIFFERENT in verdicts:
            place = (places[0][0], places[-1][1], places[0][2], places[-1][3])
            yield place, judge(first[place[0] : place[1]], second[place[2] : place[3]])
        else:
            yield from zip(places, verdicts, strict=True)
