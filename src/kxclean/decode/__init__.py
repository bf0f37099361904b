"""Stage 1, decode: bytes become text, reversibly."""

from __future__ import annotations

from kxclean.document import Decoded
from kxclean.errors import InputError, shown
from kxclean.rule import Pass

__all__ = ["PASSES", "decode"]

PASSES: tuple[Pass, ...] = ()


def decode(source: object) -> Decoded:
    """The source as text."""
    if isinstance(source, str):
        return Decoded(source)
    if isinstance(source, bytes):
        return Decoded(source.decode("utf-8"), "utf-8")
    raise InputError(f"a source is str or bytes, not {shown(source)}")
