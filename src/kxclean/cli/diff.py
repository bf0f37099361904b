"""A diff of edits that can be read: only what is near a change, with the rules' names.

What went is shown as `[-so-]`, what came as `{+so+}`, in colour where there is any, so that the
diff reads the same in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from kxclean.cli.show import visible
from kxclean.ledger import Edit

__all__ = ["hunks", "suggestion"]

_REMOVED, _ADDED, _HEAD = "red", "green", "cyan"
#: Longer pieces are shown by their ends.
_LONGEST = 120
#: More changes than this are not shown in one piece: where nearly every character changes, as in
#: script conversion, a paragraph would be one.
_MOST = 12
_NUMBERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def hunks(raw: str, edits: Iterable[Edit], context: int) -> Iterator[Text]:
    """The changes, those together that stand near one another in one line.

    Where more than one rule had a part, each change is followed by the numbers of its rules.

    Args:
        raw: the text that the edits are of.
        edits: in order.
        context: characters shown on either side of a change.
    """
    lines = _Lines(raw)
    done = 0
    group: list[Edit] = []
    for edit in edits:
        if group and not _together(raw, group, edit, context):
            yield _hunk(raw, group, context, lines, (done, edit.start))
            done = group[-1].end
            group = []
        group.append(edit)
    if group:
        yield _hunk(raw, group, context, lines, (done, len(raw)))


def _together(raw: str, group: Sequence[Edit], edit: Edit, context: int) -> bool:
    end = group[-1].end
    near = edit.start - end <= 2 * context and len(group) < _MOST
    return near and "\n" not in raw[end : edit.start]


def suggestion(raw: str, edit: Edit, context: int) -> Text:
    """One change that was not made, with what else may be right."""
    shown = _hunk(raw, [edit], context, _Lines(raw), (0, len(raw)))
    if edit.candidates:
        odds = (f"{_short(text) or '(nothing)'} {odds:.0%}" for text, odds in edit.candidates)
        shown.append("\n  odds: " + ", ".join(odds), _HEAD)
    return shown


class _Lines:
    """Line numbers for positions that only grow."""

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._at = 0
        self._line = 1

    def of(self, position: int) -> int:
        self._line += self._raw.count("\n", self._at, position)
        self._at = position
        return self._line


def _hunk(
    raw: str, edits: Sequence[Edit], context: int, lines: _Lines, bounds: tuple[int, int]
) -> Text:
    """One piece of the diff; `bounds` are the ends of the changes before and behind it."""
    first, last = edits[0], edits[-1]
    start, end = max(bounds[0], first.start - context), min(bounds[1], last.end + context)
    # The surroundings are of the same line.
    start = max(start, raw.rfind("\n", start, first.start) + 1)
    end = end if (cut := raw.find("\n", last.end, end)) < 0 else cut
    numbers = {
        name: number
        for number, name in enumerate(dict.fromkeys(n for edit in edits for n in edit.rules), 1)
    }
    several = len(numbers) > 1
    names = (f"{number} {name}" if several else name for name, number in numbers.items())
    head = f"line {lines.of(first.start)}, {first.start}–{last.end}: {', '.join(names)}"
    shown = Text.assemble((head, _HEAD), "\n  ", _open(raw[start - 1 : start] if start else ""))
    at = start
    for edit in edits:
        shown.append(visible(raw[at : edit.start]))
        if edit.removed:
            shown.append(f"[-{_short(edit.removed)}-]", _REMOVED)
        if edit.replacement:
            shown.append(f"{{+{_short(edit.replacement)}+}}", _ADDED)
        if several:
            own = "⁺".join(str(numbers[name]) for name in edit.rules)
            shown.append(own.translate(_NUMBERS), _HEAD)
        at = edit.end
    shown.append(visible(raw[at:end]))
    shown.append(_open(raw[end : end + 1]))
    return shown


def _open(neighbour: str) -> str:
    """A sign that the line goes on, unless it ends there."""
    return "…" if neighbour.strip("\n") else ""


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return visible(text)
    half = _LONGEST // 3
    between = f" … {len(text) - 2 * half:,} characters … "
    return visible(text[:half]) + between + visible(text[-half:])
