"""Script conversion beside OpenCC, opencc-pyo3, zhconv-rs and opencc-python: MB/s, sameness, cases.

One thread. Each library runs in a process and an environment of its own (`.bench/`, made on first
use; `opencc` and `opencc-python-reimplemented` install the same module). The processes take turns,
a round each, so that a busy machine slows all alike. Time is that of the processor, the best of all
rounds; a round converts the text in pages of about 3,000 characters.

    python benchmarks/script.py [--text FILE …] [--rounds 7] [--megabytes 6] [--equal] [--cases]

`--text` gives texts of either script; without it, texts are made of the seeds. `--equal` compares
every configuration with OpenCC over the texts; `--cases` counts the cases of
`tests/normalise/script_cases.tsv` that each library gets right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/normalise/script_cases.tsv"
PAGE = 3000
KXCLEAN = "kxclean"
#: What is installed where; kxclean runs in the environment of this process.
PEERS = {
    "OpenCC (C++)": "opencc==1.4.2",
    "opencc-pyo3": "opencc-pyo3==0.12.0",
    "zhconv-rs": "zhconv-rs==0.4.2",
    "opencc-python": "opencc-python-reimplemented==0.1.7",
}
#: What zhconv-rs calls the target of a configuration.
ZHCONV = {"s2t": "zh-hant", "t2s": "zh-hans", "s2twp": "zh-tw", "s2hk": "zh-hk"}
#: The configuration for each target of the cases.
TARGETS = {"zh-Hans": "t2s", "zh-Hant": "s2t", "zh-Hant-TW+words": "s2twp"}
#: opencc-python does 1 MB/s; it takes part in the cases only.
SLOW = ("opencc-python",)


# --- in the process of a library ---


def converter(library: str, name: str) -> Callable[[str], Any]:
    """How `library` converts by a configuration."""
    if library in ("OpenCC (C++)", "opencc-python"):
        import opencc

        return opencc.OpenCC(name).convert  # type: ignore[no-any-return]
    if library == "opencc-pyo3":
        import opencc_pyo3  # type: ignore[import-not-found]

        return opencc_pyo3.OpenCC(name).convert  # type: ignore[no-any-return]
    if library == "zhconv-rs":
        from zhconv_rs import zhconv  # type: ignore[import-not-found]

        return lambda text: zhconv(text, ZHCONV[name])
    from kxclean.normalise.script import Converter

    found = Converter(name)
    if library == "kxclean, ledger":
        return found.edits
    return found.convert


def cleaner(target: str) -> Callable[[str], str]:
    """How kxclean brings a text of the cases to a target: with its own rules, line by line."""
    import kxclean

    script, plus, _ = target.partition("+")
    keep = ("punctuation", "digit_grouping", "boilerplate", "duplicates", "tables")
    words = "convert" if plus else "keep"
    kept: dict[str, Any] = dict.fromkeys(keep, "keep")
    one = kxclean.Cleaner(script=script, regional_words=words, **kept)
    return lambda text: one.clean(text).text


def pages(path: str, megabytes: float) -> list[str]:
    text = Path(path).read_text("utf-8")
    chars = int(megabytes * 1e6 / max(1, len(text[:9999].encode()) / max(1, len(text[:9999]))))
    text = text[:chars]
    cut: list[str] = []
    page, size = [], 0
    for line in text.splitlines(keepends=True):
        page.append(line)
        size += len(line)
        if size >= PAGE:
            cut.append("".join(page))
            page, size = [], 0
    return [*cut, "".join(page)] if page else cut


def work(library: str) -> None:
    """Answers requests, one a line, until the input ends."""
    texts: dict[tuple[str, float], list[str]] = {}
    made: dict[str, Callable[[str], Any]] = {}
    for line in sys.stdin:
        ask = json.loads(line)
        if "cases" in ask:
            convert = {
                target: cleaner(target) if library == KXCLEAN else converter(library, name)
                for target, name in TARGETS.items()
            }
            answer: Any = [convert[target](text) for target, text in ask["cases"]]
        else:
            key = ask["text"], ask["megabytes"]
            if key not in texts:
                texts[key] = pages(*key)
            name = ask["name"]
            if name not in made:
                made[name] = converter(library, name)
            run, given = made[name], texts[key]
            if ask["digest"]:
                digest = hashlib.sha256()
                for page in given:
                    digest.update(run(page).encode())
                answer = digest.hexdigest()
            else:
                start = time.process_time()
                for page in given:
                    run(page)
                answer = time.process_time() - start, sum(len(page.encode()) for page in given)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


# --- in the process that asks ---


class Library:
    """A library in a process of its own."""

    def __init__(self, name: str) -> None:
        self.name = name
        python = environment(name) if name in PEERS else sys.executable
        self.process = subprocess.Popen(
            [python, __file__, "--work", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def ask(self, **request: Any) -> Any:
        """The answer to a request; `None` if the library could not give one."""
        to: IO[str] | None = self.process.stdin
        back: IO[str] | None = self.process.stdout
        if to is None or back is None or self.process.poll() is not None:
            return None
        to.write(json.dumps(request) + "\n")
        to.flush()
        answer = back.readline()
        return json.loads(answer) if answer else None


def environment(name: str) -> str:
    """The interpreter of the environment for a library, made if it is missing."""
    folder = ROOT / ".bench" / PEERS[name].replace("==", "-")
    python = folder / "bin" / "python"
    if not (folder / ".made").exists():
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, PEERS[name]], check=True)
        (folder / ".made").touch()
    return str(python)


def speeds(libraries: list[Library], text: str, name: str, rounds: int, megabytes: float) -> None:
    best: dict[str, float] = {}
    digests: dict[str, str] = {}
    taking_part = [one for one in libraries if one.name != "zhconv-rs" or name in ZHCONV]
    for one in taking_part:
        if "ledger" not in one.name:
            digests[one.name] = one.ask(text=text, megabytes=megabytes, name=name, digest=True)
        else:
            one.ask(text=text, megabytes=megabytes, name=name, digest=False)
    for _ in range(rounds):
        for one in taking_part:
            seconds, size = one.ask(text=text, megabytes=megabytes, name=name, digest=False)
            best[one.name] = max(best.get(one.name, 0), size / seconds / 1e6)
    print(f"\n{name} over {Path(text).name}")
    for library, speed in best.items():
        same = ""
        if library in digests:
            equal = digests[library] == digests["OpenCC (C++)"]
            same = "as OpenCC" if equal else "other than OpenCC"
        ahead = best[KXCLEAN] / speed
        print(
            f"  {library:<18}{speed:>8.1f} MB/s   kxclean is {ahead:>5.2f} times as fast   {same}"
        )


def equality(libraries: list[Library], texts: list[str]) -> None:
    from kxclean.normalise.script import Converter

    reference, own = libraries[0], next(one for one in libraries if one.name == KXCLEAN)
    size = sum(Path(text).stat().st_size for text in texts) / 1e6
    print(f"\nevery configuration over {size:.1f} MB")
    for name in Converter.names():
        request = {"megabytes": 1e6, "name": name, "digest": True}
        equal = all(reference.ask(text=t, **request) == own.ask(text=t, **request) for t in texts)
        print(f"  {name:<7}{'same' if equal else 'DIFFERENT'}")


def cases(libraries: list[Library]) -> None:
    from kxclean.normalise.script import Converter

    taiwan = Converter("t2tw").convert
    lines = CASES.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    kinds = sorted({row[1] for row in rows})

    def same(target: str, found: str, expected: str) -> bool:
        return found == expected or (target != "zh-Hans" and taiwan(found) == taiwan(expected))

    print(f"\n{len(rows)} cases, right by kind")
    print(f"  {'':<18}{'all':>9}" + "".join(f"{kind:>11}" for kind in kinds))
    for one in libraries:
        answers = one.ask(cases=[(row[0], row[2]) for row in rows])
        right = {kind: [0, 0] for kind in ("all", *kinds)}
        for (target, kind, _, expected, _), found in zip(rows, answers, strict=True):
            for key in ("all", kind):
                right[key][0] += same(target, found, expected)
                right[key][1] += 1
        counts = [f"{good}/{whole}" for good, whole in right.values()]
        print(f"  {one.name:<18}{counts[0]:>9}" + "".join(f"{count:>11}" for count in counts[1:]))


def default_texts(folder: Path) -> Iterator[str]:
    """The seeds cleaned, in either script, repeated to 6 MB."""
    import kxclean

    folder.mkdir(parents=True, exist_ok=True)
    found = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for script in ("zh-Hans", "zh-Hant"):
        text = "".join(kxclean.clean(source, script=script).text for source in found)
        path = folder / f"seeds-{script}.txt"
        path.write_text(text * (6_000_000 // len(text.encode()) + 1), "utf-8")
        yield str(path)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--text", nargs="+", default=[])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--megabytes", type=float, default=6)
    parser.add_argument("--equal", action="store_true")
    parser.add_argument("--cases", action="store_true")
    parser.add_argument("--work", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
        return
    import kxclean
    from kxclean.normalise.script.characters import classes

    texts = options.text or list(default_texts(ROOT / ".bench"))
    print(f"kxclean {kxclean.__version__}, Python {platform.python_version()}", end=", ")
    print(f"{platform.machine()}; {', '.join(PEERS.values())}")
    libraries = [Library(name) for name in (*PEERS, KXCLEAN, "kxclean, ledger")]
    quick = [one for one in libraries if one.name not in SLOW]
    for text in texts:
        traditional, simplified = classes().count(Path(text).read_text("utf-8")[:100_000])
        names = ("s2t", "s2twp", "t2s") if simplified > traditional else ("t2s",)
        for name in names:
            speeds(quick, text, name, options.rounds, options.megabytes)
    if options.equal:
        equality(quick, texts)
    if options.cases:
        cases([one for one in libraries if "ledger" not in one.name])


if __name__ == "__main__":
    main()
