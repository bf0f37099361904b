"""How things are shown: text made visible, numbers, JSON, progress."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kxclean.engines.local import FileReport

__all__ = [
    "PrintError",
    "console",
    "counted",
    "metadata",
    "print_json",
    "printing",
    "progress",
    "visible",
]

_LINE_FEED = "⏎"


class PrintError(Exception):
    """Standard output takes nothing any more; the cause says why."""


@contextmanager
def printing() -> Iterator[None]:
    """Tells what fails because of standard output from what fails because of files.

    Raises:
        PrintError: for every error of the system.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        raise PrintError from error


def console() -> Console:
    """Standard output; colours only where a terminal shows them, no line broken by us."""
    return Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


def visible(text: str) -> str:
    r"""Text in which what has no shape is seen, and no terminal takes it for a command.

    >>> visible("甲\n\x1b\u200b")
    '甲⏎␛<U+200B>'
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char == "\n":
        return _LINE_FEED
    if char < " ":
        return chr(0x2400 + ord(char))  # the block Control Pictures
    if char == "\u3000" or char.isprintable():
        return char
    if unicodedata.category(char) == "Zs":
        return "␣"
    return f"<U+{ord(char):04X}>"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "edit"), counted(1200, "edit"), counted(2, "copy", "copies")
    ('1 edit', '1,200 edits', '2 copies')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def print_json(value: Any) -> None:
    """A value on standard output, in UTF-8 where that is what standard output takes."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    text = json.dumps(value, ensure_ascii=not unicode, indent=1, default=str)
    sys.stdout.write(text + "\n")


def metadata(value: Any) -> str:
    """A value of the metadata, as a person reads it.

    >>> metadata(["科协", "章程"]), metadata(1200), metadata({"第": 1})
    ('科协、章程', '1200', '第 1')
    >>> metadata([{"kept": "第一条", "lines": 33, "characters": 7712, "similarity": 1.0}])
    '33 lines, 7,712 characters repeated 【第一条】'
    """
    if isinstance(value, Mapping):
        if {"kept", "lines", "characters"} <= value.keys():
            return _repeat(value)
        return ", ".join(f"{visible(str(key))} {metadata(one)}" for key, one in value.items())
    if isinstance(value, (list, tuple)):
        between = "; " if any(isinstance(one, Mapping) for one in value) else "、"
        return between.join(map(metadata, value))
    return visible(str(value))


def _repeat(copy: Mapping[str, Any]) -> str:
    """A removed copy: what it was of, and how much alike where it was not the very same."""
    size = f"{counted(copy['lines'], 'line')}, {counted(copy['characters'], 'character')}"
    alike = copy.get("similarity", 1.0)
    near = "" if alike == 1.0 else f" ({alike:.1%} alike)"
    kept = visible(copy["kept"])
    return f"{size} repeated {kept if kept.startswith('【') else f'【{kept}】'}{near}"


@contextmanager
def progress(what: str) -> Iterator[Callable[[FileReport, int], None]]:
    """Shows on standard error, if it is a terminal, how many documents are finished."""
    errors = Console(stderr=True)
    if not errors.is_terminal:
        yield lambda _report, _total: None
        return
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def watch(report: FileReport, total: int) -> None:
            bar.update(task, total=total, advance=1, name=visible(report.name))

        yield watch
