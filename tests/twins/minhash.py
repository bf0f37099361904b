"""MinHash in datasketch's `affine32` scheme, slow and obvious; its numbers come from numpy."""

from __future__ import annotations

import numpy as np

MASK = 2**32 - 1


def family(slots: int, seed: int) -> list[tuple[int, int]]:
    draw = np.random.RandomState(seed)
    a = [int(value) * 2 + 1 for value in draw.randint(0, 2**31, slots, dtype=np.int64)]
    b = [int(value) for value in draw.randint(0, 2**32, slots, dtype=np.int64)]
    return list(zip(a, b, strict=True))


def finalise(value: int) -> int:
    value ^= value >> 16
    value = value * 0x85EBCA6B & MASK
    value ^= value >> 13
    value = value * 0xC2B2AE35 & MASK
    return value ^ value >> 16


def sketch(hashes: list[int], slots: int, seed: int) -> list[int]:
    mixed = [finalise(value) for value in hashes]
    return [
        min([MASK, *((a * value + b) & MASK for value in mixed)]) for a, b in family(slots, seed)
    ]
