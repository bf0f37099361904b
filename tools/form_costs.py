"""Writes `src/kxclean/repair/data/forms.tsv`: how rarely a form is used in traditional text.

    python -m tools.form_costs --text news.jsonl meetings.jsonl laws_hant.jsonl.zst

The language model folds traditional characters to simplified ones, so that 大傢 reads like 大家.
What that hides is put back here: for each character that shares its simplified form with a commoner
one, the nats by which it is the rarer. Texts are traditional, one JSON object a line with a member
`text`, or plain; they are those of the language model (`tools/language_model.toml`). Pages that
were converted from simplified text use other forms than native ones (裏 for 裡): the words of
`jieba` (MIT), converted by OpenCC's dictionaries, count as much as all texts.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from tools.character_frequency import convert, dictionary
from tools.ngram_counts import documents, is_han

from kxclean.repair import variants

TARGET = Path(__file__).parent.parent / "src/kxclean/repair/data/forms.tsv"
#: Occurrences added to each form, and to the one that OpenCC names first.
PRIOR, PRIOR_FIRST = 0.5, 20.0
#: A form costs at most as much as a character of the other script, and nothing below the least.
MOST, LEAST = 8.0, 0.5


def converted() -> Counter[str]:
    """Characters of jieba's words by frequency, in OpenCC's forms and in those of Taiwan."""
    phrases, characters = dictionary("STPhrases"), dictionary("STCharacters")
    taiwan = dictionary("TWVariants")
    found: Counter[str] = Counter()
    for line in (files("jieba") / "dict.txt").read_text("utf-8").splitlines():
        word, count = line.split(" ")[:2]
        standard = convert(word, phrases, characters)
        for text in (standard, convert(standard, {}, taiwan)):
            for char in text:
                found[char] += int(count)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    native: Counter[str] = Counter()
    for path in options.text:
        for text in documents(path):
            native.update(filter(is_han, text))
    counts = [native, converted()]
    kinds: dict[str, set[str]] = defaultdict(set)
    for char, form in variants.to_simplified().items():
        if len(char) == len(form) == 1:
            kinds[form] |= {char, form}
    lines = []
    for form, kind in sorted(kinds.items()):
        first = variants.traditional_forms().get(form, (form,))[0]
        shares: defaultdict[str, float] = defaultdict(float)
        for count in counts:
            weights = {c: count[c] + PRIOR + PRIOR_FIRST * (c == first) for c in kind}
            for char, weight in weights.items():
                shares[char] += weight / sum(weights.values()) / len(counts)
        best = max(shares.values())
        for char in sorted(kind):
            cost = min(MOST, math.log(best / shares[char]))
            if cost >= LEAST:
                lines.append(f"{char}\t{cost:.1f}\n")
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
