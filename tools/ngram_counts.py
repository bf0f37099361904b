"""Reads text and word lists and counts their character n-grams; for `build_language_model.py`."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: Classes for what is not Han or a mark; `fold` in language_model.rs agrees.
UNKNOWN, OTHER, DIGIT, LETTER, ACCENTED = "\ufffd", "\u0001", "0", "a", "\u00e9"
_MARKS = frozenset("。、《》〈〉·—…‘’【】〔〕")
#: Symbols that are counted at a time.
_BATCH = 1 << 23

Codes = npt.NDArray[np.uint16]
Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.float64]


def is_han(char: str) -> bool:
    """Whether a character is Han and in the basic plane."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char in "〇々"


def fold(char: str) -> str:
    """The symbol of the model that stands for a character.

    Signs and marks beyond those of every text stand for themselves; those that are rare become
    `OTHER` when the vocabulary is chosen.
    """
    if is_han(char):
        return char
    if "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U000323af":
        return UNKNOWN
    if char in "“「『〝":
        return "“"
    if char in "”」』〞":
        return "”"
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)
    if char.isspace():
        return " "
    if char.isascii():
        if char.isdigit():
            return DIGIT
        return LETTER if char.isalpha() else char if char.isprintable() else OTHER
    if "\u00c0" <= char <= "\u024f" and char not in "×÷":
        return ACCENTED
    if char == UNKNOWN or "\ue000" <= char <= "\uf8ff":
        return UNKNOWN
    return char if char in _MARKS or is_sign(char) else OTHER


def is_sign(char: str) -> bool:
    """Whether a character may stand for itself without being Han: a sign, a mark, a number."""
    return char <= "\uffff" and unicodedata.category(char)[0] in "SPN"


class Folder(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        """Folds a character that was not met before."""
        self[code] = fold(chr(code))
        return self[code]


_FOLDED = Folder()


def codes_of(text: str) -> Codes:
    """The symbols of a text as code points, runs of blanks as one, a blank at both ends."""
    shown = re.sub(" +", " ", f" {text.translate(_FOLDED)} ")
    return np.frombuffer(shown.encode("utf-16-le"), dtype="<u2").astype(np.uint16)


def documents(path: Path) -> Iterator[str]:
    """Running text, document by document; line ends inside Han text are hard wraps and dropped."""
    if path.suffix == ".zst":
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"))
        stream: Iterable[str] = io.TextIOWrapper(reader, encoding="utf-8")
    else:
        stream = path.open(encoding="utf-8")
    for line in stream:
        text = json.loads(line)["text"] if ".json" in path.name else line
        yield re.sub(r"(?<=[\u4e00-\u9fff，、；])\r?\n(?=[\u4e00-\u9fff])", "", text)


def words(path: Path) -> Iterator[tuple[str, float]]:
    """Words of a list with their frequency, 1 where none is given."""
    with path.open(encoding="utf-8-sig") as lines:
        for line in lines:
            parts = re.split(r"[\s:]+", line.strip())
            if parts[0] and all(map(is_han, parts[0])):
                given = parts[1] if len(parts) > 1 and parts[1].isdigit() else "1"
                yield parts[0], float(given)


def forms(path: Path) -> dict[str, list[str]]:
    """A dictionary of OpenCC, single characters only."""
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            char, tab, given = line.rstrip("\n").partition("\t")
            if tab and not line.startswith("#") and len(char) == 1 and char <= "\uffff":
                found[char] = [form for form in given.split(" ") if form <= "\uffff"] or [char]
    return found


class Table(NamedTuple):
    """N-grams of one order as numbers, 16 bits a symbol, ascending; and how often each occurs."""

    keys: Keys
    counts: Numbers


def merged(tables: Iterable[Table]) -> Table:
    """The sum of tables."""
    parts = list(tables)
    keys = np.concatenate([part.keys for part in parts])
    counts = np.concatenate([part.counts for part in parts])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return Table(keys[starts], np.add.reduceat(counts, starts))


def keys_of(codes: Codes, order: int) -> Keys:
    """The n-grams of running text, one for each place from `order` symbols on."""
    size = len(codes) - order + 1
    keys = np.zeros(max(0, size), dtype=np.uint64)
    for place in range(order):
        keys = keys << np.uint64(16) | codes[place : place + len(keys)].astype(np.uint64)
    return keys


class Counts:
    """N-grams of orders 1 to 3 of one kind of text."""

    def __init__(self) -> None:
        self._waiting: list[Codes] = []
        self._size = 0
        self._tables: list[list[Table]] = [[], [], []]

    def add(self, codes: Codes) -> None:
        """Counts a text."""
        self._waiting.append(codes)
        self._size += len(codes)
        if self._size >= _BATCH:
            self._count()

    def _count(self) -> None:
        if not self._waiting:
            return
        codes = np.concatenate(self._waiting)
        self._waiting, self._size = [], 0
        for order, tables in enumerate(self._tables, 1):
            keys, counts = np.unique(keys_of(codes, order), return_counts=True)
            tables.append(Table(keys, counts.astype(np.float64)))
            if len(tables) > 4:
                tables[:] = [merged(tables)]

    def tables(self) -> list[Table]:
        """What was counted, order by order."""
        self._count()
        return [merged(tables) for tables in self._tables]
