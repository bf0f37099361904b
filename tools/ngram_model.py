"""Turns counts into a pruned back-off model; for `build_language_model.py`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tools.ngram_counts import ACCENTED, OTHER, UNKNOWN, Codes, Keys, Numbers, Table, keys_of

#: Taken from each count and given to what was not seen (Ney, Essen and Kneser 1994).
DISCOUNT = 0.75
#: What the classes below stand for has so many members, each as likely as the other.
_MEMBERS = {ACCENTED: 60.0}
#: Probability of a character of a script or a kind that Chinese text does not have.
_FOREIGN = 1e-7
#: About so many Han characters are in no vocabulary.
_UNKNOWN_HAN = 20_000
_LOW16 = np.uint64(0xFFFF)
_LOW32 = np.uint64(0xFFFFFFFF)
_16 = np.uint64(16)

Flags = npt.NDArray[np.bool_]


def find(keys: Keys, wanted: Keys) -> tuple[npt.NDArray[np.intp], Flags]:
    """Where each of `wanted` stands in ascending `keys`, and whether it does."""
    at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    return at, (keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool))


@dataclass
class Order:
    """The kept n-grams of one order, ascending, with their probabilities."""

    keys: Keys
    probability: Numbers


class Model:
    """Unigrams, and the bigrams and trigrams that were kept, in back-off form."""

    def __init__(
        self,
        tables: list[Table],
        vocabulary: list[str],
        sizes: tuple[int, int],
        wanted: tuple[Keys, Keys],
        exponent: float,
    ) -> None:
        self.vocabulary = vocabulary
        self.exponent = exponent
        self.one = self._unigrams(tables[0])
        self.weight_one = np.ones(0x1_0000)
        self.weight_two = np.ones(0)
        self.two = Order(np.zeros(0, np.uint64), np.zeros(0))
        self.three = Order(np.zeros(0, np.uint64), np.zeros(0))
        plain = np.ones(0x1_0000, dtype=bool)
        plain[[ord(UNKNOWN), ord(OTHER)]] = False
        table = tables[1]
        heads, tails = table.keys >> _16, table.keys & _LOW16
        full, seen = self._interpolated(table, heads, self.one[tails])
        fits = plain[heads] & plain[tails]
        kept = self._worthy(table, full, self.one[tails], fits, (sizes[0], wanted[0]))
        self.two = Order(table.keys[kept], full[kept])
        self.weight_one[seen] = self._weights(heads[kept], seen, full[kept], self.one[tails[kept]])
        table = tables[2]
        heads, tails = table.keys >> _16, table.keys & _LOW32
        lower = self.bigrams(tails)
        full, seen = self._interpolated(table, heads, lower)
        # The file stores a trigram under the bigrams that it is made of.
        fits = find(self.two.keys, heads)[1] & find(self.two.keys, tails)[1]
        kept = self._worthy(table, full, lower, fits, (sizes[1], wanted[1]))
        self.three = Order(table.keys[kept], full[kept])
        self.weight_two = self._weights(heads[kept], self.two.keys, full[kept], lower[kept])

    def _unigrams(self, table: Table) -> Numbers:
        counts = np.zeros(0x1_0000)
        counts[table.keys] = table.counts
        one: Numbers = np.maximum(counts, 0.5) / counts.sum()
        one[ord(UNKNOWN)] /= _UNKNOWN_HAN
        one[ord(OTHER)] = _FOREIGN
        for char, members in _MEMBERS.items():
            one[ord(char)] /= members
        return one

    def _interpolated(self, table: Table, heads: Keys, lower: Numbers) -> tuple[Numbers, Keys]:
        """The probability of each n-gram, all of them counted, and the histories."""
        seen, at = np.unique(heads, return_inverse=True)
        total = np.bincount(at, table.counts)
        kinds = np.bincount(at, np.minimum(table.counts, DISCOUNT))
        found = np.maximum(table.counts - DISCOUNT, 0.0) / total[at] + (kinds / total)[at] * lower
        for char, members in _MEMBERS.items():
            found[table.keys & _LOW16 == ord(char)] /= members
        return found, seen

    def _worthy(
        self, table: Table, full: Numbers, lower: Numbers, fits: Flags, limit: tuple[int, Keys]
    ) -> Flags:
        """The n-grams that make the most difference, and those that are wanted in any case.

        `limit` is how many are kept, and the wanted ones.
        """
        size, wanted = limit
        worth = table.counts**self.exponent * np.abs(np.log(full / lower))
        worth[~fits | (table.counts < 1.5)] = -1.0
        worth[find(np.sort(wanted), table.keys)[1] & fits] = np.inf
        kept = np.zeros(len(worth), dtype=bool)
        kept[np.argpartition(-worth, min(size, len(worth) - 1))[:size]] = True
        kept &= worth > 0
        return kept

    @staticmethod
    def _weights(heads: Keys, histories: Keys, found: Numbers, lower: Numbers) -> Numbers:
        at, _ = find(histories, heads)
        seen = np.bincount(at, found, len(histories))
        below = np.bincount(at, lower, len(histories))
        return np.maximum(1e-9, 1 - seen) / np.maximum(1e-9, 1 - below)

    def bigrams(self, keys: Keys) -> Numbers:
        """Probabilities of the second symbols behind the first."""
        at, known = find(self.two.keys, keys)
        far = self.weight_one[keys >> _16] * self.one[keys & _LOW16]
        return np.where(known, self.two.probability[at], far)

    def trigrams(self, keys: Keys) -> Numbers:
        """Probabilities of the third symbols behind the others."""
        at, known = find(self.three.keys, keys)
        history, weighted = find(self.two.keys, keys >> _16)
        far = np.where(weighted, self.weight_two[history], 1.0) * self.bigrams(keys & _LOW32)
        return np.where(known, self.three.probability[at], far)

    def perplexity(self, texts: list[Codes]) -> float:
        """Perplexity of texts a symbol; what is foreign or unknown is not counted."""
        nats = count = 0.0
        for text in texts:
            keys = keys_of(text, 3)
            last = keys & _LOW16
            keys = keys[(last != ord(UNKNOWN)) & (last != ord(OTHER))]
            nats -= float(np.log(self.trigrams(keys)).sum())
            count += len(keys)
        return float(np.exp(nats / max(1.0, count)))
