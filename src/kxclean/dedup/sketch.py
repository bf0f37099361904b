"""MinHash signatures of texts, slot for slot those of datasketch's `affine32` scheme."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kxclean import _native
from kxclean.errors import ConfigError, InputError, MissingExtraError, shown, whole_text
from kxclean.fingerprint import SHINGLE, folding

if TYPE_CHECKING:
    import datasketch

__all__ = ["SEED", "SLOTS", "Sketch", "family", "sketch", "sketch_many"]

#: Slots of a signature: the standard error of an estimate is at most 1 / (2 √128) = 4.4 %.
SLOTS = 128
#: datasketch's own default.
SEED = 1
_MOST_SLOTS = 65_536
_BYTES = 4


@dataclass(frozen=True, slots=True)
class Sketch:
    """The MinHash signature of a text's shingle set.

    Args:
        data: the slots as little-endian 32-bit numbers.
        seed: of the family of hash functions.
        size: tokens in a shingle.

    >>> sketch("內蒙古自治區科學技術協會").similarity(sketch("内蒙古自治区，科学技术协会。"))
    1.0
    """

    data: bytes
    seed: int = SEED
    size: int = SHINGLE

    def __len__(self) -> int:
        return len(self.data) // _BYTES

    @property
    def slots(self) -> memoryview:
        """The slots as unsigned 32-bit numbers; `numpy.asarray` takes them without a copy."""
        if struct.pack("=I", 1) == struct.pack("<I", 1):
            return memoryview(self.data).cast("I")
        # A big-endian machine: the bytes of each slot are turned round.
        values = struct.unpack(f"<{len(self)}I", self.data)
        return memoryview(struct.pack(f"={len(self)}I", *values)).cast("I")

    @property
    def empty(self) -> bool:
        """Whether the text had no tokens: all slots are at their maximum."""
        return self.data == b"\xff" * len(self.data)

    def similarity(self, other: Sketch) -> float:
        """The share of equal slots: an estimate of the Jaccard similarity.

        Raises:
            InputError: if the two belong to different families.
        """
        mine, theirs = (len(self), self.seed, self.size), (len(other), other.seed, other.size)
        if mine != theirs:
            raise InputError(
                f"sketches of different families (slots, seed, size) {mine} and {theirs}; "
                "make both with the same options"
            )
        same = sum(a == b for a, b in zip(self.slots, other.slots, strict=True))
        return same / len(self)

    def to_datasketch(self) -> datasketch.MinHash:
        """The same as a `datasketch.MinHash` (extra `datasketch`), for its indexes and stores.

        Raises:
            MissingExtraError: if datasketch is not installed.
        """
        try:
            import datasketch
            import numpy as np
        except ImportError as error:
            raise MissingExtraError("Sketch.to_datasketch", "datasketch") from error
        values: Any = np.frombuffer(self.data, dtype="<u4").astype(np.uint32)
        return datasketch.MinHash(
            num_perm=len(self), seed=self.seed, hashvalues=values, scheme="affine32"
        )


def sketch(text: str, *, slots: int = SLOTS, seed: int = SEED, size: int = SHINGLE) -> Sketch:
    """The MinHash signature of a text on the fingerprint view.

    A `datasketch.MinHash` that is updated with the high halves of the same 64-bit shingle hashes
    equals it slot for slot.

    Args:
        text: any text; one without tokens gives the empty signature.
        slots: slots of the signature.
        seed: of the family of hash functions, as datasketch draws it.
        size: tokens in a shingle; a shorter text is one shingle.

    Raises:
        InputError: if `text` is no text or has lone surrogates.
        ConfigError: for a number that is out of range.

    >>> len(sketch("每個盟市都建立了科協組織"))
    128
    """
    return Sketch(
        family(slots, seed, size).sketch(whole_text(text, InputError), folding()), seed, size
    )


def sketch_many(
    texts: Sequence[str], *, slots: int = SLOTS, seed: int = SEED, size: int = SHINGLE
) -> list[Sketch]:
    """The signatures of many texts, made on all cores with the GIL released.

    Raises:
        InputError: if one is no text or has lone surrogates.
        ConfigError: for a number that is out of range.

    >>> [found.empty for found in sketch_many(["科技", "……"])]
    [False, True]
    """
    checked = [whole_text(text, InputError) for text in texts]
    data = family(slots, seed, size).sketch_many(checked, folding())
    width = slots * _BYTES
    return [Sketch(data[at : at + width], seed, size) for at in range(0, len(data), width)]


@lru_cache(maxsize=8)
def family(slots: int, seed: int, size: int) -> _native.MinHasher:
    """The family of signatures with these numbers; `ConfigError` if one is out of range."""
    for name, value, least, most in (
        ("slots", slots, 1, _MOST_SLOTS),
        ("seed", seed, 0, 2**32 - 1),
        ("size", size, 1, 1000),
    ):
        if not isinstance(value, int) or not least <= value <= most:
            raise ConfigError(f"{name}={shown(value)} is not possible; give {least} to {most}")
    return _native.MinHasher(slots, seed, size)
