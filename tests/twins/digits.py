"""The slow, obvious twin of `rust/kernels/src/digits.rs`: runs of digits that may be groups."""

from __future__ import annotations

import re

_DIGIT = "[0-9０-９]"
_SEPARATOR = "[ ,，\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_RUN = re.compile(f"{_DIGIT}+(?:{_SEPARATOR}{_DIGIT}+)*")


def digit_runs(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _RUN.finditer(text):
        pieces = re.split(_SEPARATOR, match[0])
        if any(len(piece) == 3 for piece in pieces[1:]):
            found.append(match.span())
    return found
