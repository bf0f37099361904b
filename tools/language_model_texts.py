"""Makes the files that `build_language_model.py` counts from checkouts of the sources.

    python -m tools.language_model_texts --checkouts CHECKOUTS --texts TEXTS

`CHECKOUTS` holds the repositories that `tools/language_model.toml` names, each in a folder with its
own name. Statutes, word lists and dictionaries are taken as they are: put them into `TEXTS`.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

#: Han characters that a document must have, and their share in it and in a line of it.
_LEAST, _SHARE, _LINE_SHARE = 100, 0.4, 0.3


def han(text: str) -> int:
    """How many Han characters a text has."""
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def chinese_lines(text: str) -> str:
    """The lines that are mostly Chinese, without the marks of Markdown."""
    text = re.sub(r"```.*?```", "\n", text, flags=re.DOTALL)
    text = re.sub(r"\$[^$\n]*\$", "x", text)
    text = re.sub(r"`([^`\n]*)`", r"\1", text)
    text = re.sub(r"<[^>\n]+>", "", text)
    text = re.sub(r"\]\([^)]*\)", "", text).replace("[", "").replace("**", "")
    lines = (line.strip("> #*-\r") for line in text.split("\n"))
    return "\n".join(line for line in lines if han(line) > _LINE_SHARE * len(line))


def plain(text: str) -> str:
    """The text of HTML, a line an element."""
    return re.sub(r"\s*\n\s*", "\n", html.unescape(re.sub(r"<[^>]+>", "\n", text)))


def read(path: Path) -> str:
    """A file as text, whatever is in it."""
    return path.read_text(encoding="utf-8", errors="replace")


def news(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("news_json/*/*.json")):
        item = json.loads(read(path))
        yield f"{item['title']}\n{item['content']}"


def transcripts(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("*.md")):
        yield chinese_lines(read(path))


def novels(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("resources/*/*/*.html")):
        yield plain(read(path))


def verse(root: Path) -> Iterator[str]:
    for path in sorted((*root.glob("全唐诗/poet.*.json"), *root.glob("宋词/ci.song.*.json"))):
        yield "\n".join("\n".join(poem.get("paragraphs", [])) for poem in json.loads(read(path)))


def bible(root: Path) -> Iterator[str]:
    chapters: dict[tuple[str, str], list[str]] = {}
    with (root / "formats/csv/ChiUn.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            place = row["Book"], row["Chapter"]
            # Blanks stand between the words and before the name of God.
            chapters.setdefault(place, []).append(re.sub(r"\s", "", row["Text"]))
    yield from map("".join, chapters.values())


def council(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("db/ge_policy_raw*.sql")):
        text = read(path).replace("\\r", "").replace("\\n", "\n").replace("\\t", " ")
        for part in re.split(r"INSERT INTO|(?=<div class=.wrap)", text):
            yield plain(part)


def books(root: Path) -> Iterator[str]:
    for path in sorted((*root.glob("src/**/*.md"), *root.glob("chapter_*/**/*.md"))):
        yield chinese_lines(read(path))


#: The file that is made, the checkout, how it is read.
MADE: tuple[tuple[str, str, Callable[[Path], Iterator[str]]], ...] = (
    ("news.jsonl", "www.president.gov.tw", news),
    ("meetings.jsonl", "transcript", transcripts),
    ("novels.jsonl", "chinese-novel", novels),
    ("verse.jsonl", "chinese-poetry", verse),
    ("bible.jsonl", "bible_databases", bible),
    ("council.jsonl", "platform-1", council),
    ("rust.jsonl", "trpl-zh-cn", books),
    ("learning.jsonl", "d2l-zh", books),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--checkouts", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    options = parser.parse_args()
    for name, checkout, texts in MADE:
        root = options.checkouts / checkout
        if not root.is_dir():
            sys.exit(f"there is no folder {root}; clone the repository into it")
        documents = characters = 0
        with (options.texts / name).open("w", encoding="utf-8") as out:
            for text in texts(root):
                shown = text.strip()
                count = han(shown)
                if count < _LEAST or count < _SHARE * len(shown):
                    continue
                out.write(json.dumps({"text": shown}, ensure_ascii=False) + "\n")
                documents += 1
                characters += len(shown)
        print(f"{name}: {documents} documents, {characters} characters")


if __name__ == "__main__":
    main()
