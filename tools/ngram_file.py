"""Writes a model as the bytes that `rust/kernels/src/ngram_file.rs` reads and describes."""

from __future__ import annotations

import heapq
import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tools.ngram_counts import UNKNOWN
from tools.ngram_model import Model, find

MAGIC = b"KXNGRAM2"
#: One step of a stored log probability, in nats.
STEP = 0.2
#: Bits of the longest code of a byte.
_LONGEST = 12
#: A row length of so many and more stands apart, in 16 bits.
_ESCAPE = 255
#: Stands for an n-gram that is no word.
_MOST = 254


@dataclass
class Bits:
    """A string of bits, the first the highest of the first byte."""

    _parts: list[str] = field(default_factory=list)

    def write(self, number: int, width: int) -> None:
        """Adds a number of so many bits."""
        if width:
            self._parts.append(format(number, f"0{width}b"))

    def to_bytes(self) -> bytes:
        """The length in bytes, and the bytes."""
        joined = "".join(self._parts)
        joined += "0" * (-len(joined) % 8)
        made = int(joined or "0", 2).to_bytes(len(joined) // 8, "big") if joined else b""
        return struct.pack("<I", len(made)) + made


def truncated(bits: Bits, number: int, choices: int) -> None:
    """Writes one of so many choices: the first few take a bit less (truncated binary)."""
    width = choices.bit_length() - 1
    short = (2 << width) - choices
    if number < short:
        bits.write(number, width)
    else:
        bits.write(number + short, width + 1)


def interpolative(bits: Bits, values: Sequence[int], low: int, high: int) -> None:
    """Writes ascending numbers of `low` to `high`, the middle one first (Moffat, Stuiver 2000)."""
    if not values:
        return
    middle = len(values) // 2
    least, most = low + middle, high - (len(values) - 1 - middle)
    truncated(bits, values[middle] - least, most - least + 1)
    interpolative(bits, values[:middle], low, values[middle] - 1)
    interpolative(bits, values[middle + 1 :], values[middle] + 1, high)


def code_lengths(counts: Counter[int]) -> list[int]:
    """Bits of each byte's code (Huffman 1952), none longer than the reader's table."""
    weights = {byte: float(count) for byte, count in counts.items()}
    for byte in range(256):
        if len(weights) >= 2:
            break
        weights.setdefault(byte, 1.0)
    while True:
        heap: list[tuple[float, tuple[int, ...]]]
        heap = [(weight, (byte,)) for byte, weight in weights.items()]
        heapq.heapify(heap)
        lengths = [0] * 256
        while len(heap) > 1:
            (one, left), (two, right) = heapq.heappop(heap), heapq.heappop(heap)
            for byte in left + right:
                lengths[byte] += 1
            heapq.heappush(heap, (one + two, left + right))
        if max(lengths) <= _LONGEST:
            return lengths
        least = 2 * min(weights.values())
        weights = {byte: max(weight, least) for byte, weight in weights.items()}


def coded(values: bytes) -> bytes:
    """Bytes, each by its canonical code, behind the lengths of the codes."""
    lengths = code_lengths(Counter(values))
    codes: dict[int, tuple[int, int]] = {}
    code = previous = 0
    for byte in sorted((b for b in range(256) if lengths[b]), key=lambda b: (lengths[b], b)):
        code <<= lengths[byte] - previous
        previous = lengths[byte]
        codes[byte] = (code, previous)
        code += 1
    bits = Bits()
    for value in values:
        bits.write(*codes[value])
    pairs = zip(lengths[::2], lengths[1::2], strict=True)
    return bytes(a << 4 | b for a, b in pairs) + bits.to_bytes()


def row_lengths(lengths: npt.NDArray[np.intp]) -> bytes:
    """Row lengths as bytes, and the long ones behind them."""
    long = lengths[lengths >= _ESCAPE]
    return (
        coded(np.minimum(lengths, _ESCAPE).astype(np.uint8).tobytes())
        + struct.pack("<I", len(long))
        + long.astype("<u2").tobytes()
    )


def quantised(probabilities: npt.NDArray[np.float64]) -> bytes:
    """Log probabilities in steps."""
    steps = np.round(-np.log(probabilities) / STEP)
    return np.clip(steps, 0, _MOST).astype(np.uint8).tobytes()


def marked(places: list[int], size: int) -> bytes:
    """Which of so many places."""
    bits = Bits()
    interpolative(bits, places, 0, size - 1)
    return struct.pack("<I", len(places)) + bits.to_bytes()


def to_bytes(model: Model, folds: dict[str, str], words: dict[str, float]) -> bytes:
    """The file.

    Args:
        model: what to write; its vocabulary in the order of the numbers, common symbols first.
        folds: characters that count as others of the vocabulary.
        words: probabilities of words up to three characters long, single symbols among them.
    """
    count = len(model.vocabulary)
    number = np.zeros(0x1_0000, dtype=np.int64)
    symbols = np.array([ord(char) for char in model.vocabulary])
    number[symbols] = np.arange(count)
    keys = model.two.keys.astype(np.int64)
    first, second = number[keys >> 16], number[keys & 0xFFFF]
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    probability, weight = model.two.probability[order], model.weight_two[order]
    starts = np.searchsorted(first, np.arange(count + 1))
    seconds = Bits()
    for row in range(count):
        interpolative(seconds, second[starts[row] : starts[row + 1]].tolist(), 0, count - 1)

    place = np.zeros(len(keys), dtype=np.int64)
    place[order] = np.arange(len(keys))
    pair = place[find(model.two.keys, model.three.keys >> np.uint64(16))[0]]
    tail = place[find(model.two.keys, model.three.keys & np.uint64(0xFFFFFFFF))[0]]
    rank = tail - starts[first[tail]]
    inner = np.lexsort((rank, pair))
    pair, rank = pair[inner], rank[inner]
    borders = np.searchsorted(pair, np.arange(len(keys) + 1))
    thirds = Bits()
    for row in range(len(keys)):
        values = rank[borders[row] : borders[row + 1]].tolist()
        middle = second[row]
        interpolative(thirds, values, 0, int(starts[middle + 1] - starts[middle]) - 1)

    def spelled(indexes: npt.NDArray[np.int64]) -> list[str]:
        """The trigrams as text."""
        made = model.three.keys[indexes].astype(np.int64)
        return [chr(k >> 32) + chr(k >> 16 & 0xFFFF) + chr(k & 0xFFFF) for k in made.tolist()]

    pairs = [chr(k >> 16) + chr(k & 0xFFFF) for k in keys[order].tolist()]
    known = [
        [(at, words[gram]) for at, gram in enumerate(grams) if gram in words]
        for grams in (pairs, spelled(inner))
    ]
    sections = [
        MAGIC,
        struct.pack("<f5I", STEP, count, len(keys), len(pair), len(folds), number[ord(UNKNOWN)]),
        symbols.astype("<u2").tobytes(),
        struct.pack(f"<{len(folds)}H", *map(ord, folds)),
        struct.pack(f"<{len(folds)}H", *map(ord, folds.values())),
        quantised(model.one[symbols]),
        quantised(model.weight_one[symbols]),
        quantised(np.array([words.get(char, 1e-9) for char in model.vocabulary])),
        row_lengths(np.diff(starts)),
        seconds.to_bytes(),
        coded(quantised(probability)),
        coded(quantised(weight)),
        row_lengths(np.diff(borders)),
        thirds.to_bytes(),
        coded(quantised(model.three.probability[inner])),
    ]
    for places, size in zip(known, (len(keys), len(pair)), strict=True):
        sections.append(marked([at for at, _ in places], size))
        sections.append(coded(quantised(np.array([value for _, value in places]))))
    names = "head symbols folds to one bo1 word1 rows2 second p2 bo2 rows3 third p3 w2 pw2 w3 pw3"
    for name, section in zip(names.split(), [b"".join(sections[:2]), *sections[2:]], strict=True):
        print(f"{name:8}{len(section):9,}")
    return b"".join(sections)
