"""Encoding mix-ups: bytes of one encoding read as another, forward and back.

A mix-up damages a text: its bytes in `wrote` are read as `read`. Forward is exact, dropped bytes
aside; back is tried on what looks damaged and has to lead to the same damage again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from kxclean.repair import pages

__all__ = ["LETTERS", "MIXUPS", "WIDE", "Mixup"]


@dataclass(frozen=True, slots=True)
class Mixup:
    """One mix-up.

    Args:
        name: as rules and users call it.
        wrote: the encoding that the bytes are in.
        page: the code page by which they were read.
        read: turns bytes into what is seen, `None` where they cannot be read so.
        unread: turns what is seen back into bytes, `None` where it cannot have been read so.
        exact: false where a reader could also have read the bytes otherwise, so that going back
            does not lead to the same damage by force.
    """

    name: str
    wrote: str
    page: str
    read: Callable[[bytes], str | None]
    unread: Callable[[str], bytes | None]
    exact: bool = True

    def damage(self, text: str) -> str | None:
        """What the text looks like after the mix-up."""
        try:
            return self.read(text.encode(self.wrote))
        except UnicodeEncodeError:
            return None

    def undo(self, seen: str) -> str | None:
        """The text that looks like `seen` after the mix-up; `None` if there is none."""
        source = self.unread(seen)
        if source is None:
            return None
        try:
            text = source.decode(self.wrote)
        except UnicodeDecodeError:
            return None
        return text if not self.exact or self.damage(text) == seen else None


def _read_mixed(source: bytes) -> str:
    """UTF-8 where the bytes are legal, else one character a byte."""
    chars = pages.page("windows-1252").single
    found = []
    at = 0
    while at < len(source):
        for length in (4, 3, 2):
            piece = source[at : at + length]
            if len(piece) == length and piece[0] >= 0xC2:
                try:
                    char = piece.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                if len(char) == 1:
                    found.append(char)
                    at += length
                    break
        else:
            found.append(chars[source[at]])
            at += 1
    return "".join(found)


def _unread_mixed(seen: str) -> bytes | None:
    western = pages.page("windows-1252")
    found = bytearray()
    for char in seen:
        if (byte := western.unread(char)) is not None:
            found += byte
        elif unicodedata.category(char) in ("Cf", "Zs", "Cn", "Cs"):
            # No reader makes these of GBK; a mark of the byte order is no damage.
            return None
        else:
            found += char.encode()
    return bytes(found)


def _between(wrote: str, read: str) -> Mixup:
    """The mix-up of an encoding with a code page."""
    one = pages.page(read)
    return Mixup(f"{wrote} read as {read}", wrote, read, one.read, one.unread)


#: The mix-ups in which letters stand for Chinese, the strictest and commonest first.
LETTERS = (
    *(_between("utf-8", read) for read in pages.SINGLE),
    _between("gbk", "windows-1252"),
    _between("gbk", "latin-1"),
    # Readers differ in what they take for legal UTF-8.
    Mixup(
        "gbk read as utf-8 or windows-1252",
        "gbk",
        "windows-1252",
        _read_mixed,
        _unread_mixed,
        exact=False,
    ),
    *(_between("gbk", read) for read in pages.SINGLE if read not in ("windows-1252", "latin-1")),
    *(_between("big5", read) for read in pages.SINGLE),
)

#: The mix-ups in which Han and other wide characters stand for others.
WIDE = tuple(
    _between(wrote, read)
    for wrote in ("utf-8", "gbk", "big5")
    for read in pages.DOUBLE
    if wrote != read
)

MIXUPS = (*LETTERS, *WIDE)
