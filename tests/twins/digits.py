"""The slow, obvious twin of `rust/kernels/src/digits.rs`: digits that may be one number."""

from __future__ import annotations

import re

_DIGIT = "[0-9０-９]"
_SEPARATOR = "[ ,，'’\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_RUN = re.compile(f"{_DIGIT}+(?:{_SEPARATOR}{_DIGIT}+)*")
_BREAKS = ("(?<=[0-9][.]) (?=[0-9])", "(?<=[0-9]) (?=[.][0-9])", "(?<=[0-9]) (?=[%％‰])",
           "(?<=[-−－]) (?=[0-9])")  # fmt: skip


def digit_runs(text: str) -> list[tuple[int, int]]:
    found = []
    for match in _RUN.finditer(text):
        pieces = re.split(_SEPARATOR, match[0])
        if any(len(piece) == 3 for piece in pieces[1:]):
            found.append(match.span())
    return found


def digit_breaks(text: str) -> list[tuple[int, int]]:
    return sorted(
        (match.start(), kind)
        for kind, pattern in enumerate(_BREAKS)
        for match in re.finditer(pattern, text)
    )
