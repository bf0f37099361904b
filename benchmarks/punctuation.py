"""MB/s of the punctuation pass with its ledger, beside autocorrect, on the same text in turn.

One thread. kxclean's figure is for the whole pass as the cleaner runs it: scan, kernel, edits
applied; the second one adds what is only proposed. autocorrect (PyPI `autocorrect-py`, of which
this is no dependency) returns text alone, and also puts blanks between Chinese and Latin. Without
it only kxclean is measured.

    python benchmarks/punctuation.py [--text FILE ...] [--rounds 9]

Without `--text` the texts are the seeds, as found and cleaned. A file may be plain text; one that
ends with `.jsonl` has a record a line whose `text` is used.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import kxclean
from kxclean.normalise.punctuation import DOUBTS, PUNCTUATION
from kxclean.rule import Context, Pass, enabled_rules

SEEDS = Path(__file__).parent.parent / "seeds"
PAGE = 3000


def pages(texts: Sequence[str]) -> list[str]:
    """Pages of whole lines, about `PAGE` characters each: documents as they come."""
    cut: list[str] = []
    for text in texts:
        page = ""
        for line in text.splitlines(keepends=True):
            page += line
            if len(page) >= PAGE:
                cut.append(page)
                page = ""
        if page:
            cut.append(page)
    return cut


def read(path: Path) -> list[str]:
    """The texts of a file."""
    content = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in content.splitlines()]
    return [content]


def passed(passes: Sequence[Pass], texts: Sequence[str]) -> list[str]:
    """The texts after the passes, edits made and applied as the cleaner does it."""
    config = kxclean.Config()
    rules = enabled_rules(kxclean.rules(), config)
    done = []
    for text in texts:
        current = text
        for one in passes:
            change = one(current, Context(config, rules, current)).native
            current = change.apply(current) if change else current
        done.append(current)
    return done


def workers() -> dict[str, Callable[[Sequence[str]], object]]:
    """What is measured, by name."""
    found: dict[str, Callable[[Sequence[str]], object]] = {
        "kxclean": lambda texts: passed((PUNCTUATION,), texts),
        "kxclean with proposals": lambda texts: passed((PUNCTUATION, DOUBTS), texts),
    }
    try:
        peer = importlib.import_module("autocorrect_py")
    except ImportError:
        print("autocorrect is not installed (pip install autocorrect-py): measured without it")
    else:
        version = importlib.metadata.version("autocorrect-py")
        found[f"autocorrect {version}"] = lambda texts: [peer.format(text) for text in texts]
    return found


def measure(name: str, texts: list[str], rounds: int) -> None:
    """Prints the best of `rounds` turns of each worker."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n{name}: {len(texts)} pages, {size:.2f} MB of UTF-8")
    work = workers()
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for label, run in work.items():
            start = time.perf_counter()
            run(texts)
            best[label] = min(best[label], time.perf_counter() - start)
    for label, seconds in best.items():
        ratio = best["kxclean"] / seconds
        print(f"{label:<26}{size / seconds:>8.1f} MB/s{ratio:>8.2f} of kxclean")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    print(
        f"kxclean {kxclean.__version__}, Python {platform.python_version()}, {platform.machine()}"
    )
    if options.text:
        for path in options.text:
            measure(path.name, pages(read(path)), options.rounds)
        return
    found = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    measure("damaged (seeds as found)", pages(found) * 5, options.rounds)
    clean = [kxclean.clean(text).text for text in found]
    measure("clean (seeds cleaned)", pages(clean) * 5, options.rounds)


if __name__ == "__main__":
    main()
