"""Code pages as tables: which character each byte, or pair of bytes, is read as.

Tables are made from Python's codecs, as lenient readers take them: where a code page of single bytes
has no character, the control of Latin-1 stands, as browsers have it.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cache, cached_property

from kxclean.repair import gbk_model

__all__ = ["DOUBLE", "SINGLE", "Page", "codes", "page"]

#: Pages of one byte a character: our name -> Python's.
SINGLE = {
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "mac-roman": "mac_roman",
    "windows-1251": "cp1251",
    "windows-1250": "cp1250",
    "koi8-r": "koi8-r",
    "cp437": "cp437",
    "cp850": "cp850",
    "cp866": "cp866",
}
#: Pages of two bytes for most characters: our name -> Python's.
DOUBLE = {
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "euc-jp": "euc_jp",
}

#: Trail bytes 0x40 to 0xFE of each lead byte.
_TRAILS = range(0x40, 0xFF)


@cache
def codes(name: str) -> str:
    """The characters of all codes of two bytes: leads 0x81 to 0xFE, trails 0x40 to 0xFE, in rows.

    U+0000 stands where a code has no character of its own.

    >>> len(codes("big5")) == 126 * 191
    True
    """
    if name == "gbk":
        return gbk_model.table()
    codec = DOUBLE[name]
    found = []
    for lead in range(0x81, 0xFF):
        for trail in _TRAILS:
            try:
                char = bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                char = "\0"
            found.append(char if len(char) == 1 else "\0")
    return "".join(found)


def _gap(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return b"\xff" * (error.end - error.start), error.end


codecs.register_error("kxclean-gap", _gap)


class _Gapped(dict[int, str]):
    """For `str.translate`: as given, and U+00FF for what has no byte."""

    def __init__(self, given: dict[int, str]) -> None:
        super().__init__(
            (code, "\xff" if char == "\uffff" else char) for code, char in given.items()
        )

    def __missing__(self, code: int) -> str:
        return chr(code) if code < 0x80 else "\xff"


@dataclass(frozen=True)
class Page:
    """One code page in both directions.

    Args:
        name: ours.
        codec: Python's.
    """

    name: str
    codec: str

    @property
    def is_double(self) -> bool:
        """Whether most characters take two bytes."""
        return self.name in DOUBLE

    @cached_property
    def single(self) -> str:
        """The characters of the 256 bytes, U+0000 where a byte is none by itself."""
        found = []
        for byte in range(0x100):
            try:
                char = bytes((byte,)).decode(self.codec)
            except UnicodeDecodeError:
                char = "\0" if self.is_double else chr(byte)
            found.append(char)
        if self.name == "gbk":
            found[0x80] = "€"
        return "".join(found)

    @cached_property
    def _bytes(self) -> dict[int, str]:
        """For `str.translate`: each character's byte as a character, what has none as U+FFFF."""
        found = {code: "\uffff" for code in range(0x80, 0x100)}
        # A reader that knows Latin-1 only leaves the controls as they are.
        found.update({code: chr(code) for code in range(0x80, 0xA0)})
        found.update({ord(char): chr(byte) for byte, char in enumerate(self.single) if byte >= 0x80})
        return found

    @cached_property
    def _gapped(self) -> _Gapped:
        return _Gapped(self._bytes)

    def gapped(self, seen: str) -> bytes:
        """The bytes of `seen`, with 0xFF, which is in no UTF-8, for what the page does not have."""
        if self.is_double:
            return seen.encode(self.codec, "kxclean-gap")
        return seen.translate(self._gapped).encode("latin-1")

    @cached_property
    def repertoire(self) -> frozenset[str]:
        """The characters beyond ASCII that the page has."""
        chars = {char for char in self.single if char >= "\x80"}
        if self.is_double:
            chars.update(codes(self.name))
        else:
            chars.update(map(chr, range(0x80, 0xA0)))
        return frozenset(chars)

    def read(self, source: bytes) -> str | None:
        """What the bytes are read as; `None` if they cannot be read so."""
        if not self.is_double:
            single = self.single
            return "".join([single[byte] for byte in source])
        try:
            return source.decode(self.codec)
        except UnicodeDecodeError:
            return None

    def unread(self, seen: str) -> bytes | None:
        """The bytes that are read as `seen`; `None` if there are none."""
        try:
            if self.is_double:
                return seen.encode(self.codec)
            return seen.translate(self._bytes).encode("latin-1")
        except UnicodeEncodeError:
            return None


@cache
def page(name: str) -> Page:
    """The page with this name of ours."""
    return Page(name, SINGLE.get(name) or DOUBLE[name])
