"""Writes src/kxclean/words.txt: the common words that show where a line broke a word.

Source: `jieba/dict.txt` of jieba 0.42.1 (MIT), which lists words with their frequencies. Kept are
words of one to four Han characters that occur at least 100 times there, grouped by their cost in
bits (the rounded negative logarithm of their share).

    python tools/common_words.py path/to/jieba/dict.txt src/kxclean/words.txt
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

_LEAST = 100  # occurrences; 65,857 words at 30 find no more broken words than 35,842 at 100
_HEADER = """\
# Common Chinese words by their cost in bits, for kxclean.words.
# Made by tools/common_words.py from the dictionary of jieba 0.42.1 (https://github.com/fxsjy/jieba),
# which is under the MIT licence:
#
# Copyright (c) 2013 Sun Junyi
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
# associated documentation files (the "Software"), to deal in the Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute,
# sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
# furnished to do so, subject to the following conditions:
#
# The above copyright notice and this permission notice shall be included in all copies or
# substantial portions of the Software.
#
# THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
# NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
# NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
# DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
# OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def main(source: str, target: str) -> None:
    counts: dict[str, int] = {}
    for row in Path(source).read_text("utf-8").splitlines():
        word, count, *_ = row.split()
        if int(count) >= _LEAST and len(word) <= 4 and all("一" <= c <= "鿿" for c in word):
            counts[word] = int(count)
    total = sum(counts.values())
    groups: dict[int, list[str]] = {}
    for word, times in counts.items():
        groups.setdefault(round(math.log2(total / times)), []).append(word)
    rows = [f"{cost} {' '.join(sorted(groups[cost]))}\n" for cost in sorted(groups)]
    Path(target).write_text(_HEADER + "".join(rows), "utf-8")
    print(f"{len(counts)} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
