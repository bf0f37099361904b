"""Builds the character language model of the repair stage from stated sources.

    python tools/build_language_model.py \
        --hans laws_hans.jsonl.zst --hant laws_hant.jsonl.zst \
        --words jieba/dict.txt --words STPhrases.txt --words TSPhrases.txt \
        --variants STCharacters.txt \
        --output src/kxclean/repair/data/ngrams.bin \
        --common rust/kernels/src/common_han.bin --report src/kxclean/repair/data/ngrams.json

Running text is statutes, which are not under copyright (one JSON object a line with a member
`text`, or plain text). Word lists give evidence for words that statutes lack: one word a line,
then its frequency or nothing. Only counts go into the model.

The model holds both scripts. Simplified text also counts in the traditional form that careless
site converters give it: character by character, and characters that are traditional characters
themselves (干, 制, 云) stay. Every fiftieth document is held out; its perplexity is reported.

Interpolated absolute discounting, trigrams, written in back-off form; the reader is
`rust/kernels/src/language_model.rs`, which also says what the bytes mean.
"""

from __future__ import annotations

import argparse
import io
import json
import math
import re
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

#: Classes for what is not Han or a mark; `fold` in language_model.rs agrees with `FOLDED`.
UNKNOWN, OTHER, DIGIT, LETTER = "\ufffd", "\u0001", "0", "a"
DISCOUNT = 0.75
#: One step of a stored log probability, in nats: 255 steps reach 1.4e-9.
STEP = 0.08
HELD_OUT = 50
#: Weight of one occurrence in a word list against one in running text.
WORD_WEIGHT = 0.25

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

        stream = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(path.open("rb")))
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
            if len(parts[0]) > 1 and all(map(is_han, parts[0])):
                given = parts[1] if len(parts) > 1 and parts[1].isdigit() else "1"
                yield parts[0], float(given)


def site_table(path: Path) -> dict[int, str]:
    """Simplified to traditional as careless converters do it."""
    table = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            simplified, _, traditional = line.strip().partition("\t")
            choices = traditional.split(" ")
            if len(simplified) == 1 and simplified not in choices:
                table[ord(simplified)] = choices[0]
    return table


class Counts:
    """N-gram counts of orders 1 to 3."""

    def __init__(self) -> None:
        self.grams: tuple[Counter[Gram], Counter[Gram], Counter[Gram]] = (
            Counter(),
            Counter(),
            Counter(),
        )

    def add(self, text: str) -> None:
        one, two, three = self.grams
        one.update(text)
        two.update(map("".join, zip(text, text[1:], strict=False)))
        three.update(map("".join, zip(text, text[1:], text[2:], strict=False)))

    def add_word(self, word: str, weight: float) -> None:
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

    def __init__(self, counts: Counts, vocabulary: list[str], floors: tuple[float, float]) -> None:
        one, two, three = counts.grams
        self.vocabulary = vocabulary
        known = set(vocabulary)
        total = sum(one.values())
        unknown = sum(count for char, count in one.items() if char not in known)
        # Unknown Han characters share their mass; about 20,000 are possible.
        self.one = {char: max(one[char], 0.5) / total for char in vocabulary}
        self.one[UNKNOWN] = max(unknown, 1) / total / 20_000
        inside = known.__contains__
        kept = {g for g, n in two.items() if n >= floors[0] and all(map(inside, g))}
        lower = {g[1:]: self.one[g[1:]] for g in kept}
        self.two, self.weight_one = back_off(
            Counter({g: n for g, n in two.items() if all(map(inside, g))}), lower, kept
        )
        full = {g: n for g, n in three.items() if n >= floors[1] and g[:2] in kept}
        lower = {g[1:]: self.bigram(g[1:]) for g in full}
        # A trigram that says no more than its back-off is not worth its bytes.
        found, _ = back_off(three, lower, set(full))
        useful = {
            g for g in full if full[g] * abs(math.log(found[g] / lower[g[1:]])) >= 4 * floors[1]
        }
        self.three, self.weight_two = back_off(three, lower, useful)

    def bigram(self, gram: Gram) -> float:
        if gram in self.two:
            return self.two[gram]
        unigram = self.one.get(gram[1], self.one[UNKNOWN])
        return self.weight_one.get(gram[0], 1.0) * unigram

    def trigram(self, gram: Gram) -> float:
        if gram in self.three:
            return self.three[gram]
        return self.weight_two.get(gram[:2], 1.0) * self.bigram(gram[1:])

    def perplexity(self, texts: list[str]) -> float:
        nats = count = 0.0
        for text in texts:
            for gram in map("".join, zip(text, text[1:], text[2:], strict=False)):
                nats -= math.log(self.trigram(gram))
                count += 1
        return math.exp(nats / max(1, count))

    def to_bytes(self) -> bytes:
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
                struct.pack("<I", unknown),
                struct.pack(f"<{len(number)}H", *map(ord, self.vocabulary)),
                bytes(quantised(self.one[char]) for char in self.vocabulary),
                bytes(quantised(self.weight_one.get(char, 1.0)) for char in self.vocabulary),
                b"".join(varint(firsts[char]) for char in self.vocabulary),
                struct.pack(f"<{len(order)}H", *(number[g[1]] for g in order)),
                bytes(quantised(self.two[g]) for g in order),
                bytes(quantised(self.weight_two.get(g, 1.0)) for g in order),
                b"".join(varint(len(thirds[g])) for g in order),
                struct.pack(f"<{len(triples)}H", *(number[g[2]] for g in triples)),
                bytes(quantised(self.three[g]) for g in triples),
            )
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--hans", type=Path, action="append", default=[])
    parser.add_argument("--hant", type=Path, action="append", default=[])
    parser.add_argument("--words", type=Path, action="append", default=[])
    parser.add_argument("--variants", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--common", type=Path, required=True)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--bigram-floor", type=float, default=4)
    parser.add_argument("--trigram-floor", type=float, default=40)
    options = parser.parse_args()

    table = site_table(options.variants)
    counts = Counts()
    held: dict[str, list[str]] = {"hans": [], "site": [], "hant": []}
    for script, paths in (("hans", options.hans), ("hant", options.hant)):
        for path in paths:
            for index, text in enumerate(documents(path)):
                kinds = [(script, text)]
                if script == "hans":
                    kinds.append(("site", text.translate(table)))
                for kind, form in kinds:
                    if index % HELD_OUT == 0:
                        held[kind].append(folded(form))
                    else:
                        counts.add(folded(form))
    for path in options.words:
        for word, frequency in words(path):
            for form in {word, word.translate(table)}:
                counts.add_word(form, max(1.0, WORD_WEIGHT * frequency))
    vocabulary = sorted(char for char, count in counts.grams[0].items() if count >= 2 and char != UNKNOWN)
    vocabulary.append(UNKNOWN)
    model = Model(counts, vocabulary, (options.bigram_floor, options.trigram_floor))
    written = model.to_bytes()
    options.output.write_bytes(written)

    bits = bytearray((0xA000 - 0x4E00) // 8)
    for char, count in counts.grams[0].items():
        if "\u4e00" <= char <= "\u9fff" and count >= 30:
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
        "common_han": sum(byte.bit_count() for byte in bits),
    }
    options.report.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
