"""Builds the character language model of the repair stage from stated sources.

    python tools/build_language_model.py \
        --hans laws_hans.jsonl.zst --hant laws_hant.jsonl.zst \
        --words jieba/dict.txt --words STPhrases.txt --words TSPhrases.txt \
        --to-simplified TSCharacters.txt --to-traditional STCharacters.txt \
        --output src/kxclean/repair/data/ngrams.bin \
        --common rust/kernels/src/common_han.bin --report src/kxclean/repair/data/ngrams.json

Running text is statutes, which are not under copyright (one JSON object a line with a member
`text`, or plain text). Word lists give evidence for words that statutes lack: one word a line,
then its frequency or nothing. Only counts go into the model.

Traditional characters count as their simplified forms, so that both scripts share one set of
counts; the table that folds them is part of the model. Every fiftieth document is held out; its
perplexity is reported.

Beside the n-grams the model holds the probabilities of the words of the lists, up to three
characters long: what characters may do side by side and what words are differ where words meet.

Interpolated absolute discounting, trigrams, written in back-off form; the reader is
`rust/kernels/src/language_model.rs`, which also says what the bytes mean. Of all bigrams and
trigrams those are kept that a text would miss most: the root of the count, times the difference
that they make to what a shorter history says. The root keeps the language of statutes from
crowding out all other words.
"""

from __future__ import annotations

import argparse
import heapq
import io
import itertools
import json
import math
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

#: Classes for what is not Han or a mark; `fold` in language_model.rs agrees with `FOLDED`.
UNKNOWN, OTHER, DIGIT, LETTER = "\ufffd", "\u0001", "0", "a"
DISCOUNT = 0.75
#: One step of a stored log probability, in nats: 255 steps reach 1.4e-9.
STEP = 0.08
HELD_OUT = 50
#: Weight of one occurrence in a word list against one in running text.
WORD_WEIGHT = 0.25

#: Frequency from which a word of two or three characters is kept in any case.
WORD_FLOOR = 5
#: Occurrences in running text from which a single character counts as a word.
SINGLE_FLOOR = 20
#: Occurrences from which a character counts as common.
COMMON = 100

Gram = str


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char in "〇々"


def fold(char: str) -> str:
    """The symbol of the model that stands for a character."""
    if is_han(char):
        return char
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
        return LETTER
    if char == UNKNOWN or "\ue000" <= char <= "\uf8ff":
        return UNKNOWN
    return char if char in "。、《》〈〉·—…‘’【】〔〕" else OTHER


class Folder(dict[int, str]):
    """A table for `str.translate` that fills itself."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))
        return self[code]


FOLDED = Folder()


def folded(text: str) -> str:
    """The text in the symbols of the model, runs of blanks as one."""
    return re.sub(" +", " ", text.translate(FOLDED))


def documents(path: Path) -> Iterator[str]:
    """Running text, document by document; line ends inside Han text are hard wraps and dropped."""
    if path.suffix == ".zst":
        import zstandard

        reader = zstandard.ZstdDecompressor().stream_reader(path.open("rb"))
        stream: Iterable[str] = io.TextIOWrapper(reader)
    else:
        stream = path.open(encoding="utf-8")
    for line in stream:
        text = json.loads(line)["text"] if ".json" in path.name else line
        yield re.sub(r"(?<=[\u4e00-\u9fff，、；])\r?\n(?=[\u4e00-\u9fff])", "", text)


def words(path: Path) -> Iterator[tuple[str, float]]:
    """Words of a list with their frequency, 1 where none is given."""
    with path.open(encoding="utf-8") as lines:
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


class Counts:
    """N-gram counts of orders 1 to 3."""

    def __init__(self) -> None:
        self.grams: tuple[Counter[Gram], Counter[Gram], Counter[Gram]] = (
            Counter(),
            Counter(),
            Counter(),
        )

    def add(self, text: str) -> None:
        """Counts the n-grams of running text."""
        one, two, three = self.grams
        one.update(text)
        two.update(map("".join, itertools.pairwise(text)))
        three.update(map("".join, zip(text, text[1:], text[2:], strict=False)))

    def add_word(self, word: str, weight: float) -> None:
        """Counts the n-grams inside a word."""
        for order, counts in enumerate(self.grams):
            for start in range(len(word) - order):
                counts[word[start : start + order + 1]] += weight  # type: ignore[assignment]


def back_off(
    counts: Counter[Gram], lower: dict[Gram, float], kept: set[Gram]
) -> tuple[dict[Gram, float], dict[Gram, float]]:
    """Probabilities of the kept n-grams, and the back-off weight of each history."""
    total: Counter[Gram] = Counter()
    kinds: Counter[Gram] = Counter()
    for gram, count in counts.items():
        total[gram[:-1]] += count
        kinds[gram[:-1]] += min(count, DISCOUNT) / DISCOUNT  # type: ignore[assignment]
    seen: defaultdict[Gram, float] = defaultdict(float)
    below: defaultdict[Gram, float] = defaultdict(float)
    found = {}
    for gram in kept:
        history = gram[:-1]
        base = lower[gram[1:]]
        rest = DISCOUNT * kinds[history] / total[history]
        found[gram] = max(0.0, counts[gram] - DISCOUNT) / total[history] + rest * base
        seen[history] += found[gram]
        below[history] += base
    weights = {
        history: max(1e-9, 1 - seen[history]) / max(1e-9, 1 - below[history]) for history in seen
    }
    return found, weights


def missed_most(
    counts: Counter[Gram], found: dict[Gram, float], lower: dict[Gram, float], size: int
) -> set[Gram]:
    """The n-grams that make the most difference."""
    worth = {
        gram: math.sqrt(count) * abs(math.log(found[gram] / lower[gram[1:]]))
        for gram, count in counts.items()
    }
    return set(heapq.nlargest(size, worth, key=worth.__getitem__))


def quantised(probability: float) -> int:
    return max(0, min(255, round(-math.log(probability) / STEP)))


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))


class Model:
    """The probabilities as they are written, rounding included."""

    def __init__(
        self,
        counts: Counts,
        vocabulary: list[str],
        sizes: tuple[int, int],
        folds: dict[str, str],
        words: Counter[str],
    ) -> None:
        one, two, three = counts.grams
        self.vocabulary = vocabulary
        self.folds = {char: form for char, form in folds.items() if form in set(vocabulary)}
        known = set(vocabulary)
        total = sum(one.values())
        unknown = sum(count for char, count in one.items() if char not in known)
        # Unknown Han characters share their mass; about 20,000 are possible.
        self.one = {char: max(one[char], 0.5) / total for char in vocabulary}
        self.one[UNKNOWN] = max(unknown, 1) / total / 20_000
        inside = (known - {UNKNOWN}).__contains__
        full = Counter({g: n for g, n in two.items() if n >= 2 and all(map(inside, g))})
        lower = {g[1:]: self.one[g[1:]] for g in full}
        found, _ = back_off(full, lower, set(full))
        kept = missed_most(full, found, lower, sizes[0]) | {
            word for word, n in words.items() if len(word) == 2 and n >= WORD_FLOOR and word in full
        }
        self.two, self.weight_one = back_off(full, lower, kept)
        full = Counter(
            {g: n for g, n in three.items() if n >= 2 and g[:2] in kept and inside(g[2])}
        )
        lower = {g[1:]: self.bigram(g[1:]) for g in full}
        found, _ = back_off(three, lower, set(full))
        kept = missed_most(full, found, lower, sizes[1]) | {
            word for word, n in words.items() if len(word) == 3 and n >= WORD_FLOOR and word in full
        }
        self.three, self.weight_two = back_off(three, lower, kept)
        self.words = self.word_probabilities(words, one, total)

    def word_probabilities(
        self, words: Counter[str], one: Counter[Gram], total: float
    ) -> dict[str, float]:
        """Probabilities of words, marks and classes as the pieces that a text is made of."""
        # A piece has 1.6 characters on average; a fifth of all pieces are no words.
        pieces = sum(words.values()) * 1.25
        found = {word: n / pieces for word, n in words.items()}
        for char in self.vocabulary:
            if not is_han(char):
                found[char] = 1.6 * one[char] / total
            elif char not in found:
                found[char] = 0.02 * self.one[char]
        return found

    def word_bytes(self, grams: list[Gram]) -> bytes:
        """Which n-grams are words, a bit each, and the probabilities of those."""
        bits = bytearray(-(-len(grams) // 8))
        values = bytearray()
        for index, gram in enumerate(grams):
            if gram in self.words:
                bits[index // 8] |= 1 << index % 8
                values.append(quantised(self.words[gram]))
        return bytes(bits + values)

    def bigram(self, gram: Gram) -> float:
        """Probability of the second symbol behind the first."""
        if gram in self.two:
            return self.two[gram]
        unigram = self.one.get(gram[1], self.one[UNKNOWN])
        return self.weight_one.get(gram[0], 1.0) * unigram

    def trigram(self, gram: Gram) -> float:
        """Probability of the third symbol behind the others."""
        if gram in self.three:
            return self.three[gram]
        return self.weight_two.get(gram[:2], 1.0) * self.bigram(gram[1:])

    def perplexity(self, texts: list[str]) -> float:
        """Perplexity of texts a symbol."""
        nats = count = 0.0
        for text in texts:
            for gram in map("".join, zip(text, text[1:], text[2:], strict=False)):
                nats -= math.log(self.trigram(gram))
                count += 1
        return math.exp(nats / max(1, count))

    def to_bytes(self) -> bytes:
        """The file that the kernel reads."""
        number = {char: index for index, char in enumerate(self.vocabulary)}
        unknown = number[UNKNOWN]
        order = sorted(self.two, key=lambda g: (number[g[0]], number[g[1]]))
        thirds: defaultdict[Gram, list[Gram]] = defaultdict(list)
        for gram in self.three:
            thirds[gram[:2]].append(gram)
        firsts = Counter(gram[0] for gram in order)
        triples = [
            gram for pair in order for gram in sorted(thirds[pair], key=lambda g: number[g[2]])
        ]
        return b"".join(
            (
                b"KXNGRAM1",
                struct.pack("<fIII", STEP, len(number), len(order), len(triples)),
                struct.pack("<I", len(self.folds)),
                struct.pack("<I", unknown),
                struct.pack(f"<{len(number)}H", *map(ord, self.vocabulary)),
                struct.pack(f"<{len(self.folds)}H", *map(ord, self.folds)),
                struct.pack(f"<{len(self.folds)}H", *map(ord, self.folds.values())),
                bytes(quantised(self.one[char]) for char in self.vocabulary),
                bytes(quantised(self.weight_one.get(char, 1.0)) for char in self.vocabulary),
                b"".join(varint(firsts[char]) for char in self.vocabulary),
                struct.pack(f"<{len(order)}H", *(number[g[1]] for g in order)),
                bytes(quantised(self.two[g]) for g in order),
                bytes(quantised(self.weight_two.get(g, 1.0)) for g in order),
                b"".join(varint(len(thirds[g])) for g in order),
                struct.pack(f"<{len(triples)}H", *(number[g[2]] for g in triples)),
                bytes(quantised(self.three[g]) for g in triples),
                bytes(quantised(self.words.get(c, 1e-9)) for c in self.vocabulary),
                self.word_bytes(order),
                self.word_bytes(triples),
            )
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--hans", type=Path, action="append", default=[])
    parser.add_argument("--hant", type=Path, action="append", default=[])
    parser.add_argument("--words", type=Path, action="append", default=[])
    parser.add_argument("--to-simplified", type=Path, required=True)
    parser.add_argument("--to-traditional", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--common", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--bigrams", type=int, default=240_000)
    parser.add_argument("--trigrams", type=int, default=290_000)
    options = parser.parse_args()

    folds = {c: f[0] for c, f in forms(options.to_simplified).items() if f[0] != c}
    table = str.maketrans(folds)
    counts = Counts()
    seen: Counter[str] = Counter()
    held: dict[str, list[str]] = {"hans": [], "hant": []}
    for script, paths in (("hans", options.hans), ("hant", options.hant)):
        for path in paths:
            for index, text in enumerate(documents(path)):
                shown = folded(text).translate(table)
                if index % HELD_OUT == 0:
                    held[script].append(shown)
                else:
                    counts.add(shown)
                    seen.update(text)
    dictionary: Counter[str] = Counter()
    for path in options.words:
        for word, frequency in words(path):
            if len(word) == 1 and counts.grams[0][word.translate(table)] < SINGLE_FLOOR:
                # The list of jieba took single characters from damaged text too.
                continue
            weight = max(1.0, WORD_WEIGHT * frequency)
            counts.add_word(word.translate(table), weight)
            if frequency > 1:
                dictionary[word.translate(table)] += frequency  # type: ignore[assignment]
            for char in word:
                seen[char] += WORD_WEIGHT * (frequency - 1)  # type: ignore[assignment]
    left_out = {UNKNOWN, *folds}
    vocabulary = sorted(c for c, n in counts.grams[0].items() if n >= 2 and c not in left_out)
    vocabulary.append(UNKNOWN)
    model = Model(counts, vocabulary, (options.bigrams, options.trigrams), folds, dictionary)
    written = model.to_bytes()
    options.output.write_bytes(written)

    for char, variants in forms(options.to_traditional).items():
        seen[variants[0]] = max(seen[variants[0]], seen[char])
    common = {c for c, n in seen.items() if "\u4e00" <= c <= "\u9fff" and n >= COMMON}
    bits = bytearray((0xA000 - 0x4E00) // 8)
    for char in common:
        bits[(ord(char) - 0x4E00) // 8] |= 1 << (ord(char) - 0x4E00) % 8
    options.common.write_bytes(bits)
    report = {
        "bytes": len(written),
        "vocabulary": len(vocabulary),
        "bigrams": len(model.two),
        "trigrams": len(model.three),
        "held_out_perplexity": {
            kind: round(model.perplexity(texts), 1) for kind, texts in held.items() if texts
        },
        "common_han": len(common),
    }
    options.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
