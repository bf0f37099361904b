"""The slow, obvious twin of `rust/kernels/src/characters.rs`."""

from __future__ import annotations


def positions(ranges: list[tuple[str, str]], text: str) -> list[int]:
    return [
        at
        for at, c in enumerate(text)
        if not c.isascii() and any(first <= c <= last for first, last in ranges)
    ]
