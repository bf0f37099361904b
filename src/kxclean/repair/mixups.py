"""Encoding mix-ups: bytes of one encoding read as another, forward and back.

A mix-up damages a text: its bytes in `wrote` are read as `read`. Forward is exact, dropped bytes
aside; back is tried on what looks damaged and has to lead to the same damage again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

__all__ = ["MIXUPS", "Mixup"]


@dataclass(frozen=True, slots=True)
class Mixup:
    """One mix-up.

    Args:
        name: as rules and users call it.
        wrote: the encoding that the bytes are in.
        read: turns bytes into what is seen, `None` where they cannot be read so.
        unread: turns what is seen back into bytes, `None` where it cannot have been read so.
        exact: false where a reader could also have read the bytes otherwise, so that going back
            does not lead to the same damage by force.
    """

    name: str
    wrote: str
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


@cache
def _western() -> tuple[str, dict[str, int]]:
    """Code page 1252, with the controls of Latin-1 where it has no character."""
    chars = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100))
    codes = {char: byte for byte, char in enumerate(chars)}
    # A reader that knows Latin-1 only leaves the controls as they are.
    codes.update({chr(byte): byte for byte in range(0x80, 0xA0)})
    return chars, codes


def _read_western(source: bytes) -> str:
    chars, _ = _western()
    return "".join(chars[byte] for byte in source)


def _read_latin(source: bytes) -> str:
    return source.decode("latin-1")


def _unread_western(seen: str) -> bytes | None:
    _, codes = _western()
    try:
        return bytes([codes[char] for char in seen])
    except KeyError:
        return None


def _unread_latin(seen: str) -> bytes | None:
    return seen.encode("latin-1") if seen.isascii() or max(seen) <= "\xff" else None


def _read_mixed(source: bytes) -> str:
    """UTF-8 where the bytes are legal, else one character a byte."""
    chars, _ = _western()
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
    _, codes = _western()
    found = bytearray()
    for char in seen:
        if char in codes:
            found.append(codes[char])
        elif unicodedata.category(char) in ("Cf", "Zs", "Cn", "Cs"):
            # No reader makes these of GBK; a mark of the byte order is no damage.
            return None
        else:
            found += char.encode()
    return bytes(found)


def _reader(encoding: str) -> Callable[[bytes], str | None]:
    def read(source: bytes) -> str | None:
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            return None

    return read


def _unreader(encoding: str) -> Callable[[str], bytes | None]:
    def unread(seen: str) -> bytes | None:
        try:
            return seen.encode(encoding)
        except UnicodeEncodeError:
            return None

    return unread


#: The mix-ups in which letters stand for Chinese, the strictest first.
LETTERS = (
    Mixup("utf-8 read as windows-1252", "utf-8", _read_western, _unread_western),
    Mixup("utf-8 read as latin-1", "utf-8", _read_latin, _unread_latin),
    Mixup("utf-8 read as mac-roman", "utf-8", _reader("mac_roman"), _unreader("mac_roman")),
    Mixup("gbk read as windows-1252", "gbk", _read_western, _unread_western),
    Mixup("gbk read as latin-1", "gbk", _read_latin, _unread_latin),
    # Readers differ in what they take for legal UTF-8.
    Mixup("gbk read as utf-8 or windows-1252", "gbk", _read_mixed, _unread_mixed, exact=False),
    Mixup("big5 read as windows-1252", "big5", _read_western, _unread_western),
    Mixup("big5 read as latin-1", "big5", _read_latin, _unread_latin),
)

#: The mix-ups in which Han characters stand for others.
HAN = (
    Mixup("utf-8 read as gbk", "utf-8", _reader("gb18030"), _unreader("gb18030")),
    Mixup("gbk read as big5", "gbk", _reader("big5"), _unreader("big5")),
    Mixup("big5 read as gbk", "big5", _reader("gbk"), _unreader("gbk")),
    Mixup("utf-8 read as big5", "utf-8", _reader("big5"), _unreader("big5")),
)

MIXUPS = (*LETTERS, *HAN)
