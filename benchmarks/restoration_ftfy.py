"""The cases of ftfy: what it repairs, and what it leaves alone, beside what kxclean does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.restoration_shifts import REPAIR_ALONE
from ftfy import TextFixerConfig, fix_encoding

import kxclean

__all__ = ["compare"]


def compare(paths: Sequence[str]) -> Iterator[tuple[str, list[int], list[str]]]:
    """For each file of cases: its name, the counts, and the labels where only ftfy is right.

    The counts are the cases, those that ftfy gets right, those that kxclean does, and the texts
    that kxclean made into something that is neither the source nor what is expected.
    """
    config = TextFixerConfig(unescape_html=False)
    for path in paths:
        cases = json.loads(Path(path).read_text("utf-8"))
        counts = [len(cases), 0, 0, 0]
        listed = []
        for case in cases:
            source, wanted = case["original"], case.get("fixed-encoding", case["fixed"])
            theirs = fix_encoding(source, config)
            ours = kxclean.clean(source, **REPAIR_ALONE).text
            counts[1] += theirs == wanted
            counts[2] += ours == wanted
            counts[3] += ours not in (source, wanted)
            if theirs == wanted != ours:
                listed.append(case["label"])
                print(f"{source!r} gave {ours!r}, wanted {wanted!r}", file=sys.stderr)
        yield Path(path).name, counts, listed
