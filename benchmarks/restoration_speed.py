"""What repair costs: on clean text beside the scan it needs, on damaged pages in milliseconds.

Each figure is the best of several rounds; the twins are measured in turn with it.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence

from benchmarks.restoration_shifts import REPAIR_ALONE
from benchmarks.restoration_texts import drawn_by

import kxclean
from kxclean import _native, repair
from kxclean.rule import Context, Findings, enabled_rules
from kxclean.testing.damage import KINDS, gbk_damage, mojibake

__all__ = ["clean_rates", "page_times"]

#: Characters of the damaged pages, as the bar names them.
PAGE = 3000


def clean_rates(texts: Sequence[str], rounds: int) -> list[tuple[str, float]]:
    """MB/s of UTF-8 over clean texts: twins that only read, the scan, and the repair stage."""
    config = kxclean.Config()
    rules = enabled_rules(kxclean.rules(), config)

    def run_repair(text: str) -> list[Findings]:
        context = Context(config, rules, text)
        return [one(text, context) for one in repair.PASSES]

    cleaner = kxclean.Cleaner(REPAIR_ALONE)
    sources = [text.encode() for text in texts]
    table = str.maketrans({"\0": ""})
    works: dict[str, Callable[[], object]] = {
        "bytes.count": lambda: [source.count(b"?") for source in sources],
        "str.translate": lambda: [text.translate(table) for text in texts],
        "the scan": lambda: [_native.scan(text) for text in texts],
        "the repair stage with its scan": lambda: [run_repair(text) for text in texts],
        "clean, repair alone": lambda: [cleaner.clean(text) for text in texts],
    }
    best = dict.fromkeys(works, float("inf"))
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            best[name] = min(best[name], time.perf_counter() - start)
    size = sum(map(len, sources)) / 1e6
    return [(name, size / seconds) for name, seconds in best.items()]


def page_times(texts: Sequence[str], seed: int, rounds: int) -> list[tuple[str, list[float]]]:
    """Milliseconds a page of 3,000 characters, by damage; the best of the rounds for each page."""
    rng = drawn_by(seed)
    pages = [text[:PAGE] for text in texts]
    kinds: dict[str, list[str]] = {
        "glosses and frame shifts": [gbk_damage(page, rng.randrange(2**32)).text for page in pages],
        "glosses, full width": [
            gbk_damage(page, rng.randrange(2**32), fold=False, keep_private=True).text
            for page in pages
        ],
    }
    for kind in KINDS:
        damaged = [
            mojibake(page, rng.randrange(2**32), kind=kind, scope="line", share=0.3)
            for page in pages
        ]
        struck = [one.text for one in damaged if one.places]
        if struck:
            kinds[f"{kind}, three lines in ten"] = struck
    cleaner = kxclean.Cleaner(REPAIR_ALONE)
    found = []
    for name, damaged_pages in kinds.items():
        best = [float("inf")] * len(damaged_pages)
        for _ in range(rounds):
            for number, page in enumerate(damaged_pages):
                start = time.perf_counter()
                cleaner.clean(page)
                best[number] = min(best[number], time.perf_counter() - start)
        found.append((name, sorted(1000 * seconds for seconds in best)))
    return found


def quantiles(times: Sequence[float]) -> tuple[float, float, float, float]:
    """Mean, median, nineteen in twenty, and the slowest."""
    return (
        statistics.fmean(times),
        times[len(times) // 2],
        times[min(len(times) - 1, len(times) * 19 // 20)],
        times[-1],
    )
