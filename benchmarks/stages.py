"""MB/s of decoding, of each stage and of the whole, beside `str.translate` over the same text.

One thread. The texts are pages of about 3,000 characters cut from the seeds: as found (damaged) and
cleaned (clean). A stage is timed on the text as the stages before it leave it. Each figure is the
best of several passes over all pages, and is printed with its ratio to `str.translate`, which is
measured in turn with it.

    python benchmarks/stages.py [--pages 200] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import kxclean
from kxclean.cleaner import _STAGES
from kxclean.decode import decode
from kxclean.ledger import Ledger
from kxclean.rule import Context, Pass, enabled_rules

SEEDS = Path(__file__).parent.parent / "seeds"
PAGE = 3000
TABLE = str.maketrans({chr(c): chr(c) for c in range(0x20, 0x7F)})


def pages(texts: Sequence[str], count: int) -> list[str]:
    """Pages of whole lines, about `PAGE` characters each, cycled to `count`."""
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
    return [cut[i % len(cut)] for i in range(count)]


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest of `rounds` calls."""
    fastest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest


def run_pass(one: Pass, text: str, context: Context) -> str:
    """The text after one pass, its edits made and applied as the cleaner does it."""
    found = one(text, context)
    change = found.native
    if change is None:
        edits = [edit for edit in found.settled() if edit.safety.value == "safe"]
        change = Ledger.from_edits(text, edits) if edits else None
    return change.apply(text) if change else text


def run_stage(passes: Sequence[Pass], texts: Sequence[str]) -> list[str]:
    """The texts after one stage."""
    config = kxclean.Config()
    rules = enabled_rules(kxclean.rules(), config)
    done = []
    for text in texts:
        current = text
        for one in passes:
            current = run_pass(one, current, Context(config, rules, current))
        done.append(current)
    return done


def measure(name: str, texts: list[str], rounds: int) -> None:
    """Prints the table for one set of pages."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n{name}: {len(texts)} pages, {size:.2f} MB of UTF-8")
    print(f"{'':<14}{'MB/s':>10}{'ratio to str.translate':>26}")

    def line(label: str, work: Callable[[], object]) -> None:
        base = best(lambda: [text.translate(TABLE) for text in texts], rounds)
        seconds = best(work, rounds)
        print(f"{label:<14}{size / seconds:>10.1f}{base / seconds:>26.2f}")

    base = best(lambda: [text.translate(TABLE) for text in texts], rounds)
    print(f"{'str.translate':<14}{size / base:>10.1f}{1:>26.2f}")
    sources = [text.encode() for text in texts]
    line("decode", lambda: [decode(source) for source in sources])
    current = texts
    for stage, passes in _STAGES:
        line(stage, lambda passes=passes, current=current: run_stage(passes, current))  # type: ignore[misc]
        current = run_stage(passes, current)
    cleaner = kxclean.Cleaner()
    line("whole clean", lambda: [cleaner.clean(text) for text in texts])


def import_times(rounds: int) -> tuple[float, float]:
    """Best milliseconds of an interpreter that imports kxclean, and of one that imports nothing."""

    def start(code: str) -> float:
        command = [sys.executable, "-c", code]
        # As installed packages are: with their bytecode written.
        env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        subprocess.run(command, check=True, env=env)
        return best(lambda: subprocess.run(command, check=True, env=env), rounds) * 1000

    return start("import kxclean"), start("pass")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(
        f"kxclean {kxclean.__version__}, Python {platform.python_version()}, {platform.machine()}"
    )
    loaded, bare = import_times(options.rounds)
    print(f"import kxclean: {loaded - bare:.0f} ms beyond the {bare:.0f} ms of a bare interpreter")
    found = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    measure("damaged (seeds as found)", pages(found, options.pages), options.rounds)
    clean = [kxclean.clean(text).text for text in found]
    measure("clean (seeds cleaned)", pages(clean, options.pages), options.rounds)


if __name__ == "__main__":
    main()
