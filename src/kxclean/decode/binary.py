"""Bytes that are no text, told by what they begin with or by what they turn into."""

from __future__ import annotations

from kxclean.document import Decoded

__all__ = ["no_text", "signature"]

#: How files of well-known kinds begin (their specifications; the list of file(1)).
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (sound, video or WebP)"),
    (b"PK\x03\x04", "a ZIP archive (or docx, xlsx, epub); take the text out of it first"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "gzip data; unpack it first"),
    (b"BZh", "bzip2 data; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data; unpack it first"),
    (b"(\xb5/\xfd", "zstd data; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"%PDF-", "a PDF document; take the text out of it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document; take the text out of it first"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"\xca\xfe\xba\xbe", "a Java class"),
)

#: Controls that text has: tab, line feed, vertical tab, form feed, carriage return, the DOS end
#: of file, escape.
_TEXT_CONTROLS = frozenset("\t\n\v\f\r\x1a\x1b")
_CONTROLS = frozenset(map(chr, (*range(0x20), 0x7F))) - _TEXT_CONTROLS

#: Share of characters that may be controls or undecodable. Random bytes have over a fifth in
#: every encoding; a text with more than a tenth is beyond reading.
_SHARE = 0.1
_NUL_WITHIN = 64
_FREE = 2  # in short texts: a character cut off at each end


def signature(source: bytes) -> str | None:
    """What kind of file begins like this, if it is a known kind that is no text."""
    for start, kind in _SIGNATURES:
        if source.startswith(start):
            # A text may begin with letters; none of these files is without a NUL for long.
            letters = start.isalnum()
            return kind if not letters or b"\0" in source[:_NUL_WITHIN] else None
    return None


def no_text(decoded: Decoded) -> str | None:
    """Why the decoded bytes are no text after all, or `None` if they are."""
    size = len(decoded.text)
    if not size:
        return None
    controls = sum(decoded.text.count(char) for char in _CONTROLS)
    bad = len(decoded.undecodable)
    if controls + bad <= size * _SHARE + _FREE and 2 * (controls + bad) < size:
        return None
    return (
        f"of {size} characters in the likeliest encoding ({decoded.encoding}) {bad} cannot be "
        f"decoded and {controls} are control characters; "
        "if it is a text, take those out first, such as NUL characters between its parts, and "
        "write it in UTF-8"
    )
