"""Pages of sites that gloss and cut GBK bytes: pinyin glosses and frame shifts."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Literal, get_args

from kxclean.errors import ConfigError, shown
from kxclean.repair import gbk_model, glosses
from kxclean.testing.damage.damaged import (
    Damaged,
    made_by,
    number_of,
    one_of,
    share_of,
    sound_text,
    source_of,
)

__all__ = ["Style", "gbk_damage", "gloss_table", "rebuilt"]

#: Toned; a blank inside; without tones, a blank behind; without tones, over and over.
Style = Literal["A", "B", "C", "D"]


def gloss_table(seed: int, *, size: int | None = None) -> tuple[tuple[str, str], ...]:
    """A table of `(character, pinyin)` as a site may have it, in the order in which it is applied.

    Args:
        seed: of the choice.
        size: entries; 30 to 50 by default, as many as real tables have.

    Raises:
        ConfigError: if the size is no whole number, or larger than the pairs that are known.

    >>> len(gloss_table(1, size=3))
    3
    """
    rng = source_of(seed)
    pairs = dict(glosses.known_pairs())
    if size is None:
        size = rng.randint(30, 50)
    if number_of("size", size, 0) > len(pairs):
        raise ConfigError(f"size={size} is more than the {len(pairs)} pairs that are known")
    chosen = rng.sample(sorted(pairs), size)
    return tuple((char, pairs[char]) for char in chosen)


def gbk_damage(
    text: str,
    seed: int,
    *,
    table: Sequence[tuple[str, str]] | None = None,
    marks: Sequence[str] = gbk_model.CUT_MARKS,
    cut_share: float = 1.0,
    fold: bool = True,
    keep_private: bool = False,
    style: Style = "A",
) -> Damaged:
    """The text as a site that glosses and cuts GBK pages shows it.

    Args:
        text: sound text; characters that GBK lacks are an error.
        seed: of the choice of table and cuts.
        table: `(character, pinyin)` in the order in which it is applied; one by the seed if
            `None`, none if empty.
        marks: the marks at which the page is cut, in the order of the cuts; `()` for no cuts.
        cut_share: share of the places inside characters that are cut.
        fold: whether full-width marks become half-width afterwards.
        keep_private: whether private-use characters stay.
        style: how glosses look.

    Returns:
        The damaged text. A place is a character that has a gloss behind it, or one whose two bytes
        a gloss or a cut parted. The edits are named `gloss`, `frame shift` and `folded mark`.

    Raises:
        ConfigError: if GBK lacks a character of the text, or an option has an impossible value.

    >>> gbk_damage("高校科學營", 0, table=[("學", "xué")]).text
    '高??茖W(xué)營'
    >>> gbk_damage("高校科學營", 0, table=[("學", "xué")]).places
    (1, 3)
    """
    rng = source_of(seed)
    source = encoded(sound_text(text))
    one_of("style", style, get_args(Style))
    share_of("cut_share", cut_share)
    entries = gloss_table(seed) if table is None else _checked(table)
    _marks(marks)
    strikes = gbk_model.find_glosses(
        source, [(char, _gloss(pinyin, style, rng)) for char, pinyin in entries]
    )
    order = borders(text)
    own = set(order)
    cuts = [
        cut
        for cut in gbk_model.find_cuts(source, strikes, marks)
        if cut in own or rng.random() < cut_share
    ]
    offsets = {strike.offset for strike in strikes} | {cut for cut in cuts if cut not in own}
    places = {_char_at(order, offset) for offset in offsets}
    seen = [
        (char, at)
        for piece in _pieces(source, strikes, cuts)
        for char, at in read(piece, order)
        if keep_private or not "\ue000" <= char <= "\uf8ff"
    ]
    return rebuilt(text, seen, places, fold=fold)


def encoded(text: str) -> bytes:
    """The text in GBK.

    Raises:
        ConfigError: if GBK lacks a character of it.
    """
    source = gbk_model.encode(text)
    if source is None:
        missing = next(char for char in text if gbk_model.encode(char) is None)
        raise ConfigError(f"GBK has no code for {shown(missing)}; leave it out of the text")
    return source


def borders(text: str) -> list[int]:
    """Where each code point starts in GBK, and where the last one ends."""
    return [0, *accumulate(1 if char < "\x80" else 2 for char in text)]


def _pieces(
    source: bytes, strikes: Iterable[gbk_model.Strike], cuts: Iterable[int]
) -> Iterator[list[tuple[int, int]]]:
    """The pieces that are decoded by themselves, as bytes with their offsets; -1 for put in."""
    inserted: dict[int, str] = {}
    for strike in strikes:
        inserted[strike.offset] = inserted.get(strike.offset, "") + strike.inserted
    ends = sorted({place for cut in cuts for place in (cut, cut + 2)} | {len(source)})
    start = 0
    for border in ends:
        piece: list[tuple[int, int]] = []
        for offset in range(start, border):
            piece.append((source[offset], offset))
            # What is put in at a border belongs to the piece before it.
            piece += ((byte, -1) for byte in gbk_model.encode(inserted.get(offset + 1, "")) or b"")
        yield piece
        start = border


def read(
    piece: Sequence[tuple[int, int]], order: Sequence[int]
) -> Iterator[tuple[str, int | None]]:
    """What a careless decoder makes of a piece, and which code points came through whole.

    Args:
        piece: bytes with their offsets in the source, -1 for bytes that are not from there.
        order: where each code point starts in the source, and its end.
    """
    at = 0
    while at < len(piece):
        byte, offset = piece[at]
        length = 1 if byte <= 0x80 or byte == 0xFF or at + 1 == len(piece) else 2
        frame = piece[at : at + length]
        at += length
        place = bisect_left(order, offset) if offset >= 0 else len(order) - 1
        whole = [frame[0][1] + step for step in range(length)] == [one[1] for one in frame]
        if (
            place < len(order) - 1
            and whole
            and order[place : place + 2] == [offset, offset + length]
        ):
            yield gbk_model.decode_piece(bytes(one[0] for one in frame)), place
        else:
            yield gbk_model.decode_piece(bytes(one[0] for one in frame)), None


def rebuilt(
    text: str,
    seen: Iterable[tuple[str, int | None]],
    places: Iterable[int],
    *,
    fold: bool = False,
    name: str = "frame shift",
) -> Damaged:
    """The damaged text made of `(what is seen, which code point of the sound text it is)`.

    What is no code point of the sound text stands between those that are; the others are gone.
    """
    edits: list[tuple[int, int, str, str]] = []
    done, fresh = 0, ""
    for char, at in (*seen, ("", len(text))):
        folded = gbk_model.fold_width(char) if fold else char
        if at is None:
            fresh += folded
            continue
        edits.append((done, at, fresh, "gloss" if done == at else name))
        if at < len(text):
            edits.append((at, at + 1, folded, "folded mark"))
        done, fresh = at + 1, ""
    return made_by(text, edits, places)


def _checked(table: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    for entry in table:
        if (
            not isinstance(entry, tuple | list)
            or len(entry) != 2
            or not all(isinstance(part, str) for part in entry)
        ):
            raise ConfigError(f"a table holds pairs of character and pinyin, not {shown(entry)}")
        if len(entry[0]) != 1 or len(gbk_model.encode(entry[0]) or b"") != 2:
            raise ConfigError(
                f"GBK has no two bytes for {shown(entry[0])}; gloss another character"
            )
        if gbk_model.encode(entry[1]) is None:
            raise ConfigError(f"GBK cannot hold the reading {shown(entry[1])}")
    return table


def _marks(marks: Sequence[str]) -> None:
    for mark in marks:
        if not isinstance(mark, str) or len(gbk_model.encode(mark) or b"") != 2:
            raise ConfigError(f"pages are cut at full-width marks, not at {shown(mark)}")


def _gloss(pinyin: str, style: Style, rng: random.Random) -> str:
    if style == "A":
        return f"({pinyin})"
    if style == "B":
        return f"({pinyin} )" if rng.random() < 0.5 else f"({pinyin})"
    bare = glosses.plain(pinyin).replace("ü", "v")
    return f"({bare}) " if style == "C" else f"({bare})" * rng.randint(1, 2)


def _char_at(order: Sequence[int], offset: int) -> int:
    """The code point whose bytes end at `offset` or hold it."""
    return max(0, bisect_left(order, offset) - 1)
