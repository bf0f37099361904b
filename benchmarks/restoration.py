"""How much damaged text comes back: shares of characters, pages, frame shifts and spans; speed.

    python -m benchmarks.restoration [--text FILE...] [--seed N] [--parts shifts mojibake...]

Texts and tables are drawn at random; `--seed` repeats a run. Texts are the files named with
`--text` (`.txt`, `.jsonl` or `.jsonl.zst` with the member `text`), and without it the five sources
of the repository, cleaned. A text of the other script is converted.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from benchmarks import restoration_mojibake as mojibake
from benchmarks import restoration_shifts as shifts
from benchmarks import restoration_speed
from benchmarks.restoration_texts import Library, drawn_by, pages, read, shipped

import kxclean

#: Characters of a page, as the bars name them.
SHORTEST, LONGEST = 1500, 4000


def _one_page(setup: shifts.Setup, task: tuple[str, int]) -> shifts.Score:
    text, seed = task
    page = shifts.damage(text, setup, seed)
    return shifts.score(page, shifts.restore(page))


def measure_shifts(libraries: Sequence[Library], options: argparse.Namespace) -> list[str]:
    """The table of glosses and frame shifts."""
    lines = [
        "| text | site | pages | exact | characters right | shifts gone | false | suggested |",
        "|---|---|---|---|---|---|---|---|",
    ]
    with Pool(options.jobs) as pool:
        for library in libraries:
            traditional = library.in_script("traditional")
            for setup in shifts.SETUPS:
                if options.setups and not any(name in setup.name for name in options.setups):
                    continue
                rng = drawn_by(options.seed, setup.name, library.name)
                texts = pages(
                    traditional, options.pages, rng, gbk=True, shortest=SHORTEST, longest=LONGEST
                )
                tasks = [(text, rng.randrange(2**32)) for text in texts]
                total = shifts.Score()
                for one in pool.imap(partial(_one_page, setup), tasks):
                    total.add(one)
                lines.append(
                    f"| {library.name} | {setup.name} | {total.pages} "
                    f"| {total.exact / total.pages:.1%} "
                    f"| {1 - total.wrong / max(1, total.characters):.4%} "
                    f"| {total.gone / max(1, total.shifts):.2%} of {total.shifts} "
                    f"| {total.false} | {total.suggested} |"
                )
                print(lines[-1], file=sys.stderr, flush=True)
                for seen in total.seen[: options.show]:
                    print(seen, file=sys.stderr)
    return lines


def _one_text(setup: mojibake.Setup, task: tuple[str, int]) -> mojibake.Score:
    return mojibake.score(task[0], setup, task[1])


def measure_mojibake(libraries: Sequence[Library], options: argparse.Namespace) -> list[str]:
    """The table of encoding mix-ups."""
    lines = [
        "| text | script | mix-up | pieces | exact | bytes lost | exact | wrong | worse | harmed |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    with Pool(options.jobs) as pool:
        for library in libraries:
            for script in ("simplified", "traditional"):
                converted = library.in_script(script)
                for setup in mojibake.SETUPS:
                    if options.setups and not any(name in setup.name for name in options.setups):
                        continue
                    rng = drawn_by(options.seed, setup.name, library.name, script)
                    texts = pages(
                        converted, options.pages, rng, gbk=True, shortest=SHORTEST, longest=LONGEST
                    )
                    tasks = [(text, rng.randrange(2**32)) for text in texts]
                    total = mojibake.Score()
                    for one in pool.imap(partial(_one_text, setup), tasks):
                        total.add(one)
                    if not total.whole + total.lost:
                        continue
                    lines.append(
                        f"| {library.name} | {script} | {setup.name} "
                        f"| {total.whole} | {share(total.whole_exact, total.whole)} "
                        f"| {total.lost} | {share(total.lost_exact, total.lost)} "
                        f"| {total.wrong} | {total.worse} | {total.harmed} |"
                    )
                    print(lines[-1], file=sys.stderr, flush=True)
                    for seen in total.seen[: options.show]:
                        print(seen, file=sys.stderr)
    return lines


def share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{part / whole:.2%}" if whole else "—"


def _repair_edits(text: str) -> tuple[int, list[str]]:
    """Characters read, and every repair edit or suggestion of an undamaged text."""
    cleaned = kxclean.clean(text, **shifts.REPAIR_ALONE)
    listed = []
    for label, edits in (("edit", cleaned.ledger.edits), ("suggestion", cleaned.suggestions)):
        for edit in edits:
            around = text[max(0, edit.start - 12) : edit.end + 12]
            listed.append(
                f"{label} {edit.rule}: {edit.removed!r} to {edit.replacement!r} in {around!r}"
            )
    return len(text.encode()), listed


def measure_clean(libraries: Sequence[Library], options: argparse.Namespace) -> list[str]:
    """Every repair edit of undamaged text, listed."""
    lines = ["| text | MB | documents | repair edits | suggestions |", "|---|---|---|---|---|"]
    listed: list[str] = []
    with Pool(options.jobs) as pool:
        for library in libraries:
            size = 0
            found: list[str] = []
            for characters, edits in pool.imap(_repair_edits, library.texts, chunksize=8):
                size += characters
                found += edits
            edits_only = sum(one.startswith("edit") for one in found)
            lines.append(
                f"| {library.name} | {size / 1e6:.1f} | {len(library.texts)} | {edits_only} "
                f"| {len(found) - edits_only} |"
            )
            listed += [f"- {library.name}: {one}" for one in found]
    return [*lines, "", *listed]


def measure_speed(libraries: Sequence[Library], options: argparse.Namespace) -> list[str]:
    """MB/s over clean text and milliseconds a damaged page."""
    lines = []
    for library in libraries:
        rng = drawn_by(options.seed, "speed", library.name)
        traditional = library.in_script("traditional")
        texts = pages(
            traditional,
            options.pages,
            rng,
            gbk=True,
            shortest=restoration_speed.PAGE,
            longest=restoration_speed.PAGE + 100,
        )
        lines += [
            "",
            f"| {library.name}: clean pages | MB/s | ratio to the scan |",
            "|---|---|---|",
        ]
        rates = restoration_speed.clean_rates(texts, options.rounds)
        scan = dict(rates)["the scan"]
        lines += [f"| {name} | {rate:.0f} | {rate / scan:.2f} |" for name, rate in rates]
        lines += [
            "",
            f"| {library.name}: ms a damaged page | mean | median | 95 % | slowest |",
            "|---|---|---|---|---|",
        ]
        for name, times in restoration_speed.page_times(
            texts, rng.randrange(2**32), options.rounds
        ):
            values = " | ".join(f"{value:.1f}" for value in restoration_speed.quantiles(times))
            lines.append(f"| {name} | {values} |")
    return lines


PARTS = {
    "shifts": measure_shifts,
    "mojibake": measure_mojibake,
    "clean": measure_clean,
    "speed": measure_speed,
}


def record(lines: Sequence[str]) -> Path:
    """Writes the run into `benchmarks/record/`, named for the day."""
    day = time.strftime("%Y-%m-%d")
    path = Path(__file__).parent / "record" / f"{day}-restoration.md"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", nargs="+", metavar="FILE", help="sound texts")
    parser.add_argument("--seed", type=int, default=None, help="repeats a run")
    parser.add_argument("--pages", type=int, default=40, help="pages a row")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the speed part")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--setups", nargs="+", metavar="WORD", help="rows whose name holds a word")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="wrong places of a row to show"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--record", action="store_true", help="write benchmarks/record/")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(2**32)
    libraries = read(options.text) if options.text else shipped()
    names = ", ".join(f"{one.name} ({len(one):,} characters)" for one in libraries)
    machine = (
        f"kxclean {kxclean.__version__}, Python {platform.python_version()}, {platform.machine()}, "
        f"{os.cpu_count()} cores. Texts: {names}."
    )
    words = [Path(word).name if "/" in word else word for word in sys.argv[1:]]
    lines = [
        f"# {time.strftime('%Y-%m-%d')}, restoration",
        "",
        f"`python -m benchmarks.restoration {' '.join(words)}`; seed {options.seed}",
        "",
        machine,
        "" if options.text else "No text was named: this is the five sources, cleaned.",
    ]
    for part in options.parts:
        start = time.perf_counter()
        found = PARTS[part](libraries, options)
        lines += ["", f"## {part}", "", *found, "", f"{time.perf_counter() - start:.0f} s"]
    print("\n".join(lines))
    if options.record:
        print(f"recorded in {record(lines)}", file=sys.stderr)


if __name__ == "__main__":
    main()
