"""Decoding that can be undone: what an encoding does not give back is kept as a residue."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextvars import ContextVar

from kxclean.document import Decoded, Residue
from kxclean.errors import InputError, shown
from kxclean.pattern import later

__all__ = ["REPLACEMENT", "decode_exactly", "encode"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

#: A strict decoder of these never reads two byte strings as one text.
_ONE_TO_ONE = frozenset({"ascii", "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})

#: GB18030-2022 gave these 24 codes characters; Python's codec still knows the private-use ones
#: of the edition of 2000.
_GB18030_2022 = dict(
    zip(
        "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796"
        "\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864"
        "\ue816\ue817\ue818\ue831\ue83b\ue855",
        "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19"
        "\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb"
        "\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe",
        strict=True,
    )
)
_RENAMED = later("[" + "".join(_GB18030_2022) + "]")

_Bad = tuple[int, int]
_NOTED: ContextVar[list[_Bad]] = ContextVar("kxclean-undecodable")


def _note(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    _NOTED.get().append((error.start, error.end))
    return REPLACEMENT, error.end


codecs.register_error("kxclean-note", _note)


def leniently(body: bytes, encoding: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with U+FFFD for what cannot be decoded, and the byte spans of that."""
    noted: list[_Bad] = []
    token = _NOTED.set(noted)
    try:
        return body.decode(encoding, "kxclean-note"), noted
    finally:
        _NOTED.reset(token)


def decode_exactly(body: bytes, encoding: str, bom: bytes = b"") -> Decoded:
    """The bytes as text, whatever is in them, so that `encode` gives them back.

    Args:
        body: the source behind its byte order mark.
        encoding: a codec of Python's.
        bom: the byte order mark that was left out of `body`.
    """
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text, bad = leniently(body, encoding)
    else:
        bad = []
        if encoding in _ONE_TO_ONE or (
            _same(text, body, encoding) and not (encoding == "gb18030" and _RENAMED.search(text))
        ):
            return Decoded(text, encoding, bom)
    decoded = _assembled(_pieces(body, bad, encoding), encoding, bom)
    if encode(decoded) == bom + body:
        return decoded
    # No codec is known to come here; the promise of the bytes back must not hang on that.
    return Decoded(text, encoding, bom, (Residue(0, len(text), body, decoded=not bad),))


_Piece = tuple[str, bytes | None, bool]


def _assembled(pieces: Iterator[_Piece], encoding: str, bom: bytes) -> Decoded:
    texts: list[str] = []
    residues: list[Residue] = []
    at = 0
    for text, source, decoded in pieces:
        if source is not None:
            residues.append(Residue(at, at + len(text), source, decoded))
        texts.append(text)
        at += len(text)
    return Decoded("".join(texts), encoding, bom, tuple(residues))


def _pieces(body: bytes, bad: list[_Bad], encoding: str) -> Iterator[_Piece]:
    """The body as texts; each with its bytes where the codec does not give them back."""
    at = 0
    for start, end in bad:
        yield from _sound(body[at:start], encoding)
        source = body[start:end]
        # The Windows form of GBK, which is much of what calls itself GB18030, has the euro at 80.
        euro = encoding == "gb18030" and source == b"\x80"
        yield ("€" if euro else REPLACEMENT), source, euro
        at = end
    yield from _sound(body[at:], encoding)


def _sound(body: bytes, encoding: str) -> Iterator[_Piece]:
    """The pieces of bytes that decode, but may not encode to the same."""
    text = body.decode(encoding)
    if encoding == "gb18030" and _RENAMED.search(text):
        yield from _renamed(text)
    elif encoding in _ONE_TO_ONE or _same(text, body, encoding):
        yield text, None, True
    else:
        # 0A is a line feed and nothing else in every encoding that comes here.
        for line in body.splitlines(keepends=True):
            text = line.decode(encoding)
            if _same(text, line, encoding):
                yield text, None, True
            else:
                yield from _one_by_one(line, encoding)


def _renamed(text: str) -> Iterator[_Piece]:
    at = 0
    for found in _RENAMED.finditer(text):
        yield text[at : found.start()], None, True
        yield _GB18030_2022[found[0]], found[0].encode("gb18030"), True
        at = found.end()
    yield text[at:], None, True


def _one_by_one(body: bytes, encoding: str) -> Iterator[_Piece]:
    decoder = codecs.getincrementaldecoder(encoding)()
    start = 0
    for end in range(1, len(body) + 1):
        text = decoder.decode(body[end - 1 : end], end == len(body))
        if text:
            source = body[start:end]
            yield text, None if _same(text, source, encoding) else source, True
            start = end


def _same(text: str, body: bytes, encoding: str) -> bool:
    try:
        return text.encode(encoding) == body
    except UnicodeEncodeError:
        return False


def encode(decoded: Decoded) -> bytes:
    """The source of a decoded text, byte for byte; UTF-8 where it was text already.

    Raises:
        InputError: if the text is not the one that was decoded and does not fit its encoding.

    >>> encode(Decoded("中国", "gb18030")).hex()
    'd6d0b9fa'
    """
    encoding = decoded.encoding or "utf-8"
    parts = [decoded.bom]
    at = 0
    try:
        for residue in decoded.residues:
            parts += (decoded.text[at : residue.start].encode(encoding), residue.source)
            at = residue.end
        parts.append(decoded.text[at:].encode(encoding))
    except UnicodeEncodeError as error:
        raise InputError(
            f"{shown(decoded.text[error.start : error.end])} does not exist in {encoding}; "
            f"only the text that was decoded can be encoded back: {error}"
        ) from error
    except LookupError as error:
        raise InputError(
            f"Python knows no encoding {shown(encoding)}; was this text decoded by kxclean?"
        ) from error
    return b"".join(parts)
