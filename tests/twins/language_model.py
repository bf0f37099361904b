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
    if (char.isascii() and char.isalpha()) or 0xC0 <= code <= 0x24F:
        return "a"
    if " " <= char <= "~" or char in "。、《》〈〉·—…‘’【】〔〕":
        return char
    if char == "\ufffd" or 0xE000 <= code <= 0xF8FF:
        return "\ufffd"
    # White space as Unicode has it, not as Python does (which adds U+001C to U+001F).
    if char in "\t\n\x0b\x0c\r\x85\u2028\u2029" or unicodedata.category(char) == "Zs":
        return " "
    return "\x01"


class Model:
    """Reads the bytes into dictionaries from n-grams to log probabilities."""

    def __init__(self, data: bytes) -> None:
        self.at = 8
        self.data = data
        step = struct.unpack("<f", self.take(4))[0]
        count, pairs, triples, folds, unknown = struct.unpack("<5I", self.take(20))
        self.symbols = [chr(code) for code in self.shorts(count)]
        self.unknown = self.symbols[unknown]
        keys, values = self.shorts(folds), self.shorts(folds)
        self.folds = {chr(a): chr(b) for a, b in zip(keys, values, strict=True)}
        self.one = dict(zip(self.symbols, self.nats(step, count), strict=True))
        self.one_weight = dict(zip(self.symbols, self.nats(step, count), strict=True))
        firsts = [s for s in self.symbols for _ in range(self.varint())]
        seconds = [self.symbols[i] for i in self.shorts(pairs)]
        bigrams = [a + b for a, b in zip(firsts, seconds, strict=True)]
        self.two = dict(zip(bigrams, self.nats(step, pairs), strict=True))
        self.two_weight = dict(zip(bigrams, self.nats(step, pairs), strict=True))
        heads = [pair for pair in bigrams for _ in range(self.varint())]
        thirds = [self.symbols[i] for i in self.shorts(triples)]
        trigrams = [a + b for a, b in zip(heads, thirds, strict=True)]
        self.three = dict(zip(trigrams, self.nats(step, triples), strict=True))
        self.words = dict(zip(self.symbols, self.nats(step, count), strict=True))
        for grams in (bigrams, trigrams):
            bits = self.take(-(-len(grams) // 8))
            chosen = [gram for i, gram in enumerate(grams) if bits[i // 8] >> i % 8 & 1]
            words = zip(chosen, self.nats(step, len(chosen)), strict=True)
            # The greatest value stands for no word.
            self.words.update((word, nats) for word, nats in words if nats > -254.5 * step)
        assert self.at == len(data)

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]

    def shorts(self, count: int) -> tuple[int, ...]:
        return struct.unpack(f"<{count}H", self.take(2 * count))

    def nats(self, step: float, count: int) -> list[float]:
        return [-step * byte for byte in self.take(count)]

    def varint(self) -> int:
        number = shift = 0
        while True:
            byte = self.take(1)[0]
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    def symbol(self, char: str) -> str:
        symbol = fold(char)
        symbol = self.folds.get(symbol, symbol)
        return symbol if symbol in self.one else self.unknown

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
