"""Mojibake of other languages: what ftfy knows, without what it does to Chinese punctuation."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator

from kxclean.pattern import later

__all__ = ["differences", "looks_bad", "read", "trimmed"]

#: Characters of the longest piece that is compared as a whole.
_COMPARED = 64
_PLAIN = later(r"([!-~]+)")
_CONTROLS = later("[\x80-\x9f]")
_WORD = later(r"[^\W\d_]+")


def looks_bad(piece: str) -> bool:
    """Whether ftfy takes a piece for mojibake."""
    from ftfy.badness import is_bad

    return bool(is_bad(piece))


def read(piece: str) -> str | None:
    """What ftfy makes of the encoding of a piece; `None` if nothing, or no text of one language.

    >>> read("schÃ¶n, itâ€™s")
    'schön, it’s'
    """
    from ftfy import TextFixerConfig, fix_encoding

    # Only the encoding: the other things that ftfy does would turn Chinese marks into ASCII.
    reading = fix_encoding(piece, TextFixerConfig(unescape_html=False))
    if reading == piece or _mixes(reading, piece):
        return None
    gone = len(_CONTROLS.findall(reading)) <= len(_CONTROLS.findall(piece))
    return reading if gone else None


def _mixes(reading: str, piece: str) -> bool:
    """Whether words of a reading mix scripts as those of the piece do not.

    That is what ftfy makes of GBK. Plain letters may stand beside those of another script.
    """
    known = set(_WORD.findall(piece))
    for word in _WORD.findall(reading):
        if word in known:
            continue
        scripts = {_script(char) for char in word}
        plain = all(char.isascii() for char in word if _script(char) == "LATIN")
        others = len(scripts - {"LATIN"}) if plain else len(scripts)
        if others > 1:
            return True
    return False


def _script(char: str) -> str:
    name = unicodedata.name(char, "?").split(" ")[0]
    return {"CJK": "HAN", "HIRAGANA": "HAN", "KATAKANA": "HAN"}.get(name, name)


def trimmed(at: int, removed: str, replacement: str) -> tuple[int, int, str]:
    """An edit without what stays the same at its ends."""
    head = 0
    while head < min(len(removed), len(replacement)) and removed[head] == replacement[head]:
        head += 1
    tail = 0
    while (
        tail < min(len(removed), len(replacement)) - head
        and removed[-1 - tail] == replacement[-1 - tail]
    ):
        tail += 1
    return at + head, at + len(removed) - tail, replacement[head : len(replacement) - tail]


def differences(at: int, removed: str, replacement: str) -> Iterator[tuple[int, int, str]]:
    """The places in which two readings of a piece differ.

    Comparing takes time with the square of the length, so a long piece is compared between the
    plain letters in it, which stay what they are.
    """
    if len(removed) <= _COMPARED:
        matcher = difflib.SequenceMatcher(None, removed, replacement, autojunk=False)
        for tag, first, last, start, end in matcher.get_opcodes():
            if tag != "equal":
                yield at + first, at + last, replacement[start:end]
        return
    before, after = _PLAIN.split(removed), _PLAIN.split(replacement)
    if len(before) == 1 or before[1::2] != after[1::2]:
        yield trimmed(at, removed, replacement)
        return
    for here, there in zip(before, after, strict=True):
        if here != there:
            yield from differences(at, here, there)
        at += len(here)
