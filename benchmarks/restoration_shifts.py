"""Glosses and frame shifts: pages damaged by random tables, restored and compared."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.restoration_score import Difference, differences
from benchmarks.restoration_texts import drawn_by

import kxclean
from kxclean.repair import gbk_model
from kxclean.testing.damage import gbk_damage, gloss_table, simplify

__all__ = ["SETUPS", "Page", "Score", "Setup", "damage", "restore", "score"]

#: Everything but repair is off, so that nothing else is measured.
REPAIR_ALONE: dict[str, Any] = {
    "script": "keep",
    "digit_grouping": "keep",
    "punctuation": "keep",
    "tables": "keep",
    "boilerplate": "keep",
    "duplicates": "keep",
    "disable": tuple(rule.name for rule in kxclean.rules() if rule.stage != "repair"),
}

#: Characters from the struck one on that have to be right for a shift to be gone.
_SHIFT = 4
#: Characters at the ends of a text cut out of the damaged one that are not judged: what lies
#: there may have lost half of its bytes with the rest of the page.
_MARGIN = 40


@dataclass(frozen=True, slots=True)
class Setup:
    """One kind of site.

    Args:
        name: as the table shows it.
        options: of `gbk_damage`.
        simplified: converted character by character after the damage.
        cut_out: only a piece of the damaged text is left.
        drawn: each option is drawn for each page.
    """

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    simplified: bool = False
    cut_out: bool = False
    drawn: bool = False


SETUPS = (
    Setup("A, folded, private dropped"),
    Setup("A, full width", {"fold": False}),
    Setup("A, private kept", {"keep_private": True}),
    Setup("A, nine cuts in ten", {"cut_share": 0.9}),
    Setup("A, no cut at ，", {"marks": ("！", "？", "；", "。")}),
    Setup("B, blank inside", {"style": "B"}),
    Setup("C, no tones, blank behind", {"style": "C"}),
    Setup("D, no tones, repeated", {"style": "D"}),
    Setup("A, simplified afterwards", simplified=True),
    Setup("A, cut out anywhere", cut_out=True),
    Setup("all of it drawn", drawn=True),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A sound page as the site would have shown it without damage, and the damaged one."""

    sound: str
    damaged: str
    shifts: tuple[int, ...]
    cut_out: bool


@dataclass(slots=True)
class Score:
    """Sums over pages."""

    pages: int = 0
    exact: int = 0
    characters: int = 0
    wrong: int = 0
    shifts: int = 0
    gone: int = 0
    false: int = 0
    suggested: int = 0
    #: What went wrong, for reading.
    seen: list[str] = field(default_factory=list)

    @property
    def shares(self) -> tuple[float, float, float]:
        """Of pages that are exact, of characters that are right, of frame shifts that are gone."""
        return (
            self.exact / max(1, self.pages),
            1 - self.wrong / max(1, self.characters),
            self.gone / self.shifts if self.shifts else 1.0,
        )

    def add(self, other: Score) -> None:
        """Adds the sums of another score."""
        for name in ("pages", "exact", "characters", "wrong", "shifts", "gone", "false"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.suggested += other.suggested
        self.seen += other.seen


def damage(text: str, setup: Setup, seed: int) -> Page:
    """The page that a site makes of a sound text."""
    rng = drawn_by(seed)
    options = dict(setup.options)
    simplified, cut_out = setup.simplified, setup.cut_out
    if setup.drawn:
        options = {
            "style": rng.choice("AAABCD"),
            "fold": rng.random() < 0.6,
            "keep_private": rng.random() < 0.3,
            "cut_share": rng.choice((0.5, 0.9, 1.0)),
            "marks": rng.choice(
                (gbk_model.CUT_MARKS, ("！", "？", "，", "。"), ("！", "？", "。"))
            ),
        }
        simplified, cut_out = rng.random() < 0.3, rng.random() < 0.3
    table = gloss_table(seed)
    found = gbk_damage(text, seed, table=table, **options)
    glossed = {char for char, _ in table}
    # A glossed character is struck at its end, unless bytes across its border were.
    shifts = tuple(at for at in found.places if text[at] not in glossed)
    sound = gbk_model.fold_width(text) if options.get("fold", True) else text
    damaged = found.text
    if simplified:
        sound, damaged = simplify(sound).text, simplify(damaged).text
    if cut_out:
        start = rng.randrange(len(damaged) // 3)
        damaged = damaged[start : rng.randrange(start + len(damaged) // 3, len(damaged))]
    return Page(sound, damaged, shifts, cut_out)


def restore(page: Page, clean: Callable[..., kxclean.Cleaned] = kxclean.clean) -> kxclean.Cleaned:
    """The page after the repair stage alone."""
    return clean(page.damaged, **REPAIR_ALONE)


def score(page: Page, cleaned: kxclean.Cleaned) -> Score:
    """How much of a page is right."""
    if page.cut_out:
        start, end, first, last = _overlap(page.sound, cleaned.text)
    else:
        start, end, first, last = 0, len(page.sound), 0, len(cleaned.text)
    sound, shifts = page.sound, page.shifts
    found = [
        Difference(one.start + start, one.end + start, one.first + first, one.last + first)
        for one in differences(sound[start:end], cleaned.text[first:last])
    ]
    characters = end - start
    if page.cut_out:
        shifts = tuple(at for at in shifts if start <= at < end - _SHIFT)
    false = _false_repairs(found, cleaned)
    result = Score(
        pages=1,
        exact=not found and characters > 0,
        characters=characters,
        wrong=sum(one.wrong for one in found),
        shifts=len(shifts),
        gone=sum(_is_right(found, at, at + _SHIFT) for at in shifts),
        false=len(false),
        suggested=len(cleaned.suggestions),
    )
    for one in found:
        label = "FALSE" if one in false else "left"
        around = cleaned.ledger
        low, high = around.to_raw(max(0, one.first - 8)), around.to_raw(one.last + 8)
        result.seen.append(
            f"{label}: sound {sound[max(0, one.start - 8) : one.end + 8]!r}\n"
            f"  damaged {cleaned.raw[low:high]!r}\n"
            f"  result  {cleaned.text[max(0, one.first - 8) : one.last + 8]!r}"
        )
    return result


def _overlap(sound: str, piece: str) -> tuple[int, int, int, int]:
    """Where a piece lies in the sound text, without its ends: there and in the piece."""
    length = 16
    first, last = _MARGIN, len(piece) - _MARGIN - length
    while first < last and sound.count(piece[first : first + length]) != 1:
        first += 1
    while first < last and sound.count(piece[last : last + length]) != 1:
        last -= 1
    if first >= last:
        return 0, 0, 0, 0
    start = sound.index(piece[first : first + length])
    end = sound.index(piece[last : last + length]) + length
    return start, max(start, end), first, last + length


def _is_right(found: Sequence[Difference], start: int, end: int) -> bool:
    """Whether no difference touches `start:end` of the sound text."""
    at = bisect_right([one.start for one in found], end - 1)
    return at == 0 or max(one.end for one in found[:at]) <= start


def _false_repairs(found: Sequence[Difference], cleaned: kxclean.Cleaned) -> list[Difference]:
    """The differences that an applied edit made: what it put there is not what stood there."""
    false = []
    for one in found:
        for edit in cleaned.ledger.edits:
            start = cleaned.ledger.to_clean(edit.start)
            end = start + len(edit.replacement)
            inside = start < one.last and one.first < end
            # Where sound characters are missing, an edit took them if it is all around the place.
            gap = one.first == one.last and start < one.first < end
            if edit.replacement and (inside or gap):
                false.append(one)
                break
    return false
