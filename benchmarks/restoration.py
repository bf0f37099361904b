"""How much damaged text comes back: shares of characters, pages, frame shifts and spans; speed.

    python -m benchmarks.restoration [--text FILE...] [--seed N] [--parts shifts mojibake...]

Texts and tables are drawn at random; `--seed` repeats a run. Texts are the files named with
`--text` (`.txt`, `.jsonl` or `.jsonl.zst` with the member `text`), and without it the five sources
of the repository, cleaned. A text of the other script is converted. The bars that restoration has
to reach stand at the end, each with what was measured.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path

from benchmarks import restoration_mojibake as mojibake
from benchmarks import restoration_shifts as shifts
from benchmarks import restoration_speed
from benchmarks.restoration_texts import Library, drawn_by, pages, read, shipped

import kxclean
from kxclean.repair.tidy import TIDY

#: Characters of a page, as the bars name them.
SHORTEST, LONGEST = 1500, 4000


@dataclass(slots=True)
class Part:
    """What one part found: lines of Markdown, and bars as `(what, wanted, found, reached)`."""

    lines: list[str] = field(default_factory=list)
    bars: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def row(self, line: str) -> None:
        """Adds a row, and shows it while the run goes on."""
        self.lines.append(line)
        print(line, file=sys.stderr, flush=True)

    def bar(self, what: str, wanted: str, found: str, *, reached: bool) -> None:
        """Notes a bar."""
        self.bars.append((what, wanted, found, reached))


def _one_page(setup: shifts.Setup, task: tuple[str, int]) -> shifts.Score:
    text, seed = task
    page = shifts.damage(text, setup, seed)
    return shifts.score(page, shifts.restore(page))


def measure_shifts(libraries: Sequence[Library], options: argparse.Namespace) -> Part:
    """The table of glosses and frame shifts."""
    part = Part()
    part.row("| text | site | pages | exact | characters right | shifts gone | false | suggested |")
    part.row("|---|---|---|---|---|---|---|---|")
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
                exact, right, gone = total.shares
                part.row(
                    f"| {library.name} | {setup.name} | {total.pages} | {exact:.1%} | {right:.4%} "
                    f"| {gone:.2%} of {total.shifts} | {total.false} | {total.suggested} |"
                )
                for seen in total.seen[: options.show]:
                    print(seen, file=sys.stderr)
                where = f"{library.name}, {setup.name}"
                part.bar(
                    where,
                    "99.99 %, 90 %, 98 %, 0",
                    f"{right:.3%}, {exact:.1%}, {gone:.1%}, {total.false}",
                    reached=right >= 0.9999 and exact >= 0.9 and gone >= 0.98 and not total.false,
                )
    return part


def _one_text(setup: mojibake.Setup, task: tuple[str, int]) -> mojibake.Score:
    return mojibake.score(task[0], setup, task[1])


def measure_mojibake(libraries: Sequence[Library], options: argparse.Namespace) -> Part:
    """The table of encoding mix-ups."""
    part = Part()
    part.row(
        "| text | script | mix-up | pieces | exact | bytes lost | exact | characters | wrong "
        "| worse | harmed |"
    )
    part.row("|---|---|---|---|---|---|---|---|---|---|---|")
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
                    # A sentence a line, for more and shorter pieces.
                    lines = [re.sub("(?<=[。！？])(?=.)", "\n", text) for text in texts]
                    tasks = [(text, rng.randrange(2**32)) for text in lines]
                    total = mojibake.Score()
                    for one in pool.imap(partial(_one_text, setup), tasks):
                        total.add(one)
                    if not total.whole + total.lost:
                        continue
                    part.row(
                        f"| {library.name} | {script} | {setup.name} "
                        f"| {total.whole} | {share(total.whole_exact, total.whole)} "
                        f"| {total.lost} | {share(total.lost_exact, total.lost)} "
                        f"| {share(total.characters - total.off, total.characters)} "
                        f"| {total.wrong} | {total.worse} | {total.harmed} |"
                    )
                    for seen in total.seen[: options.show]:
                        print(seen, file=sys.stderr)
                    where = f"{library.name}, {script}, {setup.name}"
                    if total.whole:
                        exact = total.whole_exact / total.whole
                        part.bar(f"exact, {where}", "99 %", f"{exact:.2%}", reached=exact >= 0.99)
                    harm = total.worse + total.harmed
                    part.bar(f"worse or harmed, {where}", "0", str(harm), reached=not harm)
    return part


def share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{part / whole:.2%}" if whole else "—"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What a rule did to undamaged text, or proposed."""

    rule: str
    applied: bool
    removed: str
    replacement: str


def _repair_edits(text: str) -> tuple[int, list[tuple[Change, str]]]:
    """Bytes read, and every repair edit or suggestion of an undamaged text with its context."""
    cleaned = kxclean.clean(text, **shifts.REPAIR_ALONE)
    listed = []
    for applied, edits in ((True, cleaned.ledger.edits), (False, cleaned.suggestions)):
        for edit in edits:
            around = text[max(0, edit.start - 12) : edit.end + 12]
            listed.append((Change(edit.rule, applied, edit.removed, edit.replacement), around))
    return len(text.encode()), listed


def measure_clean(libraries: Sequence[Library], options: argparse.Namespace) -> Part:
    """Every repair edit of undamaged text, listed by what it did."""
    part = Part()
    part.row("| text | MB | documents | restored | tidied | suggested |")
    part.row("|---|---|---|---|---|---|")
    tidy = {rule.name for rule in TIDY.rules}
    listed: list[str] = []
    with Pool(options.jobs) as pool:
        for library in libraries:
            size = 0
            found: dict[Change, list[str]] = {}
            for characters, edits in pool.imap(_repair_edits, library.texts, chunksize=8):
                size += characters
                for change, around in edits:
                    found.setdefault(change, []).append(around)
            counts = Counter[str]()
            for change, places in sorted(found.items()):
                tidied = tidy.issuperset(change.rule.split("+"))
                kind = "suggested" if not change.applied else "tidied" if tidied else "restored"
                counts[kind] += len(places)
                listed.append(
                    f"- {library.name}: {len(places)} times {change.rule} ({kind}): "
                    f"{change.removed!r} to {change.replacement!r}, such as in {places[0]!r}"
                )
            part.row(
                f"| {library.name} | {size / 1e6:.1f} | {len(library.texts)} "
                f"| {counts['restored']} | {counts['tidied']} | {counts['suggested']} |"
            )
            restored = counts["restored"]
            part.bar(f"restored, {library.name}", "0", str(restored), reached=not restored)
    part.lines += ["", *listed]
    return part


def measure_speed(libraries: Sequence[Library], options: argparse.Namespace) -> Part:
    """MB/s over clean text and milliseconds a damaged page."""
    part = Part()
    for library in libraries:
        rng = drawn_by(options.seed, "speed", library.name)
        size = restoration_speed.PAGE
        traditional = library.in_script("traditional")
        texts = pages(traditional, options.pages, rng, gbk=True, shortest=size, longest=size + 100)
        part.row(f"\n| {library.name}: clean pages | MB/s | ratio to the scan |\n|---|---|---|")
        rates = dict(restoration_speed.clean_rates(texts, options.rounds))
        for name, rate in rates.items():
            part.row(f"| {name} | {rate:.0f} | {rate / rates['the scan']:.2f} |")
        rate = rates["the repair stage with its scan"]
        part.bar(f"MB/s, {library.name}", "300", f"{rate:.0f}", reached=rate >= 300)
        part.row(f"\n| {library.name}: ms a damaged page | mean | median | 95 % | slowest |")
        part.row("|---|---|---|---|---|")
        seed = rng.randrange(2**32)
        for name, times in restoration_speed.page_times(texts, seed, options.rounds):
            figures = restoration_speed.quantiles(times)
            part.row(f"| {name} | {' | '.join(f'{one:.1f}' for one in figures)} |")
            mean = figures[0]
            part.bar(f"ms, {library.name}, {name}", "10", f"{mean:.1f}", reached=mean < 10)
    return part


def measure_ftfy(_libraries: Sequence[Library], options: argparse.Namespace) -> Part:
    """The cases of ftfy, where files of them are named."""
    part = Part()
    if not options.ftfy:
        return part
    from benchmarks.restoration_ftfy import compare

    part.row("| cases | number | ftfy right | kxclean right | kxclean wrong | only ftfy right |")
    part.row("|---|---|---|---|---|---|")
    listed = []
    for name, (cases, theirs, ours, wrong), lost in compare(options.ftfy):
        part.row(f"| {name} | {cases} | {theirs} | {ours} | {wrong} | {len(lost)} |")
        part.bar(f"only ftfy right, {name}", "0", str(len(lost)), reached=not lost)
        listed += [f"- {name}: {one}" for one in lost]
    part.lines += ["", *listed]
    return part


PARTS = {
    "shifts": measure_shifts,
    "mojibake": measure_mojibake,
    "clean": measure_clean,
    "ftfy": measure_ftfy,
    "speed": measure_speed,
}


def record(lines: Sequence[str]) -> Path:
    """Puts the run behind the earlier ones of the day in `benchmarks/record/`."""
    day = time.strftime("%Y-%m-%d")
    path = Path(__file__).parent / "record" / f"{day}-restoration.md"
    earlier = path.read_text("utf-8") + "\n" if path.exists() else ""
    path.write_text(earlier + "\n".join(lines) + "\n", "utf-8")
    return path


def _commit() -> str:
    """The commit that is measured, where the repository is at hand."""
    command = ["git", "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent
        )
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
    return done.stdout.strip()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", nargs="+", metavar="FILE", help="sound texts")
    parser.add_argument("--ftfy", nargs="+", metavar="FILE", help="cases of ftfy, as JSON")
    parser.add_argument("--seed", type=int, default=None, help="repeats a run")
    parser.add_argument("--pages", type=int, default=40, help="pages a row")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the speed part")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--setups", nargs="+", metavar="WORD", help="rows whose name holds a word")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="wrong places of a row to show"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--record", action="store_true", help="add to benchmarks/record/")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(2**32)
    libraries = read(options.text) if options.text else shipped()
    names = ", ".join(f"{one.name} ({len(one):,} characters)" for one in libraries)
    machine = (
        f"kxclean {kxclean.__version__} ({_commit()}), Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores. Texts: {names}."
    )
    words = [Path(word).name if "/" in word else word for word in sys.argv[1:]]
    lines = [
        f"# {time.strftime('%Y-%m-%d')}, restoration",
        "",
        f"`python -m benchmarks.restoration {' '.join(words)}`; seed {options.seed}",
        "",
        machine,
        "" if options.text else "\nNo text was named: this is the five sources, cleaned.",
    ]
    bars = []
    for name in options.parts:
        start = time.perf_counter()
        part = PARTS[name](libraries, options)
        bars += part.bars
        lines += ["", f"## {name}", "", *part.lines, "", f"{time.perf_counter() - start:.0f} s"]
    reached = sum(one[-1] for one in bars)
    lines += ["", "## bars", "", f"{reached} of {len(bars)} are reached; these are not:", ""]
    lines += ["| bar | wanted | found |", "|---|---|---|"]
    lines += [f"| {what} | {wanted} | {found} |" for what, wanted, found, done in bars if not done]
    print("\n".join(lines))
    if options.record:
        print(f"recorded in {record(lines)}", file=sys.stderr)


if __name__ == "__main__":
    main()
