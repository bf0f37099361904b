"""How GBK pages are damaged: glosses and cuts on bytes, piecewise lenient decoding, folding.

This is the forward model. `frame_shift` inverts it and accepts nothing that the model does not
lead back to the damaged text. Offsets are bytes of the GBK source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

__all__ = [
    "CUT_MARKS",
    "Strike",
    "decode_piece",
    "decoded",
    "encode",
    "find_cuts",
    "find_glosses",
    "fold_width",
    "table",
]

#: The marks at which pages are cut, in the order in which the cuts are made.
CUT_MARKS = ("！", "？", "，", "；", "。")


@dataclass(frozen=True, slots=True, order=True)
class Strike:
    """An insertion: `inserted` stands before byte `offset` of the source."""

    offset: int
    inserted: str


@cache
def table() -> str:
    """The characters of all two-byte codes: leads 0x81 to 0xFE, trails 0x40 to 0xFE, in rows.

    The codes are those of GB 18030, which hold GBK and give user-defined codes the private-use
    characters that decoders give them. U+0000 stands for the trail 0x7F, which is no code.
    """
    trails = [trail for trail in range(0x40, 0xFF) if trail != 0x7F]
    codes = bytes(byte for lead in range(0x81, 0xFF) for trail in trails for byte in (lead, trail))
    chars = codes.decode("gb18030")
    rows = (chars[at : at + len(trails)] for at in range(0, len(chars), len(trails)))
    return "".join(row[:63] + "\0" + row[63:] for row in rows)


@cache
def _codes() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for index, char in enumerate(table()):
        if char != "\0":
            lead, trail = divmod(index, 191)
            found.setdefault(char, bytes((0x81 + lead, 0x40 + trail)))
    return found


def encode(text: str) -> bytes | None:
    """The text in GBK, `None` if it has a character without a code.

    >>> encode("校科").hex()
    'd0a3bfc6'
    """
    codes = _codes()
    found = bytearray()
    for char in text:
        if char < "\x80":
            found.append(ord(char))
        elif char in codes:
            found += codes[char]
        else:
            return None
    return bytes(found)


def decode_piece(piece: bytes) -> str:
    r"""A piece of bytes as a careless decoder reads it.

    A lone lead byte gives `?`; a lead byte before a byte that cannot follow it gives one `?` for
    both; 0x80 gives `€`; user-defined codes give private-use characters.

    >>> decode_piece(b"\xcd(f")
    '?f'
    """
    chars = table()
    found = []
    at = 0
    while at < len(piece):
        byte = piece[at]
        trail = piece[at + 1] if at + 1 < len(piece) else None
        at += 1
        if byte < 0x80:
            found.append(chr(byte))
        elif byte == 0x80:
            found.append("€")
        elif byte == 0xFF or trail is None:
            found.append("?")
        else:
            at += 1
            code = (byte - 0x81) * 191 + trail - 0x40
            char = chars[code] if 0x40 <= trail < 0xFF else "\0"
            found.append("?" if char == "\0" else char)
    return "".join(found)


def decoded(source: bytes, strikes: Iterable[Strike], cuts: Iterable[int]) -> str:
    """The bytes with glosses put in and cut, each piece decoded by itself.

    Args:
        source: GBK bytes.
        strikes: what is put in where, at most one at an offset; later ones at the same offset
            stand behind earlier ones.
        cuts: offsets at which the two bytes of a mark stand; the mark is a piece of its own.

    >>> decoded("高校科學營".encode("gbk"), [Strike(8, "(xué)")], [3])
    '高?？茖W(xué)營'
    """
    inserted: dict[int, bytes] = {}
    for strike in strikes:
        inserted[strike.offset] = inserted.get(strike.offset, b"") + (
            encode(strike.inserted) or b""
        )
    borders = sorted({place for cut in cuts for place in (cut, cut + 2)} | {len(source)})
    found = []
    start = 0
    for border in borders:
        piece = bytearray()
        for offset in range(start, border):
            piece += inserted.get(offset, b"") if offset > start or start == 0 else b""
            piece.append(source[offset])
        # What is put in at a border belongs to the piece before it.
        piece += inserted.get(border, b"")
        found.append(decode_piece(bytes(piece)))
        start = border
    return "".join(found)


def find_glosses(source: bytes, glosses: Sequence[tuple[str, str]]) -> list[Strike]:
    """Where a table of `(character, what is put behind it)` strikes, borders disregarded.

    The entries are applied one after the other; what one put in keeps later ones from seeing the
    bytes around it as neighbours.

    >>> find_glosses("當地".encode("gbk"), [("數", "(shù)"), ("當", "(dāng)")])
    [Strike(offset=2, inserted='(dāng)'), Strike(offset=3, inserted='(shù)')]
    """
    taken: dict[int, str] = {}
    for char, inserted in glosses:
        code = encode(char)
        if code is None or len(code) != 2:
            continue
        at = source.find(code)
        while at >= 0:
            # Something between the two bytes hides them; something behind them does not.
            if at + 1 not in taken:
                taken[at + 2] = inserted + taken.get(at + 2, "")
                at = source.find(code, at + 2)
            else:
                at = source.find(code, at + 1)
    return [Strike(offset, inserted) for offset, inserted in sorted(taken.items())]


def find_cuts(
    source: bytes, strikes: Iterable[Strike], marks: Sequence[str] = CUT_MARKS
) -> list[int]:
    """Offsets of all places where the bytes of a mark stand, borders disregarded."""
    broken = {strike.offset for strike in strikes}
    taken: set[int] = set()
    for mark in marks:
        code = encode(mark) or b""
        at = source.find(code)
        while at >= 0:
            free = at not in taken and at - 1 not in taken and at + 1 not in taken
            if free and at + 1 not in broken:
                taken.add(at)
                at = source.find(code, at + 2)
            else:
                at = source.find(code, at + 1)
    return sorted(taken)


@cache
def _widths() -> dict[int, int]:
    return {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fold_width(text: str) -> str:
    """Full-width letters, digits and marks as ASCII, as collections fold them.

    >>> fold_width("什么？！")
    '什么?!'
    """
    return text.translate(_widths())
