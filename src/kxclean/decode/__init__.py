"""Stage 1, decode: bytes become text, reversibly.

UTF-8, UTF-16 and UTF-32 are told by their marks or their form; GB18030 (with GBK and GB2312),
Big5 (with its Microsoft and Hong Kong forms) and, so that they are not taken for Chinese, the
Japanese, Korean and Western encodings by what they can be and by how common the characters are
that come out. What no character belongs to becomes U+FFFD and is kept, so that `encode` gives the
source back byte for byte.
"""

from __future__ import annotations

from kxclean.decode.exact import encode
from kxclean.document import Decoded
from kxclean.errors import InputError, shown
from kxclean.rule import Pass

__all__ = ["PASSES", "decode", "encode"]

#: Decoding makes the text; it has no edits of it.
PASSES: tuple[Pass, ...] = ()


def decode(source: str | bytes) -> Decoded:
    """The source as text, with what is needed to give it back.

    Args:
        source: text, which is taken as it is, or bytes in an encoding that is found out.

    Raises:
        InputError: if the source is neither, or text with lone surrogates.
        DecodeError: if the bytes are no text: an image, an archive, noise.

    >>> decode("中华人民共和国".encode("gbk")).text
    '中华人民共和国'
    """
    if isinstance(source, str):
        return _text(source)
    if isinstance(source, bytes):
        from kxclean.decode.from_bytes import from_bytes

        return from_bytes(source)
    raise InputError(
        f"a source is str or bytes, not {type(source).__name__} {shown(source)}; read a file with "
        "Path.read_bytes(), turn other buffers into bytes(...)"
    )


def _text(source: str) -> Decoded:
    try:
        source.encode("utf-8")
    except UnicodeEncodeError as error:
        found = source[error.start]
        # What Python makes of bytes that it was told to let through.
        escaped = "\udc80" <= found <= "\udcff"
        advice = (
            'it was read with errors="surrogateescape"; pass the bytes instead, kxclean decodes '
            "them"
            if escaped
            else 'text holds whole characters only; join pairs with .encode("utf-16", '
            '"surrogatepass").decode("utf-16"), or pass the bytes'
        )
        raise InputError(
            f"the text has a lone surrogate U+{ord(found):04X} at position {error.start} "
            f"({shown(source[max(0, error.start - 10) : error.start + 10])}): {advice}"
        ) from None
    return Decoded(source)
