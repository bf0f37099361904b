"""Builds the character language model of the repair stage from stated sources.

    python -m tools.build_language_model --sources tools/language_model.toml \
        --texts TEXTS --output src/kxclean/repair/data/ngrams.bin \
        --common rust/kernels/src/common_han.bin --report src/kxclean/repair/data/ngrams.json

`tools/language_model.toml` names every source with its licence and its weight, and says what the
files in the folder `TEXTS` are; `tools/language_model_texts.py` makes those files. Running text is
one JSON object a line with a member `text`, or plain text; word lists have one word a line, then
its frequency or nothing. Only counts go into the model.

Traditional characters count as their simplified forms, so that both scripts share one set of
counts; the table that folds them is part of the model. Of each kind of text every fiftieth
document is held out; the perplexity of these is reported, and that of kinds that are named for
judging alone and never counted.

Beside the n-grams the model holds the probabilities of the words of the lists, up to three
characters long: what characters may do side by side and what words are differ where words meet.

Interpolated absolute discounting, trigrams, written in back-off form; the reader is
`rust/kernels/src/ngram_file.rs`, which also says what the bytes mean. Of all bigrams and trigrams
those are kept that a text would miss most: a power of the count, times the difference that they
make to what a shorter history says.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from tools.ngram_counts import (
    ACCENTED,
    OTHER,
    UNKNOWN,
    Codes,
    Counts,
    Table,
    codes_of,
    documents,
    forms,
    is_han,
    is_sign,
    merged,
    words,
)
from tools.ngram_file import to_bytes
from tools.ngram_model import Model

HELD_OUT = 50
#: Symbols of held-out text that the perplexity of a kind is taken of.
JUDGED = 2_000_000
#: Weighted occurrences from which a character is part of the vocabulary, and a sign.
RARE, RARE_SIGN = 1.5, 60.0
#: Frequency from which a word of two or three characters is kept in any case.
WORD_FLOOR = 5
#: Weight of one occurrence in a word list against one in running text.
WORD_WEIGHT = 0.25
#: Occurrences in running text from which a single character counts as a word.
SINGLE_FLOOR = 20
#: Occurrences from which a character counts as common.
COMMON = 100


def word_tables(lists: dict[str, float]) -> list[Table]:
    """The n-grams inside words."""
    found: list[defaultdict[int, float]] = [defaultdict(float) for _ in range(3)]
    for word, weight in lists.items():
        numbers = [ord(char) for char in word]
        for order, counts in enumerate(found, 1):
            for start in range(len(numbers) - order + 1):
                key = 0
                for code in numbers[start : start + order]:
                    key = key << 16 | code
                counts[key] += weight
    return [
        Table(
            np.array(sorted(counts), dtype=np.uint64),
            np.array([counts[key] for key in sorted(counts)], dtype=np.float64),
        )
        for counts in found
    ]


class Sources:
    """What the file of sources names, read and counted."""

    def __init__(self, named: dict[str, Any], texts: Path) -> None:
        self.texts = texts
        simplified = forms(texts / named["to_simplified"])
        self.folds = {c: f[0] for c, f in simplified.items() if f[0] != c}
        self.fold = np.arange(0x1_0000, dtype=np.uint16)
        for char, form in self.folds.items():
            self.fold[ord(char)] = ord(form)
        self.held: dict[str, list[Codes]] = {}
        self.sizes: dict[str, int] = {}
        #: Characters as they stand, not folded, for the set of common ones.
        self.seen = np.zeros(0x1_0000)
        parts: list[list[Table]] = [[], [], []]
        for kind in named["text"]:
            for order, table in enumerate(self._count(kind)):
                parts[order].append(Table(table.keys, table.counts * kind["weight"]))
        self.dictionary: defaultdict[str, float] = defaultdict(float)
        single = np.zeros(0x1_0000)
        for table in parts[0]:
            single[table.keys] += table.counts
        for order, table in enumerate(word_tables(self._words(named["words"], single))):
            parts[order].append(table)
        self.tables = [merged(tables) for tables in parts]

    def _count(self, kind: dict[str, Any]) -> list[Table]:
        counts = Counts()
        held = self.held.setdefault(kind["name"], [])
        size = judged = 0
        raw = np.zeros(0x1_0000)
        for index, text in enumerate(documents(self.texts / kind["file"])):
            codes = codes_of(text)
            if kind["weight"] == 0 or index % HELD_OUT == 0:
                if judged < JUDGED:
                    held.append(self.fold[codes])
                    judged += len(codes)
                continue
            counts.add(self.fold[codes])
            raw += np.bincount(codes, minlength=0x1_0000)
            size += len(codes)
        self.sizes[kind["name"]] = size
        self.seen += kind["weight"] * raw
        return counts.tables() if size else []

    def _words(
        self, lists: list[dict[str, Any]], single: np.ndarray[Any, np.dtype[np.float64]]
    ) -> dict[str, float]:
        """The words of all lists with their weight as text; notes their frequency as words."""
        counted: defaultdict[str, float] = defaultdict(float)
        for given in lists:
            number = 0
            for word, occurrences in words(self.texts / given["file"]):
                codes = self.fold[codes_of(word)[1:-1]]
                if len(codes) == 1 and single[codes[0]] < SINGLE_FLOOR:
                    # The list of jieba took single characters from damaged text too.
                    continue
                frequency = given["weight"] * occurrences
                folded = codes.astype("<u2").tobytes().decode("utf-16-le")
                counted[folded] += max(1.0, WORD_WEIGHT * frequency)
                if occurrences > 1:
                    self.dictionary[folded] += frequency
                for char in word:
                    self.seen[ord(char)] += WORD_WEIGHT * max(0.0, frequency - 1)
                number += 1
            self.sizes[given["name"]] = number
        return counted

    def vocabulary(self) -> list[str]:
        """The symbols, common ones first; what is in none of the tables becomes a class."""
        table = self.tables[0]
        counts = dict(zip(table.keys.tolist(), table.counts.tolist(), strict=True))
        kept = [
            (count, chr(code))
            for code, count in counts.items()
            if count >= (RARE if is_han(chr(code)) or not is_sign(chr(code)) else RARE_SIGN)
            or chr(code).isascii()
        ]
        always = {UNKNOWN, OTHER, ACCENTED, " ", "0", "a"}
        kept = [(count, char) for count, char in kept if char not in always]
        kept += [(counts.get(ord(char), 0.0), char) for char in always]
        return [char for _, char in sorted(kept, key=lambda item: (-item[0], item[1]))]

    def known(self, vocabulary: list[str]) -> list[Table]:
        """The tables with what is not in the vocabulary as its class."""
        inside = set(vocabulary)
        known = np.arange(0x1_0000, dtype=np.uint64)
        for code in range(0x1_0000):
            char = chr(code)
            if char not in inside:
                known[code] = ord(UNKNOWN if is_han(char) else OTHER)
        tables = []
        for order, table in enumerate(self.tables, 1):
            keys = np.zeros(len(table.keys), dtype=np.uint64)
            for place in reversed(range(order)):
                shift = np.uint64(16 * place)
                keys = keys << np.uint64(16) | known[table.keys >> shift & np.uint64(0xFFFF)]
            tables.append(merged([Table(keys, table.counts)]))
        return tables


def word_probabilities(model: Model, dictionary: dict[str, float]) -> dict[str, float]:
    """Probabilities of words, marks and classes as the pieces that a text is made of."""
    # A piece has 1.6 characters on average; a fifth of all pieces are no words.
    pieces = sum(dictionary.values()) * 1.25
    found = {word: n / pieces for word, n in dictionary.items() if len(word) <= 3}
    for char in model.vocabulary:
        if not is_han(char):
            found[char] = 1.6 * model.one[ord(char)]
        elif char not in found:
            found[char] = 0.02 * model.one[ord(char)]
    return found


def common(seen: np.ndarray[Any, np.dtype[np.float64]], variants: dict[str, list[str]]) -> bytes:
    """The set of common Han characters, a bit each."""
    for char, forms_of in variants.items():
        seen[ord(forms_of[0])] = max(seen[ord(forms_of[0])], seen[ord(char)])
    flags = seen[0x4E00:0xA000] >= COMMON
    return np.packbits(flags, bitorder="little").tobytes()


def main() -> None:
    import tomllib  # Python 3.11

    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--common", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--bigrams", type=int, default=500_000)
    parser.add_argument("--trigrams", type=int, default=1_100_000)
    parser.add_argument("--exponent", type=float, default=0.6)
    options = parser.parse_args()

    named = tomllib.loads(options.sources.read_text(encoding="utf-8"))
    sources = Sources(named, options.texts)
    vocabulary = sources.vocabulary()
    tables = sources.known(vocabulary)
    wanted = tuple(
        np.array(
            [
                sum(ord(char) << 16 * (order - 1 - at) for at, char in enumerate(word))
                for word, n in sources.dictionary.items()
                if len(word) == order and n >= WORD_FLOOR
            ],
            dtype=np.uint64,
        )
        for order in (2, 3)
    )
    model = Model(
        tables,
        vocabulary,
        (options.bigrams, options.trigrams),
        (wanted[0], wanted[1]),
        options.exponent,
    )
    inside = set(vocabulary)
    folds = {char: form for char, form in sources.folds.items() if form in inside}
    written = to_bytes(model, folds, word_probabilities(model, sources.dictionary))
    options.output.write_bytes(written)
    report = {
        "bytes": len(written),
        "vocabulary": len(vocabulary),
        "bigrams": len(model.two.keys),
        "trigrams": len(model.three.keys),
        "counted": sources.sizes,
        "held_out_perplexity": {
            kind: round(model.perplexity(texts), 1) for kind, texts in sources.held.items()
        },
    }
    if options.common:
        bits = common(sources.seen, forms(options.texts / named["to_traditional"]))
        options.common.write_bytes(bits)
        report["common_han"] = sum(byte.bit_count() for byte in bits)
    if options.report:
        options.report.write_text(
            json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    print(json.dumps(report, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
