"""Paragraphs that are long, distinct and look like prose, and documents of them."""

from __future__ import annotations

import random
from functools import cache

from hypothesis import strategies as st

_FIRST, _LAST = 0x4E00, 0x5E00


@cache
def paragraph(seed: int) -> str:
    """Two to six phrases of 14 to 20 Han characters; another seed, another paragraph."""
    source = random.Random(seed)  # noqa: S311 - for tests
    phrases = [
        "".join(chr(source.randrange(_FIRST, _LAST)) for _ in range(source.randrange(14, 21)))
        for _ in range(source.randrange(3, 7))
    ]
    return "，".join(phrases) + "。"


seeds = st.integers(0, 10**9)
distinct_paragraphs = st.lists(seeds, min_size=1, max_size=8, unique=True).map(
    lambda numbers: [paragraph(number) for number in numbers]
)
breaks = st.sampled_from(["\n", "\n\n", "\r\n", "\n 　\n"])

#: Lines from a small stock, so that everything repeats: paragraphs, one of them damaged and one
#: with another figure, and short lines.
_STOCK = (
    paragraph(1),
    paragraph(2),
    paragraph(3),
    paragraph(1)[:20] + "?" + paragraph(1)[21:],
    paragraph(1)[:20] + "\ufffd" + paragraph(1)[21:],
    paragraph(2)[:30] + "50次" + paragraph(2)[30:],
    paragraph(2)[:30] + "62次" + paragraph(2)[30:],
    "标题",
    "前进！前进！",
    "|||",
    "",
)
repetitive_texts = st.lists(st.sampled_from(_STOCK), max_size=14).map("\n".join)
