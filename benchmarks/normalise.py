"""MB/s of the normalise stage: script, punctuation, digits, blanks, characters.

One thread, UTF-8 bytes a second of processor time, the best of several rounds in which kxclean and
the other libraries take turns on the same texts. Texts: clean ones, the same lightly damaged (one
fault in about 500 characters), and as found. kxclean's figures include the scan and the ledger
unless said otherwise.

    python benchmarks/normalise.py [--text FILE]... [--rounds 5]

FILE is a text, or JSON lines with a field `text`; without it the five seeds are used. The tables of
`script.py` and `punctuation.py` beside this file follow.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.peers import AUTOCORRECT, OPENCC, OPENCC_PYO3, ZHCONV, in_turn

import kxclean
from kxclean import Config, normalise
from kxclean.ledger import Ledger, Safety
from kxclean.normalise import characters, digits, digits_broken, punctuation, spaces
from kxclean.normalise.script import Converter
from kxclean.rule import Context, Pass, enabled_rules

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
#: Characters of a page that a text is cut into, as pages of the web have.
PAGE = 3000
#: Bytes that are measured in a round; shorter texts are repeated.
LEAST = 2_000_000


def read(path: Path) -> list[str]:
    """The texts of a file."""
    whole = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in whole.splitlines() if line]
    return [whole]


def pages(texts: Sequence[str]) -> list[str]:
    """Pages of whole lines, repeated to the least amount."""
    cut: list[str] = []
    for text in texts:
        page = ""
        for line in text.splitlines(keepends=True):
            page += line
            if len(page) >= PAGE:
                cut.append(page)
                page = ""
        cut += [page] if page else []
    size = sum(len(page.encode()) for page in cut)
    return cut * max(1, -(-LEAST // max(1, size)))


def lightly_damaged(text: str) -> str:
    """Some marks folded, numbers grouped, blanks put in: about one fault in 500 characters."""
    counts = {"mark": 0, "number": 0, "blank": 0}

    def every(kind: str, number: int) -> bool:
        counts[kind] += 1
        return counts[kind] % number == 0

    text = re.sub("，", lambda m: "," if every("mark", 20) else m[0], text)
    text = re.sub(
        r"(?<![0-9.])([1-9][0-9]{0,2})([0-9]{3})(?=[个人名元米吨次户個戶噸])",
        lambda m: f"{m[1]} {m[2]}" if every("number", 2) else m[0],
        text,
    )
    return re.sub("。(?=.)", lambda m: "。 " if every("blank", 40) else m[0], text)


def run(passes: Sequence[Pass], texts: Sequence[str], config: Config) -> list[tuple[str, Ledger]]:
    """The texts after the passes, with their ledgers, as the cleaner makes them."""
    rules = enabled_rules(kxclean.rules(), config)
    done = []
    for text in texts:
        ledger = Ledger.identity(text)
        current = text
        context = Context(config, rules, text)
        for one in passes:
            found = one(current, context)
            change = found.native
            if change is None:
                edits = [edit for edit in found.settled() if edit.safety is Safety.SAFE]
                change = Ledger.from_edits(current, edits) if edits else None
            if change:
                current = change.apply(current)
                ledger = ledger.then(change)
                context = Context(config, rules, current)
        done.append((current, ledger))
    return done


def table(title: str, texts: Sequence[str], best: dict[str, float], note: str = "") -> None:
    """Prints MB/s."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\n### {title}\n\n{len(texts)} pages, {size:.2f} MB{note}\n")
    print("| | MB/s |\n|---|---:|")
    for name, seconds in best.items():
        print(f"| {name} | {size / seconds:.1f} |")


def stages(config: Config, texts: list[str], rounds: int, title: str) -> None:
    """The whole stage and each part of it on one set of texts."""
    parts: dict[str, Sequence[Pass]] = {
        "whole stage with ledger": normalise.PASSES,
        "characters": [characters.PASS],
        "script": normalise.SCRIPT_PASSES,
        "digits": [digits.PASS, digits_broken.PASS],
        "blanks": spaces.PASSES,
        "punctuation": [punctuation.PUNCTUATION, punctuation.DOUBTS],
    }
    own: dict[str, Callable[[], object]] = {
        name: lambda passes=passes: run(passes, texts, config)  # type: ignore[misc]
        for name, passes in parts.items()
    }
    edits = sum(len(ledger) for _, ledger in run(normalise.PASSES, texts, config))
    size = sum(map(len, texts))
    note = f", {edits} edits, one in {size // edits} characters" if edits else ", no edits"
    table(title, texts, in_turn(own, [], texts, rounds), note)


def beside_others(texts: list[str], rounds: int) -> None:
    """Conversion and spacing beside the other libraries."""
    for config, target in (("t2s", "zh-hans"), ("s2t", "zh-hant")):
        converter = Converter(config)
        converter.convert("")
        one = lambda: [converter.convert(text) for text in texts]  # noqa: B023, E731
        best = in_turn(
            {"kxclean `Converter` (text alone)": one},
            [OPENCC, OPENCC_PYO3, ZHCONV],
            texts,
            rounds,
            config=config,
            target=target,
        )
        table(f"Conversion {config}", texts, best)
    config_ = Config(script="keep", digit_grouping="keep", latin_spacing="add")
    passes = [*spaces.PASSES, punctuation.PUNCTUATION, punctuation.DOUBTS]
    best = in_turn(
        {"kxclean punctuation and blanks, with ledger": lambda: run(passes, texts, config_)},
        [AUTOCORRECT],
        texts,
        rounds,
    )
    table("Punctuation and Latin spacing", texts, best)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", type=Path, action="append", metavar="FILE")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    files = options.text or sorted(SEEDS.glob("*.txt"))
    found = [text for path in files for text in read(path)]
    print(f"kxclean {kxclean.__version__}, Python {platform.python_version()}, one thread")
    print("texts: " + ", ".join(path.name for path in files))
    config = Config()
    cleaned = [kxclean.clean(text).text for text in found]
    light = [lightly_damaged(text) for text in cleaned]
    print("\n## The stage")
    stages(config, pages(cleaned), options.rounds, "Clean")
    stages(config, pages(light), options.rounds, "Lightly damaged")
    stages(config, pages(found), options.rounds, "As found")
    print("\n## Beside other libraries")
    beside_others(pages(cleaned), options.rounds)
    sys.stdout.flush()
    for other in ("script.py", "punctuation.py"):
        if (HERE / other).exists():
            print(f"\n## {other}\n", flush=True)
            given = [part for path in options.text or () for part in ("--text", str(path))]
            subprocess.run([sys.executable, str(HERE / other), *given], check=False)


if __name__ == "__main__":
    main()
