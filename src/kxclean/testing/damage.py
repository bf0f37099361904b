"""Damage done on purpose: the forward models as pure functions of a text and a seed.

Each gives the damaged text and where in the sound text it struck, so that a test knows what a
repair has to find.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from kxclean.errors import ConfigError, shown
from kxclean.repair import gbk_model, glosses, mixups

__all__ = ["Damaged", "gbk_damage", "gloss_table", "mix_up"]

#: Toned; a blank inside; without tones, a blank behind; without tones, over and over.
Style = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text.

    Args:
        text: the text with its damage.
        places: code points of the sound text where the damage struck, in order.
    """

    text: str
    places: tuple[int, ...]


def gloss_table(seed: int, *, size: int | None = None) -> tuple[tuple[str, str], ...]:
    """A table of `(character, pinyin)` as a site may have it, in the order in which it is applied.

    Args:
        seed: of the choice.
        size: entries; 30 to 50 by default, as many as real tables have.

    >>> len(gloss_table(1, size=3))
    3
    """
    rng = random.Random(seed)  # noqa: S311
    pairs = dict(glosses.known_pairs())
    chosen = rng.sample(sorted(pairs), size or rng.randint(30, 50))
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

    Raises:
        ConfigError: if GBK lacks a character of the text.

    >>> gbk_damage("高校科學營", 0, table=[("學", "xué")]).text
    '高??茖W(xué)營'
    """
    rng = random.Random(seed)  # noqa: S311
    source = gbk_model.encode(text)
    if source is None:
        missing = next(char for char in text if gbk_model.encode(char) is None)
        raise ConfigError(f"GBK has no code for {shown(missing)}; leave it out of the text")
    entries = gloss_table(seed) if table is None else table
    strikes = gbk_model.find_glosses(
        source, [(char, _gloss(pinyin, style, rng)) for char, pinyin in entries]
    )
    order = [0, *accumulate(1 if char < "\x80" else 2 for char in text)]
    borders = set(order)
    cuts = [
        cut
        for cut in gbk_model.find_cuts(source, strikes, marks)
        if cut in borders or rng.random() < cut_share
    ]
    damaged = gbk_model.decoded(source, strikes, cuts)
    if not keep_private:
        damaged = "".join(char for char in damaged if not "\ue000" <= char <= "\uf8ff")
    offsets = {strike.offset for strike in strikes} | {cut for cut in cuts if cut not in borders}
    places = sorted({_char_at(order, offset) for offset in offsets})
    return Damaged(gbk_model.fold_width(damaged) if fold else damaged, tuple(places))


def _gloss(pinyin: str, style: Style, rng: random.Random) -> str:
    if style == "A":
        return f"({pinyin})"
    if style == "B":
        return f"({pinyin} )" if rng.random() < 0.5 else f"({pinyin})"
    bare = glosses.plain(pinyin).replace("ü", "v")
    return f"({bare}) " if style == "C" else f"({bare})" * rng.randint(1, 2)


def _char_at(borders: Sequence[int], offset: int) -> int:
    """The code point whose bytes end at `offset` or hold it."""
    return max(0, bisect_left(borders, offset) - 1)


def mix_up(text: str, name: str) -> Damaged | None:
    """The text read in the wrong encoding, as a whole; `None` where the bytes cannot be read so.

    Args:
        text: sound text.
        name: one of `kxclean.repair.mixups.MIXUPS`, by its name.

    Raises:
        ConfigError: if there is no such mix-up.

    >>> mix_up("中国", "utf-8 read as mac-roman").text
    '‰∏≠ÂõΩ'
    """
    for mixup in mixups.MIXUPS:
        if mixup.name == name:
            damaged = mixup.damage(text)
            places = tuple(at for at, char in enumerate(text) if not char.isascii())
            return None if damaged is None else Damaged(damaged, places)
    known = ", ".join(repr(mixup.name) for mixup in mixups.MIXUPS)
    raise ConfigError(f"there is no mix-up {shown(name)}; choose one of {known}")
