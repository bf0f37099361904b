"""Boilerplate: how many injected lines are found, and how many true lines are lost with them.

Lines of `data/site_lines.toml`, their slots filled at random, are put at the head or the foot of clean
documents, one block a document, in both scripts, half and full width, and with blanks of many kinds.
Every third of the templates is held out: no rule was ever changed for it. With `--learn`, documents
of one source are made, each source with lines of its own that no rule knows, and the learned model
cleans them.

The documents are the seeds, cleaned and cut into pages, or the `text` of the records of JSON Lines
files that are named.

    python benchmarks/boilerplate.py [FILE.jsonl ...] [--rounds 8] [--show] [--learn]
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import kxclean
from kxclean.boilerplate import LinePass, TemplateModel, shipped_rules
from kxclean.config import Config
from kxclean.ledger import Ledger, Safety
from kxclean.normalise.script import Converter
from kxclean.rule import Context

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
PAGE = 3000

SLOTS: dict[str, Sequence[str]] = tomllib.loads((HERE / "data" / "slots.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Template:
    """Lines with slots that a site prints at one end of a text."""

    where: str
    lines: tuple[str, ...]
    held_out: bool


def templates() -> list[Template]:
    """The templates of the data files: those that were looked at for the rules, and the others."""
    found = []
    for name in ("site_lines", "held_out_lines"):
        data = tomllib.loads((HERE / "data" / f"{name}.toml").read_text("utf-8"))
        for where in ("head", "foot"):
            for lines in data[where]:
                block = (lines,) if isinstance(lines, str) else tuple(lines)
                found.append(Template(where, block, name == "held_out_lines"))
    return found


class Filler:
    """Fills slots, and writes lines as the wild writes them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- no secret
        self.to_traditional = Converter("s2t").convert
        self.to_simplified = Converter("t2s").convert
        self.fixed: dict[str, str] = {}
        self.colon = self.blank = ""

    def slot(self, name: str) -> str:
        """A value for a slot."""
        if name in self.fixed:
            return self.fixed[name]
        pick = self.random
        if name in SLOTS:
            return pick.choice(SLOTS[name])
        year, month, day = pick.randint(2000, 2025), pick.randint(1, 12), pick.randint(1, 28)
        clock = f"{pick.randint(0, 23):02}:{pick.randint(0, 59):02}"
        dates = (
            f"{year}-{month:02}-{day:02}",
            f"{year}年{month}月{day}日",
            f"{year}/{month}/{day}",
            f"{year}.{month:02}.{day:02}",
        )
        made = {
            "date": pick.choice(dates),
            "clock": clock,
            "datetime": f"{pick.choice(dates[:3])} {clock}{pick.choice(('', f':{day + 20:02}'))}",
            "n": str(
                pick.choice((pick.randint(0, 9), pick.randint(10, 999), pick.randint(1000, 90000)))
            ),
            "m": str(pick.randint(2, 40)),
            "y": str(year),
            "y2": str(pick.randint(year, 2026)),
            "roc": str(pick.randint(90, 114)),
            "mo": f"{month:02}",
            "da": f"{day:02}",
            "qq": str(pick.randint(10**7, 10**9)),
            "phone": f"0{pick.randint(10, 999)}-{pick.randint(10**6, 10**8 - 1)}",
            "icp": f"{pick.choice('京沪粤浙苏鲁豫川渝湘鄂皖闽赣冀晋蒙辽吉黑桂琼贵滇陕甘青宁新')}ICP备"
            f"{pick.randint(5000000, 2025999999 // 100)}号{pick.choice(('', '-1', '-3'))}",
        }
        if name in made:
            return made[name]
        digits = int(name[1:])  # n6: six digits
        return str(pick.randint(10 ** (digits - 1), 10**digits - 1))

    def fill(self, line: str) -> str:
        """The line with its slots filled."""
        out, rest = "", line
        while "{" in rest:
            before, _, rest = rest.partition("{")
            name, _, rest = rest.partition("}")
            out += before + self.slot(name)
        return out + rest

    def vary(self, lines: Sequence[str], *, traditional: bool) -> list[str]:
        """The lines with the widths, blanks and script of one site."""
        pick = self.random
        colon = self.colon or pick.choice(("：", ":", ": ", "： "))
        blank = self.blank or pick.choice((" ", "  ", "　", "\xa0\xa0", " "))
        convert = self.to_traditional if traditional else self.to_simplified
        made = []
        for line in lines:
            written = self.fill(line)
            if "http" not in written:
                parts = written.replace("：", ":").split(":")
                written = parts[0]
                for before, part in itertools.pairwise(parts):
                    clock = before[-1:].isdigit() and part[:1].isdigit()
                    written += (":" if clock else colon) + part.lstrip()
            written = written.replace("　", blank)
            made.append(convert(written))
        return made


def documents(paths: Sequence[Path], limit: int) -> list[str]:
    """Clean documents: from JSON Lines, or pages of the cleaned seeds."""
    found: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        step = max(1, len(texts) * len(paths) // limit)
        found += [text for text in texts[::step] if text.count("\n") > 3]
    if paths:
        return found
    for path in sorted(SEEDS.glob("*.txt")):
        text = kxclean.clean(path.read_text("utf-8")).text
        page: list[str] = []
        for line in text.splitlines():
            page.append(line)
            if sum(map(len, page)) > PAGE:
                found.append("\n".join(page))
                page = [page[0]]
    return found


def content(text: str) -> Counter[str]:
    """The lines of a text that are not blank."""
    return Counter(line.strip() for line in text.split("\n") if line.strip())


def inject(document: str, lines: Sequence[str], where: str) -> str:
    """The document with the lines below its title or at its foot."""
    block = "\n".join(lines)
    if where == "foot":
        return f"{document.rstrip()}\n\n{block}\n"
    title, _, rest = document.lstrip().partition("\n")
    return f"{title}\n\n{block}\n\n{rest.lstrip(chr(10))}"


def strip(stage: LinePass, text: str, names: frozenset[str], config: Config) -> str:
    """The text without the lines that are sure to leave."""
    found = stage(text, Context(config, names, text))
    edits = [edit for edit in found.settled() if edit.safety is Safety.SAFE]
    return Ledger.from_edits(text, edits).apply(text)


@dataclass(slots=True)
class Score:
    """Counted lines."""

    injected: int = 0
    found: int = 0
    true: int = 0
    lost: int = 0

    def __str__(self) -> str:
        return (
            f"{self.found} of {self.injected} injected lines found "
            f"({self.found / max(1, self.injected):.2%}), {self.lost} of {self.true} true lines lost "
            f"({self.lost / max(1, self.true):.4%})"
        )


def measure(texts: list[str], rounds: int, *, show: bool) -> Iterator[tuple[str, Score]]:
    """Scores of the rules by themselves, on the templates known and held out."""
    stage = LinePass(shipped_rules)
    names = frozenset(rule.name for rule in stage.rules)
    config = Config()
    filler = Filler(1)
    before = [content(strip(stage, text, names, config)) for text in texts]
    scores = {False: Score(), True: Score()}
    at = 0
    missed: Counter[str] = Counter()
    for template in templates():
        score = scores[template.held_out]
        for turn in range(rounds):
            at = (at + 7) % len(texts)
            lines = filler.vary(template.lines, traditional=turn % 2 == 1)
            left = content(strip(stage, inject(texts[at], lines, template.where), names, config))
            own = Counter(line.strip() for line in lines)
            kept = sum(min(left[line] - before[at][line], number) for line, number in own.items())
            kept = max(0, kept)
            score.injected += len(lines)
            score.found += len(lines) - kept
            score.true += sum(before[at].values())
            lost = before[at] - left
            score.lost += sum(lost.values())
            if kept and show:
                missed[template.lines[0]] += 1
                if missed[template.lines[0]] == 1:
                    print(
                        "  missed", template.where, [line for line in lines if left[line.strip()]]
                    )
            if lost and show:
                print("  lost", list(lost)[:3], "with", lines)
    yield "templates known to the rules", scores[False]
    yield "templates held out", scores[True]


#: Slots that say the same on all pages of a site.
OF_SITE = ("house", "site", "domain", "corp", "icp", "address", "phone", "email", "y", "y2", "wx")
PAGES = 50


def pages(texts: list[str], source: int) -> tuple[list[str], list[list[str]], list[str]]:
    """Pages of one source: the documents, the lines put around each, and the pages."""
    filler = Filler(source)
    pick = filler.random
    data = tomllib.loads((HERE / "data" / "site_lines.toml").read_text("utf-8"))
    for slot in OF_SITE:
        filler.fixed[slot] = filler.slot(slot)
    filler.fixed["n14"] = filler.slot("n14")
    head = pick.sample(data["head"], 2)
    foot = pick.sample([line for line in data["foot"] if isinstance(line, str)], 3)
    for lines, odd in ((head, data["odd_head"]), (foot, data["odd_foot"])):
        for line in pick.sample(odd, pick.randint(0, 2)):
            lines.insert(pick.randint(0, len(lines)), line)
    traditional = source % 3 == 2
    filler.colon = pick.choice(("：", ":", ": "))
    filler.blank = pick.choice((" ", "  ", "　"))
    documents = pick.sample(texts, min(PAGES, len(texts)))
    made, around = [], []
    for text in documents:
        top = filler.vary(head, traditional=traditional)
        bottom = filler.vary(foot, traditional=traditional)
        around.append([*top, *bottom])
        made.append(inject(inject(text, top, "head"), bottom, "foot"))
    return documents, around, made


def measure_learned(texts: list[str], sources: int, *, show: bool) -> Iterator[tuple[str, Score]]:
    """Scores of the learned model with the rules, and of the model on pages without such lines."""
    names = frozenset(rule.name for rule in LinePass(shipped_rules).rules)
    config = Config()
    rules = LinePass(shipped_rules)
    score, control = Score(), Score()
    for source in range(sources):
        documents, around, made = pages(texts, source)
        stage = LinePass(shipped_rules, TemplateModel().fit(made).templates)
        bare = LinePass(shipped_rules, TemplateModel().fit(documents).templates)
        for text, lines, page in zip(documents, around, made, strict=True):
            before = content(strip(rules, text, names, config))
            left = content(strip(stage, page, names, config))
            own = Counter(line.strip() for line in lines)
            kept = sum(max(0, min(left[line] - before[line], n)) for line, n in own.items())
            lost = before - left
            score.injected += len(lines)
            score.found += len(lines) - kept
            score.true += before.total()
            score.lost += lost.total()
            plain = before - content(strip(bare, text, names, config))
            control.true += before.total()
            control.lost += plain.total()
            if show and plain:
                print("  control lost", source, list(plain)[:4])
            if show and lost:
                print("  lost", source, list(lost)[:4])
            if show and kept and text == documents[0]:
                print("  missed", source, [line for line in lines if left[line.strip()]])
    yield f"learned from {PAGES} pages of each of {sources} sources", score
    yield "learned from the same documents without lines of a site", control


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--learn", action="store_true")
    options = parser.parse_args()
    texts = documents(options.files, options.documents)
    print(f"kxclean {kxclean.__version__}: {len(texts)} documents, {len(templates())} templates")
    start = time.perf_counter()
    scores = (
        measure_learned(texts, options.sources, show=options.show)
        if options.learn
        else measure(texts, options.rounds, show=options.show)
    )
    for name, score in scores:
        print(f"{name}: {score}")
    print(f"{time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
