"""How a restored text differs from the sound one, and which places of it are right.

The two texts are walked side by side; where they part, the nearest place is sought from which a
dozen characters agree again, and what lies between is compared by `difflib`. A stretch that was
replaced counts as many wrong characters as the longer of its two sides has.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass

__all__ = ["Difference", "differences", "wrong_characters"]

#: Characters that have to agree for the walk to go on, and how far it looks for them.
_AGREE = 12
_REACH = 160


@dataclass(frozen=True, slots=True)
class Difference:
    """`sound[start:end]` is missing and `result[first:last]` stands there."""

    start: int
    end: int
    first: int
    last: int

    @property
    def wrong(self) -> int:
        """Wrong characters."""
        return max(self.end - self.start, self.last - self.first)


def differences(sound: str, result: str) -> list[Difference]:
    """Where two texts differ, in order.

    >>> differences("高校科學營", "高?科學營")
    [Difference(start=1, end=2, first=1, last=2)]
    """
    found: list[Difference] = []
    here = there = 0
    while True:
        same = _common(sound, here, result, there)
        here, there = here + same, there + same
        if here == len(sound) or there == len(result):
            break
        ahead = _meet(sound, here, result, there)
        if ahead is None:
            break
        found += _fine(sound, result, (here, here + ahead[0]), (there, there + ahead[1]))
        here, there = here + ahead[0], there + ahead[1]
    if here < len(sound) or there < len(result):
        found += _fine(sound, result, (here, len(sound)), (there, len(result)))
    return found


def wrong_characters(sound: str, result: str) -> int:
    """How many characters are wrong in all.

    >>> wrong_characters("高校科學營", "高?科學營")
    1
    """
    return sum(one.wrong for one in differences(sound, result))


def _common(sound: str, here: int, result: str, there: int) -> int:
    """How many characters agree from two places on."""
    same, step = 0, 64
    while step:
        piece = sound[here + same : here + same + step]
        if len(piece) == step and piece == result[there + same : there + same + step]:
            same += step
        else:
            step //= 2
    return same


def _meet(sound: str, here: int, result: str, there: int) -> tuple[int, int] | None:
    """How far on the two agree again, the nearest place first."""
    for far in range(1, 2 * _REACH):
        for ahead in range(max(0, far - _REACH), min(far, _REACH) + 1):
            piece = sound[here + ahead : here + ahead + _AGREE]
            other = result[there + far - ahead : there + far - ahead + _AGREE]
            if len(piece) == _AGREE and piece == other:
                return ahead, far - ahead
    return None


def _fine(
    sound: str, result: str, gap: tuple[int, int], other: tuple[int, int]
) -> list[Difference]:
    """The differences of `sound[gap]` and `result[other]`."""
    left, right = sound[slice(*gap)], result[slice(*other)]
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    return [
        Difference(gap[0] + a, gap[0] + b, other[0] + c, other[0] + d)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
