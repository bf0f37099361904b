"""The texts that are damaged: from files that the caller names, else from the repository."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import kxclean
from kxclean.normalise.script import Converter
from kxclean.repair import gbk_model, variants

__all__ = ["Library", "drawn_by", "pages", "read", "shipped"]

ROOT = Path(__file__).parent.parent


class Library:
    """Sound lines by text, from which pages are drawn.

    Args:
        name: where they are from.
        texts: sound texts.
    """

    def __init__(self, name: str, texts: Sequence[str]) -> None:
        self.name = name
        self.texts = [text for text in texts if len(text) >= 100]
        if not self.texts:
            raise SystemExit(f"{name}: there is no text of 100 characters or more")

    def in_script(self, script: str) -> Library:
        """The same texts, those of the other script converted."""
        simplified = script == "simplified"
        convert: Callable[[str], str] = Converter("t2s" if simplified else "s2t").convert
        texts = [
            text if variants.looks_simplified(text[:2000]) == simplified else convert(text)
            for text in self.texts
        ]
        return Library(self.name, texts)

    def __len__(self) -> int:
        return sum(map(len, self.texts))


def read(paths: Sequence[str]) -> list[Library]:
    """The texts of files, one library a file; `.jsonl` holds them in the member `text`."""
    return [Library(Path(path).name, list(_texts(Path(path)))) for path in paths]


def _texts(path: Path) -> Iterator[str]:
    if path.name.endswith(".zst"):
        # The program, for Python before 3.14 has no zstd.
        command = ["zstd", "--decompress", "--stdout", str(path)]
        content = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    else:
        content = path.read_text("utf-8")
    if ".jsonl" in path.name:
        for line in content.splitlines():
            yield json.loads(line)["text"]
    else:
        yield content


def shipped() -> list[Library]:
    """What the repository holds: the five sources, cleaned."""
    options = {"script": "keep", "punctuation": "chinese"}
    found = [
        kxclean.clean(path.read_bytes(), **options).text
        for path in sorted((ROOT / "seeds").glob("*.txt"))
    ]
    return [Library("seeds", found)]


def drawn_by(*parts: object) -> random.Random:
    """The random numbers that belong to some words and numbers."""
    return random.Random(" ".join(map(str, parts)))  # noqa: S311 - nothing is kept secret


def pages(
    library: Library, count: int, rng: random.Random, *, gbk: bool, shortest: int, longest: int
) -> list[str]:
    """Pages of whole lines, drawn at random.

    Args:
        library: where the lines are from.
        count: pages.
        rng: the draw.
        gbk: leave out lines with characters that GBK lacks, and what looks like damage.
        shortest: characters of a page, at least.
        longest: at most.
    """
    found: list[str] = []
    weights = [len(text) for text in library.texts]
    while len(found) < count:
        wanted = rng.randint(shortest, longest)
        page: list[str] = []
        size = 0
        while size < wanted:
            text = rng.choices(library.texts, weights)[0]
            lines = [line for line in text.split("\n") if not gbk or _is_fit(line)]
            at = rng.randrange(len(lines)) if lines else 0
            for line in lines[at:]:
                if size >= wanted:
                    break
                page.append(line[: longest - size])
                size += len(page[-1]) + 1
        found.append("\n".join(page))
    return found


def _is_fit(line: str) -> bool:
    """Whether a page in GBK can hold the line and the line is no damage itself."""
    return "?" not in line and gbk_model.encode(line) is not None
