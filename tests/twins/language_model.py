"""The n-gram model and the search over readings, slow and obvious: dictionaries and recursion."""

from __future__ import annotations

import itertools
import math
import struct
import unicodedata

from kxclean.repair import gbk_model

SHARE = 0.6
FOREIGN = 6.0
Slots = list[list[tuple[int, bytes, float]]]


def fold(char: str) -> str:
    code = ord(char)
    if (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or char in "々〇"
        or 0xF900 <= code <= 0xFAFF
        or 0x20000 <= code <= 0x323AF
    ):
        return char
    if 0xFF01 <= code <= 0xFF5E:
        char = chr(code - 0xFEE0)
        code = ord(char)
    if char in "“「『〝":
        return "“"
    if char in "”」』〞":
        return "”"
    if char in "×÷":
        return "\x01"
    if char.isascii() and char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return "a"
    if 0xC0 <= code <= 0x24F:
        return "é"
    if " " <= char <= "~" or char in "。、《》〈〉·—…‘’【】〔〕":
        return char
    if char == "\ufffd" or 0xE000 <= code <= 0xF8FF:
        return "\ufffd"
    # White space as Unicode has it, not as Python does (which adds U+001C to U+001F).
    if char in "\t\n\x0b\x0c\r\x85\u2028\u2029" or unicodedata.category(char) == "Zs":
        return " "
    return "\x01"


def code_table(pairs: bytes) -> dict[str, int]:
    """Bytes by the bits of their codes."""
    lengths = [length for pair in pairs for length in (pair >> 4, pair & 15)]
    table: dict[str, int] = {}
    code = before = 0
    for length, byte in sorted((length, byte) for byte, length in enumerate(lengths) if length):
        code <<= length - before
        before = length
        table[format(code, f"0{length}b")] = byte
        code += 1
    return table


class Model:
    """Reads the bytes into dictionaries from n-grams to log probabilities."""

    def __init__(self, data: bytes) -> None:
        self.at = 8
        self.data = data
        self.step = struct.unpack("<f", self.take(4))[0]
        count, pairs, triples, folds, unknown = struct.unpack("<5I", self.take(20))
        self.symbols: list[str] = [chr(code) for code in self.shorts(count)]
        self.unknown: str = self.symbols[unknown]
        keys, values = self.shorts(folds), self.shorts(folds)
        self.folds = {chr(a): chr(b) for a, b in zip(keys, values, strict=True)}
        self.one = self.named(self.symbols, self.take(count))
        self.one_weight = self.named(self.symbols, self.take(count))
        self.words = self.named(self.symbols, self.take(count))
        lengths = self.lengths(count)
        rows = self.rows([(length, count) for length in lengths])
        followers = {
            first: [self.symbols[i] for i in row]
            for first, row in zip(self.symbols, rows, strict=True)
        }
        bigrams = [first + second for first, row in followers.items() for second in row]
        assert len(bigrams) == pairs
        self.two = self.named(bigrams, self.coded(pairs))
        self.two_weight = self.named(bigrams, self.coded(pairs))
        lengths = self.lengths(pairs)
        rows = self.rows(
            [
                (length, len(followers[pair[1]]))
                for length, pair in zip(lengths, bigrams, strict=True)
            ]
        )
        trigrams = [
            pair + followers[pair[1]][i]
            for pair, row in zip(bigrams, rows, strict=True)
            for i in row
        ]
        assert len(trigrams) == triples
        self.three = self.named(trigrams, self.coded(triples))
        for grams in (bigrams, trigrams):
            marked = struct.unpack("<I", self.take(4))[0]
            chosen = [grams[i] for i in self.rows([(marked, len(grams))])[0]]
            self.words.update(self.named(chosen, self.coded(marked)))
        assert self.at == len(data)

    def named(self, grams: list[str], values: bytes) -> dict[str, float]:
        return {gram: -self.step * value for gram, value in zip(grams, values, strict=True)}

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def shorts(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}H", self.take(2 * count))

    def bits(self) -> str:
        data = self.take(struct.unpack("<I", self.take(4))[0])
        return bin(int.from_bytes(b"\1" + data, "big"))[3:]

    def coded(self, count: int) -> bytes:
        table = code_table(self.take(128))
        bits = self.bits()
        found = bytearray()
        start = end = 0
        while len(found) < count:
            end += 1
            if (byte := table.get(bits[start:end])) is not None:
                found.append(byte)
                start = end
        return bytes(found)

    def lengths(self, count: int) -> list[int]:
        short = self.coded(count)
        long = iter(self.shorts(struct.unpack("<I", self.take(4))[0]))
        return [next(long) if length == 255 else length for length in short]

    def rows(self, sizes: list[tuple[int, int]]) -> list[list[int]]:
        """For each length and number of choices, that many ascending numbers."""
        bits = self.bits()
        at = 0

        def ascending(length: int, low: int, high: int) -> list[int]:
            nonlocal at
            if not length:
                return []
            middle = length // 2
            least, most = low + middle, high - (length - 1 - middle)
            choices = most - least + 1
            # Truncated binary: the first few choices take a bit less.
            width = choices.bit_length() - 1
            short = (2 << width) - choices
            number = int(bits[at : at + width] or "0", 2)
            if number >= short:
                width += 1
                number = int(bits[at : at + width], 2) - short
            at += width
            value = least + number
            return [
                *ascending(middle, low, value - 1),
                value,
                *ascending(length - 1 - middle, value + 1, high),
            ]

        return [ascending(length, 0, choices - 1) for length, choices in sizes]

    def symbol(self, char: str) -> str:
        for form in (char, fold(char)):
            symbol = self.folds.get(form, form)
            if symbol in self.one:
                return symbol
        return self.unknown

    def log_probability(self, a: str, b: str, c: str) -> float:
        if a + b + c in self.three:
            return self.three[a + b + c]
        weight = self.two_weight.get(a + b, 0.0)
        if b + c in self.two:
            return weight + self.two[b + c]
        return weight + self.one_weight[b] + self.one[c]

    def score(self, text: str) -> float:
        a = b = " "
        total = 0.0
        for char in text:
            c = self.symbol(char)
            if c == b == " ":
                continue
            total += self.log_probability(a, b, c)
            a, b = b, c
        return total

    def word_score(self, text: str) -> float:
        best = [0.0] + [-math.inf] * len(text)
        folded = [self.symbol(char) for char in text]
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - 3), end):
                word = "".join(folded[start:end])
                if word in self.words:
                    best[end] = max(best[end], best[start] + self.words[word])
        return best[-1]

    def is_foreign(self, char: str) -> bool:
        return self.symbol(char) in (self.unknown, "\x01")

    def try_everything(self, slots: Slots) -> tuple[float, str] | None:
        """The best reading of GBK slots behind nothing, by trying every choice."""
        best = None
        for chosen in itertools.product(*slots):
            reading = self.read(chosen)
            if reading is None:
                continue
            text, from_bytes = reading
            a = b = " "
            score = -FOREIGN * sum(self.is_foreign(char) for char in from_bytes)
            for char in text:
                c = self.symbol(char)
                score += self.log_probability(a, b, c)
                a, b = b, c
            score -= sum(cost for _, _, cost in chosen)
            total = SHARE * (score + self.word_score(text))
            if best is None or total > best[0]:
                best = (total, text)
        return best

    @staticmethod
    def read(chosen: tuple[tuple[int, bytes, float], ...]) -> tuple[str, str] | None:
        """The text that the choices make, and what of it two bytes made."""
        text, made, held, tail = "", "", b"", b"\0\0"
        for kind, payload, _ in chosen:
            if kind == 3:
                continue
            if kind == 4:
                if tail != payload:
                    return None
                continue
            if (kind == 1) != bool(held):
                return None
            if kind == 0:
                text += payload.decode()
                for char in payload.decode():
                    code = gbk_model.encode(char) or b"\0\0"
                    tail = (tail + code)[-2:]
                continue
            tail = (tail + payload)[-2:]
            for byte in payload:
                held += bytes((byte,))
                if len(held) == 2 or byte < 0x80:
                    char = gbk_model.decode_piece(held)
                    if len(char) != 1 or (char == "?" and held != b"?"):
                        return None
                    made += char if len(held) == 2 else ""
                    text, held = text + char, b""
        return None if held else (text, made)
