"""Bytes to text: what they begin with, what they can be, and whether a text came out."""

from __future__ import annotations

from kxclean.decode.binary import no_text, signature
from kxclean.decode.detect import BOMS, detect, is_evident
from kxclean.decode.exact import decode_exactly
from kxclean.document import Decoded
from kxclean.errors import DecodeError, shown

__all__ = ["from_bytes"]


def from_bytes(source: bytes) -> Decoded:
    """Bytes as text in the encoding that they are in.

    Raises:
        DecodeError: if they are no text.
    """
    decoded = _read(source)
    if (decoded.residues or b"\0" in source) and (reason := no_text(decoded)):
        raise DecodeError(f"these bytes are no text: {reason} ({shown(source[:16])})")
    return decoded


def _read(source: bytes) -> Decoded:
    if kind := signature(source):
        raise DecodeError(f"these bytes are no text: they are {kind}")
    for bom, encoding in BOMS:
        if source.startswith(bom):
            if encoding == "utf-32-le" and len(source) % 4:
                continue  # UTF-16 that begins with NUL
            return decode_exactly(source[len(bom) :], encoding, bom)
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and b"\0" not in source and is_evident(text):
        return Decoded(text, "utf-8")
    best = detect(source) if source else "utf-8"
    if best is None:
        raise DecodeError(
            f"these bytes are no text: in no encoding do they make one ({shown(source[:16])})"
        )
    return decode_exactly(source, best)
