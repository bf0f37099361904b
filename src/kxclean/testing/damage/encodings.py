"""Text read in the wrong encoding, and what is left when bytes are lost for good."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Literal, get_args

from kxclean.errors import ConfigError, shown
from kxclean.repair import gbk_model, mixups
from kxclean.testing.damage import gbk_pages
from kxclean.testing.damage.damaged import (
    Damaged,
    chosen,
    lines_of,
    made_by,
    number_of,
    one_of,
    share_of,
    sound_text,
    source_of,
)

__all__ = ["KINDS", "Ruin", "Scope", "lose_bytes", "mix_up", "mojibake", "ruin"]

#: Where an encoding goes wrong: all over, on whole lines, or in a span of a line.
Scope = Literal["text", "line", "span"]
#: What stands where text is lost for good.
Ruin = Literal["锟斤拷", "\ufffd", "烫烫烫", "屯屯屯"]

#: Bytes into what is seen; the sign shown for bytes without a character, `None` for the usual one.
_Reader = Callable[[bytes, "str | None"], str]


def _read_western(source: bytes, lost: str | None, encoding: str) -> str:
    """One character a byte; where the encoding has none, readers show the control of Latin-1."""
    table = _western(encoding)
    if lost is None:
        return "".join(table[byte] for byte in source)
    found = (table[byte] for byte in source)
    return "".join(lost if "\x80" <= char < "\xa0" else char for char in found)


@cache
def _western(encoding: str) -> str:
    return "".join(bytes((byte,)).decode(encoding, "ignore") or chr(byte) for byte in range(256))


def _read_double(source: bytes, lost: str | None, encoding: str) -> str:
    """Two bytes a character; a lead byte before one that cannot follow it is lost.

    With `?` the byte behind it is swallowed, as careless readers do; others keep ASCII.
    """
    if encoding == "gbk" and lost in (None, "?"):
        return gbk_model.decode_piece(source)
    sign = "?" if lost is None else lost
    found = []
    at = 0
    while at < len(source):
        byte = source[at]
        pair = source[at : at + 2]
        at += 1
        if byte < 0x80:
            found.append(chr(byte))
            continue
        if byte == 0x80 and encoding == "gbk":
            found.append("€")
            continue
        char = _pair(pair, encoding)
        found.append(char or sign)
        if len(pair) == 2 and (char or pair[1] >= 0x80 or sign == "?"):
            at += 1
    return "".join(found)


def _pair(pair: bytes, encoding: str) -> str:
    if encoding == "gbk":
        char = gbk_model.decode_piece(pair) if len(pair) == 2 else ""
        return "" if char == "?" else char
    try:
        char = pair.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return char if len(char) == 1 else ""


def _read_mixed(source: bytes, lost: str | None) -> str:
    """UTF-8 where the bytes are legal, else one character of Windows-1252 a byte."""
    found = []
    at = 0
    while at < len(source):
        for length in (4, 3, 2):
            piece = source[at : at + length]
            char = piece.decode("utf-8", "ignore")
            if len(piece) == length and len(char) == 1 and len(char.encode()) == length:
                found.append(char)
                at += length
                break
        else:
            found.append(_read_western(source[at : at + 1], lost, "cp1252"))
            at += 1
    return "".join(found)


def _kinds() -> dict[str, tuple[str, _Reader]]:
    def western(encoding: str) -> _Reader:
        return lambda source, lost: _read_western(source, lost, encoding)

    def double(encoding: str) -> _Reader:
        return lambda source, lost: _read_double(source, lost, encoding)

    return {
        "utf-8 read as gbk": ("utf-8", double("gbk")),
        "utf-8 read as windows-1252": ("utf-8", western("cp1252")),
        "utf-8 read as latin-1": ("utf-8", western("latin-1")),
        "utf-8 read as mac-roman": ("utf-8", western("mac_roman")),
        "utf-8 read as big5": ("utf-8", double("big5")),
        "gbk read as windows-1252": ("gbk", western("cp1252")),
        "gbk read as latin-1": ("gbk", western("latin-1")),
        "gbk read as utf-8 or windows-1252": ("gbk", _read_mixed),
        "gbk read as big5": ("gbk", double("big5")),
        "big5 read as windows-1252": ("big5", western("cp1252")),
        "big5 read as latin-1": ("big5", western("latin-1")),
        "big5 read as gbk": ("big5", double("gbk")),
    }


_KINDS = _kinds()

#: The encoding mix-ups, by the names that `kxclean.repair.mixups` gives them.
KINDS: tuple[str, ...] = tuple(_KINDS)


def mojibake(
    text: str,
    seed: int,
    *,
    kind: str | Sequence[str] | None = None,
    scope: Scope = "text",
    share: float = 0.5,
    length: tuple[int, int] = (8, 24),
    lost: str | None = None,
    losing: float = 0.0,
    keep_private: bool = True,
) -> Damaged:
    r"""The text read in the wrong encoding.

    Args:
        text: sound text.
        seed: of all choices.
        kind: one of `KINDS`; several are layers, the first one first; drawn for each piece if
            `None`.
        scope: whether the whole text is one piece, lines are, or a span of a line is.
        share: of the lines that are struck, or that have a span that is; one at least. The whole
            text always is.
        length: characters of a span, the fewest and the most; lines shorter than the fewest are
            not struck.
        lost: what is shown for bytes that the reader has no character for: `?` (which swallows
            what stands behind a lone lead byte), `\ufffd`, or nothing at all. By default
            as readers usually do: Western ones keep control characters, Chinese ones show `?`.
        losing: share of the bytes above ASCII that are lost before the text is read.
        keep_private: whether private-use characters stay, which Chinese readers show for codes
            that are free; later steps often drop them: `涓浗`.

    Returns:
        The damaged text. A place is a character of a struck piece that is not ASCII. A piece that
        cannot be written in the encoding of its kind is not struck. There is one edit a piece,
        named for its kind.

    Raises:
        ConfigError: if there is no such kind or scope, or an option has an impossible value.

    >>> mojibake("中国", 0, kind="gbk read as utf-8 or windows-1252").text
    'Öйú'
    >>> mojibake("2021年", 0, kind="utf-8 read as gbk").text
    '2021骞?'
    """
    rng = source_of(seed)
    sound_text(text)
    kinds = _layers(kind)
    one_of("scope", scope, get_args(Scope))
    share_of("share", share)
    share_of("losing", losing)
    if lost is not None:
        one_of("sign for lost bytes", lost, ("?", "\ufffd", ""))
    edits: list[tuple[int, int, str, str]] = []
    for start, end in _spans(text, scope, share, length, rng):
        layers = kinds or (rng.choice(KINDS),)
        seen = _misread(text[start:end], layers, lost, losing, rng)
        if seen is not None and not keep_private:
            seen = "".join(char for char in seen if not "\ue000" <= char <= "\uf8ff")
        if seen is not None:
            edits.append((start, end, seen, ", then ".join(layers)))
    return made_by(text, edits, _beyond_ascii(text, edits))


def _layers(kind: str | Sequence[str] | None) -> tuple[str, ...]:
    if kind is None:
        return ()
    layers = (kind,) if isinstance(kind, str) or not isinstance(kind, Sequence) else tuple(kind)
    return tuple(one_of("mix-up", layer, KINDS) for layer in layers)


def _misread(
    piece: str, layers: Sequence[str], lost: str | None, losing: float, rng: random.Random
) -> str | None:
    """The piece after all layers, `None` where it cannot be written so."""
    for layer in layers:
        wrote, read = _KINDS[layer]
        try:
            source = piece.encode(wrote)
        except UnicodeEncodeError:
            return None
        if losing:
            source = bytes(byte for byte in source if byte < 0x80 or rng.random() >= losing)
        piece = read(source, lost)
    return piece


def _spans(
    text: str, scope: Scope, share: float, length: tuple[int, int], rng: random.Random
) -> Iterator[tuple[int, int]]:
    """The pieces that are struck, in order."""
    if scope == "text":
        yield 0, len(text)
        return
    if not isinstance(length, tuple | list) or len(length) != 2:
        raise ConfigError(f"length={shown(length)} is not a pair of numbers")
    least = number_of("length", length[0], 1)
    most = number_of("length", length[1], least)
    lines = [
        line for line in lines_of(text) if line[1] - line[0] >= (least if scope == "span" else 1)
    ]
    for number in chosen(range(len(lines)), share, rng):
        start, end = lines[number]
        if scope == "span":
            size = rng.randint(least, min(most, end - start))
            start = rng.randint(start, end - size)
            end = start + size
        yield start, end


def _beyond_ascii(text: str, edits: Sequence[tuple[int, int, str, str]]) -> list[int]:
    return [at for start, end, *_ in edits for at in range(start, end) if text[at] >= "\x80"]


def mix_up(text: str, name: str) -> Damaged | None:
    """The text read in the wrong encoding, as a whole; `None` where the bytes cannot be read so.

    The strict sister of `mojibake`: nothing is lost.

    Args:
        text: sound text.
        name: one of `kxclean.repair.mixups.MIXUPS`, by its name.

    Returns:
        The damaged text. A place is a character that is not ASCII.

    Raises:
        ConfigError: if there is no such mix-up.

    >>> mix_up("中国", "utf-8 read as mac-roman").text
    '‰∏≠ÂõΩ'
    """
    sound_text(text)
    known = {mixup.name: mixup for mixup in mixups.MIXUPS}
    damaged = known[one_of("mix-up", name, known)].damage(text)
    if damaged is None:
        return None
    edits = [(0, len(text), damaged, name)]
    return made_by(text, edits, _beyond_ascii(text, edits))


def lose_bytes(
    text: str,
    seed: int,
    *,
    share: float = 0.01,
    encoding: Literal["gbk", "utf-8"] = "gbk",
    shown_as: Literal["?", ""] = "?",
) -> Damaged:
    """The text after single bytes of its characters were lost, read again leniently.

    Args:
        text: sound text; for GBK without characters that it lacks.
        seed: of the choice.
        share: of the characters above ASCII that lose a byte; one at least.
        encoding: of the bytes. In GBK what follows is read out of frame until something ends the
            shift; in UTF-8 the rest of the character becomes U+FFFD.
        shown_as: what stands for the byte: `?` or nothing.

    Returns:
        The damaged text. A place is a character that lost a byte. The edits are named `lost byte`.

    Raises:
        ConfigError: if an option has an impossible value, or GBK lacks a character of the text.

    >>> lose_bytes("中国人民。", 2, shown_as="")
    Damaged(text='中国让瘛?', places=(2,), edits=...)
    """
    rng = source_of(seed)
    sound_text(text)
    share_of("share", share)
    one_of("encoding", encoding, ("gbk", "utf-8"))
    one_of("sign", shown_as, ("?", ""))
    places = chosen([at for at, char in enumerate(text) if char >= "\x80"], share, rng)
    if encoding == "utf-8":
        edits = []
        for at in places:
            code = bytearray(text[at].encode())
            gone = rng.randrange(len(code))
            code[gone : gone + 1] = shown_as.encode()
            edits.append((at, at + 1, code.decode("utf-8", "replace"), "lost byte"))
        return made_by(text, edits, places)
    source = gbk_pages.encoded(text)
    order = gbk_pages.borders(text)
    struck = {order[at] + rng.randrange(2) for at in places}
    piece: list[tuple[int, int]] = []
    for offset, byte in enumerate(source):
        if offset not in struck:
            piece.append((byte, offset))
        elif shown_as:
            piece.append((ord(shown_as), -1))
    return gbk_pages.rebuilt(text, gbk_pages.read(piece, order), places, name="lost byte")


def ruin(
    text: str, seed: int, *, sign: Ruin = "锟斤拷", scope: Scope = "line", share: float = 0.2
) -> Damaged:
    r"""The text lost for good in places, with what such losses leave behind.

    Args:
        text: sound text.
        seed: of the choice.
        sign: `\ufffd` for GBK read as UTF-8, `锟斤拷` for that read as GBK once more, `烫烫烫`
            and `屯屯屯` for memory that was never written, one of them for each character.
        scope: whether the whole text is ruined, lines are, or a span of a line is.
        share: of the lines that are struck; one at least.

    Returns:
        The damaged text. A place is a character of a ruined piece that is not ASCII.

    Raises:
        ConfigError: if there is no such sign or scope, or the share is none.

    >>> ruin("中国人民。", 0).text
    '锟叫癸拷锟斤拷锟斤拷'
    """
    rng = source_of(seed)
    sound_text(text)
    one_of("sign", sign, get_args(Ruin))
    one_of("scope", scope, get_args(Scope))
    share_of("share", share)
    edits = [
        (start, end, _ruined(text[start:end], sign), "ruin")
        for start, end in _spans(text, scope, share, (8, 24), rng)
    ]
    return made_by(text, edits, _beyond_ascii(text, edits))


def _ruined(piece: str, sign: Ruin) -> str:
    if sign in ("烫烫烫", "屯屯屯"):
        return "".join(char if char < "\x80" else sign[0] for char in piece)
    source = piece.encode("gb18030").decode("utf-8", "replace")
    return source if sign == "\ufffd" else _read_double(source.encode(), None, "gbk")
