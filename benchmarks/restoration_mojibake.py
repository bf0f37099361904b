"""Encoding mix-ups: lines and spans read wrongly, restored and compared line by line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from benchmarks.restoration_score import wrong_characters
from benchmarks.restoration_shifts import REPAIR_ALONE

import kxclean
from kxclean.testing.damage import KINDS, Damaged, mojibake

__all__ = ["SETUPS", "Score", "Setup", "score"]

#: Characters of the shortest piece that is judged.
SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Setup:
    """One kind of mix-up in one place."""

    name: str
    options: dict[str, Any] = field(default_factory=dict)


#: Two layers that were met: UTF-8 written twice, and GBK letters written as UTF-8.
LAYERS = (
    ("utf-8 read as windows-1252", "utf-8 read as windows-1252"),
    ("utf-8 read as latin-1", "utf-8 read as windows-1252"),
    ("gbk read as windows-1252", "utf-8 read as windows-1252"),
    ("utf-8 read as gbk", "utf-8 read as gbk"),
)

SETUPS = (
    *(
        Setup(f"{kind}, {scope}", {"kind": kind, "scope": scope})
        for kind in KINDS
        for scope in ("line", "span")
    ),
    *(Setup(f"{a}, then {b}", {"kind": (a, b), "scope": "line"}) for a, b in LAYERS),
    Setup(
        "utf-8 read as gbk, line, private dropped",
        {"kind": "utf-8 read as gbk", "scope": "line", "keep_private": False},
    ),
    Setup("any kind, line", {"scope": "line"}),
    Setup("any kind, span", {"scope": "span"}),
    Setup(
        "utf-8 read as gbk, line, bytes lost",
        {"kind": "utf-8 read as gbk", "scope": "line", "losing": 0.01},
    ),
)


@dataclass(slots=True)
class Score:
    """Sums over struck pieces: those whose bytes all came through, and those with lost ones."""

    whole: int = 0
    whole_exact: int = 0
    lost: int = 0
    lost_exact: int = 0
    #: Characters of all struck lines, and how many of them are wrong.
    characters: int = 0
    off: int = 0
    #: Changed into something else than the sound text; of these, farther from it than before.
    wrong: int = 0
    worse: int = 0
    suggested: int = 0
    #: Lines without damage that were changed.
    harmed: int = 0
    seen: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Adds the sums of another score."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def score(sound: str, setup: Setup, seed: int) -> Score:
    """Damages a page, restores it and counts."""
    damaged = mojibake(sound, seed, share=0.3, length=(SHORTEST, 24), **setup.options)
    cleaned = kxclean.clean(damaged.text, **REPAIR_ALONE)
    result = Score(suggested=len(cleaned.suggestions))
    lines = sound.split("\n"), damaged.text.split("\n"), cleaned.text.split("\n")
    if not len(lines[0]) == len(lines[1]) == len(lines[2]):
        result.harmed += 1
        result.seen.append(f"FALSE: lines are gone or new in {damaged.text[:60]!r}")
        return result
    pieces = _struck_lines(sound, damaged)
    for number, (right, found, made) in enumerate(zip(*lines, strict=True)):
        if number in pieces:
            _count(result, right, found, made, pieces[number])
        elif made != found:
            result.harmed += 1
            result.seen.append(f"FALSE: sound {right!r}\n  result {made!r}")
    return result


def _struck_lines(sound: str, damaged: Damaged) -> dict[int, int]:
    """The lines that were struck, with the length of the piece."""
    return {sound.count("\n", 0, edit.start): edit.end - edit.start for edit in damaged.edits}


def _count(result: Score, right: str, found: str, made: str, length: int) -> None:
    if length < SHORTEST:
        return
    # Chinese readers show ? for bytes that make no character.
    lost = found.count("?") > right.count("?") or "\ufffd" in found
    exact = made == right
    if lost:
        result.lost += 1
        result.lost_exact += exact
    else:
        result.whole += 1
        result.whole_exact += exact
    result.characters += len(right)
    if exact:
        return
    off = wrong_characters(right, made)
    result.off += min(off, len(right))
    label = "left"
    if made != found:
        result.wrong += 1
        label = "FALSE"
        if off > wrong_characters(right, found):
            result.worse += 1
            label = "WORSE"
    result.seen.append(f"{label}: sound {right!r}\n  damaged {found!r}\n  result  {made!r}")
